"""When a service gives numbers: hours, holidays, closures, quotas, and the last number still served by closing."""

from datetime import date, datetime, time, timedelta

import pytest

from server.demo.centre import load_holidays
from server.domain.calendar import (
    OfficeCalendar,
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
    pause_of,
)
from server.domain.opening_lines import when_briefly, when_reopened, why_closed

CALENDAR = OfficeCalendar(overrides=load_holidays())
OPENING = Opening(CALENDAR, binds=True)
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
HOLIDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)  # Vietnam Culture Day is a Tuesday
WORKED_SATURDAY = date(2026, 8, 22)
TRAINING = Closure(MONDAY, HOLIDAY, "tập huấn nghiệp vụ", "staff training")
OPEN, ALSO_OPEN = CounterState(4, frozenset({"DD", "NN"})), CounterState(5, frozenset({"DD", "XD"}))


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


def paused(counter: CounterState, back: str | None = None, day: date = MONDAY) -> CounterState:
    back_at = at(day, back) if back else None
    return CounterState(counter.number, counter.services, counter.helps, is_paused=True, back_at=back_at)


def reason(closed: Closed | None) -> str | None:
    return closed.reason.value if closed else None


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
