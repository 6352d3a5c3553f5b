"""Days that are over: their legs and what was said of the counters, read by ranges; and how a day was ended.

What a day's figures are made from is reports.py. Reads only.
"""

import json
from dataclasses import dataclass
from typing import Any

from server.domain.events import EventKind
from server.domain.ticket import TicketState
from server.store.sqlite import Connection, Row

_COUNTER_FACTS = (
    EventKind.COUNTER_OPENED,
    EventKind.COUNTER_PAUSED,
    EventKind.COUNTER_CLOSED,
    EventKind.COUNTER_CHANGED,
)
_LEGS = """
SELECT day, ticket, ordinal, service, priority, state, queued_at_ms, line_at_ms, line_seq, called_at_ms, serving_at_ms,
       ended_at_ms, parked_ms, counter
FROM leg INDEXED BY leg_by_day WHERE day = ? ORDER BY line_seq, ordinal
"""


@dataclass(frozen=True, slots=True)
class PastDay:
    """Hold a business day that has tickets, its first and its last fact: their seq, and when (UTC, Unix ms)."""

    day: str
    opened_seq: int
    opened_ms: int
    last_seq: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class PastLeg:
    """Hold one leg with its clocks (UTC, Unix ms); `called_at_ms` is the first call of those that ended it."""

    ticket: int
    ordinal: int
    service: str
    priority: str
    state: TicketState
    queued_at_ms: int
    line_at_ms: int
    line_seq: int
    called_at_ms: int | None
    serving_at_ms: int | None
    ended_at_ms: int | None
    parked_ms: int
    counter: int | None


@dataclass(frozen=True, slots=True)
class CounterFact:
    """Hold one fact about a counter, in the order of seq."""

    seq: int
    at_ms: int
    kind: EventKind
    counter: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DayEnd:
    """Hold how a manager ended a day: when, who, and the numbers that were left."""

    at_ms: int
    clerk: str
    left: tuple[str, ...]


def days_before(connection: Connection, day: str, limit: int) -> list[PastDay]:
    """List the last `limit` business days before a day that have tickets, the earliest first."""
    return _past_days(connection, "d.day < ?", day, limit)


def day_so_far(connection: Connection, day: str) -> list[PastDay]:
    """Return a day as it is up to now; nothing while it has no tickets."""
    return _past_days(connection, "d.day = ?", day, 1)


def legs_of(connection: Connection, day: str) -> list[PastLeg]:
    """List the legs of a business day in order of arrival."""
    return [_leg(row) for row in connection.execute(_LEGS, (day,))]


def counter_facts(connection: Connection, since_seq: int) -> list[CounterFact]:
    """List what was said of the counters from a fact on, up to now."""
    marks = ", ".join("?" * len(_COUNTER_FACTS))
    sql = f"""SELECT seq, at, kind, counter, body FROM event
              WHERE seq >= ? AND kind IN ({marks}) AND counter IS NOT NULL ORDER BY seq"""
    rows = connection.execute(sql, (since_seq, *_COUNTER_FACTS))
    return [
        CounterFact(row["seq"], row["at"], EventKind(row["kind"]), row["counter"], json.loads(row["body"]))
        for row in rows
    ]


def end_of(connection: Connection, day: str) -> DayEnd | None:
    """Tell how a manager ended a day, the last time it was done; None when the night did, or nobody yet."""
    sql = """SELECT at, clerk, body FROM event
             WHERE seq > (SELECT opened_seq FROM business_day WHERE day = ?)
               AND seq <= COALESCE((SELECT MIN(opened_seq) FROM business_day WHERE day > ?), seq)
               AND kind = ? ORDER BY seq DESC LIMIT 1"""
    row = connection.execute(sql, (day, day, EventKind.DAY_ENDED)).fetchone()
    return DayEnd(row["at"], row["clerk"] or "", tuple(json.loads(row["body"])["left"])) if row else None


def incomplete_of(connection: Connection, day: str) -> list[int]:
    """List the ids of a day's tickets that were never finished, in order of arrival."""
    sql = """SELECT ticket FROM leg INDEXED BY leg_by_day WHERE day = ? AND state = 'incomplete'
             ORDER BY line_seq, ordinal"""
    return [row["ticket"] for row in connection.execute(sql, (day,))]


def _past_days(connection: Connection, which: str, day: str, limit: int) -> list[PastDay]:
    sql = f"""WITH chosen AS (
                SELECT d.day, d.opened_seq, d.opened_at_ms, COALESCE(
                  (SELECT MIN(n.opened_seq) - 1 FROM business_day n WHERE n.day > d.day),
                  (SELECT MAX(seq) FROM event)) AS last_seq
                FROM business_day d
                WHERE {which} AND EXISTS (SELECT 1 FROM leg l INDEXED BY leg_by_day WHERE l.day = d.day)
                ORDER BY d.day DESC LIMIT ?)
              SELECT c.*, e.at AS last_ms FROM chosen c JOIN event e ON e.seq = c.last_seq ORDER BY c.day"""
    return [
        PastDay(row["day"], row["opened_seq"], row["opened_at_ms"], row["last_seq"], row["last_ms"])
        for row in connection.execute(sql, (day, limit))
    ]


def _leg(row: Row) -> PastLeg:
    return PastLeg(
        row["ticket"], row["ordinal"], row["service"], row["priority"], TicketState(row["state"]),
        row["queued_at_ms"], row["line_at_ms"], row["line_seq"], row["called_at_ms"], row["serving_at_ms"],
        row["ended_at_ms"], row["parked_ms"], row["counter"],
    )  # fmt: skip
