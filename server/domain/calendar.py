"""The office calendar: weekly hours, public holidays, swapped days. Local naive dates and times only.

How many days a procedure may take is server/domain/due.py's matter, not the calendar's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise

import holidays

from server.domain.errors import InvalidInput

SATURDAY = 5
_WRITTEN_SPAN = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)


class InvalidHours(InvalidInput):
    """These opening hours are not possible; write spans like 07:30-11:30, in order, each ending after it starts."""

    code = "invalid_hours"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Opening hours without a break, from `start` up to `end`, on one day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise InvalidInput("Opening hours must end after they start.", start=self.start, end=self.end)

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return _minutes(self.end) - _minutes(self.start)


Hours = tuple[Span, ...]
WeekHours = tuple[Hours, Hours, Hours, Hours, Hours, Hours, Hours]
"""Opening hours from Monday to Sunday; an empty tuple is a closed day."""

WrittenWeek = Mapping[str, Sequence[str]]
"""A week as settings write it: {"monday": ["07:30-11:30", "13:30-17:30"], …}; a weekday left out is closed."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFFICE_DAY: Hours = (Span(time(7, 30), time(11, 30)), Span(time(13, 30), time(17, 30)))
MONDAY_TO_FRIDAY: WeekHours = (OFFICE_DAY,) * 5 + ((), ())


class DayKind(StrEnum):
    """Why a date differs from its weekday."""

    HOLIDAY = "holiday"
    SWAPPED_OFF = "swapped_off"
    IN_LIEU = "in_lieu"
    WORKED = "worked"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One row of the override table; it wins over the computed holidays."""

    kind: DayKind
    name_vi: str
    name_en: str

    @property
    def is_worked(self) -> bool:
        """Tell whether the office works that day although its weekday is off."""
        return self.kind is DayKind.WORKED


@dataclass(frozen=True)
class OfficeCalendar:
    """When one agency works.

    `received_only` names weekdays (0 = Monday) on which papers are taken but which are no working days:
    police offices take residence and identity-card papers on Saturday mornings. Public holidays come from
    the `holidays` package (Labour Code 45/2019/QH14, article 112); `overrides` corrects them and adds
    swapped days.
    """

    weekly: WeekHours = MONDAY_TO_FRIDAY
    received_only: frozenset[int] = frozenset()
    overrides: Mapping[date, SpecialDay] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(hours for weekday, hours in enumerate(self.weekly) if weekday not in self.received_only):
            raise InvalidInput("The calendar needs at least one working weekday.")
        for hours in self.weekly:
            if any(earlier.end > later.start for earlier, later in pairwise(hours)):
                raise InvalidInput("Opening hours of one day must be in order and must not overlap.")

    def special(self, day: date) -> SpecialDay | None:
        """Return what makes this date differ from its weekday, if anything does."""
        return self.overrides.get(day) or _public_holidays(day.year).get(day)

    def hours_on(self, day: date) -> Hours:
        """Return when the doors are open that day; a worked Saturday has the hours of the fullest weekday."""
        special = self.special(day)
        if special is None:
            return self.weekly[day.weekday()]
        if not special.is_worked:
            return ()
        return max(self.weekly, key=lambda hours: sum(span.minutes for span in hours))

    def is_working_day(self, day: date) -> bool:
        """Tell whether the day counts in a time limit given in working days."""
        special = self.special(day)
        if special is not None:
            return special.is_worked
        return bool(self.weekly[day.weekday()]) and day.weekday() not in self.received_only

    def is_open(self, moment: datetime) -> bool:
        """Tell whether papers are received at this local minute."""
        return any(span.start <= moment.time() < span.end for span in self.hours_on(moment.date()))

    def closing(self, day: date) -> datetime:
        """Return the end of the last opening hours of a day that has some."""
        return datetime.combine(day, self.hours_on(day)[-1].end)

    def working_days_after(self, day: date) -> Iterator[date]:
        """Yield the working days that follow, the day itself not among them, without end."""
        while True:
            day += timedelta(days=1)
            if self.is_working_day(day):
                yield day

    def working_day_from(self, day: date) -> date:
        """Return the day itself if it is worked, else the next working day."""
        return day if self.is_working_day(day) else next(self.working_days_after(day))

    def special_days_between(self, first: date, last: date) -> list[tuple[date, SpecialDay]]:
        """List the days off on weekdays and the worked weekends from `first` up to `last`, both included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        found = ((day, self.special(day)) for day in days)
        return [
            (day, s) for day, s in found if s is not None and (s.is_worked or self._is_worked_weekday(day))
        ]

    def _is_worked_weekday(self, day: date) -> bool:
        return bool(self.weekly[day.weekday()]) and day.weekday() not in self.received_only


def read_week(written: WrittenWeek) -> WeekHours:
    """Read a written week. Raises InvalidHours for an unknown weekday, a wrong span, spans that overlap, no hours at all."""
    unknown = set(written) - set(WEEKDAYS)
    if unknown:
        raise InvalidHours(f"There is no weekday {min(unknown)!r}.", field=min(unknown))
    monday, tuesday, wednesday, thursday, friday, saturday, sunday = (
        _read_day(weekday, written.get(weekday, ())) for weekday in WEEKDAYS
    )
    week = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
    if not any(week):
        raise InvalidHours("A week needs at least one day with opening hours.")
    return week


def written_week(week: WeekHours) -> dict[str, list[str]]:
    """Write a week as settings keep it."""
    return {
        weekday: [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in hours]
        for weekday, hours in zip(WEEKDAYS, week, strict=True)
    }


def _read_day(weekday: str, written: Sequence[str]) -> Hours:
    spans = tuple(_read_span(weekday, one) for one in written)
    if any(earlier.end > later.start for earlier, later in pairwise(spans)):
        raise InvalidHours(f"The hours of {weekday} overlap or are out of order.", field=weekday)
    return spans


def _read_span(weekday: str, written: str) -> Span:
    start, end = written.split("-") if _WRITTEN_SPAN.fullmatch(written) else ("", "")
    if start >= end:  # both are written with two digits, so that their order is that of time
        raise InvalidHours(f"{written!r} on {weekday} is no span like 07:30-11:30.", field=weekday)
    return Span(time.fromisoformat(start), time.fromisoformat(end))


@cache
def _public_holidays(year: int) -> Mapping[date, SpecialDay]:
    vietnamese = holidays.country_holidays("VN", years=year, language="vi")
    english = holidays.country_holidays("VN", years=year, language="en_US")
    return {day: SpecialDay(DayKind.HOLIDAY, name, english[day]) for day, name in vietnamese.items()}


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
