"""The rules that bind a catalogue together."""

from dataclasses import replace

import pytest

from server.domain.catalogue import (
    Counter,
    InvalidCatalogue,
    PriorityClass,
    Procedure,
    Service,
    TimeUnit,
    check_counters,
    check_priority_classes,
    check_procedures,
    check_services,
    letters_that_sound_alike,
    sounding_like,
)

CIVIL = Service("HT", "A", "Hộ tịch", "Civil status")
COPIES = Service("CT", "C", "Chứng thực", "Certified copies")
DESK = Counter(1, "Hộ tịch", "Civil status", ("HT", "CT"), "sanh-chinh")
BIRTH = Procedure(
    "1.001193", "Đăng ký khai sinh", "Birth registration", "HT", "Hộ tịch", 0, TimeUnit.SAME_DAY
)


def test_two_services_never_share_a_letter_or_a_code() -> None:
    check_services([CIVIL, COPIES])
    with pytest.raises(InvalidCatalogue, match="prefix letter A"):
        check_services([CIVIL, replace(COPIES, prefix="A")])
    with pytest.raises(InvalidCatalogue, match="service code HT"):
        check_services([CIVIL, replace(COPIES, code="HT")])


@pytest.mark.parametrize("prefix", ["", "AB", "a", "Đ", "1", " "])
def test_a_prefix_is_one_capital_ascii_letter(prefix: str) -> None:
    with pytest.raises(InvalidCatalogue):
        replace(CIVIL, prefix=prefix)


def test_every_service_has_a_counter_and_every_counter_known_services() -> None:
    check_counters([DESK], [CIVIL, COPIES])
    with pytest.raises(InvalidCatalogue, match="No counter serves: CT"):
        check_counters([replace(DESK, services=("HT",))], [CIVIL, COPIES])
    with pytest.raises(InvalidCatalogue, match="unknown services: XX"):
        check_counters([replace(DESK, services=("HT", "CT", "XX"))], [CIVIL, COPIES])
    with pytest.raises(InvalidCatalogue, match="counter number 1"):
        check_counters([DESK, DESK], [CIVIL, COPIES])


@pytest.mark.parametrize("number", [0, 100, -3])
def test_a_counter_number_can_be_spoken(number: int) -> None:
    with pytest.raises(InvalidCatalogue):
        replace(DESK, number=number)


def test_procedures_belong_to_a_known_service_and_have_their_own_code() -> None:
    check_procedures([BIRTH], [CIVIL])
    with pytest.raises(InvalidCatalogue, match=r"1\.001193"):
        check_procedures([BIRTH], [COPIES])
    with pytest.raises(InvalidCatalogue, match="used twice"):
        check_procedures([BIRTH, BIRTH], [CIVIL])


@pytest.mark.parametrize(
    "change",
    [
        {"code": "1001193"},
        {"papers_vi": ("Giấy chứng sinh",)},
        {"time_amount": -1},
        {"fee_vnd": -1},
        {"name_en": ""},
    ],
)
def test_a_procedure_that_contradicts_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(InvalidCatalogue):
        replace(BIRTH, **change)  # type: ignore[arg-type]


def test_priority_never_slows_anybody_down() -> None:
    with pytest.raises(InvalidCatalogue):
        PriorityClass("elderly", "70 tuổi trở lên", "70 or over", 0.5)
    elderly = PriorityClass("elderly", "70 tuổi trở lên", "70 or over", 3)
    with pytest.raises(InvalidCatalogue, match="elderly"):
        check_priority_classes([elderly, elderly])


def test_letters_that_sound_alike_are_named() -> None:
    assert letters_that_sound_alike("ACHL") == ()
    assert letters_that_sound_alike("ABDMNX") == ("BD", "MN")


def test_a_letter_is_named_with_all_in_use_that_sound_like_it() -> None:
    assert sounding_like("N", "AMLX") == ("L", "M", "N")
    assert sounding_like("M", "AMNX") == ("M", "N")
    assert sounding_like("A", "AMNX") == ()
    assert sounding_like("D", "ADCT") == ("C", "D", "T")


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_number": 0},
        {"first_number": 100, "last_number": 99},
        {"last_number": 10_000},
        {"daily_quota": -1},
        {"wrap_up_s": -1},
        {"wrap_up_s": 3601},
    ],
)
def test_numbers_quotas_and_wrap_up_stay_within_what_paper_and_voice_can_say(wrong: dict[str, int]) -> None:
    replace(CIVIL, first_number=100, last_number=100, daily_quota=0, wrap_up_s=3600)
    with pytest.raises(InvalidCatalogue):
        replace(CIVIL, **wrong)  # type: ignore[arg-type]
