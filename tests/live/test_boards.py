"""What a board is told: the state, each call once and in order, what it missed, its own hall only, never a name."""

import json
from typing import Any

from tests.live.conftest import Connect
from tests.live.hall import Hall
from tests.live.wire import Screen

MAIN = "Màn hình sảnh chính"
SIDE = "Màn hình sảnh phụ"


def end(hall: Hall, *tickets: int) -> None:
    """Free the counters again."""
    for ticket in tickets:
        hall.move(ticket, "no-show")


def calls_in(news: list[tuple[str, Any]]) -> list[int]:
    """List the seqs of the calls among some news."""
    return [message["seq"] for name, message in news if name == "call"]


def board(screen: Screen) -> dict[str, Any]:
    """Read the first state a board is shown."""
    state: dict[str, Any] = screen.hear("snapshot")
    return state


def test_a_board_is_shown_the_state_and_then_the_call(hall: Hall, connect: Connect) -> None:
    wall = connect("/display", MAIN)
    before = board(wall)
    assert before["zone"] == "sanh-chinh"
    called = hall.call(3)
    told = wall.hear("call")
    assert {key: told[key] for key in ("number", "counter", "seq", "kind", "zone")} == {
        "number": called["number"],
        "counter": 3,
        "seq": called["seq"],
        "kind": "call",
        "zone": "sanh-chinh",
    }
    assert told["words"]["vi"].startswith("Mời số")
    assert told["say"]["vi"][0] == "call"
    after = wall.hear("change")
    assert after["calls"][0]["number"] == called["number"]
    assert after["calls"][0]["status"] == "called"
    end(hall, called["ticket"])


def test_two_boards_of_a_hall_are_each_told_every_call_once_and_in_order(
    hall: Hall, connect: Connect
) -> None:
    walls = [connect("/display", MAIN), connect("/display", MAIN)]
    made = [hall.call(counter) for counter in (1, 2, 3, 4, 5)]
    hall.move(made[1]["ticket"], "recall")
    for wall in walls:
        news = wall.quiet_for(0.5)
        seqs = calls_in(news)
        assert seqs[:5] == [one["seq"] for one in made]
        assert len(seqs) == 6
        assert seqs == sorted(set(seqs))
        assert [message["kind"] for name, message in news if name == "call"][-1] == "recall"
    end(hall, *[one["ticket"] for one in made])


def test_each_call_names_the_one_before_so_that_a_gap_shows(hall: Hall, connect: Connect) -> None:
    wall = connect("/display", MAIN)
    made = [hall.call(counter) for counter in (1, 2, 3)]
    told = [wall.hear("call") for _ in made]
    assert [one["prev"] for one in told[1:]] == [one["seq"] for one in told[:-1]]
    end(hall, *[one["ticket"] for one in made])


def test_a_board_hears_only_of_its_own_hall(hall: Hall, connect: Connect) -> None:
    main, side = connect("/display", MAIN), connect("/display", SIDE)
    there, here = hall.call(9), hall.call(1)
    assert calls_in(main.quiet_for(0.4)) == [here["seq"]]
    news = side.quiet_for(0)
    assert calls_in(news) == [there["seq"]]
    states = [message for name, message in news if name != "call"]
    assert {call["counter"] for state in states for call in state["calls"]} <= {9, 10}
    end(hall, there["ticket"], here["ticket"])


def test_a_display_cannot_ask_for_another_hall(hall: Hall, connect: Connect) -> None:
    wall = connect("/display", auth={"token": hall.token(SIDE), "zone": "sanh-chinh"})
    assert board(wall)["zone"] == "sanh-phu"


def test_an_integration_may_look_at_any_hall_or_at_all(hall: Hall, connect: Connect) -> None:
    every = connect("/display", auth={"token": hall.desk_token})
    side = connect("/display", auth={"token": hall.desk_token, "zone": "sanh-phu"})
    there, here = hall.call(9), hall.call(1)
    assert calls_in(every.quiet_for(0.4)) == [there["seq"], here["seq"]]
    assert calls_in(side.quiet_for(0)) == [there["seq"]]
    end(hall, there["ticket"], here["ticket"])


