"""The slip as a value: what it takes, what it cleans, what it refuses."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.clean import clean
from printers.slip import Big, Gap, Heading, Pair, Slip, SlipKind, Text
from tests.printers.builders import a_receipt, a_ticket


@pytest.mark.parametrize("slip", [a_ticket(copy_mark="Bản in lại"), a_receipt()])
def test_a_slip_survives_the_way_through_json(slip: Slip) -> None:
    assert Slip.from_json(json.loads(json.dumps(slip.to_json()))) == slip


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "poster"}, "poster"),
        ({"kind": 3}, "slip kind"),
        ({"title": None}, "title"),
        ({"blocks": []}, "1 to 60"),
        ({"blocks": [{"block": "rule"}] * 61}, "1 to 60"),
        ({"blocks": "rule"}, "list"),
        ({"blocks": [{"block": "drawer"}]}, "drawer"),
        ({"blocks": [{"block": ["rule"]}]}, "unknown block"),
        ({"blocks": [{"block": "text"}]}, "text missing"),
        ({"blocks": [{"block": "text", "text": 7}]}, "expected str"),
        ({"blocks": [{"block": "text", "text": "a", "size": "giant"}]}, "giant"),
        ({"blocks": [{"block": "text", "text": "a", "bold": 1}]}, "expected bool"),
        ({"blocks": [{"block": "gap", "height_mm": True}]}, "expected float"),
        ({"blocks": [{"block": "rule", "raw": "\x1bp"}]}, "unknown raw"),
        ({"printer": 1}, "unknown printer"),
    ],
)
def test_a_wrong_slip_is_refused_with_the_name_of_what_is_wrong(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Slip.from_json(a_ticket().to_json() | change)


def test_a_list_is_no_slip() -> None:
    with pytest.raises(ValueError, match="expected an object"):
        Slip.from_json([])


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("\x1bp\x00drawer", "pdrawer"),
        ("a\x9bb\x85c", "ab c"),
        ("\u202eA042\u202c\u2066\u200b\u200d\ufeff", "A042"),
        ("Ho\u0323\u0302 ti\u0323ch", "Hộ tịch"),
        ("hai\r\n dòng\u2028ba", "hai dòng ba"),
        ("25/11/2026\u00a0lúc\u00a0 17:30\u3000\u00a0", "25/11/2026\u00a0lúc 17:30"),
        ("\ud800lone\udfff", "lone"),
        ("❤\ufe0f", "❤"),
        ("z\u0300\u0301\u0302\u0303", "z\u0300"),
    ],
)
def test_text_is_cleaned_on_its_way_into_a_block(given_text: str, kept: str) -> None:
    assert Text(given_text).text == kept


def test_a_text_too_long_is_cut_and_says_so() -> None:
    assert Text("a" * 5000).text == "a" * 599 + "…"
    assert len(Heading("ộ" * 500).text) == 160
    assert Big("A0123456789").text == "A01234567…"


def test_copy_marks_and_titles_are_cleaned_too() -> None:
    slip = Slip(SlipKind.TEST, "a\x00b", (Pair("l\x1d", "v\x10\x14"),), copy_mark="\x1b@in lại")
    assert (slip.title, slip.copy_mark) == ("ab", "@in lại")
    assert slip.blocks == (Pair("l", "v"),)


def test_a_gap_is_at_most_three_centimetres() -> None:
    assert Gap(9000).height_mm == 30
    assert Gap(-3).height_mm == 0


@given(st.text(), st.integers(1, 50))
def test_cleaned_text_is_short_clean_and_stays_as_it_is(text: str, limit: int) -> None:
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit) == cleaned
    assert not {unicodedata.category(char) for char in cleaned} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", cleaned)
