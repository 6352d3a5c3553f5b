"""Business days as the file knows them."""

from server.store.sqlite import Connection
from server.store.transaction import Transaction


def current(connection: Connection) -> str | None:
    """Return the latest business day, or None in a centre that never opened."""
    row = connection.execute("SELECT MAX(day) AS day FROM business_day").fetchone()
    day: str | None = row["day"]
    return day


def insert(tx: Transaction, day: str, opened_seq: int) -> None:
    """Save a new business day; what belongs to it comes after `opened_seq` in the log."""
    sql = "INSERT INTO business_day (day, opened_at_ms, opened_seq) VALUES (?, ?, ?)"
    tx.connection.execute(sql, (day, tx.now_ms, opened_seq))
    tx.forget()
