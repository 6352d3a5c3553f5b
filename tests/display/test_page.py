"""The board's page over HTTP: who may open it, and what it carries before the first news."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

from tests.live.hall import Hall, running_hall

MAIN = "Màn hình sảnh chính"
SIDE = "Màn hình sảnh phụ"


class Stay(HTTPRedirectHandler):
    """Follow nobody elsewhere."""

    def redirect_request(self, *_arguments: Any) -> None:
        """Stay where we are."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Run a centre."""
    folder: Path = tmp_path_factory.mktemp("page") / "centre"
    with running_hall(folder) as running:
        yield running


def get(hall: Hall, path: str, **headers: str) -> tuple[int, str]:
    """Ask for a page; return the status and the text."""
    try:
        with build_opener(Stay).open(Request(hall.url + path, headers=headers), timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def board(hall: Hall, device: str, path: str = "/display") -> str:
    """Open the page in the browser of a device."""
    kind = hall.access.tokens[device][0]
    status, text = get(hall, path, Cookie=f"layso_{kind}={hall.token(device)}")
    assert status == 200
    return text


def boot(text: str) -> dict[str, Any]:
    """Read what the page hands to its scripts."""
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', text, re.DOTALL)
    assert found
    known: dict[str, Any] = json.loads(found[1])
    return known


def test_nobody_sees_a_board_without_an_identity(hall: Hall) -> None:
    status, text = get(hall, "/display")
    assert status in (302, 401)
    assert "boot" not in text


def test_a_kiosk_is_no_display(hall: Hall) -> None:
    cookie = f"layso_display={hall.token('Kiosk 1')}; layso_kiosk={hall.token('Kiosk 1')}"
    status, text = get(hall, "/display", Cookie=cookie)
    assert status in (302, 401, 403)
    assert hall.token("Kiosk 1") not in text


def test_a_board_knows_its_own_hall_whatever_the_address_says(hall: Hall) -> None:
    known = boot(board(hall, SIDE, "/display?zone=sanh-chinh"))
    assert known["zone"] == "sanh-phu"
    assert known["zone_name"] == {"vi": "Sảnh phụ", "en": "Side hall"}
    assert known["counters"] == 2
    assert known["served"] == ["CTRU", "TD"]
    assert set(known["served"]) < {one["code"] for one in known["services"]}
    assert "DD" in boot(board(hall, MAIN))["served"]


def test_a_board_carries_its_own_token_and_no_name_of_a_person(hall: Hall) -> None:
    text = board(hall, MAIN)
    assert boot(text)["token"] == hall.token(MAIN)
    counters = hall.act("counters", method="GET")
    assert counters
    for person in ("Ana", "Bruno", "Carla", "Quản trị"):
        assert person not in text


def test_day_or_night_is_chosen_by_the_address_and_nothing_else_is(hall: Hall) -> None:
    assert 'data-theme="night"' in board(hall, MAIN)
    assert 'data-theme="day"' in board(hall, MAIN, "/display?theme=day")
    assert 'data-theme="night"' in board(hall, MAIN, "/display?theme=%22%3E%3Cscript%3E")


def test_a_board_is_vietnamese_whatever_language_its_browser_was_left_in(hall: Hall) -> None:
    text = board(hall, MAIN, "/display?lang=en")
    assert '<html lang="vi"' in text
