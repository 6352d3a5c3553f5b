"""What the screens hear of the moves of a ticket: every fact reaches every screen, and only what is still valid is called."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.lines import Line
from tests.live.conftest import Connect
from tests.live.hall import Hall
from tests.live.wire import Screen

MAIN = "Màn hình sảnh chính"
KIOSK = "Kiosk 1"
TOLD_WITHIN_S = 1.6  # phones are told once a second, and a busy machine takes a moment
Move = Callable[[Hall, int], Any]


def act(name: str, **body: object) -> Move:
    """Make a move of a ticket."""
    return lambda hall, ticket: hall.act(f"tickets/{ticket}/{name}", body)


def after(*moves: Move) -> Move:
    """Make moves one after the other."""
    return lambda hall, ticket: [one(hall, ticket) for one in moves]


REQUEUE, PARK, SERVE, UNDO = act("requeue", behind=1), act("park"), act("serve"), act("undo")
TO_LAND, MISS, BACK = act("transfer", service="DD"), act("no-show"), act("return")


@pytest.fixture
def called(hall: Hall) -> Iterator[dict[str, Any]]:
    """Call somebody to counter 1; they leave the hall in the end."""
    made = hall.call(1)
    yield made
    send_home(hall, made["ticket"])


def send_home(hall: Hall, ticket: int) -> None:
    """Let a ticket end, wherever it is."""
    ways = {"called": ["no-show"], "serving": ["finish"], "waiting": ["leave"], "parked": ["leave"]}
    for way in ways.get(hall.act(f"tickets/{ticket}", method="GET")["state"], []):
        hall.move(ticket, way)


def newest(screen: Screen) -> dict[str, Any]:
    """Give the newest state a screen was told within the time that takes."""
    states = [message for name, message in screen.quiet_for(TOLD_WITHIN_S) if name != "call"]
    assert states, "nothing was told"
    state: dict[str, Any] = states[-1]
    return state


def log_end(hall: Hall) -> int:
    seq: int = hall.act("board", method="GET")["seq"]
    return seq


MOVES: dict[str, tuple[Move, Move, str]] = {
    "requeued": (SERVE, act("requeue", behind=1, confirm=True), "waiting"),
    "parked": (SERVE, PARK, "parked"),
    "resumed": (PARK, act("resume"), "serving"),
    "transferred": (SERVE, TO_LAND, "waiting"),
    "missed": (act("recall"), MISS, "no_show"),
    "returned": (after(act("recall"), MISS), BACK, "waiting"),
    "left": (PARK, act("leave"), "left"),
    "undone": (SERVE, UNDO, "called"),
    "walked in": (
        act("requeue", behind=0),
        lambda hall, one: hall.act("counters/2/walk-ins", {"ticket": one}),
        "",
    ),
}


@pytest.mark.parametrize("name", MOVES)
def test_every_move_reaches_every_screen(hall: Hall, connect: Connect, name: str) -> None:
    ticket = hall.issue()
    hall.act("counters/1/calls", {"ticket": ticket["id"]})
    before, move, state = MOVES[name]
    before(hall, ticket["id"])
    desk, wall = connect("/counter", auth={"token": hall.desk_token}), connect("/display", MAIN)
    manager, kiosk = connect("/manager", auth={"token": hall.desk_token}), connect("/kiosk", KIOSK)
    phone = connect("/ticket", auth={"token": ticket["token"]})
    for screen in (desk, wall, manager, kiosk, phone):
        screen.hear("snapshot")
    move(hall, ticket["id"])
    seq = log_end(hall)
    told = newest(phone)
    assert told["status"] == (state or hall.act(f"tickets/{ticket['id']}", method="GET")["state"])
    for screen in (desk, wall, manager, kiosk):
        assert newest_now(screen)["seq"] >= seq
    send_home(hall, ticket["id"])


def newest_now(screen: Screen) -> dict[str, Any]:
    """Give the newest state a screen was told already."""
    state: dict[str, Any] = [message for name, message in screen.quiet_for(0) if name == "change"][-1]
    return state


def test_a_change_of_work_and_a_pause_reach_boards_and_desks(hall: Hall, connect: Connect) -> None:
    desk, wall = connect("/counter", auth={"token": hall.desk_token}), connect("/display", MAIN)
    assert "CTRU" not in wall.hear("snapshot")["served"]
    carla = Line(hall.url)
    carla.sign_in("carla", hall.access.passwords["carla"])
    work = {"services": ["XD", "KD", "CTRU"]}
    try:
        assert carla.ask("PUT", "/api/v1/counters/6/work", work).status == 200
        assert "CTRU" in newest(wall)["served"]
        hall.act("counters/6/pause", {"reason": "họp giao ban", "until": "23:59"})
        counter = next(one for one in newest(desk)["counters"] if one["number"] == 6)
        assert (counter["status"], counter["pause_reason"]) == ("paused", "họp giao ban")
    finally:
        hall.act("counters/6/open")
        carla.ask("PUT", "/api/v1/counters/6/work", {"services": ["XD", "KD"]})
        carla.close()


# What became of a call while a board was cut off, and whether it must still be announced.
FATES: dict[str, tuple[Move, bool]] = {
    "not come yet": (after(), True),
    "called again": (act("recall"), True),
    "served": (SERVE, False),
    "parked": (PARK, False),
    "put back": (REQUEUE, False),
    "sent on": (TO_LAND, False),
    "missed and back": (after(act("recall"), MISS, BACK), False),
    "served by mistake": (after(SERVE, UNDO), True),
    "put back by mistake": (after(REQUEUE, UNDO), True),
    "sent on by mistake": (after(TO_LAND, UNDO), True),
}


@pytest.mark.parametrize("fate", FATES)
def test_a_missed_call_is_announced_once_if_it_is_still_valid_and_never_if_not(
    hall: Hall, connect: Connect, fate: str
) -> None:
    wall = connect("/display", MAIN)
    heard = wall.hear("snapshot")["announced"]
    wall.close()
    made = hall.call(1)
    what_happened, is_valid = FATES[fate]
    what_happened(hall, made["ticket"])
    back = connect("/display", MAIN)
    assert back.hear("snapshot")["last_call"] >= made["seq"]
    news = back.until_resumed(heard)
    told = [message["number"] for name, message in news if name == "call"]
    assert told == ([made["number"]] if is_valid else [])
    state = news[-1][1]
    assert state["announced"] >= made["seq"]
    again = [name for name, _ in back.until_resumed(state["announced"]) if name != "change"]
    assert again == ["snapshot"]
    in_force = [one["number"] for one in state["calls"] if one["status"] in ("called", "serving")]
    assert (made["number"] in in_force) is (is_valid or fate == "served")
    send_home(hall, made["ticket"])


def test_what_was_announced_never_goes_back_whatever_is_undone(hall: Hall, connect: Connect) -> None:
    wall = connect("/display", MAIN)
    first = wall.hear("snapshot")
    ticket = hall.call(1)["ticket"]
    for move in (SERVE, UNDO, REQUEUE, UNDO, PARK, UNDO, TO_LAND, UNDO, act("recall"), MISS, UNDO, SERVE):
        move(hall, ticket)
    states = [message for name, message in wall.quiet_for(TOLD_WITHIN_S) if name == "change"]
    seqs = [one["last_call"] for one in (first, *states)]
    assert seqs == sorted(seqs)
    assert connect("/display", MAIN).hear("snapshot")["announced"] >= seqs[-1]
    send_home(hall, ticket)


def test_a_ticket_sent_on_says_where_to_until_it_is_called_there(
    hall: Hall, connect: Connect, called: dict[str, Any]
) -> None:
    wall = connect("/display", MAIN)
    wall.hear("snapshot")
    TO_LAND(hall, called["ticket"])
    (row,) = rows_of(newest(wall), called["number"])
    assert row["status"] == "transferred"
    assert {name: row["moved_to"][name] for name in ("service", "name", "counter")} == {
        "service": "DD",
        "name": {"vi": "Đất đai", "en": "Land"},
        "counter": None,
    }
    assert row["moved_to"]["seq"] > row["seq"] == called["seq"]
    again = hall.act("counters/4/calls", {"ticket": called["ticket"]})
    rows = {one["seq"]: one for one in rows_of(newest(wall), called["number"])}
    assert [one["moved_to"] for one in rows.values()] == [None, None]
    assert (rows[again["seq"]]["counter"], rows[again["seq"]]["status"]) == (4, "called")


def test_a_transfer_that_is_undone_leaves_the_call_where_it_was(
    hall: Hall, connect: Connect, called: dict[str, Any]
) -> None:
    wall = connect("/display", MAIN)
    wall.hear("snapshot")
    for move in (act("transfer", service="HT", counter=2), UNDO):
        move(hall, called["ticket"])
    (row,) = rows_of(newest(wall), called["number"])
    assert (row["status"], row["counter"], row["moved_to"]) == ("called", 1, None)


def test_a_phone_is_told_that_its_call_was_taken_back_however_fast(hall: Hall, connect: Connect) -> None:
    ticket = hall.issue("KD")
    phone = connect("/ticket", auth={"token": ticket["token"]})
    before = phone.hear("snapshot")
    hall.issue("KD")  # its own news, so that what the phone was told last is the state it will return to
    assert newest(phone)["status"] == "waiting"
    hall.act("counters/6/calls", {"ticket": ticket["id"]})
    hall.act(f"tickets/{ticket['id']}/requeue", {"behind": 0})
    news = phone.quiet_for(TOLD_WITHIN_S)
    assert news[0][0] == "call"
    after_it = {name: value for name, value in news[-1][1].items() if name != "seq"}
    assert after_it == {name: value for name, value in before.items() if name != "seq"}
    send_home(hall, ticket["id"])


def rows_of(state: dict[str, Any], number: str) -> list[dict[str, Any]]:
    return [one for one in state["calls"] if one["number"] == number]


def test_whoever_is_walked_to_a_counter_is_announced_to_nobody_but_the_desk_and_the_phone(
    hall: Hall, connect: Connect
) -> None:
    ticket = hall.issue()
    wall, desk = connect("/display", MAIN), connect("/counter", auth={"token": hall.desk_token})
    phone = connect("/ticket", auth={"token": ticket["token"]})
    hall.act("counters/3/walk-ins", {"ticket": ticket["id"]})
    told = newest(phone)
    assert (told["counter"], told["status"]) == (3, "serving")  # the integration sits there itself
    news = wall.quiet_for(0)
    assert [name for name, _ in news if name == "call"] == []
    assert rows_of(news[-1][1], ticket["number"]) == []
    counter = next(one for one in newest_now(desk)["counters"] if one["number"] == 3)
    assert counter["ticket"]["number"] == ticket["number"]
    send_home(hall, ticket["id"])
