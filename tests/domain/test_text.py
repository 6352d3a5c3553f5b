"""What text is let in, and how it is folded for search."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import InvalidInput
from server.domain.text import clean_text, fold


def clean(raw: str, *, multiline: bool = False) -> str:
    return clean_text(raw, field="name", max_length=40, multiline=multiline)


def test_decomposed_vietnamese_is_accepted_and_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Nguyễn Thị Hường")) == "Nguyễn Thị Hường"


def test_spaces_outside_go_and_spaces_inside_become_one() -> None:
    assert clean("  Lê \u00a0\u3000 Văn   Tám ") == "Lê Văn Tám"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Lê\x1b@Văn", "control_characters"),
        ("Lê\x00", "control_characters"),
        ("Lê\tVăn", "control_characters"),
        ("Lê\nVăn", "control_characters"),
        ("Lê\x85Văn", "control_characters"),
        ("Lê\u202eVăn", "control_characters"),
        ("Lê\u2066Văn", "control_characters"),
        ("Lê\u200bVăn", "control_characters"),
        ("\ufeffLê", "control_characters"),
        ("Lê\u00adVăn", "control_characters"),
        ("Lê\ud800", "invalid_unicode"),
        ("Lê\uffff", "invalid_unicode"),
        ("", "empty"),
        (" \u00a0 ", "empty"),
        ("a" * 41, "too_long"),
        ("a" * 10_000, "too_long"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_code(raw: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        clean(raw)
    assert refusal.value.code == code
    assert refusal.value.details["field"] == "name"


def test_length_is_counted_after_composing() -> None:
    decomposed = unicodedata.normalize("NFD", "ễ" * 40)
    assert len(decomposed) == 120
    assert clean(decomposed) == "ễ" * 40


def test_several_lines_keep_their_line_ends_and_nothing_else() -> None:
    assert clean(" Thiếu:\r\n\t- bản  chính \n", multiline=True) == "Thiếu:\n- bản chính"
    with pytest.raises(InvalidInput):
        clean("a\rb", multiline=True)


@given(st.text(max_size=60))
def test_clean_text_is_stable_and_has_no_control_character(raw: str) -> None:
    try:
        cleaned = clean(raw, multiline=True)
    except InvalidInput:
        return
    assert clean(cleaned, multiline=True) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert {unicodedata.category(c) for c in cleaned} & {"Cc", "Cf", "Cs"} <= (
        {"Cc"} if "\n" in cleaned else set()
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        (unicodedata.normalize("NFD", "Đăng ký khai sinh"), "dang ky khai sinh"),
        ("GIẤY  ĐỘC THÂN", "giay doc than"),
        ("Ưu tiên Nguyễn Hoà", "uu tien nguyen hoa"),
        ("", ""),
    ],
)
def test_the_search_key_has_no_accents_and_no_capitals(text: str, key: str) -> None:
    assert fold(text) == key
