"""What in the hall needs an eye now: who waits longest, what is set aside. Reads only; counts per queue are reports.py."""

from dataclasses import dataclass

from server.store.sqlite import Connection


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Hold one waiting ticket and since when it is in this queue (UTC, Unix ms)."""

    label: str
    service: str
    priority: str
    queued_at_ms: int


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """Hold one ticket that was set aside: by whom, why, since when (UTC, Unix ms)."""

    label: str
    service: str
    clerk: str
    reason: str
    parked_at_ms: int


def longest_waiting(connection: Connection, limit: int) -> list[WaitingRow]:
    """List who waits longest in the whole hall, the longest first."""
    sql = """SELECT t.label, l.service, l.priority, l.queued_at_ms
             FROM leg l INDEXED BY leg_waiting JOIN ticket t ON t.id = l.ticket
             WHERE l.state = 'waiting' ORDER BY l.queued_at_ms, l.line_seq LIMIT ?"""
    return [WaitingRow(*tuple(row)) for row in connection.execute(sql, (limit,))]


def parked(connection: Connection) -> list[ParkedRow]:
    """List what is set aside in the whole hall, the longest first."""
    sql = """SELECT t.label, l.service, COALESCE(l.clerk, ''), l.park_reason, l.parked_at_ms
             FROM leg l INDEXED BY leg_parked JOIN ticket t ON t.id = l.ticket
             WHERE l.state = 'parked' ORDER BY l.parked_at_ms, l.ticket"""
    return [ParkedRow(*tuple(row)) for row in connection.execute(sql)]
