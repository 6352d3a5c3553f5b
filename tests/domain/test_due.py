"""Due times: the worked cases, and what holds for every count."""

import json
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.demo.centre import load_holidays
from server.domain.calendar import MONDAY_TO_FRIDAY, OFFICE_DAY, OfficeCalendar, Span
from server.domain.catalogue import TimeUnit
from server.domain.due import Due, DueRule, DueTimeUnknown, due_time
from server.domain.errors import InvalidInput

CASES = json.loads((Path(__file__).parent / "data" / "due_times.json").read_text("utf-8"))["cases"]
OFFICE = OfficeCalendar(overrides=load_holidays())
MORNING = (Span(time(7, 30), time(11, 30)),)
POLICE = OfficeCalendar(
    weekly=(*MONDAY_TO_FRIDAY[:5], MORNING, ()), received_only=frozenset({5}), overrides=load_holidays()
)
MOMENTS = st.datetimes(datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2027-12-31"))
COUNTED = st.sampled_from([TimeUnit.HOUR, TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY])


def due(
    received: str,
    amount: int | None,
    unit: TimeUnit,
    rule: DueRule = DueRule.DAY,
    calendar: OfficeCalendar = OFFICE,
) -> Due:
    return due_time(datetime.fromisoformat(received), amount=amount, unit=unit, calendar=calendar, rule=rule)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['case']} by {case['rule']}")
def test_a_worked_case_comes_out_as_by_hand(case: dict[str, Any]) -> None:
    found = due(case["received"], case["amount"], TimeUnit(case["unit"]), DueRule(case["rule"]))
    assert found.due.isoformat(timespec="minutes") == case["due"]


def test_a_same_day_procedure_received_late_before_a_holiday_says_why() -> None:
    found = due("2026-11-23T15:02", 0, TimeUnit.SAME_DAY)
    assert found.why_vi == (
        "Nhận sau 15:00 nên hẹn ngày làm việc tiếp theo; nghỉ 24/11 (Ngày Văn hóa Việt Nam)."
    )
    assert (
        found.why_en
        == "Received after 15:00, so due the next working day; off: 24 Nov (Vietnam Culture Day)."
    )


def test_a_long_holiday_is_named_in_one_short_line() -> None:
    found = due("2026-02-13T09:00", 1, TimeUnit.WORKING_DAY)
    assert found.why_vi.endswith("và 2 ngày khác.")
    assert found.why_en.endswith("and 2 more.")


def test_a_worked_saturday_is_said_in_both_languages() -> None:
    found = due("2026-08-21T10:00", 1, TimeUnit.WORKING_DAY)
    assert found.why_vi == "1 ngày làm việc, không tính ngày nhận; làm bù 22/08."
    assert found.why_en == "1 working day, the day of receipt not counted; worked: 22 Aug."


@pytest.mark.parametrize(
    ("amount", "unit"), [(3, TimeUnit.UNKNOWN), (3, TimeUnit.PER_CASE), (None, TimeUnit.WORKING_DAY)]
)
def test_an_unknown_limit_is_refused_and_never_guessed(amount: int | None, unit: TimeUnit) -> None:
    with pytest.raises(DueTimeUnknown) as refusal:
        due("2026-11-20T09:00", amount, unit)
    assert refusal.value.code == "due_time_unknown"


@pytest.mark.parametrize("amount", [-1, 0, 1001])
def test_an_amount_out_of_range_is_refused(amount: int) -> None:
    with pytest.raises(InvalidInput):
        due("2026-11-20T09:00", amount, TimeUnit.WORKING_DAY)


@pytest.mark.parametrize("received", ["2026-11-20T09:00+07:00", "1999-12-31T09:00", "2101-01-01T09:00"])
def test_a_time_that_is_not_plain_local_time_is_refused(received: str) -> None:
    with pytest.raises(InvalidInput):
        due(received, 1, TimeUnit.WORKING_DAY)


