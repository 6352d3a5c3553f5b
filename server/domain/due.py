"""When a dossier received now must be answered, and the line that tells the citizen why.

The calendar itself is server/domain/calendar.py; nothing here knows the clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from server.domain.calendar import OfficeCalendar, SpecialDay
from server.domain.catalogue import TimeUnit
from server.domain.errors import InvalidInput, QueueError

MINUTES_PER_WORKING_DAY = 8 * 60
SAME_DAY_CUTOFF = time(15, 0)
_MOST_UNITS = 1000
_MOST_DAYS_OFF_NAMED = 3
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class DueTimeUnknown(QueueError):
    """The time limit of this procedure is not known: ask the clerk in charge and enter the date by hand."""

    code = "due_time_unknown"


class DueRule(StrEnum):
    """Whether n working days end at the close of the nth day or after n times 8 working hours."""

    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Due:
    """A local due time and one line that explains it, in both languages."""

    due: datetime
    why_vi: str
    why_en: str


@dataclass(frozen=True, slots=True)
class _Count:
    due: datetime
    vi: str
    en: str


def due_time(
    received: datetime,
    *,
    amount: int | None,
    unit: TimeUnit,
    calendar: OfficeCalendar,
    rule: DueRule = DueRule.DAY,
    cutoff: time | None = SAME_DAY_CUTOFF,
) -> Due:
    """Return the due time of a dossier received at this local time; never guess where the limit is unknown.

    The day of receipt is not counted; a working day is 8 working hours; a calendar deadline on a day off
    moves to the next working day; a same-day procedure received after `cutoff` is due the next working day.
    `received` is naive local time and counts to the minute, as the receipt prints it; `amount` says nothing
    when the unit is the same day.
    Raises DueTimeUnknown (per case, unknown, no amount), InvalidInput (aware time, amount out of range).
    Source: Decree 118/2025/NĐ-CP on the one-stop process; Civil Code 2015, articles 147–148.
    """
    _check(received, amount, unit)
    minute = received.replace(second=0, microsecond=0)
    if unit is TimeUnit.SAME_DAY:
        count = _same_day(minute, calendar, cutoff)
    elif amount is None or unit in (TimeUnit.PER_CASE, TimeUnit.UNKNOWN):
        raise DueTimeUnknown(unit=unit.value)
    elif unit is TimeUnit.CALENDAR_DAY:
        count = _calendar_days(minute, amount, calendar)
    elif unit is TimeUnit.HOUR:
        count = _hours(minute, amount, calendar)
    else:
        count = _working_days(minute, amount, calendar, rule)
    return _explained(minute, count, calendar)


def _check(received: datetime, amount: int | None, unit: TimeUnit) -> None:
    if received.tzinfo is not None:
        raise InvalidInput("The time of receipt must be local time without an offset.", field="received")
    if not 2000 <= received.year <= 2100:
        raise InvalidInput("The year of receipt must be from 2000 to 2100.", field="received")
    least = 0 if unit is TimeUnit.SAME_DAY else 1
    if amount is not None and not least <= amount <= _MOST_UNITS:
        raise InvalidInput(f"The amount must be from {least} to {_MOST_UNITS}.", field="amount")


def _same_day(received: datetime, calendar: OfficeCalendar, cutoff: time | None) -> _Count:
    day = received.date()
    if not calendar.is_working_day(day):
        vi, en = (
            "nhận vào ngày nghỉ nên hẹn ngày làm việc tiếp theo",
            "received on a day off, so due the next working day",
        )
    elif cutoff is not None and received.time() > cutoff:
        vi = f"nhận sau {cutoff:%H:%M} nên hẹn ngày làm việc tiếp theo"
        en = f"received after {cutoff:%H:%M}, so due the next working day"
    elif received > calendar.closing(day):
        vi, en = (
            "nhận sau giờ làm việc nên hẹn ngày làm việc tiếp theo",
            "received after closing, so due the next working day",
        )
    else:
        return _Count(calendar.closing(day), "giải quyết trong ngày", "done the same day")
    return _Count(calendar.closing(next(calendar.working_days_after(day))), vi, en)


def _calendar_days(received: datetime, amount: int, calendar: OfficeCalendar) -> _Count:
    last = received.date() + timedelta(days=amount)
    day = calendar.working_day_from(last)
    vi, en = (
        f"{amount} ngày theo lịch, không tính ngày nhận",
        f"{_plural(amount, 'calendar day')}, the day of receipt not counted",
    )
    if day != last:
        vi += f"; {last:%d/%m} là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo"
        en += f"; {_english(last)} is a day off, so moved to the next working day"
    return _Count(calendar.closing(day), vi, en)


def _working_days(received: datetime, amount: int, calendar: OfficeCalendar, rule: DueRule) -> _Count:
    if rule is DueRule.HOUR:
        due = _after_minutes(received, amount * MINUTES_PER_WORKING_DAY, calendar)
        vi = f"{amount} ngày làm việc, mỗi ngày 8 giờ làm việc kể từ lúc nhận"
        return _Count(
            due, vi, f"{_plural(amount, 'working day')} of 8 working hours from the minute of receipt"
        )
    day = next(islice(calendar.working_days_after(received.date()), amount - 1, None))
    vi = f"{amount} ngày làm việc, không tính ngày nhận"
    return _Count(
        calendar.closing(day), vi, f"{_plural(amount, 'working day')}, the day of receipt not counted"
    )


def _hours(received: datetime, amount: int, calendar: OfficeCalendar) -> _Count:
    due = _after_minutes(received, amount * 60, calendar)
    return _Count(
        due,
        f"{amount} giờ làm việc kể từ lúc nhận",
        f"{_plural(amount, 'working hour')} from the minute of receipt",
    )


def _after_minutes(received: datetime, minutes: int, calendar: OfficeCalendar) -> datetime:
    """Walk through the hours of working days; a limit that ends with a day ends at closing, not next morning."""
    day = calendar.working_day_from(received.date())
    while True:
        for span in calendar.hours_on(day):
            start = max(received, datetime.combine(day, span.start))
            left = int((datetime.combine(day, span.end) - start).total_seconds()) // 60
            if 0 < minutes <= left:
                return start + timedelta(minutes=minutes)
            minutes -= max(left, 0)
        day = next(calendar.working_days_after(day))


def _explained(received: datetime, count: _Count, calendar: OfficeCalendar) -> Due:
    days = calendar.special_days_between(received.date(), count.due.date())
    off = [(day, special) for day, special in days if not special.is_worked]
    worked = [(day, special) for day, special in days if special.is_worked]
    vi, en = [count.vi], [count.en]
    if off:
        vi.append(f"nghỉ {_named_vi(off)}")
        en.append(f"off: {_named_en(off)}")
    if worked:
        vi.append(f"làm bù {', '.join(f'{day:%d/%m}' for day, _ in worked)}")
        en.append(f"worked: {', '.join(_english(day) for day, _ in worked)}")
    return Due(count.due, _sentence(vi), _sentence(en))


def _named_vi(days: Sequence[tuple[date, SpecialDay]]) -> str:
    named = ", ".join(f"{day:%d/%m} ({special.name_vi})" for day, special in days[:_MOST_DAYS_OFF_NAMED])
    more = len(days) - _MOST_DAYS_OFF_NAMED
    return f"{named} và {more} ngày khác" if more > 0 else named


def _named_en(days: Sequence[tuple[date, SpecialDay]]) -> str:
    named = ", ".join(f"{_english(day)} ({special.name_en})" for day, special in days[:_MOST_DAYS_OFF_NAMED])
    more = len(days) - _MOST_DAYS_OFF_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."


def _plural(amount: int, thing: str) -> str:
    return f"{amount} {thing}" if amount == 1 else f"{amount} {thing}s"


def _english(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"
