"""What the log says of one ticket, and of one clerk's counters. Appending and checking the log is log.py."""

from server.domain.events import EventKind, Recorded
from server.store.log import recorded
from server.store.sqlite import Connection

# A clerk's last counter is a courtesy; a year of facts is not read for it.
RECENT_FACTS = 20_000
# What can be undone is ten seconds old at the most.
JUST_NOW_FACTS = 500


def of_ticket(connection: Connection, ticket_id: int) -> list[Recorded]:
    """Read all facts about a ticket in order of seq."""
    rows = connection.execute("SELECT * FROM event WHERE ticket_id = ? ORDER BY seq", (ticket_id,))
    return [recorded(row) for row in rows]


def last_counter_of(connection: Connection, clerk: str) -> int | None:
    """Return the counter a clerk opened last, or None when that is long ago."""
    sql = """SELECT counter FROM event WHERE seq > (SELECT COALESCE(MAX(seq), 0) FROM event) - ?
             AND kind = ? AND clerk = ? ORDER BY seq DESC LIMIT 1"""
    row = connection.execute(sql, (RECENT_FACTS, EventKind.COUNTER_OPENED, clerk)).fetchone()
    return row["counter"] if row else None


def last_step_of(connection: Connection, clerk: str) -> Recorded | None:
    """Return the last fact about a ticket that a clerk made, or None when that is long ago."""
    sql = """SELECT * FROM event WHERE seq > (SELECT COALESCE(MAX(seq), 0) FROM event) - ?
             AND clerk = ? AND ticket_id IS NOT NULL ORDER BY seq DESC LIMIT 1"""
    row = connection.execute(sql, (JUST_NOW_FACTS, clerk)).fetchone()
    return recorded(row) if row else None
