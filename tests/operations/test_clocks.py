"""A clock that cannot be believed: staff are told, numbers go on; and the day in zones with and without summer time."""

from datetime import UTC, datetime, time

import pytest

from server.domain.events import EventKind
from server.operations import days, desks
from server.store import days as day_rows
from tests.builders import ANA, BRUNO, CARLA, DAY_S, MONDAY_0720_MS, YEAR_S, Hall
from tests.domain.test_day import TURNS

IN_1970 = 60_000
IN_2000 = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000)


def today(hall: Hall) -> str | None:
    return day_rows.current(hall.store.reader())


@pytest.mark.parametrize(("jump", "suspicion"), [(-YEAR_S, "behind"), (YEAR_S, "ahead")])
def test_staff_are_told_once_when_the_clock_is_doubted_and_once_when_it_is_good_again(
    hall: Hall, jump: int, suspicion: str
) -> None:
    hall.issue()
    hall.clock.jump(jump)
    for _ in range(3):
        hall.clock.run(20)
        hall.write(days.tick)
    assert hall.issue()["number"] == "A002"
    hall.clock.jump(-jump)
    hall.write(days.tick)
    told = [
        one.event.body["suspicion"] for one in hall.events() if one.event.kind is EventKind.CLOCK_SUSPECTED
    ]
    assert told == [suspicion, None]
    assert today(hall) == "2026-11-23"


# A PC whose clock has no battery


@pytest.fixture(params=[IN_1970, IN_2000], ids=["1970", "2000"])
def awake(hall: Hall, request: pytest.FixtureRequest) -> Hall:
    """On Monday evening Ana's counter was left open and A001 waiting; on Tuesday the PC starts long ago."""
    hall.open(1, ANA)
    hall.issue("HT")
    hall.clock.wall = request.param
    hall.clock.monotonic = 500
    hall.restart()
    hall.write(days.tick)
    return hall


def set_right(hall: Hall, minutes: int) -> None:
    """Let the time service set the clock, so many minutes after Tuesday 7:20."""
    hall.clock.wall = MONDAY_0720_MS + (DAY_S + 60 * minutes) * 1000
    hall.clock.monotonic += 1000
    hall.write(days.tick)


def test_it_goes_on_with_its_last_day_and_tells_staff(awake: Hall) -> None:
    assert awake.issue("HT")["number"] == "A002"
    assert today(awake) == "2026-11-23"
    awake.clock.wall += 3 * DAY_S * 1000  # still long ago
    assert awake.issue("HT")["number"] == "A003"
    told = [one.event.body for one in awake.events() if one.event.kind is EventKind.CLOCK_SUSPECTED]
    assert told == [{"suspicion": "behind"}]
    assert awake.faults() == []


def test_set_right_before_anybody_worked_it_begins_the_day_as_any_other(awake: Hall) -> None:
    set_right(awake, 1)
    assert today(awake) == "2026-11-24"
    assert awake.labels("incomplete") == ["A001"]
    assert awake.counter(1).status == "closed"
    assert awake.issue("HT")["number"] == "A001"
    assert awake.faults() == []


def test_set_right_while_people_wait_nobody_loses_a_place_or_shares_a_number(awake: Hall) -> None:
    awake.open(2, BRUNO)
    awake.issue("HT")
    awake.clock.run(1200)
    assert awake.call(2, BRUNO)["number"] == "A001"
    set_right(awake, 25)
    assert today(awake) == "2026-11-24"
    assert (awake.labels("called"), awake.labels("waiting")) == (["A001"], ["A002"])
    assert awake.counter(2).status == "open"
    assert awake.issue("HT")["number"] == "A003"
    assert awake.faults() == []


def test_what_another_life_of_the_pc_saw_in_doubt_keeps_no_doors_open(awake: Hall) -> None:
    awake.issue("HT")
    awake.clock.run(3600)
    awake.call(1, ANA)
    awake.clock.wall, awake.clock.monotonic = IN_2000, 500  # the next morning, in 2000 again
    awake.restart()
    awake.write(days.tick)
    set_right(awake, 24 * 60)
    assert today(awake) == "2026-11-25"
    assert awake.labels("incomplete") == ["A001", "A002"]


def test_work_done_in_doubt_keeps_no_doors_open_through_the_night(awake: Hall) -> None:
    awake.issue("HT")
    awake.clock.run(3600)
    awake.call(1, ANA)
    awake.clock.run(8 * 3600)
    awake.write(days.tick)
    assert today(awake) == "2026-11-23"
    awake.clock.run(8 * 3600)
    awake.write(days.tick)
    assert today(awake) == "2026-11-24"
    assert awake.labels("incomplete") == ["A001", "A002"]


def test_doubted_only_for_a_moment_in_the_night_it_ends_the_day_all_the_same(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.issue("HT")
    for jump in (-YEAR_S, YEAR_S):
        hall.clock.run(5 * 3600)
        hall.clock.jump(jump)
        hall.write(days.tick)
    hall.clock.run(7 * 3600)
    hall.write(days.tick)
    assert today(hall) == "2026-11-24"
    assert hall.labels("incomplete") == ["A001"]


# Zones


def in_zone(hall: Hall, zone: str, at: datetime) -> None:
    """Move the centre to another zone and moment, before its first day."""
    hall.sql("UPDATE setting SET value = ? WHERE name = 'timezone'", f'"{zone}"')
    hall.clock.wall = round(at.timestamp() * 1000)
    hall.restart()


@pytest.mark.parametrize(("zone", "turn", "day"), TURNS)
def test_numbers_begin_at_one_with_the_first_moment_of_the_day_in_every_zone(
    hall: Hall, zone: str, turn: datetime, day: object
) -> None:
    in_zone(hall, zone, turn)
    hall.clock.run(-0.001)
    hall.restart()
    for expected in ("A001", "A002"):
        assert hall.issue("HT")["number"] == expected
    hall.clock.run(0.001)
    assert hall.issue("HT")["number"] == "A001"
    assert today(hall) == str(day)
    assert hall.faults() == []


@pytest.mark.parametrize(
    "begins", [datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2027, 3, 27, 23, tzinfo=UTC)]
)
def test_the_hour_that_comes_twice_and_the_one_that_is_missing_are_in_one_day(
    hall: Hall, begins: datetime
) -> None:
    in_zone(hall, "Europe/Berlin", begins)
    days_seen = set()
    for expected in range(1, 13):
        assert hall.issue("HT")["number"] == f"A{expected:03d}"
        days_seen.add(today(hall))
        hall.clock.run(1800)
    assert len(days_seen) == 1
    waits = [one.event.at_ms for one in hall.events()]
    assert waits == sorted(waits)


@pytest.mark.parametrize("until", [time(2, 30), time(3, 0), time(1, 59), time(0, 0)])
def test_a_clerk_is_back_after_now_even_at_an_hour_that_is_missing(hall: Hall, until: time) -> None:
    in_zone(hall, "Europe/Berlin", datetime(2027, 3, 28, 0, 45, tzinfo=UTC))
    hall.open(1, ANA)
    back_at_ms = hall.do(desks.pause_counter, 1, ANA, "", until).back_at_ms
    assert back_at_ms is not None
    assert 0 < back_at_ms - hall.clock.wall <= DAY_S * 1000


def test_a_day_ended_by_hand_before_the_clock_is_set_right_stays_ended(awake: Hall) -> None:
    awake.do(days.end_day, CARLA)
    set_right(awake, 5)
    assert awake.issue("HT")["number"] == "A001"
