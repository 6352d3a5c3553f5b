"""The words and clips of a call, and Vietnamese number reading."""

import re

import pytest

from server.domain.errors import InvalidInput
from server.domain.phrases import Dialect, clip_words, read_number, say

NUMBERS: list[tuple[int, str]] = [
    (0, "không"), (1, "một"), (4, "bốn"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"),
    (15, "mười lăm"), (19, "mười chín"), (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"),
    (25, "hai mươi lăm"), (41, "bốn mươi mốt"), (44, "bốn mươi tư"), (55, "năm mươi lăm"), (99, "chín mươi chín"),
    (100, "một trăm"), (101, "một trăm linh một"), (104, "một trăm linh bốn"), (105, "một trăm linh năm"),
    (110, "một trăm mười"), (111, "một trăm mười một"), (115, "một trăm mười lăm"),
    (121, "một trăm hai mươi mốt"), (555, "năm trăm năm mươi lăm"), (999, "chín trăm chín mươi chín"),
    (1000, "một nghìn"), (1001, "một nghìn không trăm linh một"), (1010, "một nghìn không trăm mười"),
    (1015, "một nghìn không trăm mười lăm"), (1021, "một nghìn không trăm hai mươi mốt"),
    (1100, "một nghìn một trăm"), (1105, "một nghìn một trăm linh năm"),
    (2024, "hai nghìn không trăm hai mươi tư"), (5005, "năm nghìn không trăm linh năm"),
    (9999, "chín nghìn chín trăm chín mươi chín"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "words"), NUMBERS)
def test_a_number_is_read_as_in_the_north(number: int, words: str) -> None:
    assert read_number(number, "north") == words


@pytest.mark.parametrize(("number", "words"), NUMBERS)
def test_the_south_says_le_and_ngan(number: int, words: str) -> None:
    assert read_number(number, "south") == words.replace("linh", "lẻ").replace("nghìn", "ngàn")


def test_no_two_numbers_are_read_alike() -> None:
    assert len({read_number(n) for n in range(10_000)}) == 10_000


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_out_of_range_is_refused(number: int) -> None:
    with pytest.raises(InvalidInput):
        read_number(number)


def test_a_label_is_spoken_letter_by_letter_and_digit_by_digit() -> None:
    spoken = say("A012", 3, "vi", "north")
    assert spoken.words == "Mời số A không một hai đến quầy số ba"
    assert spoken.clips == ("call", "letter-a", "digit-0", "digit-1", "digit-2", "to-counter", "number-3")


def test_a_final_five_of_a_label_stays_nam_and_a_counter_is_a_number() -> None:
    assert say("C015", 15, "vi", "south").words == "Mời số C không một năm đến quầy số mười lăm"


def test_english_uses_the_same_clips_with_other_words() -> None:
    spoken = say("C014", 21, "en", "north")
    assert spoken.words == "Number C zero one four, please go to counter twenty-one"
    assert spoken.clips == say("C014", 21, "vi", "north").clips


@pytest.mark.parametrize("dialect", ["north", "south"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_clip_of_every_call_is_in_the_pack(lang: str, dialect: Dialect) -> None:
    pack = clip_words("vi" if lang == "vi" else "en", dialect)
    for counter in range(100):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            spoken = say(f"{letter}0123456789"[:7], counter, "vi" if lang == "vi" else "en", dialect)
            assert set(spoken.clips) <= set(pack)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name) and words for name, words in pack.items())
    assert len(pack) == 138


@pytest.mark.parametrize(
    ("label", "counter"), [("Đ012", 1), ("A 12", 1), ("", 1), ("a012", 1), ("A012", 100), ("A012", -1)]
)
def test_what_has_no_clip_is_refused(label: str, counter: int) -> None:
    with pytest.raises(InvalidInput):
        say(label, counter, "vi", "north")
