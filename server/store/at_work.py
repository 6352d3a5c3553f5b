"""When somebody last worked in the hall, and where in the log the day began. What follows from it: operations/days.py."""

from server.store.sqlite import Connection


def last_work_ms(connection: Connection) -> int | None:
    """Return the time of the last fact about a ticket or a counter; None in a hall where nobody ever worked."""
    sql = "SELECT at FROM event WHERE ticket_id IS NOT NULL OR counter IS NOT NULL ORDER BY seq DESC LIMIT 1"
    row = connection.execute(sql).fetchone()
    return row["at"] if row else None


def day_began(connection: Connection) -> int:
    """Return the seq of the fact that opened the present business day; 0 in a centre that never opened."""
    row = connection.execute("SELECT opened_seq FROM business_day ORDER BY day DESC LIMIT 1").fetchone()
    return row["opened_seq"] if row else 0
