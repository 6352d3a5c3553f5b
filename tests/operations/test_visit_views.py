"""What a phone is told of a visit that has more than one turn: transferred, put back, parked, missed, continued."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.operations import issue, places, rules, serving, visit_views
from server.operations.issue import IssueOrder
from server.operations.places import Destination
from tests.builders import ANA, BRUNO, CARLA, Hall, hall_in

FIVE = ["number", "status", "counter", "people_ahead", "estimate"]
MORE = ["lets_pass", "came", "service", "next", "back_until", "back_within_min", "dossiers"]
LAND = {"vi": "Đất đai", "en": "Land"}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """Open the demo centre at 7:20 on a Monday, with Ana at counter 1."""
    hall = hall_in(tmp_path)
    hall.open()
    yield hall
    hall.store.close()


def told(hall: Hall, ticket: int) -> dict[str, Any]:
    return visit_views.visit_view(hall.store.reader(), hall.ticket(ticket))


def called(hall: Hall) -> int:
    ticket: int = hall.issue()["id"]
    hall.call(ticket=ticket)
    return ticket


def test_a_plain_visit_names_no_service_and_promises_nothing(hall: Hall) -> None:
    view = told(hall, hall.issue()["id"])
    assert list(view) == FIVE + MORE
    assert {name: view[name] for name in MORE} == {
        "lets_pass": 0,
        "came": None,
        "service": None,
        "next": [],
        "back_until": None,
        "back_within_min": None,
        "dossiers": [],
    }


def test_a_transferred_ticket_says_where_to(hall: Hall) -> None:
    ticket = called(hall)
    hall.write(lambda tx: places.transfer(tx, ticket, ANA, Destination("DD")))
    view = told(hall, ticket)
    assert (view["status"], view["came"], view["service"], view["counter"]) == (
        "waiting",
        "transferred",
        LAND,
        None,
    )


def test_a_transfer_to_a_colleague_in_the_same_service_names_the_counter_alone(hall: Hall) -> None:
    hall.open(2, BRUNO)
    ticket = called(hall)
    hall.write(lambda tx: places.transfer(tx, ticket, ANA, Destination(counter=2)))
    view = told(hall, ticket)
    assert (view["came"], view["service"], view["counter"]) == (None, None, 2)


def test_the_next_service_of_a_visit_is_named_before_and_after(hall: Hall) -> None:
    order = IssueOrder("HT", then=("DD", "CT"))
    ticket = hall.write(lambda tx: issue.issue(tx, order))[0]["id"]
    assert [one["vi"] for one in told(hall, ticket)["next"]] == ["Đất đai", "Chứng thực"]
    hall.call(ticket=ticket)
    hall.serve(ticket)
    hall.finish(ticket)
    view = told(hall, ticket)
    assert (view["status"], view["came"], view["service"]) == ("waiting", "continued", LAND)
    assert [one["vi"] for one in view["next"]] == ["Chứng thực"]


def test_who_is_put_back_is_told_how_many_go_first_until_they_went(hall: Hall) -> None:
    ticket = called(hall)
    others = [hall.issue()["id"] for _ in range(3)]
    hall.write(lambda tx: places.requeue(tx, ticket, ANA, behind=2))
    for lets_pass, other in ((2, others[0]), (1, others[1])):
        view = told(hall, ticket)
        assert (view["lets_pass"], view["people_ahead"]) == (lets_pass, lets_pass)
        hall.call(ticket=other)
        hall.finish(other)
    assert told(hall, ticket)["lets_pass"] == 0


def test_who_is_put_back_while_nobody_else_waits_is_next(hall: Hall) -> None:
    ticket = called(hall)
    hall.write(lambda tx: places.requeue(tx, ticket, ANA, behind=2))
    assert told(hall, ticket)["lets_pass"] == 0
    hall.issue()
    assert told(hall, ticket)["lets_pass"] == 1


def test_who_was_missed_is_told_until_when_to_come_back_today(hall: Hall) -> None:
    ticket = called(hall)
    hall.no_show(ticket)  # 10 s for the second call
    view = told(hall, ticket)
    assert (view["status"], view["back_until"], view["back_within_min"]) == ("no_show", "07:50", 30)
    hall.write(lambda tx: rules.set_rules(tx, {"return_within_min": 0}, CARLA))
    assert told(hall, ticket)["back_until"] is None


def test_tomorrow_nobody_is_told_to_come_back_with_todays_number(hall: Hall) -> None:
    ticket = called(hall)
    hall.no_show(ticket)
    hall.clock.run(86_400)
    hall.issue()
    assert told(hall, ticket)["back_until"] is None


def test_a_parked_ticket_promises_no_counter_and_gives_no_reason_away(hall: Hall) -> None:
    ticket = called(hall)
    hall.write(lambda tx: serving.park(tx, ticket, ANA, "thiếu giấy khai sinh"))
    view = told(hall, ticket)
    assert (view["status"], view["counter"], view["people_ahead"], view["lets_pass"]) == (
        "parked",
        None,
        0,
        0,
    )
    assert "thiếu" not in repr(view)
