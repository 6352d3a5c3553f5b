"""A downloaded table opens in Vietnamese Excel as it is, and no cell of it acts as a command."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.manager.sheet import FORMULA_STARTS, cell, sheet


def parsed(body: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_says_that_it_is_utf_8() -> None:
    body = sheet(["Lĩnh vực"], [["Hộ tịch"]])
    assert body.startswith(b"\xef\xbb\xbf")
    assert parsed(body) == [["Lĩnh vực"], ["Hộ tịch"]]


@pytest.mark.parametrize("text", ["=1+1", "+84 12", "-2", "@SUM(A1)", "\tx", '=HYPERLINK("x")'])
def test_text_that_a_spreadsheet_would_run_stays_text(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert parsed(sheet(["a", "b", "c"], [[-5, 0, None]])) == [["a", "b", "c"], ["-5", "0", ""]]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=4))
def test_every_cell_comes_back_as_it_was_or_with_an_apostrophe(texts: list[str]) -> None:
    [_, row] = parsed(sheet(["x"], [texts]))
    for text, got in zip(texts, row, strict=True):
        assert got == text or (got == f"'{text}" and text.startswith(FORMULA_STARTS))
        assert not got.startswith(FORMULA_STARTS)
