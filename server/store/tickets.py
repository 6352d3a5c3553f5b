"""Tickets and their legs: rows in, `Ticket` values out; the number row; the tally of who waits."""

from collections.abc import Mapping, Sequence

from server.domain.next_in_line import Waiting
from server.domain.ticket import Leg, Ticket, TicketState
from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction

_SELECT = """
SELECT t.id, t.day, t.series, t.number, t.label, t.token, t.language, t.issued_at_ms,
       l.ordinal, l.service, l.priority, l.state, l.queued_at_ms, l.queued_seq, l.called_at_ms, l.calls,
       l.last_call_seq, l.serving_at_ms, l.ended_at_ms, l.counter, l.clerk
FROM ticket t
JOIN leg l ON l.ticket = t.id AND l.ordinal = (SELECT MAX(ordinal) FROM leg WHERE ticket = t.id)
"""


def next_number(tx: Transaction, day: str, series: str) -> int:
    """Take the next number of a series from its counter row; the first of a day is 1."""
    sql = """INSERT INTO series (day, series, last_number) VALUES (?, ?, 1)
             ON CONFLICT (day, series) DO UPDATE SET last_number = last_number + 1 RETURNING last_number"""
    number: int = tx.connection.execute(sql, (day, series)).fetchone()[0]
    return number


def next_id(tx: Transaction) -> int:
    """Give the id the next ticket will have."""
    row = tx.connection.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM ticket").fetchone()
    number: int = row[0]
    return number


def insert(tx: Transaction, ticket: Ticket, device: int | None) -> None:
    """Save a new ticket with its first leg and count it among those who wait."""
    tx.connection.execute(
        "INSERT INTO ticket (id, day, series, number, label, token, language, issued_at_ms, device)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (ticket.id, ticket.day, ticket.series, ticket.number, ticket.label, ticket.token, ticket.language,
         ticket.issued_at_ms, device),
    )  # fmt: skip
    leg = ticket.leg
    tx.connection.execute(
        "INSERT INTO leg (ticket, ordinal, day, service, priority, state, queued_at_ms, queued_seq)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ticket.id,
            leg.ordinal,
            ticket.day,
            leg.service,
            leg.priority,
            leg.state,
            leg.queued_at_ms,
            leg.queued_seq,
        ),
    )
    _tally(tx, leg, 1)


def save(tx: Transaction, before: Ticket, after: Ticket) -> None:
    """Save what a move made of a ticket, on the condition that it still is in the state it was decided on."""
    old, leg = before.leg, after.leg
    changed = tx.connection.execute(
        "UPDATE leg SET state = ?, called_at_ms = ?, calls = ?, last_call_seq = ?, serving_at_ms = ?,"
        " ended_at_ms = ?, counter = ?, clerk = ? WHERE ticket = ? AND ordinal = ? AND state = ?",
        (leg.state, leg.called_at_ms, leg.calls, leg.last_call_seq, leg.serving_at_ms,
         leg.ended_at_ms, leg.counter, leg.clerk, after.id, leg.ordinal, old.state),
    ).rowcount  # fmt: skip
    if changed != 1:
        raise RuntimeError(f"ticket {after.id} changed under the writer")
    waits = (leg.state is TicketState.WAITING) - (old.state is TicketState.WAITING)
    if waits:
        _tally(tx, leg, waits)


def by_id(connection: Connection, ticket_id: int) -> Ticket | None:
    """Find a ticket by its id."""
    return _one(connection, "WHERE t.id = ?", ticket_id)


def by_token(connection: Connection, token: str) -> Ticket | None:
    """Find a ticket by the secret of its citizen's page."""
    return _one(connection, "WHERE t.token = ?", token)


def at_counter(connection: Connection, counter: int) -> Ticket | None:
    """Find the ticket that is called to, or served at, a counter."""
    return _one(connection, "WHERE l.counter = ? AND l.state IN ('called', 'serving')", counter)


