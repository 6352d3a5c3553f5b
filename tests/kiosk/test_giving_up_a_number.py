"""Leaving the queue from the phone page: the holder of the ticket may, a page of another site never."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.lines import Answer, Line
from tests.servers import Centre

PERSON = {"Accept": "text/html"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def stranger(centre: Centre) -> Iterator[Line]:
    """Open a line without any identity: a phone."""
    with closing(centre.line()) as line:
        yield line


@pytest.fixture
def desk(centre: Centre) -> Iterator[Line]:
    with closing(centre.line("desk")) as line:
        yield line


def give_up(line: Line, ticket: Any, **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return line.ask("POST", f"/t/{ticket['token']}/leave", b"", FORM | PERSON | sent)


def state(desk: Line, ticket: Any) -> str:
    found: str = desk.get(f"/tickets/{ticket['id']}").json["state"]
    return found


def test_whoever_gives_up_is_led_back_to_the_page_and_waits_no_more(desk: Line, stranger: Line) -> None:
    mine, next_one = desk.issue("CT").json, desk.issue("CT").json
    answer = give_up(stranger, mine)
    assert (answer.status, answer.headers["location"]) == (303, f"/t/{mine['token']}")
    assert "set-cookie" not in answer.headers
    assert 'data-status="left"' in stranger.page(f"/t/{mine['token']}").text
    assert state(desk, mine) == "left"
    assert desk.get(f"/tickets/{next_one['id']}").json["people_ahead"] == 0
    assert give_up(stranger, next_one).status == 303


def test_the_capital_address_on_the_paper_and_the_language_asked_for_are_kept(
    desk: Line, stranger: Line
) -> None:
    mine = desk.issue("CT").json
    answer = stranger.ask("POST", f"/T/{mine['token'].lower()}/leave?lang=en", b"", FORM | PERSON)
    assert answer.headers["location"] == f"/t/{mine['token']}?lang=en"
    assert state(desk, mine) == "left"


def test_a_program_is_told_the_five_things(desk: Line, stranger: Line) -> None:
    mine = desk.issue("CT").json
    answer = stranger.ask("POST", f"/t/{mine['token']}/leave")
    assert answer.json == {
        "number": mine["number"],
        "status": "left",
        "counter": None,
        "people_ahead": 0,
        "estimate": None,
    }
    assert answer.headers["cache-control"] == "no-store"


def test_a_parked_number_can_be_given_up_too(desk: Line, stranger: Line) -> None:
    mine = desk.issue("DD").json
    desk.post("/counters/4/open")
    desk.post("/counters/4/calls", {"ticket": mine["id"]})
    desk.post(f"/tickets/{mine['id']}/park", {"reason": "thiếu giấy"})
    assert give_up(stranger, mine).status == 303
    assert state(desk, mine) == "left"


def test_who_was_called_meanwhile_stays_called_and_sees_it(
    centre: Centre, desk: Line, stranger: Line
) -> None:
    mine = desk.issue("HT").json
    desk.post("/counters/1/open")
    desk.post("/counters/1/calls", {"ticket": mine["id"]})
    before = centre.events()
    assert give_up(stranger, mine).headers["location"] == f"/t/{mine['token']}"
    assert stranger.ask("POST", f"/t/{mine['token']}/leave").code == "illegal_move"
    assert centre.events() == before
    assert 'data-status="called"' in stranger.page(f"/t/{mine['token']}").text
    desk.post(f"/tickets/{mine['id']}/no-show")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_a_page_of_another_site_gives_up_nobodys_number(
    centre: Centre, desk: Line, stranger: Line, headers: dict[str, str]
) -> None:
    mine = desk.issue("NN").json
    before = centre.events()
    answer = give_up(stranger, mine, **headers, Accept="application/json")
    assert (answer.status, answer.code) == (403, "csrf")
    assert centre.events() == before
    assert state(desk, mine) == "waiting"


def test_a_page_of_this_server_may(centre: Centre, desk: Line, stranger: Line) -> None:
    first, second = desk.issue("NN").json, desk.issue("NN").json
    assert give_up(stranger, first, Origin=centre.url).status == 303
    assert give_up(stranger, second, Origin=centre.url, Sec_Fetch_Site="same-origin").status == 303
    assert [state(desk, one) for one in (first, second)] == ["left", "left"]


def test_looking_gives_up_nothing_and_nobodys_token_is_told_nothing(
    centre: Centre, desk: Line, stranger: Line
) -> None:
    mine = desk.issue("NN").json
    before = centre.events()
    answer = stranger.page(f"/t/{mine['token']}/leave")
    assert (answer.status, answer.headers["location"]) == (303, f"/t/{mine['token']}")
    for guess in ("A" * 26, mine["token"][:-1], "x" * 500):
        answer = stranger.ask("POST", f"/t/{guess}/leave")
        assert (answer.status, answer.code) == (404, "ticket_not_found")
    assert centre.events() == before
    assert mine["token"] not in centre.log
