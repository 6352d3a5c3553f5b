"""The business day: which day a number belongs to, and when the clock is not to be believed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY_MS = 86_400_000
TOLERANCE_MS = 300_000  # time services step a clock by seconds, not by minutes


class Suspicion(StrEnum):
    """Name why the wall clock is not believed."""

    BEHIND = "behind"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Belief:
    """Hold the time we believe (UTC, Unix ms), the monotonic reading it belongs to, and why the clock is doubted."""

    at_ms: int
    monotonic_ms: int
    suspicion: Suspicion | None = None


def first_belief(last_event_ms: int | None, wall_ms: int, monotonic_ms: int) -> Belief:
    """Begin after a start: any time after the last event is believed, for the machine may have been off for days."""
    if last_event_ms is not None and wall_ms < last_event_ms - TOLERANCE_MS:
        return Belief(last_event_ms, monotonic_ms, Suspicion.BEHIND)
    return Belief(max(wall_ms, last_event_ms or 0), monotonic_ms)


def believe(before: Belief, wall_ms: int, monotonic_ms: int) -> Belief:
    """Weigh what the wall clock says against the time that really passed.

    A clock that runs more than a day ahead of the monotonic clock, or is minutes behind what we believe, is suspect:
    then time goes on from the last belief as the monotonic clock counts it, and staff are told. Small steps back
    hold the time still. A clock that was behind and is set right is believed again.
    """
    expected = before.at_ms + max(0, monotonic_ms - before.monotonic_ms)
    if wall_ms < expected - TOLERANCE_MS:
        return Belief(expected, monotonic_ms, Suspicion.BEHIND)
    if wall_ms - expected > DAY_MS and before.suspicion is not Suspicion.BEHIND:
        return Belief(expected, monotonic_ms, Suspicion.AHEAD)
    return Belief(max(wall_ms, before.at_ms), monotonic_ms)


def local_day(now_ms: int, zone: ZoneInfo) -> date:
    """Give the calendar day at the centre."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(zone).date()


def business_day(stored: date | None, now_ms: int, zone: ZoneInfo) -> date:
    """Give max(stored day, local day): the business day never goes back."""
    today = local_day(now_ms, zone)
    return today if stored is None or today > stored else stored
