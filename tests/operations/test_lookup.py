"""Finding a ticket by what is printed on it: today's, or that of somebody who has waited since before midnight."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.operations.lookup import ticket_by_number
from tests.builders import Hall, hall_in


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    hall = hall_in(tmp_path)
    yield hall
    hall.store.close()


def found(hall: Hall, typed: str) -> int | None:
    ticket = ticket_by_number(hall.store.reader(), typed)
    return ticket.id if ticket else None


def test_before_the_first_ticket_there_is_nothing_to_find(hall: Hall) -> None:
    assert found(hall, "A001") is None


def test_todays_ticket_is_found_not_yesterdays_of_the_same_number(hall: Hall) -> None:
    yesterday = hall.issue()
    hall.clock.run(86_400)
    today = hall.issue()
    assert yesterday["number"] == today["number"] == "A001"
    assert found(hall, "a 1") == today["id"]


def test_yesterdays_ended_ticket_is_not_found_today(hall: Hall) -> None:
    hall.issue()
    last = hall.issue()
    hall.clock.run(86_400)
    hall.issue()
    assert found(hall, last["number"]) is None


def test_whoever_waits_since_before_midnight_is_found(hall: Hall) -> None:
    hall.clock.run(16 * 3600)  # 23:20
    hall.open()
    waiting = hall.issue()
    for _ in range(5):
        hall.clock.run(600)
        hall.issue("CT")
    assert (
        hall.ticket(waiting["id"]).day
        != hall.store.reader().execute("SELECT MAX(day) FROM business_day").fetchone()[0]
    )
    assert found(hall, waiting["number"]) == waiting["id"]
