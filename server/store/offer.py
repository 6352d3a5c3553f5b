"""What a running centre changes in its offer: a service's own rules, its closures; and the numbers given today."""

import json
from dataclasses import dataclass
from datetime import date

from server.domain.opening import Closure
from server.store.catalogue import ServiceRow
from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Hold a closure with its id and the code of its service."""

    id: int
    service: str
    closure: Closure


def closures(connection: Connection, *, since: str, service: str | None = None) -> list[ClosureRow]:
    """List the closures that have not ended before the day `since`, of one service or all, the first day first."""
    sql = "SELECT * FROM closure WHERE last_day >= ? AND (? IS NULL OR service = ?) ORDER BY first_day, id"
    return [_closure(row) for row in connection.execute(sql, (since, service, service))]


def insert_closure(tx: Transaction, service: str, closure: Closure) -> ClosureRow:
    """Save a closure."""
    sql = """INSERT INTO closure (service, first_day, last_day, reason_vi, reason_en) VALUES (?, ?, ?, ?, ?)
             RETURNING id"""
    days = (closure.first_day.isoformat(), closure.last_day.isoformat())
    row = tx.connection.execute(sql, (service, *days, closure.reason_vi, closure.reason_en)).fetchone()
    tx.forget()
    return ClosureRow(row["id"], service, closure)


def delete_closure(tx: Transaction, service: str, closure_id: int) -> ClosureRow | None:
    """Delete a closure and return what it was; None when the service has no such closure."""
    sql = "DELETE FROM closure WHERE id = ? AND service = ? RETURNING *"
    row = tx.connection.execute(sql, (closure_id, service)).fetchone()
    tx.forget()
    return _closure(row) if row else None


def save_service(tx: Transaction, row: ServiceRow) -> None:
    """Save what may change of a service: prefix, hours, numbers, quota, outcome, wrap-up, whether it is open."""
    hours = json.dumps(row.hours) if row.hours is not None else None
    tx.connection.execute(
        "UPDATE service SET prefix = ?, is_open = ?, hours = ?, first_number = ?, last_number = ?, daily_quota = ?,"
        " outcome_required = ?, wrap_up_s = ? WHERE code = ?",
        (row.prefix, int(row.is_open), hours, row.first_number, row.last_number, row.daily_quota,
         int(row.outcome_required), row.wrap_up_s, row.code),
    )  # fmt: skip
    tx.forget()


def numbers_given(connection: Connection, day: str, series: str) -> tuple[int, int] | None:
    """Return the first and the last number given on a day in one series; None before the first."""
    sql = "SELECT first_number, last_number FROM series WHERE day = ? AND series = ?"
    row = connection.execute(sql, (day, series)).fetchone()
    return (row["first_number"], row["last_number"]) if row else None


def _closure(row: Row) -> ClosureRow:
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    return ClosureRow(row["id"], row["service"], Closure(first, last, row["reason_vi"], row["reason_en"]))
