"""What a manager asks: the figures of a day, and the hall as it is now. Turns rows into measures; writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from server.domain.measures import HourMeasures, LegRow, ServiceMeasures, by_hour, measure, measure_by_service
from server.domain.ticket import TicketState
from server.operations.facts import centre_facts
from server.store import accounts, catalogue, counters, days, jobs, reports, settings_table
from server.store.catalogue import ServiceRow
from server.store.counters import CounterRow
from server.store.jobs import JobRow
from server.store.reports import AtCounter, LegTimes
from server.store.sqlite import Connection

DEFAULT_TARGET_MINUTES = 15
SLIPS_SHOWN = 10


class Pressure(StrEnum):
    """Name how the longest wait stands to the centre's target."""

    CALM = "calm"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class DayReport:
    """Hold the figures of one business day. `issued` counts tickets, the measures count legs."""

    day: str
    zone: ZoneInfo
    target_s: int
    issued: int
    dossiers: int
    whole: ServiceMeasures
    services: tuple[ServiceMeasures, ...]
    hours: tuple[HourMeasures, ...]
    names: dict[str, ServiceRow]


@dataclass(frozen=True, slots=True)
class QueueNow:
    """Hold one service's queue as it is now."""

    service: ServiceRow
    waiting: int
    longest_s: float | None
    pressure: Pressure


@dataclass(frozen=True, slots=True)
class CounterNow:
    """Hold one counter as it is now; `clerk` is the name people know."""

    counter: CounterRow
    clerk: str | None
    since: datetime | None
    ticket: AtCounter | None
    ticket_since: datetime | None


@dataclass(frozen=True, slots=True)
class HallNow:
    """Hold the hall as it is now, and what needs somebody."""

    at: datetime
    target_s: int
    queues: tuple[QueueNow, ...]
    counters: tuple[CounterNow, ...]
    slips: tuple[JobRow, ...]
    clock_suspect: str | None
    day_before: str | None
    left_open: tuple[str, ...]

    @property
    def waiting(self) -> int:
        """Count everybody who waits."""
        return sum(queue.waiting for queue in self.queues)

    @property
    def longest(self) -> QueueNow | None:
        """Return the queue in which somebody has waited longest; None when nobody waits."""
        waiting = [queue for queue in self.queues if queue.longest_s is not None]
        return max(waiting, key=lambda queue: queue.longest_s or 0, default=None)


def pressure(longest_s: float | None, target_s: float) -> Pressure:
    """Judge a wait: calm below two thirds of the target, near it from there, over it beyond the target."""
    if longest_s is None or longest_s * 3 < target_s * 2:
        return Pressure.CALM
    return Pressure.NEAR if longest_s <= target_s else Pressure.OVER


def target_s(connection: Connection) -> int:
    """Return the wait the centre promises, in seconds."""
    return 60 * int(settings_table.get(connection, "service_target_minutes", DEFAULT_TARGET_MINUTES))


def today(connection: Connection) -> str | None:
    """Return the present business day; None in a centre that never opened."""
    return days.current(connection)


def day_report(connection: Connection, day: str) -> DayReport:
    """Measure one business day; a day without tickets has figures over nothing."""
    zone = centre_facts(connection).zone
    legs = reports.legs_of_day(connection, day)
    rows = [leg_row(leg, zone) for leg in legs]
    target = target_s(connection)
    return DayReport(
        day=day,
        zone=zone,
        target_s=target,
        issued=sum(leg.ordinal == 1 for leg in legs),
        dossiers=reports.dossiers_of_day(connection, day),
        whole=measure(rows, target_s=target),
        services=_in_order(measure_by_service(rows, target_s=target), catalogue.services(connection)),
        hours=by_hour(rows),
        names={one.code: one for one in catalogue.services(connection)},
    )


def day_legs(connection: Connection, day: str) -> list[tuple[LegTimes, LegRow]]:
    """List the legs of a day with what is measured of each, in order of arrival."""
    zone = centre_facts(connection).zone
    return [(leg, leg_row(leg, zone)) for leg in reports.legs_of_day(connection, day)]


def leg_row(leg: LegTimes, zone: ZoneInfo) -> LegRow:
    """Measure one leg. A leg that ended at the end of its day was not served, whatever clocks it has."""
    return LegRow(
        service=leg.service,
        hour=local(leg.queued_at_ms, zone).hour,
        outcome=leg.state,
        waiting_s=_between(leg.waits_from_ms, leg.called_at_ms),
        walking_s=_between(leg.called_at_ms, leg.serving_at_ms),
        serving_s=_serving_s(leg) if leg.state is TicketState.FINISHED else None,
    )


def _serving_s(leg: LegTimes) -> float | None:
    """Measure the time at the counter; what was parked is not service."""
    whole = _between(leg.serving_at_ms, leg.ended_at_ms)
    return None if whole is None else max(0.0, whole - leg.parked_ms / 1000)


def hall_now(connection: Connection, now_ms: int) -> HallNow:
    """Look at the hall: queues, counters, slips in trouble, a clock in doubt, and what yesterday left open."""
    zone = centre_facts(connection).zone
    target = target_s(connection)
    day = days.current(connection)
    before = reports.day_before(connection, day) if day else None
    return HallNow(
        at=local(now_ms, zone),
        target_s=target,
        queues=_queues(connection, now_ms, target),
        counters=_counters(connection, zone),
        slips=tuple(jobs.troubled(connection, SLIPS_SHOWN)),
        clock_suspect=settings_table.get(connection, "clock_suspect"),
        day_before=before,
        left_open=tuple(reports.incomplete_of_day(connection, before)) if before else (),
    )


def local(at_ms: int, zone: ZoneInfo) -> datetime:
    """Give a stored time as the centre's local time."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)


def _queues(connection: Connection, now_ms: int, target: int) -> tuple[QueueNow, ...]:
    queued = reports.queued_now(connection)
    found = []
    for service in catalogue.services(connection):
        now = queued.get(service.code)
        longest = max(0, now_ms - now.oldest_ms) / 1000 if now else None
        found.append(QueueNow(service, now.waiting if now else 0, longest, pressure(longest, target)))
    return tuple(found)


def _counters(connection: Connection, zone: ZoneInfo) -> tuple[CounterNow, ...]:
    names = accounts.display_names(connection)
    tickets = reports.at_counters(connection)
    since = reports.counters_since(connection)
    return tuple(
        CounterNow(
            counter=one,
            clerk=names.get(one.clerk, one.clerk) if one.clerk else None,
            since=local(since[one.number], zone) if since.get(one.number) else None,
            ticket=tickets.get(one.number),
            ticket_since=local(tickets[one.number].since_ms, zone) if one.number in tickets else None,
        )
        for one in counters.every(connection)
    )


def _in_order(
    measures: Sequence[ServiceMeasures], services: Sequence[ServiceRow]
) -> tuple[ServiceMeasures, ...]:
    place = {service.code: position for position, service in enumerate(services)}
    return tuple(sorted(measures, key=lambda one: place.get(one.service or "", len(place))))


def _between(start_ms: int | None, end_ms: int | None) -> float | None:
    return None if start_ms is None or end_ms is None else max(0, end_ms - start_ms) / 1000
