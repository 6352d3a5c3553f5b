"""What managers measure, counted from legs: waiting, walking and serving times, outcomes, the day by hour.

Every figure keeps its denominator. A no-show has no serving time at all, so it can never count as one of 0 seconds.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from server.domain.ticket import OPEN_STATES, TicketState


@dataclass(frozen=True, slots=True)
class LegRow:
    """One leg as measured. Times are seconds; None means that it never came to that.

    `outcome` is the state of the leg, `hour` the local hour (0–23) in which it was queued.
    """

    service: str
    hour: int
    outcome: TicketState
    waiting_s: float | None = None
    walking_s: float | None = None
    serving_s: float | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread of some times in seconds over `count` legs; all None when there are none."""

    count: int
    mean_s: float | None
    p50_s: float | None
    p90_s: float | None
    longest_s: float | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator, to be printed beside it."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """Return the share from 0 to 1, or None over nothing."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True)
class ServiceMeasures:
    """The figures of one service, or of the whole centre when `service` is None."""

    service: str | None
    legs: int
    called: int
    served: int
    no_show: Rate
    left: Rate
    transferred: int
    incomplete: int
    open: int
    waiting: Spread
    walking: Spread
    serving: Spread
    within_target: Rate


@dataclass(frozen=True, slots=True)
class HourMeasures:
    """What was queued in one local hour: how many legs, how many of them called and served, and their mean wait."""

    hour: int
    legs: int
    called: int
    served: int
    mean_waiting_s: float | None


def percentile(values: Iterable[float], percent: int) -> float | None:
    """Return the nearest-rank percentile: the smallest value with at least `percent` % of all at or below it.

    `percent` is from 1 to 100; None over nothing. Source: nearest-rank definition, rank = ⌈P/100 · n⌉.
    """
    if not 1 <= percent <= 100:
        raise ValueError("percent must be from 1 to 100")
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[math.ceil(Fraction(percent * len(ordered), 100)) - 1]


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean, or None over nothing."""
    return math.fsum(values) / len(values) if values else None


def spread(values: Iterable[float | None]) -> Spread:
    """Summarise the times that exist; None is left out, not counted as 0."""
    known = sorted(value for value in values if value is not None)
    longest = known[-1] if known else None
    return Spread(len(known), mean(known), percentile(known, 50), percentile(known, 90), longest)


def measure(rows: Iterable[LegRow], *, target_s: float, service: str | None = None) -> ServiceMeasures:
    """Measure the legs of one service, or of all when `service` is None.

    Waiting is spread over all called legs (a re-called one counts its last call), walking over those that came,
    serving over finished ones only. Service level = served within `target_s` of waiting ÷ served. No-show rate =
    no-shows ÷ legs; walk-outs (left while queued) ÷ legs. A transferred leg was called, not served.
    """
    chosen = [row for row in rows if service is None or row.service == service]
    called = [row for row in chosen if row.waiting_s is not None]
    served = [row for row in chosen if row.outcome is TicketState.FINISHED]
    within = sum(row.waiting_s is not None and row.waiting_s <= target_s for row in served)
    return ServiceMeasures(
        service=service,
        legs=len(chosen),
        called=len(called),
        served=len(served),
        no_show=Rate(_count(chosen, TicketState.NO_SHOW), len(chosen)),
        left=Rate(_count(chosen, TicketState.LEFT), len(chosen)),
        transferred=_count(chosen, TicketState.TRANSFERRED),
        incomplete=_count(chosen, TicketState.INCOMPLETE),
        open=sum(row.outcome in OPEN_STATES for row in chosen),
        waiting=spread(row.waiting_s for row in called),
        walking=spread(row.walking_s for row in chosen if row.outcome is not TicketState.NO_SHOW),
        serving=spread(row.serving_s for row in served),
        within_target=Rate(within, len(served)),
    )


def measure_by_service(rows: Sequence[LegRow], *, target_s: float) -> tuple[ServiceMeasures, ...]:
    """Measure each service that has legs, in order of its code."""
    services = sorted({row.service for row in rows})
    return tuple(measure(rows, target_s=target_s, service=service) for service in services)


def by_hour(rows: Sequence[LegRow]) -> tuple[HourMeasures, ...]:
    """Return the day by local hour of arrival, from the first hour with a leg to the last, empty ones included."""
    hours = {row.hour for row in rows}
    if not hours:
        return ()
    return tuple(
        _hour(hour, [row for row in rows if row.hour == hour]) for hour in range(min(hours), max(hours) + 1)
    )


def _hour(hour: int, rows: Sequence[LegRow]) -> HourMeasures:
    waits = [row.waiting_s for row in rows if row.waiting_s is not None]
    return HourMeasures(hour, len(rows), len(waits), _count(rows, TicketState.FINISHED), mean(waits))


def _count(rows: Iterable[LegRow], outcome: TicketState) -> int:
    return sum(row.outcome is outcome for row in rows)
