"""The turn of the day: over a night yesterday is incomplete and numbers begin at 1; with open doors nobody loses a place."""

from collections.abc import Callable

import pytest

from server.domain.errors import CounterClosed
from server.domain.events import EventKind
from server.domain.ticket import TicketState
from server.operations import calls, days, desks, places, receive, serving
from server.operations.actors import Actor
from server.operations.issue import IssueOrder, issue
from server.store import counters, dossiers, tickets
from server.store import days as day_rows
from tests.builders import ANA, BRUNO, CARLA, DAY_S, Hall

HANH = Actor("hanh")


def today(hall: Hall) -> str | None:
    return day_rows.current(hall.store.reader())


def evening_with_three_open(hall: Hall) -> None:
    """One waits, one is called to Ana, one is served by Bruno."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    for _ in range(4):
        hall.issue("HT")
    hall.call(1, ANA)
    hall.finish(1, ANA)
    hall.call(1, ANA)
    hall.call(2, BRUNO)
    hall.serve(3, BRUNO)


def test_after_a_power_cut_in_the_night_the_first_number_is_one_and_yesterdays_are_incomplete(
    hall: Hall,
) -> None:
    evening_with_three_open(hall)
    hall.clock.sleep_through(DAY_S)
    hall.restart()
    hall.write(days.tick)
    states = [hall.ticket(one).state for one in (1, 2, 3, 4)]
    assert states == [TicketState.FINISHED, *[TicketState.INCOMPLETE] * 3]
    opened = next(one for one in reversed(hall.events()) if one.event.kind is EventKind.DAY_OPENED)
    assert opened.event.body == {"day": "2026-11-24", "left_open": 3, "carried": 0}
    assert hall.issue("HT")["number"] == "A001"
    assert hall.issue("CT")["number"] == "C001"
    assert tickets.tally(hall.store.reader()) == {"HT": {"normal": 1}, "CT": {"normal": 1}}
    assert hall.faults() == []


def test_nobody_waits_behind_yesterdays_tickets(hall: Hall) -> None:
    evening_with_three_open(hall)
    hall.clock.run(DAY_S)
    assert hall.issue("HT")["people_ahead"] == 0


def test_every_counter_is_taken_anew_in_the_morning(hall: Hall) -> None:
    evening_with_three_open(hall)
    hall.clock.run(DAY_S)
    hall.write(days.tick)
    assert {one.status for one in counters.every(hall.store.reader())} == {"closed"}
    assert {one.clerk for one in counters.every(hall.store.reader())} == {None}
    with pytest.raises(CounterClosed):
        hall.call(1, ANA)


def test_a_draft_does_not_outlive_the_day(hall: Hall) -> None:
    evening_with_three_open(hall)
    hall.write(lambda tx: receive.keep_draft(tx, 2, {"applicant": "Nguyễn Thị Hương"}, ANA))
    assert dossiers.draft(hall.store.reader(), 2, "ana") == {"applicant": "Nguyễn Thị Hương"}
    hall.clock.run(DAY_S)
    hall.write(days.tick)
    assert dossiers.draft(hall.store.reader(), 2, "ana") is None


def test_a_day_opens_by_itself_and_only_once(hall: Hall) -> None:
    for _ in range(3):
        assert hall.write(days.tick) == "2026-11-23"
    assert [one.event.kind for one in hall.events()] == [EventKind.DAY_OPENED]


def test_midnight_in_hoa_loc_opens_the_day(hall: Hall) -> None:
    hall.issue()
    hall.clock.run(16 * 3600 + 39 * 60 + 59)
    assert hall.issue()["number"] == "A002"
    hall.clock.run(1)
    assert hall.issue()["number"] == "A001"


def test_a_clock_set_back_a_day_gives_out_todays_numbers_still(hall: Hall) -> None:
    hall.issue()
    hall.clock.jump(-DAY_S)
    assert hall.issue()["number"] == "A002"
    assert today(hall) == "2026-11-23"


# Midnight with the doors open


def until_midnight(hall: Hall, *, before_s: int = 60) -> None:
    """Let time run from 7:20 until so long before midnight."""
    hall.clock.run(16 * 3600 + 40 * 60 - before_s)


def night_shift(hall: Hall) -> None:
    """Shortly before midnight: A001 is served by Ana, A002 called to Bruno, A003 parked by Hanh, A004 waits."""
    until_midnight(hall)
    for counter, who in ((1, ANA), (2, BRUNO), (3, HANH)):
        hall.open(counter, who)
    for _ in range(4):
        hall.issue("HT")
    hall.call(1, ANA)
    hall.serve(1, ANA)
    hall.call(2, BRUNO)
    hall.call(3, HANH)
    hall.do(serving.park, 3, HANH, "đi photo")


def test_at_midnight_nobody_loses_their_place_and_no_counter_closes(hall: Hall) -> None:
    night_shift(hall)
    before = {one: hall.ticket(one) for one in (1, 2, 3, 4)}
    hall.clock.run(61)
    hall.write(days.tick)
    assert today(hall) == "2026-11-24"
    assert {one: hall.ticket(one) for one in (1, 2, 3, 4)} == before
    assert [hall.counter(one).status for one in (1, 2, 3)] == ["open"] * 3
    opened = next(one for one in reversed(hall.events()) if one.event.kind is EventKind.DAY_OPENED)
    assert opened.event.body == {"day": "2026-11-24", "left_open": 0, "carried": 4}
    assert hall.do(serving.resume, 3, HANH).state is TicketState.SERVING
    hall.finish(1, ANA)
    assert hall.call(1, ANA)["number"] == "A004"
    assert hall.faults() == []


def test_numbers_of_the_new_day_begin_after_those_still_held_and_only_then_at_one(hall: Hall) -> None:
    night_shift(hall)
    hall.clock.run(61)
    assert hall.issue("HT")["number"] == "A005"
    assert hall.issue("CT")["number"] == "C001"
    assert hall.issue("HT")["number"] == "A006"
    assert hall.faults() == []
    hall.clock.run(DAY_S)
    assert hall.issue("HT")["number"] == "A001"


def test_no_two_people_in_the_hall_ever_hold_the_same_number(hall: Hall) -> None:
    night_shift(hall)
    hall.clock.run(61)
    for _ in range(5):
        hall.issue("HT")
    hall.clock.run(DAY_S - 3600)  # the next midnight is an hour off, and they are at work still
    hall.finish(1, ANA)
    hall.clock.run(3600)
    hall.issue("HT")
    held = [*hall.labels("waiting"), *hall.labels("called"), *hall.labels("serving"), *hall.labels("parked")]
    assert sorted(held) == [f"A{number:03d}" for number in range(2, 11)]
    assert hall.faults() == []


def test_a_range_that_is_held_to_its_end_gives_no_number_twice(hall: Hall) -> None:
    hall.sql("UPDATE service SET last_number = 4 WHERE code = 'HT'")
    hall.restart()
    night_shift(hall)
    hall.clock.run(61)
    assert hall.refused(issue, IssueOrder("HT")).code == "numbers_exhausted"
    hall.call(3, HANH)
    hall.finish(4, HANH)
    assert hall.issue("HT")["number"] == "A004"


def test_a_power_cut_over_midnight_ends_the_day_and_one_before_it_does_not(hall: Hall) -> None:
    night_shift(hall)
    hall.clock.sleep_through(30)
    hall.restart()
    hall.clock.run(31)
    hall.write(days.tick)
    assert hall.ticket(4).state is TicketState.WAITING
    hall.clock.run(DAY_S - 120)
    hall.finish(1, ANA)
    hall.clock.sleep_through(120)
    hall.restart()
    hall.write(days.tick)
    assert today(hall) == "2026-11-25"
    assert hall.ticket(4).state is TicketState.INCOMPLETE


def test_a_counter_that_nobody_closed_in_the_evening_keeps_no_doors_open(hall: Hall) -> None:
    evening_with_three_open(hall)
    until_midnight(hall, before_s=-1)
    hall.write(days.tick)
    assert hall.labels("incomplete") == ["A002", "A003", "A004"]


def test_with_nobody_at_work_midnight_ends_the_day_though_somebody_just_left(hall: Hall) -> None:
    until_midnight(hall)
    hall.issue("HT")
    hall.do(places.leave, hall.issue("HT")["id"], None)
    hall.clock.run(61)
    hall.write(days.tick)
    assert hall.labels("incomplete") == ["A001"]


@pytest.mark.parametrize(
    ("act", "given", "code"),
    [
        (places.leave, (4, None), "illegal_move"),
        (serving.serve, (2, ANA), "illegal_move"),
        (serving.finish, (3, BRUNO), "illegal_move"),
        (places.transfer, (4, ANA, places.Destination(service="CT")), "illegal_move"),
        (places.walk_in, (1, 4, ANA), "counter_closed"),
        (desks.pause_counter, (1, ANA), "counter_closed"),
        (calls.call_next, (1, ANA), "counter_closed"),
    ],
)
def test_the_first_act_of_a_morning_is_done_in_the_new_day(
    hall: Hall, act: Callable[..., object], given: tuple[object, ...], code: str
) -> None:
    evening_with_three_open(hall)
    hall.clock.run(DAY_S)
    assert hall.refused(act, *given).code == code
    hall.write(days.tick)
    assert hall.labels("incomplete") == ["A002", "A003", "A004"]


# The end of the day


def test_the_end_of_the_day_leaves_nobody_waiting_and_whoever_is_served_is_served_to_the_end(
    hall: Hall,
) -> None:
    night_shift(hall)
    left = hall.do(days.end_day, CARLA)
    assert [one.label for one in left] == ["A003", "A004"]
    states = [hall.ticket(one).state for one in (1, 2, 3, 4)]
    assert states == ["serving", "called", "incomplete", "incomplete"]
    assert [hall.counter(one).status for one in (1, 2, 3)] == ["open", "open", "closed"]
    ended = next(one for one in hall.events() if one.event.kind is EventKind.DAY_ENDED)
    assert ended.event.body == {"day": "2026-11-23", "left": ["A003", "A004"]}
    hall.finish(1, ANA)
    assert hall.refused(calls.call_next, 1, ANA).code == "nobody_waiting"
    assert hall.faults() == []


def test_a_day_may_be_ended_twice_and_goes_on_counting_if_somebody_still_comes(hall: Hall) -> None:
    hall.issue("HT")
    assert [one.label for one in hall.do(days.end_day, CARLA)] == ["A001"]
    assert hall.do(days.end_day, CARLA) == []
    assert hall.issue("HT")["number"] == "A002"


def test_a_day_that_was_ended_never_stands_in_the_way_of_the_next(hall: Hall) -> None:
    night_shift(hall)
    hall.do(days.end_day, CARLA)
    hall.clock.sleep_through(7.5 * 3600)
    hall.restart()
    hall.write(days.tick)
    assert hall.issue("HT")["number"] == "A001"
    hall.open(1, ANA)
    assert hall.call(1, ANA)["number"] == "A001"
