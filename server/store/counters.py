"""Counters: who sits there, whether they are open, which services they can serve."""

from dataclasses import dataclass

from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CounterRow:
    """Hold one counter with its skills. `clerk` is an account's name while somebody has taken the counter."""

    number: int
    name_vi: str
    name_en: str
    zone: str
    status: str
    clerk: str | None
    services: tuple[str, ...]


_SELECT = """SELECT c.*, (SELECT group_concat(service, ' ') FROM counter_service s WHERE s.counter = c.number) AS skills
             FROM counter c """


def every(connection: Connection) -> list[CounterRow]:
    """List the counters by number."""
    return [_counter(row) for row in connection.execute(_SELECT + "ORDER BY c.number")]


def by_number(connection: Connection, number: int) -> CounterRow | None:
    """Find a counter."""
    row = connection.execute(_SELECT + "WHERE c.number = ?", (number,)).fetchone()
    return _counter(row) if row else None


def set_status(tx: Transaction, number: int, status: str, clerk: str | None) -> None:
    """Save whether a counter is open and who sits there."""
    sql = "UPDATE counter SET status = ?, clerk = ?, since_ms = ? WHERE number = ?"
    tx.connection.execute(sql, (status, clerk, tx.now_ms, number))
    tx.forget()


def open_by_service(connection: Connection) -> dict[str, int]:
    """Count the open counters that can serve each service."""
    sql = """SELECT s.service, COUNT(*) AS open FROM counter_service s JOIN counter c ON c.number = s.counter
             WHERE c.status = 'open' GROUP BY s.service"""
    return {row["service"]: row["open"] for row in connection.execute(sql)}


def _counter(row: Row) -> CounterRow:
    skills = tuple(sorted((row["skills"] or "").split()))
    return CounterRow(
        row["number"], row["name_vi"], row["name_en"], row["zone"], row["status"], row["clerk"], skills
    )
