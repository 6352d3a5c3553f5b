"""When a service gives numbers and when it serves: hours, closures, quotas, and the last number still served today.

Local naive times and the queue's figures come in as arguments. What people read of it: opening_lines.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from server.domain.calendar import Hours, OfficeCalendar, Span
from server.domain.errors import InvalidInput, NotFound, QueueError, ServiceClosed

LEAD_MIN = 30
_DAYS_LOOKED_AHEAD = 400


class QuotaReached(ServiceClosed):
    """The numbers of this service for today have all been given."""

    code = "quota_reached"


class ClosingSoon(ServiceClosed):
    """Those who wait for this service now will take until closing time."""

    code = "closing_soon"


class ServiceNotFound(NotFound):
    """There is no service with this code; take a code from the list of services."""

    code = "service_not_found"


class ClosureNotFound(NotFound):
    """This service has no such closure; take an id from its list of closures."""

    code = "closure_not_found"


class InvalidClosure(InvalidInput):
    """A closure runs from a first to a last day, not before today and at most a year long."""

    code = "invalid_closure"


class NumbersGivenToday(QueueError):
    """Numbers of this service were given today already; change this before the first number of a day."""

    code = "numbers_given_today"


class ClosedReason(StrEnum):
    """Name why a service gives no numbers now."""

    SWITCHED_OFF = "switched_off"
    CLOSURE = "closure"
    DAY_OFF = "day_off"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    QUOTA_REACHED = "quota_reached"
    NUMBERS_EXHAUSTED = "numbers_exhausted"
    CLOSING_SOON = "closing_soon"


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a service gives no numbers, both ends included, and what people are told of it."""

    first_day: date
    last_day: date
    reason_vi: str
    reason_en: str = ""

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.last_day - self.first_day <= timedelta(days=366):
            raise InvalidClosure(field="last_day")

    def covers(self, day: date) -> bool:
        """Claim that the service is closed on this day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Reopening:
    """The day from which numbers are given again; `at` is None where no hours are known."""

    day: date
    at: time | None = None

    @property
    def iso(self) -> str:
        """Write it as local ISO 8601: "2026-11-23T07:30", or the day alone."""
        return self.day.isoformat() if self.at is None else f"{self.day.isoformat()}T{self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Closed:
    """Why no number is given now, and from when one is again. `about` names the closure or holiday, in both languages."""

    reason: ClosedReason
    reopens: Reopening | None
    about: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Pause:
    """Numbers are given, but nobody serves now: from `until` somebody does; None: nobody has said from when."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class CounterState:
    """A counter that is not closed: what it serves, what it only helps with, until when it is paused (if that was said)."""

    number: int
    services: frozenset[str]
    helps: frozenset[str] = frozenset()
    is_paused: bool = False
    back_at: datetime | None = None


@dataclass(frozen=True)
class Opening:
    """When one service gives numbers. `calendar` None: no hours are known; `binds` false: numbers at any hour.

    `lead_min` is how long before the first opening of a day the kiosk begins to give numbers.
    """

    calendar: OfficeCalendar | None = None
    binds: bool = False
    lead_min: int = LEAD_MIN
    closures: tuple[Closure, ...] = ()

    def closure_on(self, day: date) -> Closure | None:
        """Return the closure of a day; of several the one that ends last."""
        covering = [one for one in self.closures if one.covers(day)]
        return max(covering, key=lambda one: one.last_day, default=None)

    def hours_on(self, day: date) -> Hours:
        """Return the spans of a day in which the service is served; () on a day off, and where no hours are known."""
        return self.calendar.hours_on(day) if self.calendar and not self.closure_on(day) else ()

    def span_after(self, now: datetime) -> Span | None:
        """Return the next span of today when now is outside of all of them: before the first one, or in a break."""
        hours = self.hours_on(now.date())
        if any(span.start <= now.time() < span.end for span in hours):
            return None
        return next((span for span in hours if span.start > now.time()), None)

    def reopens_after(self, day: date) -> Reopening | None:
        """Find the next day, this one not counted, on which numbers are given again; None: not within a year."""
        last = day + timedelta(days=_DAYS_LOOKED_AHEAD)
        while (day := day + timedelta(days=1)) <= last:
            closure = self.closure_on(day)
            if closure:
                day = closure.last_day
            elif self.calendar is None:
                return Reopening(day)
            elif hours := self.calendar.hours_on(day):
                return Reopening(day, hours[0].start)
        return None