def test_without_a_cutoff_the_same_day_lasts_until_closing() -> None:
    late = datetime.fromisoformat("2026-11-19T17:29")
    assert due_time(late, amount=0, unit=TimeUnit.SAME_DAY, calendar=OFFICE, cutoff=None).due.day == 19
    after = late + timedelta(minutes=2)
    assert due_time(after, amount=0, unit=TimeUnit.SAME_DAY, calendar=OFFICE, cutoff=None).due.day == 20


def test_a_saturday_morning_of_receiving_is_no_working_day() -> None:
    assert POLICE.is_open(datetime.fromisoformat("2026-11-28T09:00"))
    assert not OFFICE.is_open(datetime.fromisoformat("2026-11-28T09:00"))
    found = due("2026-11-26T09:00", 2, TimeUnit.WORKING_DAY, calendar=POLICE)
    assert found.due == datetime.fromisoformat("2026-11-30T17:30")


def test_an_agency_that_works_on_saturday_morning_answers_by_its_closing() -> None:
    works = OfficeCalendar(weekly=(*MONDAY_TO_FRIDAY[:5], MORNING, ()))
    found = due("2026-11-26T09:00", 2, TimeUnit.WORKING_DAY, calendar=works)
    assert found.due == datetime.fromisoformat("2026-11-28T11:30")


def test_a_worked_saturday_has_the_hours_of_a_full_day() -> None:
    assert POLICE.hours_on(date(2026, 8, 22)) == OFFICE_DAY
    assert OFFICE.hours_on(date(2026, 11, 24)) == ()


def test_holidays_beyond_the_table_are_computed() -> None:
    assert not OFFICE.is_working_day(date(2028, 9, 1))
    assert OFFICE.is_working_day(date(2028, 9, 5))


def test_a_calendar_without_a_working_weekday_is_refused() -> None:
    with pytest.raises(InvalidInput):
        OfficeCalendar(weekly=((), (), (), (), (), MORNING, ()), received_only=frozenset({5}))


@settings(max_examples=150)
@given(MOMENTS, st.integers(1, 60), COUNTED, st.sampled_from(DueRule), st.sampled_from([OFFICE, POLICE]))
def test_one_more_never_comes_earlier_and_never_on_a_day_off(
    received: datetime, amount: int, unit: TimeUnit, rule: DueRule, calendar: OfficeCalendar
) -> None:
    first = due_time(received, amount=amount, unit=unit, calendar=calendar, rule=rule).due
    second = due_time(received, amount=amount + 1, unit=unit, calendar=calendar, rule=rule).due
    assert received.replace(second=0, microsecond=0) < first <= second
    assert calendar.is_working_day(first.date())
    assert any(span.start <= first.time() <= span.end for span in calendar.hours_on(first.date()))


@settings(max_examples=100)
@given(MOMENTS, st.integers(1, 60))
def test_counting_the_working_days_up_to_the_due_day_gives_the_amount(
    received: datetime, amount: int
) -> None:
    found = due_time(received, amount=amount, unit=TimeUnit.WORKING_DAY, calendar=OFFICE).due.date()
    days = (received.date() + timedelta(days=n) for n in range(1, (found - received.date()).days + 1))
    assert sum(OFFICE.is_working_day(day) for day in days) == amount


@settings(max_examples=60)
@given(MOMENTS, st.integers(1, 40))
def test_counting_the_open_minutes_up_to_the_due_minute_gives_the_hours(
    received: datetime, hours: int
) -> None:
    start = received.replace(second=0, microsecond=0)
    found = due_time(received, amount=hours, unit=TimeUnit.HOUR, calendar=OFFICE).due
    minutes = (start + timedelta(minutes=n) for n in range(int((found - start).total_seconds()) // 60))
    assert sum(OFFICE.is_open(minute) for minute in islice(minutes, 60_000)) == hours * 60


@settings(max_examples=60)
@given(MOMENTS, st.sampled_from([OFFICE, POLICE]))
def test_a_same_day_limit_ends_at_a_closing_that_is_not_past(
    received: datetime, calendar: OfficeCalendar
) -> None:
    found = due_time(received, amount=0, unit=TimeUnit.SAME_DAY, calendar=calendar).due
    assert found >= received.replace(second=0, microsecond=0)
    assert found == calendar.closing(found.date())
    assert calendar.is_working_day(found.date())
