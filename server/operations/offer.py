"""What the centre offers at this moment: which services give numbers, why not, from when again, and the next number."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from server.domain.calendar import OfficeCalendar, SpecialDay, WrittenWeek, read_week
from server.domain.catalogue import HIGHEST_NUMBER
from server.domain.errors import NumbersExhausted, QueueError, ServiceClosed
from server.domain.estimate import estimate_wait, mean_service_s
from server.domain.opening import (
    LEAD_MIN,
    Closed,
    ClosedReason,
    ClosingSoon,
    Closure,
    CounterState,
    Opening,
    Pause,
    QuotaReached,
    able_counters,
    closed_by_calendar,
    closed_by_count,
    closed_by_work,
    pause_of,
)
from server.domain.opening_lines import when_reopened, why_closed
from server.store import catalogue, counters, days, offer, settings_table, tickets
from server.store.catalogue import ServiceRow
from server.store.sqlite import Connection
from server.store.transaction import Transaction

T = TypeVar("T")
Remembered = Callable[[Hashable, Callable[[], T]], T]

HOURS = "hours"
HOURS_BIND = "hours_bind"
LEAD = "tickets_before_opening_min"
PACE_KEPT_MS = 60_000

_REFUSALS: Mapping[ClosedReason, type[QueueError]] = {
    ClosedReason.QUOTA_REACHED: QuotaReached,
    ClosedReason.NUMBERS_EXHAUSTED: NumbersExhausted,
    ClosedReason.CLOSING_SOON: ClosingSoon,
}

NOT_SERVED_TODAY = frozenset({ClosedReason.SWITCHED_OFF, ClosedReason.CLOSURE, ClosedReason.DAY_OFF})


@dataclass(frozen=True)
class OfferRules:
    """Hold the centre's hours as they are written, whether they bind, its special days, and every closure to come."""

    hours: WrittenWeek | None
    binds: bool
    lead_min: int
    special_days: Mapping[date, SpecialDay] = field(default_factory=dict)
    closures: Mapping[str, tuple[Closure, ...]] = field(default_factory=dict)

    def opening_of(self, service: ServiceRow) -> Opening:
        """Tell when a service gives numbers: by its own hours, else by the centre's."""
        calendar = self._calendar(service.hours) if service.hours else self.centre_calendar
        return Opening(calendar, self.binds, self.lead_min, self.closures.get(service.code, ()))

    @cached_property
    def centre_calendar(self) -> OfficeCalendar | None:
        """Return the calendar of every service without hours of its own; None: no hours are known."""
        return self._calendar(self.hours) if self.hours else None

    def _calendar(self, hours: WrittenWeek) -> OfficeCalendar:
        return OfficeCalendar(read_week(hours), overrides=self.special_days)


