"""Tickets and their legs: rows in, `Ticket` values out; the number row; the tally of who waits. Queues: queues.py."""

import json
from collections.abc import Iterable
from itertools import groupby

from server.domain.errors import NumbersExhausted
from server.domain.ticket import Leg, Ticket, TicketState
from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction

_LEG = (
    "service", "priority", "state", "queued_at_ms", "line_at_ms", "line_seq", "after_calls", "for_counter",
    "for_clerk", "called_at_ms", "calls", "last_call_seq", "serving_at_ms", "parked_at_ms", "parked_ms",
    "park_reason", "ended_at_ms", "outcome", "counter", "clerk",
)  # fmt: skip
_SELECT = f"""
SELECT t.id, t.day, t.series, t.number, t.label, t.token, t.language, t.issued_at_ms, t.next_services,
       l.ordinal, {", ".join(f"l.{name}" for name in _LEG)}
FROM ticket t JOIN leg l ON l.ticket = t.id
"""
_INSERT_LEG = f"INSERT INTO leg (ticket, ordinal, day, {', '.join(_LEG)}) VALUES (?, ?, ?{', ?' * len(_LEG)})"
_UPDATE_LEG = f"UPDATE leg SET {', '.join(f'{name} = ?' for name in _LEG)} WHERE ticket = ? AND ordinal = ? AND state = ?"
_OPEN = "('waiting', 'called', 'serving', 'parked')"


def next_number(tx: Transaction, day: str, series: str, first: int, last: int) -> int:
    """Take the next number of a series from its row; the first of a day is `first`. Raises NumbersExhausted.

    While somebody of an earlier day still waits with a number of this series, the day begins after that number:
    never do two people in the hall hold the same one.
    """
    sql = "UPDATE series SET last_number = last_number + 1 WHERE day = ? AND series = ? RETURNING last_number"
    row = tx.connection.execute(sql, (day, series)).fetchone()
    number: int = row[0] if row else max(first, _highest_open(tx.connection, series) + 1)
    if number > last:
        raise NumbersExhausted(series=series, last=last)
    if row is None:
        tx.connection.execute("INSERT INTO series VALUES (?, ?, ?, ?)", (day, series, number, number))
    return number


def next_id(tx: Transaction) -> int:
    """Give the id the next ticket will have."""
    row = tx.connection.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM ticket").fetchone()
    number: int = row[0]
    return number


def insert(tx: Transaction, ticket: Ticket, device: int | None) -> None:
    """Save a new ticket with its first leg and count it among those who wait."""
    tx.connection.execute(
        "INSERT INTO ticket (id, day, series, number, label, token, language, issued_at_ms, next_services, device)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (ticket.id, ticket.day, ticket.series, ticket.number, ticket.label, ticket.token, ticket.language,
         ticket.issued_at_ms, json.dumps(ticket.next_services), device),
    )  # fmt: skip
    _insert_leg(tx, ticket, ticket.leg)
    _tally(tx, ticket.leg, 1)


def save(tx: Transaction, before: Ticket, after: Ticket) -> None:
    """Save what a move, or its undoing, made of a ticket, on the condition that it still is as it was decided on."""
    for leg in before.legs[len(after.legs) :]:
        _expect_one(tx, "DELETE FROM leg WHERE ticket = ? AND ordinal = ? AND state = ?", _key(before, leg))
    for old, leg in zip(before.legs, after.legs, strict=False):
        if old != leg:
            _expect_one(tx, _UPDATE_LEG, (*_values(leg), *_key(before, old)))
    for leg in after.legs[len(before.legs) :]:
        _insert_leg(tx, after, leg)
    if before.next_services != after.next_services:
        sql = "UPDATE ticket SET next_services = ? WHERE id = ?"
        tx.connection.execute(sql, (json.dumps(after.next_services), after.id))
    _tally(tx, before.leg, -1)
    _tally(tx, after.leg, 1)


def by_id(connection: Connection, ticket_id: int) -> Ticket | None:
    """Find a ticket by its id."""
    return _one(connection, "WHERE t.id = ?", ticket_id)


def by_token(connection: Connection, token: str) -> Ticket | None:
    """Find a ticket by the secret of its citizen's page."""
    return _one(connection, "WHERE t.token = ?", token)


def by_label(connection: Connection, day: str, label: str) -> Ticket | None:
    """Find a ticket of a day by what is printed on it."""
    return _one(connection, "WHERE t.day = ? AND t.label = ?", day, label)


