"""When somebody last worked in the hall, and where in the log the day began. What follows from it: operations/days.py."""

from dataclasses import dataclass

from server.domain.events import EventKind
from server.store.sqlite import Connection

# Work is found in the last few facts; a year of them is not read for what was doubted long ago.
RECENT_FACTS = 20_000


@dataclass(frozen=True, slots=True)
class LastWork:
    """Hold the time of the last fact about a ticket or a counter, and whether the clock was doubted then."""

    at_ms: int
    in_doubt: bool


def last_work(connection: Connection) -> LastWork | None:
    """Find the last fact about a ticket or a counter; None when that is long ago, or never was."""
    recent = "seq > (SELECT COALESCE(MAX(seq), 0) FROM event) - ?"
    sql = f"""SELECT seq, at FROM event WHERE {recent} AND (ticket_id IS NOT NULL OR counter IS NOT NULL)
              ORDER BY seq DESC LIMIT 1"""
    last = connection.execute(sql, (RECENT_FACTS,)).fetchone()
    if last is None:
        return None
    sql = f"""SELECT body ->> 'suspicion' IS NOT NULL FROM event WHERE {recent} AND kind = ? AND seq < ?
              ORDER BY seq DESC LIMIT 1"""
    doubt = connection.execute(sql, (RECENT_FACTS, EventKind.CLOCK_SUSPECTED, last["seq"])).fetchone()
    return LastWork(last["at"], bool(doubt and doubt[0]))


def day_began(connection: Connection) -> int:
    """Return the seq of the fact that opened the present business day; 0 in a centre that never opened."""
    row = connection.execute("SELECT opened_seq FROM business_day ORDER BY day DESC LIMIT 1").fetchone()
    return row["opened_seq"] if row else 0
