"""The last number of a day: whoever gets one is served by closing, as far as anybody can know."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.demo.centre import load_holidays
from server.domain.calendar import OFFICE_DAY, OfficeCalendar
from server.domain.opening import Closed, CounterState, Opening, Reopening, closed_by_work, working_s

CALENDAR = OfficeCalendar(overrides=load_holidays())
OPENING = Opening(CALENDAR, binds=True)
MONDAY, HOLIDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
OPEN, ALSO_OPEN = CounterState(4, frozenset({"DD", "NN"})), CounterState(5, frozenset({"DD", "XD"}))
QUARTER_S = 900.0


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


def paused(counter: CounterState, back: str | None = None, day: date = MONDAY) -> CounterState:
    back_at = at(day, back) if back else None
    return CounterState(counter.number, counter.services, counter.helps, is_paused=True, back_at=back_at)


def reason(closed: Closed | None) -> str | None:
    return closed.reason.value if closed else None


def work(
    clock: str,
    waiting: Mapping[str, int],
    *counters: CounterState,
    pace: Mapping[str, float | None] | None = None,
    opening: Opening = OPENING,
) -> Closed | None:
    """Ask for a land number with so many waiting; a visit takes a quarter of an hour unless said otherwise."""
    known = {"DD": QUARTER_S, "NN": QUARTER_S, "XD": QUARTER_S} if pace is None else pace
    return closed_by_work(
        opening, at(MONDAY, clock), "DD", waiting=waiting, pace_of=known.get, counters=counters or (OPEN,)
    )


def test_the_last_number_is_the_last_whose_visit_ends_by_closing() -> None:
    assert work("16:15", {"DD": 4}) is None  # five quarters of an hour are left: four people, and oneself
    closed = work("16:15", {"DD": 5})
    assert reason(closed) == "closing_soon"
    assert closed
    assert closed.reopens == Reopening(WEDNESDAY, time(7, 30))
    assert reason(work("16:15:01", {"DD": 4})) == "closing_soon"
    assert reason(work("17:20", {})) == "closing_soon"  # nobody waits, but ten minutes are too few


def test_two_counters_share_the_people_but_not_one_visit() -> None:
    assert work("16:15", {"DD": 8}, OPEN, ALSO_OPEN) is None
    assert reason(work("16:15", {"DD": 9}, OPEN, ALSO_OPEN)) == "closing_soon"
    assert reason(work("17:16", {}, OPEN, ALSO_OPEN)) == "closing_soon"  # two rests of 14 minutes make no 15


def test_the_break_is_no_working_time() -> None:
    assert work("11:15", {"DD": 16}) is None  # a quarter of an hour before the break, four hours after
    assert reason(work("11:15", {"DD": 17})) == "closing_soon"
    assert work("12:30", {"DD": 15}) is None
    assert reason(work("12:30", {"DD": 16})) == "closing_soon"


def test_a_paused_counter_counts_from_when_it_is_back() -> None:
    away = paused(OPEN, "16:30")
    assert work("13:30", {"DD": 3}, away) is None
    assert reason(work("13:30", {"DD": 4}, away)) == "closing_soon"
    assert work("13:30", {"DD": 15}, paused(OPEN)) is None  # nobody said until when: it is back in a moment
    assert reason(work("13:30", {}, paused(OPEN, "09:00", WEDNESDAY))) == "closing_soon"


def test_the_work_of_others_that_only_these_counters_can_do_counts_too() -> None:
    assert work("16:15", {"DD": 4, "XD": 50}) is None  # nobody is there for building: no land counter does it
    both = CounterState(4, frozenset({"DD", "NN"}))
    assert reason(work("16:15", {"DD": 4, "NN": 1}, both)) == "closing_soon"
    elsewhere = CounterState(7, frozenset({"NN"}))
    assert work("16:15", {"DD": 4, "NN": 1}, both, elsewhere) is None


def test_a_counter_that_only_helps_counts_where_there_is_no_other() -> None:
    helper = CounterState(6, frozenset({"XD"}), frozenset({"DD"}))
    assert work("16:15", {"DD": 4}, helper) is None
    assert reason(work("16:15", {"DD": 5}, helper)) == "closing_soon"
    assert reason(work("16:15", {"DD": 5}, OPEN, helper)) == "closing_soon"


def test_another_service_whose_pace_nobody_knows_counts_at_ones_own() -> None:
    pace = {"DD": QUARTER_S}
    assert work("16:15", {"DD": 2, "NN": 2}, OPEN, pace=pace) is None
    assert reason(work("16:15", {"DD": 2, "NN": 3}, OPEN, pace=pace)) == "closing_soon"


@pytest.mark.parametrize("clock", ["07:00", "07:29"])
def test_before_the_first_opening_nobody_is_counted_absent(clock: str) -> None:
    assert work(clock, {"DD": 500}) is None
    assert reason(work("07:30", {"DD": 500})) == "closing_soon"


def test_where_nothing_is_known_only_the_closing_time_binds() -> None:
    elsewhere = CounterState(1, frozenset({"HT"}))
    assert work("17:29", {"DD": 500}, elsewhere) is None
    assert work("17:29", {"DD": 500}, pace={}) is None
    assert work("17:29", {"DD": 500}, opening=Opening(CALENDAR, binds=False)) is None


@given(
    minute=st.integers(0, 599),
    waiting=st.integers(0, 60),
    counters=st.integers(1, 6),
    pace_s=st.floats(1, 7200),
)
def test_more_time_more_counters_or_fewer_people_never_refuse_whom_less_would_take(
    minute: int, waiting: int, counters: int, pace_s: float
) -> None:
    def is_taken(minute: int, waiting: int, counters: int) -> bool:
        now = at(MONDAY, "07:30") + timedelta(minutes=minute)
        desks = [CounterState(number, frozenset({"DD"})) for number in range(counters)]
        closed = closed_by_work(
            OPENING, now, "DD", waiting={"DD": waiting}, pace_of={"DD": pace_s}.get, counters=desks
        )
        return closed is None

    if is_taken(minute, waiting, counters):
        assert is_taken(max(0, minute - 7), waiting, counters)
        assert is_taken(minute, waiting, counters + 1)
        assert is_taken(minute, max(0, waiting - 1), counters)


@given(
    minute=st.integers(0, 599),
    waiting=st.integers(0, 60),
    counters=st.integers(1, 6),
    visit_min=st.integers(1, 90),
)
def test_everybody_who_was_given_a_number_is_served_by_closing_when_visits_take_what_they_take(
    minute: int, waiting: int, counters: int, visit_min: int
) -> None:
    """An oracle that shares nothing with the rule: it plays the rest of the day, minute by minute of open doors."""
    now = at(MONDAY, "07:30") + timedelta(minutes=minute)
    desks = [CounterState(number, frozenset({"DD"})) for number in range(counters)]
    pace = {"DD": visit_min * 60.0}
    closed = closed_by_work(OPENING, now, "DD", waiting={"DD": waiting}, pace_of=pace.get, counters=desks)
    left_min = sum(
        any(span.start <= (now + timedelta(minutes=n)).time() < span.end for span in OFFICE_DAY)
        for n in range(600 - minute)
    )
    free_at = [0] * counters
    for _ in range(waiting + 1):
        free_at[free_at.index(min(free_at))] += visit_min
    ends = max(free_at)
    if closed is None:
        assert ends <= left_min + visit_min  # whole visits do not divide evenly: at most one visit more
    else:
        assert ends > left_min - visit_min


def test_working_time_is_what_is_left_of_the_spans() -> None:
    assert working_s(OFFICE_DAY, MONDAY, at(MONDAY, "07:00")) == 8 * 3600
    assert working_s(OFFICE_DAY, MONDAY, at(MONDAY, "11:00")) == 4.5 * 3600
    assert working_s(OFFICE_DAY, MONDAY, at(MONDAY, "12:00")) == 4 * 3600
    assert working_s(OFFICE_DAY, MONDAY, at(MONDAY, "17:30")) == 0
    assert working_s(OFFICE_DAY, MONDAY, at(HOLIDAY, "08:00")) == 0