def closed_by_calendar(opening: Opening, now: datetime) -> Closed | None:
    """Refuse a number on a day of closure always; where the hours bind, also on a day off, too early, and too late.

    Too early is more than `lead_min` before the first opening, too late is from the last closing on. In a break
    numbers are given.
    """
    today = now.date()
    if closure := opening.closure_on(today):
        told = (closure.reason_vi, closure.reason_en)
        return Closed(ClosedReason.CLOSURE, opening.reopens_after(today), told)
    if not opening.binds or opening.calendar is None:
        return None
    hours = opening.calendar.hours_on(today)
    if not hours:
        special = opening.calendar.special(today)
        told = (special.name_vi, special.name_en) if special else ("", "")
        return Closed(ClosedReason.DAY_OFF, opening.reopens_after(today), told)
    first = datetime.combine(today, hours[0].start)
    if now < first - timedelta(minutes=opening.lead_min):
        return Closed(ClosedReason.TOO_EARLY, Reopening(today, hours[0].start))
    if now >= datetime.combine(today, hours[-1].end):
        return Closed(ClosedReason.TOO_LATE, opening.reopens_after(today))
    return None


def closed_by_count(
    opening: Opening, today: date, *, given: int, quota: int | None, next_number: int, last_number: int
) -> Closed | None:
    """Refuse a number when as many as the quota allows were given today (0: none at all), or the last of the range."""
    if quota is not None and given >= quota:
        return Closed(ClosedReason.QUOTA_REACHED, opening.reopens_after(today))
    if next_number > last_number:
        return Closed(ClosedReason.NUMBERS_EXHAUSTED, opening.reopens_after(today))
    return None


def closed_by_work(
    opening: Opening,
    now: datetime,
    service: str,
    *,
    waiting: Mapping[str, int],
    pace_of: Callable[[str], float | None],
    counters: Sequence[CounterState],
) -> Closed | None:
    """Refuse a number that could not be called and served in full by the last closing of today.

    With S the mean time a visit takes (`pace_of`, seconds; None: unknown) and L the working time that each counter of
    the service has until closing, a newcomer is taken only if one L is at least S, and the work of all who wait is at
    most the sum of (L − S): then, with every counter busy, the newcomer is called one S before closing at the latest.
    All who wait count, also those whom the newcomer's class would pass, for they were promised to be served. So does
    the work of other services that only these counters can do. Only hours of opening are working time; a paused
    counter counts from when it is back, at once if nobody said when. Where the pace is unknown, or no counter is open
    or paused, and before the first opening of a day, only the closing time itself binds.
    Source: work conservation. A queue that is never idle is empty after its work divided by its servers; the services
    that share servers are bounded as in Hall's theorem on matchings.
    """
    hours = opening.hours_on(now.date())
    if not opening.binds or not hours or now.time() < hours[0].start:
        return None
    own_s, able = pace_of(service), able_counters(service, counters)
    if own_s is None or not able:
        return None
    left_s = [working_s(hours, now.date(), max(now, one.back_at or now)) for one in able]
    numbers = {one.number for one in able}
    work_s = 0.0
    for other, count in waiting.items():
        servers = {one.number for one in able_counters(other, counters)}
        if count and (other == service or (servers and servers <= numbers)):
            work_s += count * (pace_of(other) or own_s)
    if max(left_s) >= own_s and work_s <= sum(max(0.0, one - own_s) for one in left_s):
        return None
    return Closed(ClosedReason.CLOSING_SOON, opening.reopens_after(now.date()))


def able_counters(service: str, counters: Iterable[CounterState]) -> list[CounterState]:
    """List the counters whose own service this is; where there is none, those that help with it."""
    known = list(counters)
    own = [one for one in known if service in one.services]
    return own or [one for one in known if service in one.helps]


def working_s(hours: Hours, day: date, since: datetime) -> float:
    """Measure the seconds of opening that are left of a day from a moment on; none from a later day's moment."""
    spans = ((datetime.combine(day, span.start), datetime.combine(day, span.end)) for span in hours)
    return sum(max(0.0, (end - max(start, since)).total_seconds()) for start, end in spans)


def pause_of(opening: Opening, now: datetime, service: str, counters: Iterable[CounterState]) -> Pause | None:
    """Tell from when a service that gives numbers is served again, when nobody serves it now; None: it is served.

    Nobody serves it while all its counters are paused, and, where the hours bind, outside of the hours. The first
    clerk to come back decides; where no clerk said a time, the next opening does.
    """
    able = able_counters(service, counters)
    all_paused = bool(able) and all(one.is_paused for one in able)
    span = opening.span_after(now)
    if not all_paused and not (span and opening.binds):
        return None
    back = [one.back_at for one in able if one.back_at and one.back_at > now] if all_paused else []
    return Pause(min(back, default=datetime.combine(now.date(), span.start) if span else None))
