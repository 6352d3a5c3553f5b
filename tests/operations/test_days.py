"""The turn of the day: yesterday's open tickets are incomplete, numbers begin at 1, and a mad clock turns nothing back."""

import pytest

from server.domain.errors import CounterClosed
from server.domain.events import EventKind
from server.domain.ticket import TicketState
from server.operations import days, receive
from server.store import counters, dossiers, tickets
from server.store import days as day_rows
from tests.builders import ANA, BRUNO, DAY_S, YEAR_S, Hall

NIGHT_S = 14 * 3600


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
    assert dossiers.draft(hall.store.reader(), 2) == {"applicant": "Nguyễn Thị Hương"}
    hall.clock.run(DAY_S)
    hall.write(days.tick)
    assert dossiers.draft(hall.store.reader(), 2) is None


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


def test_a_machine_that_wakes_in_1970_goes_on_with_its_last_day(hall: Hall) -> None:
    hall.issue()
    hall.clock.wall = 1_000
    hall.restart()
    assert hall.issue()["number"] == "A002"
    assert today(hall) == "2026-11-23"
    hall.clock.wall += 3 * DAY_S * 1000  # still long ago
    assert hall.issue()["number"] == "A003"
    assert hall.faults() == []
