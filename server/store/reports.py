"""What reports read: the legs of one day with their clocks, who waits now, what lies at each counter. Reads only."""

from dataclasses import dataclass

from server.domain.ticket import TicketState
from server.store.sqlite import Connection, Row

# A call that was repeated counts from its last repetition; the leg itself keeps the first.
_LEGS = """
SELECT t.label, l.ordinal, l.service, l.priority, l.state, l.queued_at_ms, l.calls, l.serving_at_ms, l.ended_at_ms,
       l.parked_ms, l.outcome, l.counter,
       MAX(l.queued_at_ms, l.line_at_ms) AS waits_from_ms,
       CASE WHEN l.calls > 1 THEN COALESCE(
           (SELECT at FROM event WHERE seq = l.last_call_seq AND (l.serving_at_ms IS NULL OR at <= l.serving_at_ms)),
           l.called_at_ms) ELSE l.called_at_ms END AS called_at_ms
FROM leg l INDEXED BY leg_by_day JOIN ticket t ON t.id = l.ticket
WHERE l.day = ? ORDER BY l.line_seq, l.ordinal
"""


@dataclass(frozen=True, slots=True)
class LegTimes:
    """Hold one leg with its clocks (UTC, Unix ms); `called_at_ms` is the last call before it was served.

    `waits_from_ms`: when it was queued, or the booked time where that is later.
    """

    label: str
    ordinal: int
    service: str
    priority: str
    state: TicketState
    queued_at_ms: int
    waits_from_ms: int
    called_at_ms: int | None
    calls: int
    serving_at_ms: int | None
    ended_at_ms: int | None
    parked_ms: int
    outcome: str
    counter: int | None


@dataclass(frozen=True, slots=True)
class Queued:
    """Hold how many wait for a service now, and since when the longest waiting one does."""

    waiting: int
    oldest_ms: int


@dataclass(frozen=True, slots=True)
class AtCounter:
    """Hold the ticket at a counter and since when it is called or served."""

    label: str
    state: TicketState
    since_ms: int


def legs_of_day(connection: Connection, day: str) -> list[LegTimes]:
    """List the legs of a business day in order of arrival."""
    return [_leg(row) for row in connection.execute(_LEGS, (day,))]


def queued_now(connection: Connection) -> dict[str, Queued]:
    """Count who waits now by service; services where nobody waits are left out."""
    sql = """SELECT service, COUNT(*) AS waiting, MIN(MAX(queued_at_ms, line_at_ms)) AS oldest FROM leg
             WHERE state = 'waiting' GROUP BY service"""
    return {row["service"]: Queued(row["waiting"], row["oldest"]) for row in connection.execute(sql)}


def at_counters(connection: Connection) -> dict[int, AtCounter]:
    """Tell which ticket is at which counter now."""
    sql = """SELECT t.label, l.state, l.counter, COALESCE(l.serving_at_ms, l.called_at_ms) AS since
             FROM leg l JOIN ticket t ON t.id = l.ticket WHERE l.state IN ('called', 'serving')"""
    return {
        row["counter"]: AtCounter(row["label"], TicketState(row["state"]), row["since"])
        for row in connection.execute(sql)
    }


def counters_since(connection: Connection) -> dict[int, int]:
    """Tell since when each counter has its present status."""
    return {
        row["number"]: row["since_ms"] for row in connection.execute("SELECT number, since_ms FROM counter")
    }


def day_before(connection: Connection, day: str) -> str | None:
    """Return the last business day before a day."""
    found: str | None = connection.execute(
        "SELECT MAX(day) FROM business_day WHERE day < ?", (day,)
    ).fetchone()[0]
    return found


def incomplete_of_day(connection: Connection, day: str) -> list[str]:
    """List the numbers of the tickets that were still open when a day ended."""
    sql = """SELECT t.label FROM leg l INDEXED BY leg_by_day JOIN ticket t ON t.id = l.ticket
             WHERE l.day = ? AND l.state = 'incomplete' ORDER BY l.line_seq"""
    return [row["label"] for row in connection.execute(sql, (day,))]


def outcomes_of_day(connection: Connection, day: str) -> dict[TicketState, int]:
    """Count the legs of a day by the state they are in."""
    sql = "SELECT state, COUNT(*) AS legs FROM leg INDEXED BY leg_by_day WHERE day = ? GROUP BY state"
    return {TicketState(row["state"]): row["legs"] for row in connection.execute(sql, (day,))}


def dossiers_of_day(connection: Connection, day: str) -> int:
    """Count the dossiers opened on the tickets of a day."""
    sql = """SELECT COUNT(*) FROM leg l INDEXED BY leg_by_day JOIN dossier d ON d.ticket = l.ticket
             WHERE l.day = ? AND l.ordinal = 1"""
    count: int = connection.execute(sql, (day,)).fetchone()[0]
    return count


def _leg(row: Row) -> LegTimes:
    return LegTimes(
        row["label"], row["ordinal"], row["service"], row["priority"], TicketState(row["state"]), row["queued_at_ms"], row["waits_from_ms"],
        row["called_at_ms"], row["calls"], row["serving_at_ms"], row["ended_at_ms"],
        row["parked_ms"], row["outcome"], row["counter"],
    )  # fmt: skip