def open_ones(connection: Connection, before_day: str) -> list[Ticket]:
    """List the tickets of days before `before_day` that still hold a place in the hall."""
    where = "WHERE l.state IN ('waiting', 'called', 'serving') AND t.day < ? ORDER BY t.id"
    return [ticket(row) for row in connection.execute(_SELECT + where, (before_day,))]


def every(connection: Connection) -> dict[int, Ticket]:
    """Return all tickets by id; for verification only."""
    return {row["id"]: ticket(row) for row in connection.execute(_SELECT)}


def heads(connection: Connection, services: Sequence[str]) -> list[Waiting]:
    """Return the longest waiting ticket of each (service, class) among `services`."""
    marks = ",".join("?" * len(services))
    sql = f"""SELECT t.id, t.label, l.service, l.priority, l.queued_at_ms, l.queued_seq
              FROM (SELECT service, priority, MIN(queued_seq) AS first FROM leg INDEXED BY leg_waiting
                    WHERE state = 'waiting' AND service IN ({marks}) GROUP BY service, priority) h
              JOIN leg l INDEXED BY leg_waiting ON l.state = 'waiting' AND l.service = h.service
                   AND l.priority = h.priority AND l.queued_seq = h.first
              JOIN ticket t ON t.id = l.ticket"""
    return [waiting(row) for row in connection.execute(sql, tuple(services))]


def in_line(connection: Connection, services: Sequence[str], limit: int) -> list[Waiting]:
    """Return the first waiting tickets for these services in order of arrival."""
    marks = ",".join("?" * len(services))
    sql = f"""SELECT t.id, t.label, l.service, l.priority, l.queued_at_ms, l.queued_seq
              FROM leg l JOIN ticket t ON t.id = l.ticket
              WHERE l.state = 'waiting' AND l.service IN ({marks}) ORDER BY l.queued_seq LIMIT ?"""
    return [waiting(row) for row in connection.execute(sql, (*services, limit))]


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


def earlier_in_line(connection: Connection, leg: Leg) -> Mapping[str, int]:
    """Count who waits for the leg's service and arrived before it, by priority class."""
    sql = """SELECT priority, COUNT(*) AS ahead FROM leg INDEXED BY leg_waiting
             WHERE state = 'waiting' AND service = ? AND queued_seq < ? GROUP BY priority"""
    return {row["priority"]: row["ahead"] for row in connection.execute(sql, (leg.service, leg.queued_seq))}


def ticket(row: Row) -> Ticket:
    """Turn a joined row into the ticket it holds."""
    leg = Leg(
        ordinal=row["ordinal"],
        service=row["service"],
        priority=row["priority"],
        state=TicketState(row["state"]),
        queued_at_ms=row["queued_at_ms"],
        queued_seq=row["queued_seq"],
        called_at_ms=row["called_at_ms"],
        calls=row["calls"],
        last_call_seq=row["last_call_seq"],
        serving_at_ms=row["serving_at_ms"],
        ended_at_ms=row["ended_at_ms"],
        counter=row["counter"],
        clerk=row["clerk"],
    )
    return Ticket(
        id=row["id"],
        day=row["day"],
        series=row["series"],
        number=row["number"],
        label=row["label"],
        token=row["token"],
        language=row["language"],
        issued_at_ms=row["issued_at_ms"],
        leg=leg,
    )


def waiting(row: Row) -> Waiting:
    """Turn a row into a place in a queue."""
    return Waiting(
        row["id"], row["label"], row["service"], row["priority"], row["queued_at_ms"], row["queued_seq"]
    )


def _one(connection: Connection, where: str, *values: object) -> Ticket | None:
    row = connection.execute(_SELECT + where, values).fetchone()
    return ticket(row) if row else None


def _tally(tx: Transaction, leg: Leg, change: int) -> None:
    key = (leg.service, leg.priority)
    sql = "UPDATE waiting_tally SET waiting = waiting + ? WHERE service = ? AND priority = ?"
    if tx.connection.execute(sql, (change, *key)).rowcount == 0:
        tx.connection.execute(
            "INSERT INTO waiting_tally (service, priority, waiting) VALUES (?, ?, ?)", (*key, change)
        )
