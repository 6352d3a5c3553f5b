"""When a service gives numbers: hours, holidays, closures, quotas, and the last number still served by closing."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.demo.centre import load_holidays
from server.domain.calendar import (
    MONDAY_TO_FRIDAY,
    OFFICE_DAY,
    InvalidHours,
    OfficeCalendar,
    read_week,
    written_week,
)
from server.domain.opening import (
    Closed,
    ClosedReason,
    Closure,
    CounterState,
    InvalidClosure,
    Opening,
    Pause,
    Reopening,
    closed_by_calendar,
    closed_by_count,
    closed_by_work,
    pause_of,
    working_s,
)
from server.domain.opening_lines import when_briefly, when_reopened, why_closed

CALENDAR = OfficeCalendar(overrides=load_holidays())
OPENING = Opening(CALENDAR, binds=True)
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
HOLIDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)  # Vietnam Culture Day is a Tuesday
WORKED_SATURDAY = date(2026, 8, 22)
TRAINING = Closure(MONDAY, HOLIDAY, "tập huấn nghiệp vụ", "staff training")
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


@pytest.mark.parametrize(
    ("clock", "why"),
    [
        ("06:59", "too_early"),
        ("07:00", None),
        ("07:30", None),
        ("11:30", None),
        ("12:15", None),
        ("17:29", None),
        ("17:30", "too_late"),
        ("23:59", "too_late"),
        ("00:00", "too_early"),
    ],
)
def test_numbers_are_given_from_half_an_hour_before_the_first_opening_to_the_last_closing(
    clock: str, why: str | None
) -> None:
    assert reason(closed_by_calendar(OPENING, at(MONDAY, clock))) == why


@pytest.mark.parametrize(
    ("now", "reopens"),
    [
        (at(MONDAY, "06:00"), "2026-11-23T07:30"),
        (at(MONDAY, "18:00"), "2026-11-25T07:30"),  # Tuesday is a holiday
        (at(HOLIDAY, "09:00"), "2026-11-25T07:30"),
        (at(FRIDAY, "17:30"), "2026-11-23T07:30"),
        (at(date(2026, 11, 21), "09:00"), "2026-11-23T07:30"),
        (at(date(2026, 12, 31), "18:00"), "2027-01-04T07:30"),
        (at(date(2026, 8, 21), "18:00"), "2026-08-22T07:30"),  # a Saturday worked for another day
    ],
)
def test_whoever_comes_outside_of_the_hours_learns_when_to_come_back(now: datetime, reopens: str) -> None:
    closed = closed_by_calendar(OPENING, now)
    assert closed
    assert closed.reopens
    assert closed.reopens.iso == reopens


def test_a_holiday_is_named_and_a_weekend_is_not() -> None:
    closed = closed_by_calendar(OPENING, at(HOLIDAY, "09:00"))
    assert closed
    assert why_closed(closed) == (
        "Hôm nay nghỉ: Ngày Văn hóa Việt Nam.",
        "Closed today: Vietnam Culture Day.",
    )
    sunday = closed_by_calendar(OPENING, at(date(2026, 11, 22), "09:00"))
    assert sunday
    assert why_closed(sunday) == ("Hôm nay không làm việc.", "Closed today.")


def test_a_worked_saturday_gives_numbers() -> None:
    assert closed_by_calendar(OPENING, at(WORKED_SATURDAY, "09:00")) is None
    assert reason(closed_by_calendar(OPENING, at(WORKED_SATURDAY + timedelta(days=7), "09:00"))) == "day_off"


def test_hours_that_do_not_bind_close_nothing_but_a_closure_does() -> None:
    free = Opening(CALENDAR, binds=False, closures=(TRAINING,))
    assert closed_by_calendar(free, at(WEDNESDAY, "23:00")) is None
    assert closed_by_calendar(free, at(date(2026, 11, 22), "03:00")) is None
    closed = closed_by_calendar(free, at(MONDAY, "09:00"))
    assert closed == Closed(
        ClosedReason.CLOSURE, Reopening(WEDNESDAY, time(7, 30)), ("tập huấn nghiệp vụ", "staff training")
    )


def test_a_centre_whose_hours_nobody_set_gives_numbers_and_knows_the_day_it_opens_again() -> None:
    unknown = Opening(None, binds=True, closures=(TRAINING,))
    assert closed_by_calendar(unknown, at(WEDNESDAY, "03:00")) is None
    assert unknown.reopens_after(MONDAY) == Reopening(WEDNESDAY)
    assert Reopening(WEDNESDAY).iso == "2026-11-25"


def test_closures_that_follow_or_hold_each_other_are_passed_together() -> None:
    following = Closure(WEDNESDAY, date(2026, 11, 27), "chuyển trụ sở")
    inside = Closure(MONDAY, MONDAY, "mất điện")
    opening = Opening(CALENDAR, True, closures=(inside, TRAINING, following))
    assert opening.reopens_after(FRIDAY) == Reopening(date(2026, 11, 30), time(7, 30))
    closed = closed_by_calendar(opening, at(MONDAY, "09:00"))
    assert closed
    assert closed.about[0] == "tập huấn nghiệp vụ"  # the one that lasts longer


def test_a_service_closed_for_longer_than_a_year_does_not_know_when_it_opens() -> None:
    closures = tuple(
        Closure(MONDAY + timedelta(days=n * 300), MONDAY + timedelta(days=n * 300 + 299), "xây lại")
        for n in range(2)
    )
    assert Opening(CALENDAR, True, closures=closures).reopens_after(FRIDAY) is None


@pytest.mark.parametrize(("first", "last"), [(HOLIDAY, MONDAY), (MONDAY, date(2027, 11, 26))])
def test_a_closure_that_ends_before_it_begins_or_lasts_for_years_is_refused(first: date, last: date) -> None:
    with pytest.raises(InvalidClosure):
        Closure(first, last, "nhầm")


@pytest.mark.parametrize(
    ("given_today", "quota", "next_number", "why"),
    [
        (0, None, 1, None),
        (39, 40, 40, None),
        (40, 40, 41, "quota_reached"),
        (41, 40, 42, "quota_reached"),
        (0, 0, 1, "quota_reached"),
        (99, None, 100, "numbers_exhausted"),
        (98, None, 99, None),
        (99, 99, 100, "quota_reached"),
    ],
)
def test_a_quota_and_the_last_number_of_the_range_end_the_day(
    given_today: int, quota: int | None, next_number: int, why: str | None
) -> None:
    closed = closed_by_count(
        OPENING, MONDAY, given=given_today, quota=quota, next_number=next_number, last_number=99
    )
    assert reason(closed) == why
    if closed:
        assert closed.reopens == Reopening(WEDNESDAY, time(7, 30))


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


@pytest.mark.parametrize(
    ("clock", "counters", "pause"),
    [
        ("10:00", (OPEN, ALSO_OPEN), None),
        ("10:00", (), None),
        ("10:00", (OPEN, paused(ALSO_OPEN, "10:30")), None),
        ("10:00", (paused(OPEN, "10:30"), paused(ALSO_OPEN, "10:20")), Pause(at(MONDAY, "10:20"))),
        ("10:00", (paused(OPEN), paused(ALSO_OPEN)), Pause(None)),
        ("10:00", (paused(OPEN, "09:50"),), Pause(None)),
        ("12:00", (OPEN, ALSO_OPEN), Pause(at(MONDAY, "13:30"))),
        ("12:00", (paused(OPEN), paused(ALSO_OPEN)), Pause(at(MONDAY, "13:30"))),
        ("12:00", (paused(OPEN, "14:00"),), Pause(at(MONDAY, "14:00"))),
        ("07:10", (), Pause(at(MONDAY, "07:30"))),
        ("10:00", (CounterState(9, frozenset({"HT"}), is_paused=True),), None),
    ],
)
def test_a_tile_says_from_when_it_is_served_again_when_nobody_serves_it_now(
    clock: str, counters: tuple[CounterState, ...], pause: Pause | None
) -> None:
    assert pause_of(OPENING, at(MONDAY, clock), "DD", counters) == pause


def test_hours_that_do_not_bind_say_nothing_of_a_break_unless_everybody_paused() -> None:
    free = Opening(CALENDAR, binds=False)
    assert pause_of(free, at(MONDAY, "12:00"), "DD", (OPEN,)) is None
    assert pause_of(free, at(MONDAY, "12:00"), "DD", (paused(OPEN),)) == Pause(at(MONDAY, "13:30"))
    assert pause_of(free, at(MONDAY, "20:00"), "DD", (paused(OPEN),)) == Pause(None)


def test_a_helper_that_is_open_still_serves_a_service_of_its_own_alone() -> None:
    helper = CounterState(6, frozenset({"XD"}), frozenset({"DD"}))
    assert pause_of(OPENING, at(MONDAY, "10:00"), "DD", (helper,)) is None
    assert pause_of(OPENING, at(MONDAY, "10:00"), "DD", (paused(OPEN), helper)) == Pause(None)


@pytest.mark.parametrize(
    ("reopens", "vi", "en", "brief_vi", "brief_en"),
    [
        (None, "", "", "", ""),
        (
            Reopening(MONDAY, time(7, 30)),
            "Mở cửa 07:30 hôm nay", "Opens today at 07:30",
            "mở lúc 07:30", "opens at 07:30",
        ),
        (
            Reopening(WEDNESDAY, time(13, 5)),
            "Mở lại 13:05 thứ Tư 25/11/2026", "Opens again on Wednesday 25 November 2026 at 13:05",
            "mở lại 13:05 thứ Tư 25/11", "opens 13:05 Wed 25 Nov",
        ),
        (
            Reopening(WEDNESDAY),
            "Mở lại thứ Tư 25/11/2026", "Opens again on Wednesday 25 November 2026",
            "mở lại thứ Tư 25/11", "opens Wed 25 Nov",
        ),
        (
            Reopening(date(2027, 1, 3), time(8)),
            "Mở lại 08:00 Chủ nhật 03/01/2027", "Opens again on Sunday 3 January 2027 at 08:00",
            "mở lại 08:00 Chủ nhật 03/01", "opens 08:00 Sun 3 Jan",
        ),
    ],
)  # fmt: skip
def test_one_line_says_when_the_service_opens_again(
    reopens: Reopening | None, vi: str, en: str, brief_vi: str, brief_en: str
) -> None:
    assert when_reopened(reopens, MONDAY) == (vi, en)
    assert when_briefly(reopens, MONDAY) == (brief_vi, brief_en)


@pytest.mark.parametrize("why", ClosedReason)
def test_every_reason_has_one_sentence_in_each_language(why: ClosedReason) -> None:
    for about in (("", ""), ("mất điện", ""), ("mất điện.", "power cut")):
        for line in why_closed(Closed(why, None, about)):
            assert line.endswith(".")
            assert "{" not in line
            assert ": ." not in line or not about[0]


WRITTEN = {"monday": ["07:30-11:30", "13:30-17:30"], "saturday": ["07:30-11:30"]}


def test_a_written_week_is_read_and_written_alike() -> None:
    week = read_week(WRITTEN)
    assert week == (OFFICE_DAY, (), (), (), (), OFFICE_DAY[:1], ())
    assert {day: spans for day, spans in written_week(week).items() if spans} == WRITTEN
    assert read_week(written_week(MONDAY_TO_FRIDAY)) == MONDAY_TO_FRIDAY


@pytest.mark.parametrize(
    "week",
    [
        {},
        {"monday": []},
        {"funday": ["07:30-11:30"]},
        {"monday": ["7:30-11:30"]},
        {"monday": ["07:30-24:00"]},
        {"monday": ["11:30-07:30"]},
        {"monday": ["07:30-07:30"]},
        {"monday": ["07:30-11:30", "11:00-17:30"]},
        {"monday": ["13:30-17:30", "07:30-11:30"]},
        {"monday": ["07:30–11:30"]},
        {"monday": ["٠٧:٣٠-١١:٣٠"]},
        {"monday": ["07:30-11:30\n"]},
        {"monday": [""]},
    ],
)
def test_hours_that_cannot_be_are_refused(week: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidHours):
        read_week(week)
