"""What needs a manager's eye: who waits longest, what is set aside, who is away, who is left when the day ends."""

from datetime import time

from server.operations import days, desks, serving
from server.operations.day_end import LeftTicket, day_end
from server.operations.floor import FloorNow, floor_now
from server.operations.reports import Pressure
from tests.builders import ANA, BRUNO, CARLA, DAY_S, Hall

MIN = 60


def floor_of(hall: Hall) -> FloorNow:
    return floor_now(hall.store.reader(), hall.store.now_ms())


def labels(rows: tuple[LeftTicket, ...]) -> list[str]:
    return [one.label for one in rows]


def test_who_waits_longest_comes_first_whatever_the_service_and_the_class(hall: Hall) -> None:
    for service, priority in (("DD", "normal"), ("HT", "elderly"), ("CT", "normal")):
        hall.issue(service, priority)
        hall.clock.run(7 * MIN)
    found = floor_of(hall).longest
    assert [(one.label, one.waited_s, one.is_priority) for one in found] == [
        ("L001", 21 * MIN, False),
        ("A001", 14 * MIN, True),
        ("C001", 7 * MIN, False),
    ]
    assert [one.pressure for one in found] == [Pressure.OVER, Pressure.NEAR, Pressure.CALM]
    assert f"{found[0].since:%H:%M}" == "07:20"


def test_whoever_was_called_waits_no_more(hall: Hall) -> None:
    hall.open()
    hall.issue("HT")
    hall.call()
    assert floor_of(hall).longest == ()


def test_no_more_than_eight_are_listed(hall: Hall) -> None:
    for _ in range(12):
        hall.issue("HT")
    assert [one.label for one in floor_of(hall).longest] == [f"A{number:03d}" for number in range(1, 9)]


def test_a_parked_ticket_stands_with_owner_reason_and_time(hall: Hall) -> None:
    hall.open()
    ticket = hall.issue("HT")["id"]
    hall.call()
    hall.serve(ticket)
    hall.write(lambda tx: serving.park(tx, ticket, ANA, "về lấy thêm giấy tờ"))
    hall.clock.run(12 * MIN)
    (found,) = floor_of(hall).parked
    assert (found.label, found.owner, found.reason) == ("A001", "Lê Thị An", "về lấy thêm giấy tờ")
    assert (f"{found.since:%H:%M}", found.parked_s) == ("07:20", 12 * MIN)
    hall.write(lambda tx: serving.resume(tx, ticket, ANA))
    assert floor_of(hall).parked == ()


def test_a_paused_counter_says_when_it_will_be_back_as_far_as_it_was_told(hall: Hall) -> None:
    hall.open()
    hall.open(2, BRUNO)
    hall.write(lambda tx: desks.pause_counter(tx, 1, ANA, "họp", time(8, 15)))
    hall.write(lambda tx: desks.pause_counter(tx, 2, BRUNO))
    assert {number: f"{at:%H:%M}" for number, at in floor_of(hall).back_at.items()} == {1: "08:15"}


def test_the_end_of_the_day_names_who_would_be_left_and_who_is_served_to_the_end(hall: Hall) -> None:
    hall.open()
    parked = hall.issue("HT")["id"]
    hall.issue("HT")
    hall.call()
    hall.write(lambda tx: serving.park(tx, parked, ANA, "đi photo"))
    hall.call()
    hall.issue("DD")
    now = day_end(hall.store.reader())
    assert (labels(now.waiting), labels(now.served)) == (["A001", "L001"], ["A002"])
    assert (now.ended_at, now.left) == (None, ())


def test_who_was_left_is_listed_after_the_end_with_who_ended_it(hall: Hall) -> None:
    hall.open()
    first = hall.issue("HT")["id"]
    hall.issue("HT")
    hall.issue("DD")
    hall.call()
    hall.clock.run(10 * MIN)
    hall.write(lambda tx: days.end_day(tx, CARLA))
    now = day_end(hall.store.reader())
    assert (labels(now.left), labels(now.waiting), labels(now.served)) == (["A002", "L001"], [], ["A001"])
    assert now.ended_at is not None
    assert (f"{now.ended_at:%H:%M}", now.ended_by) == ("07:30", "Lưu Thị Cẩm")
    assert [f"{one.issued_at:%H:%M} {one.ended_at:%H:%M}" for one in now.left] == ["07:20 07:30"] * 2
    hall.serve(first)
    hall.finish(first)
    assert labels(day_end(hall.store.reader()).left) == ["A002", "L001"]


def test_the_next_day_begins_with_nobody_left(hall: Hall) -> None:
    hall.issue("HT")
    hall.write(lambda tx: days.end_day(tx, CARLA))
    hall.clock.run(DAY_S)
    hall.write(days.tick)
    now = day_end(hall.store.reader())
    assert (now.day, now.waiting, now.left, now.ended_at) == ("2026-11-24", (), (), None)


def test_a_centre_that_never_opened_has_no_day_to_end(hall: Hall) -> None:
    now = day_end(hall.store.reader())
    assert (now.day, now.waiting, now.left, now.ended_at) == (None, (), (), None)