def at_counter(connection: Connection, counter: int) -> Ticket | None:
    """Find the ticket that is called to, or served at, a counter."""
    sql = "SELECT ticket FROM leg INDEXED BY one_ticket_per_counter WHERE counter = ? AND state IN ('called', 'serving')"
    row = connection.execute(sql, (counter,)).fetchone()
    return by_id(connection, row["ticket"]) if row else None


def open_ones(connection: Connection, before_day: str | None = None) -> list[Ticket]:
    """List the tickets that still hold a place in the hall: of the days before `before_day`, or all of them."""
    where = f"""WHERE t.id IN (SELECT ticket FROM leg INDEXED BY one_open_leg_per_ticket WHERE state IN {_OPEN})
                AND (? IS NULL OR t.day < ?)"""
    return _many(connection, where, before_day, before_day)


def every(connection: Connection) -> dict[int, Ticket]:
    """Return all tickets by id; for verification only."""
    return {one.id: one for one in _many(connection, "")}


def tally(connection: Connection) -> dict[str, dict[str, int]]:
    """Count who waits: {service: {priority class: count}}; services where nobody waits are left out."""
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute("SELECT service, priority, waiting FROM waiting_tally WHERE waiting > 0"):
        found.setdefault(row["service"], {})[row["priority"]] = row["waiting"]
    return found


def tally_of(connection: Connection, service: str) -> dict[str, int]:
    """Count who waits for one service, by priority class."""
    sql = "SELECT priority, waiting FROM waiting_tally WHERE service = ? AND waiting > 0"
    return {row["priority"]: row["waiting"] for row in connection.execute(sql, (service,))}


def ticket(rows: Iterable[Row]) -> Ticket:
    """Turn the joined rows of one ticket, in order of its legs, into the ticket they hold."""
    joined = list(rows)
    row = joined[0]
    return Ticket(
        id=row["id"],
        day=row["day"],
        series=row["series"],
        number=row["number"],
        label=row["label"],
        token=row["token"],
        language=row["language"],
        issued_at_ms=row["issued_at_ms"],
        legs=tuple(_leg(one) for one in joined),
        next_services=tuple(json.loads(row["next_services"])),
    )


def _leg(row: Row) -> Leg:
    values = {name: row[name] for name in _LEG}
    return Leg(ordinal=row["ordinal"], **(values | {"state": TicketState(row["state"])}))


def _values(leg: Leg) -> tuple[object, ...]:
    return tuple(getattr(leg, name) for name in _LEG)


def _key(ticket: Ticket, leg: Leg) -> tuple[object, ...]:
    return ticket.id, leg.ordinal, leg.state


def _insert_leg(tx: Transaction, ticket: Ticket, leg: Leg) -> None:
    tx.connection.execute(_INSERT_LEG, (ticket.id, leg.ordinal, ticket.day, *_values(leg)))


def _expect_one(tx: Transaction, sql: str, values: tuple[object, ...]) -> None:
    if tx.connection.execute(sql, values).rowcount != 1:
        raise RuntimeError("a ticket changed under the writer")


def _one(connection: Connection, where: str, *values: object) -> Ticket | None:
    rows = connection.execute(f"{_SELECT} {where} ORDER BY l.ordinal", values).fetchall()
    return ticket(rows) if rows else None


def _many(connection: Connection, where: str, *values: object) -> list[Ticket]:
    rows = connection.execute(f"{_SELECT} {where} ORDER BY t.id, l.ordinal", values)
    return [ticket(legs) for _, legs in groupby(rows, key=lambda row: row["id"])]


def _highest_open(connection: Connection, series: str) -> int:
    sql = f"""SELECT COALESCE(MAX(t.number), 0) FROM leg l INDEXED BY one_open_leg_per_ticket
              JOIN ticket t ON t.id = l.ticket WHERE l.state IN {_OPEN} AND t.series = ?"""
    number: int = connection.execute(sql, (series,)).fetchone()[0]
    return number


def _tally(tx: Transaction, leg: Leg, change: int) -> None:
    if leg.state is not TicketState.WAITING:
        return
    key = (leg.service, leg.priority)
    sql = "UPDATE waiting_tally SET waiting = waiting + ? WHERE service = ? AND priority = ?"
    if tx.connection.execute(sql, (change, *key)).rowcount == 0:
        tx.connection.execute(
            "INSERT INTO waiting_tally (service, priority, waiting) VALUES (?, ?, ?)", (*key, change)
        )
