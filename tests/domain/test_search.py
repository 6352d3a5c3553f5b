"""Finding a procedure by what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.catalogue import Procedure, TimeUnit
from server.domain.search import prepare_index, search_procedures


def procedure(code: str, name_vi: str, name_en: str = "x", *keywords: str) -> Procedure:
    return Procedure(code, name_vi, name_en, "HT", "Hộ tịch", 1, TimeUnit.WORKING_DAY, keywords=keywords)


PROCEDURES = [
    procedure("1.004884", "Thủ tục đăng ký lại khai sinh", "Re-registration of birth"),
    procedure("1.001193", "Thủ tục đăng ký khai sinh", "Birth registration", "giấy khai sinh"),
    procedure("1.000894", "Thủ tục đăng ký kết hôn", "Marriage registration"),
    procedure(
        "1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", "Certificate of marital status", "giấy độc thân"
    ),
    procedure("1.012812", "Hòa giải tranh chấp đất đai", "Mediation of land disputes"),
    procedure("2.001019", "Chứng thực di chúc", "Certification of will"),
    procedure("1.014063", "Cấp đổi thẻ căn cước", "Exchange of identity card"),
    procedure("1.000010", "Cấp phép bán hàng"),
    procedure("1.000011", "Cấp phép bạn hàng"),
]
INDEX = prepare_index(PROCEDURES)


def codes(query: str) -> list[str]:
    return [found.code for found in search_procedures(INDEX, query, limit=5)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("khai sinh", "1.001193"),
        ("sinh khai", "1.001193"),
        ("kha si", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("giay doc than", "1.004873"),
        ("giấy độc thân", "1.004873"),
        ("tôi muốn làm giấy khai sinh", "1.001193"),
        ("giấy khai sinh cho cháu", "1.001193"),
        ("di chuc", "2.001019"),
        ("can cuoc", "1.014063"),
        ("marriage", "1.000894"),
        ("hoà giải", "1.012812"),
        ("hòa giải", "1.012812"),
        ("1.001193", "1.001193"),
        ("1193", "1.001193"),
        ("001193", "1.001193"),
        ("1.0048", "1.004884"),
    ],
)
def test_what_people_type_finds_the_procedure_first(query: str, first: str) -> None:
    assert codes(query)[0] == first


def test_accents_decide_between_words_that_fold_alike() -> None:
    assert codes("bán hàng") == ["1.000010", "1.000011"]
    assert codes("bạn hàng") == ["1.000011", "1.000010"]


def test_a_beginning_of_a_code_comes_before_digits_inside_another() -> None:
    index = prepare_index(
        [procedure("2.001000", "A"), procedure("1.000222", "B"), procedure("1.001000", "C")]
    )
    assert [p.code for p in search_procedures(index, "1.00", limit=3)][:2] == ["1.000222", "1.001000"]


@pytest.mark.parametrize("query", ["", "   ", "!!!", "zzzz", "tôi muốn làm", "9.999999"])
def test_nothing_meant_finds_nothing(query: str) -> None:
    assert codes(query) == []


def test_the_limit_holds() -> None:
    assert len(search_procedures(INDEX, "đăng ký", limit=2)) == 2
    assert search_procedures(INDEX, "1", limit=0) == ()


@given(st.text(max_size=300))
def test_any_text_is_searched_without_an_error(query: str) -> None:
    assert len(search_procedures(INDEX, query, limit=3)) <= 3


@given(
    st.sampled_from(PROCEDURES).flatmap(lambda p: st.tuples(st.just(p), st.permutations(p.name_vi.split())))
)
def test_the_words_of_a_name_in_any_order_find_it(shuffled: tuple[Procedure, list[str]]) -> None:
    wanted, words = shuffled
    assert wanted in search_procedures(INDEX, " ".join(words), limit=len(PROCEDURES))
