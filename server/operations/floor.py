"""What a manager should look at in the hall now: who waits longest, what is set aside, who is away until when. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from server.domain.next_in_line import waited_s
from server.operations.facts import centre_facts
from server.operations.reports import Pressure, local, pressure, target_s
from server.operations.rules import NORMAL
from server.store import accounts, counters, floor
from server.store.floor import ParkedRow, WaitingRow
from server.store.sqlite import Connection

LONGEST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class WaitingNow:
    """Hold one of those who wait longest, and how the wait stands to the centre's target."""

    label: str
    service: str
    is_priority: bool
    since: datetime
    waited_s: float
    pressure: Pressure


@dataclass(frozen=True, slots=True)
class ParkedNow:
    """Hold one ticket that is set aside; `owner` is the name people know."""

    label: str
    service: str
    owner: str
    reason: str
    since: datetime
    parked_s: float


@dataclass(frozen=True, slots=True)
class FloorNow:
    """Hold what needs an eye now; `back_at` says when each paused counter will be back, where its clerk said so."""

    longest: tuple[WaitingNow, ...]
    parked: tuple[ParkedNow, ...]
    back_at: Mapping[int, datetime]


def floor_now(connection: Connection, now_ms: int) -> FloorNow:
    """Look who waits longest in the whole hall, and at everything that is set aside."""
    zone = centre_facts(connection).zone
    target = target_s(connection)
    names = accounts.display_names(connection)
    return FloorNow(
        longest=tuple(
            _waiting(one, zone, now_ms, target) for one in floor.longest_waiting(connection, LONGEST_SHOWN)
        ),
        parked=tuple(_parked(one, zone, now_ms, names) for one in floor.parked(connection)),
        back_at={
            one.number: local(one.back_at_ms, zone) for one in counters.every(connection) if one.back_at_ms
        },
    )


def _waiting(row: WaitingRow, zone: ZoneInfo, now_ms: int, target: float) -> WaitingNow:
    waited = waited_s(row.queued_at_ms, now_ms)
    since = local(row.queued_at_ms, zone)
    return WaitingNow(row.label, row.service, row.priority != NORMAL, since, waited, pressure(waited, target))


def _parked(row: ParkedRow, zone: ZoneInfo, now_ms: int, names: dict[str, str]) -> ParkedNow:
    return ParkedNow(
        label=row.label,
        service=row.service,
        owner=names.get(row.clerk, row.clerk),
        reason=row.reason,
        since=local(row.parked_at_ms, zone),
        parked_s=waited_s(row.parked_at_ms, now_ms),
    )
