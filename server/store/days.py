"""Business days as the file knows them."""

from server.store.sqlite import Connection
from server.store.transaction import Transaction


def current(connection: Connection) -> str | None:
    """Return the latest business day, or None in a centre that never opened."""
    row = connection.execute("SELECT MAX(day) AS day FROM business_day").fetchone()
    day: str | None = row["day"]
    return day


def insert(tx: Transaction, day: str) -> None:
    """Save a new business day."""
    tx.connection.execute("INSERT INTO business_day (day, opened_at_ms) VALUES (?, ?)", (day, tx.now_ms))
    tx.forget()