def test_a_first_connection_announces_nothing_old(hall: Hall, connect: Connect) -> None:
    called = hall.call(2)
    wall = connect("/display", MAIN)
    state = board(wall)
    assert state["announced"] >= called["seq"]
    assert calls_in(wall.until_resumed(state["announced"])) == []
    assert calls_in(wall.quiet_for(0.3)) == []
    end(hall, called["ticket"])


def test_missed_calls_come_in_order_if_they_are_still_valid_and_then_the_state(
    hall: Hall, connect: Connect
) -> None:
    wall = connect("/display", MAIN)
    heard = board(wall)["announced"]
    wall.close()
    still, served, gone, again, side = (hall.call(counter) for counter in (1, 2, 3, 4, 9))
    hall.move(served["ticket"], "serve")
    hall.move(gone["ticket"], "no-show")
    hall.move(still["ticket"], "recall")
    news = connect("/display", MAIN).until_resumed(heard)
    told = [message for name, message in news if name == "call"]
    assert [one["number"] for one in told] == [again["number"], still["number"]]
    assert [one["kind"] for one in told] == ["call", "recall"]
    assert all(one["resumed"] for one in told)
    last_name, state = news[-1]
    assert last_name == "snapshot"
    assert state["announced"] >= told[-1]["seq"]
    shown = {call["number"]: call["status"] for call in state["calls"]}
    assert shown[served["number"]] == "serving"
    assert shown[gone["number"]] == "no_show"
    hall.move(served["ticket"], "finish")
    end(hall, still["ticket"], again["ticket"], side["ticket"])


def test_a_nonsense_resume_is_answered_and_harms_nobody(hall: Hall, connect: Connect) -> None:
    wall = connect("/display", MAIN)
    for seq in (10**40, -(10**40), "12", None, True, 1.5, [1], {"a": 1}):
        assert wall.until_resumed(seq)[-1][0] == "snapshot"
    wall.say("resume")
    assert wall.hear("snapshot")["resumed"] is True
    wall.say("no such event", {"a": 1})
    called = hall.call(1)
    assert wall.hear("call")["seq"] == called["seq"]
    end(hall, called["ticket"])


def test_no_name_of_a_person_is_in_anything_a_board_is_told(hall: Hall, connect: Connect) -> None:
    wall = connect("/display", auth={"token": hall.desk_token})
    called = hall.call(1)
    hall.move(called["ticket"], "recall")
    hall.move(called["ticket"], "serve")
    dossier = {"procedure": procedure_of(hall, "HT"), "applicant": "Nguyễn Thị Bưởi"}
    hall.act(f"tickets/{called['ticket']}/dossiers", dossier)
    hall.move(called["ticket"], "finish")
    said = json.dumps([*wall.quiet_for(0.4), *wall.until_resumed(0)], ensure_ascii=False)
    assert called["number"] in said
    assert not [name for name in ("Bưởi", "clerk", "applicant", "token", "Bàn hướng dẫn") if name in said]


def procedure_of(hall: Hall, service: str) -> str:
    """Find the code of some procedure of a service."""
    found = hall.act("procedures?q=khai%20sinh", method="GET")
    code: str = next(one["code"] for one in found if one["service"] == service)
    return code


def test_staff_see_which_boards_are_on_and_whether_they_can_be_heard(hall: Hall, connect: Connect) -> None:
    desk = connect("/counter", auth={"token": hall.desk_token})
    wall = connect("/display", SIDE)
    wall.say("sound", {"state": "blocked"})
    wall.say("sound", {"state": "<script>"})
    wall.say("sound", "on")
    assert {"name": SIDE, "zone": "sanh-phu", "sound": "blocked"} in displays(desk)
    wall.close()
    assert SIDE not in [one["name"] for one in displays(desk)]


def displays(desk: Screen) -> list[dict[str, Any]]:
    """Read the boards from the newest state a desk has."""
    states = [message for name, message in desk.quiet_for(0.5) if name in ("snapshot", "change")]
    boards: list[dict[str, Any]] = states[-1]["displays"]
    return boards