class Offer:
    """Look at the offer at one moment. What seldom changes is remembered: by the writer, or for this look alone."""

    def __init__(
        self, connection: Connection, now_ms: int, zone: ZoneInfo, remembered: Remembered[Any] | None = None
    ) -> None:
        self.connection = connection
        self.zone = zone
        self.now = local_time(now_ms, zone)
        self._minute = now_ms // PACE_KEPT_MS
        self._memo: dict[Hashable, Any] = {}
        self._remembered = remembered or self._remember

    @classmethod
    def within(cls, tx: Transaction, zone: ZoneInfo) -> "Offer":
        """Look at the offer inside an act."""
        return cls(tx.connection, tx.now_ms, zone, tx.remembered)

    def refuse_closed(self, service: ServiceRow, day: str, *, takes_number: bool = True) -> None:
        """Refuse a service that gives no number now. Raises ServiceClosed, QuotaReached, ClosingSoon, NumbersExhausted.

        Whoever comes with the number of another service takes none of this one's.
        """
        if closed := self.closed(service, day, takes_number=takes_number):
            raise self.refusal(closed, service)

    def closed(
        self, service: ServiceRow, day: str | None = None, *, takes_number: bool = True
    ) -> Closed | None:
        """Tell why a service gives no number now; None: it gives one. Looks no further than it must."""
        if not service.is_open:
            return Closed(ClosedReason.SWITCHED_OFF, None)
        opening = self.opening(service)
        return (
            closed_by_calendar(opening, self.now)
            or (self._closed_by_count(opening, service, day) if takes_number else None)
            or (self._closed_by_work(opening, service) if opening.binds else None)
        )

    def pause(self, service: ServiceRow) -> Pause | None:
        """Tell from when a service is served again, if nobody serves it now."""
        return pause_of(self.opening(service), self.now, service.code, self.counters)

    def estimate(self, service: ServiceRow, ahead: int) -> tuple[int, int] | None:
        """Estimate the wait of somebody with so many people ahead, in seconds; None: unknown, or nobody serves now."""
        able = able_counters(service.code, self.counters)
        open_now = sum(not one.is_paused for one in able)
        if open_now == 0 or self.pause(service):
            return None
        return estimate_wait(ahead, recent_serving_s=self._recent(service.code), counters_open=open_now)

    def opening(self, service: ServiceRow) -> Opening:
        """Tell when a service gives numbers."""
        return self._known(("opening", service.code), lambda: self.rules.opening_of(service))

    def refusal(self, closed: Closed, service: ServiceRow) -> QueueError:
        """Put into a refusal what a kiosk tells: the names, why, and from when again, in both languages."""
        why, when = why_closed(closed), when_reopened(closed.reopens, self.now.date())
        return _REFUSALS.get(closed.reason, ServiceClosed)(
            service=service.code,
            name_vi=service.name_vi,
            name_en=service.name_en,
            closed=closed.reason.value,
            reopens=closed.reopens.iso if closed.reopens else None,
            why_vi=why[0],
            why_en=why[1],
            when_vi=when[0],
            when_en=when[1],
        )

    @property
    def rules(self) -> OfferRules:
        """Return what decides when services give numbers."""
        return self._known("offer_rules", lambda: offer_rules(self.connection, self.now.date()))

    @property
    def counters(self) -> list[CounterState]:
        """List the counters that are open or paused, as the rules see them."""
        return self._known("counter_states", lambda: counter_states(self.connection, self.zone))

    @cached_property
    def waiting(self) -> dict[str, int]:
        """Count who waits, by service."""
        return {code: sum(by_class.values()) for code, by_class in tickets.tally(self.connection).items()}

    def _closed_by_count(self, opening: Opening, service: ServiceRow, day: str | None) -> Closed | None:
        if service.daily_quota is None and service.last_number == HIGHEST_NUMBER:
            return None
        given = offer.numbers_given(
            self.connection, day or days.current(self.connection) or "", service.prefix
        )
        first, last = given or (service.first_number, service.first_number - 1)
        return closed_by_count(
            opening,
            self.now.date(),
            given=last - first + 1,
            quota=service.daily_quota,
            next_number=last + 1,
            last_number=service.last_number,
        )

    def _closed_by_work(self, opening: Opening, service: ServiceRow) -> Closed | None:
        return closed_by_work(
            opening,
            self.now,
            service.code,
            waiting=self.waiting,
            pace_of=self._pace_s,
            counters=self.counters,
        )

    def _pace_s(self, code: str) -> float | None:
        """Measure how long a visit keeps a counter: serving and wrap-up."""
        serving = mean_service_s(self._recent(code))
        row = self._known(("service", code), lambda: catalogue.service(self.connection, code))
        return serving + row.wrap_up_s if serving is not None and row else None

    def _recent(self, code: str) -> list[float]:
        # a visit that ends changes nothing of what is remembered: so this is read anew every minute
        kept: list[Any] = self._known(("recent", code), lambda: [None, []])
        if kept[0] != self._minute:
            kept[:] = [self._minute, catalogue.recent_serving_s(self.connection, code)]
        return cast("list[float]", kept[1])

    def _known(self, key: Hashable, load: Callable[[], T]) -> T:
        return cast("T", self._remembered(key, load))

    def _remember(self, key: Hashable, load: Callable[[], Any]) -> Any:
        if key not in self._memo:
            self._memo[key] = load()
        return self._memo[key]


def closed_today(tx: Transaction, service: ServiceRow, zone: ZoneInfo) -> QueueError | None:
    """Return the refusal of a service that nobody serves today; one that only gives no more numbers is none.

    Whoever is in the hall already is served there still.
    """
    look = Offer.within(tx, zone)
    closed = look.closed(service, takes_number=False)
    if closed is None or closed.reason not in NOT_SERVED_TODAY:
        return None
    return look.refusal(closed, service)


def take_number(tx: Transaction, service: ServiceRow, day: str, zone: ZoneInfo) -> int:
    """Take the next number of a service. Raises NumbersExhausted, which says from when there are numbers again."""
    try:
        return tickets.next_number(tx, day, service.prefix, service.first_number, service.last_number)
    except NumbersExhausted as error:
        look = Offer.within(tx, zone)
        reopens = look.opening(service).reopens_after(look.now.date())
        raise look.refusal(Closed(ClosedReason.NUMBERS_EXHAUSTED, reopens), service) from error


def offer_rules(connection: Connection, today: date) -> OfferRules:
    """Load what decides when services give numbers, from today on. Hours that were set bind unless said otherwise."""
    since = today.isoformat()
    closures: dict[str, tuple[Closure, ...]] = {}
    for row in offer.closures(connection, since=since):
        closures[row.service] = (*closures.get(row.service, ()), row.closure)
    return OfferRules(
        hours=settings_table.get(connection, HOURS),
        binds=settings_table.get(connection, HOURS_BIND, True),
        lead_min=settings_table.get(connection, LEAD, LEAD_MIN),
        special_days=catalogue.overrides(connection, since=since),
        closures=closures,
    )


def counter_states(connection: Connection, zone: ZoneInfo) -> list[CounterState]:
    """List the counters that are open or paused, as the rules of opening see them."""
    return [
        CounterState(
            number=one.number,
            services=frozenset(one.services),
            helps=frozenset(one.helps),
            is_paused=one.status == "paused",
            back_at=local_time(one.back_at_ms, zone) if one.back_at_ms else None,
        )
        for one in counters.every(connection)
        if one.status != "closed"
    ]


def local_time(now_ms: int, zone: ZoneInfo) -> datetime:
    """Give the time on the centre's wall, without an offset."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).astimezone(zone).replace(tzinfo=None)
