"""Counters: who sits there, whether they are open, which services they can serve, what they await."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction

EXPECTING = "expecting"  # what an act remembers of the counters at which somebody is called of itself


@dataclass(frozen=True, slots=True)
class CounterRow:
    """Hold one counter with its skills. `clerk` is an account's name while somebody has taken the counter.

    `services` are its own; `helps` those it serves when its own queues are empty and somebody has waited there for
    `help_after_s`. `awaits_next`: the next arrival is called at once, as the clerk asked on an empty queue.
    """

    number: int
    name_vi: str
    name_en: str
    zone: str
    status: str
    clerk: str | None
    services: tuple[str, ...]
    helps: tuple[str, ...] = ()
    help_after_s: int = 0
    auto_call: bool = False
    awaits_next: bool = False
    wrap_up_until_ms: int = 0
    pause_reason: str = ""
    back_at_ms: int | None = None

    @property
    def skills(self) -> tuple[str, ...]:
        """Return every service that may be called here."""
        return self.services + self.helps


_SELECT = """SELECT c.*,
    (SELECT group_concat(service, ' ') FROM counter_service s WHERE s.counter = c.number AND s.helps = 0) AS own,
    (SELECT group_concat(service, ' ') FROM counter_service s WHERE s.counter = c.number AND s.helps = 1) AS helped
    FROM counter c """


def every(connection: Connection) -> list[CounterRow]:
    """List the counters by number."""
    return [_counter(row) for row in connection.execute(_SELECT + "ORDER BY c.number")]


def by_number(connection: Connection, number: int) -> CounterRow | None:
    """Find a counter."""
    row = connection.execute(_SELECT + "WHERE c.number = ?", (number,)).fetchone()
    return _counter(row) if row else None


def of_clerk(connection: Connection, clerk: str) -> CounterRow | None:
    """Find the counter that a clerk has taken."""
    row = connection.execute(_SELECT + "WHERE c.clerk = ? ORDER BY c.number LIMIT 1", (clerk,)).fetchone()
    return _counter(row) if row else None


def set_status(
    tx: Transaction,
    number: int,
    status: str,
    clerk: str | None,
    *,
    pause_reason: str = "",
    back_at_ms: int | None = None,
) -> None:
    """Save whether a counter is open and who sits there; what it awaited or wrapped up is forgotten."""
    sql = """UPDATE counter SET status = ?, clerk = ?, since_ms = ?, free_since_ms = ?, pause_reason = ?, back_at_ms = ?,
             awaits_next = 0, wrap_up_until_ms = 0 WHERE number = ?"""
    tx.connection.execute(sql, (status, clerk, tx.now_ms, tx.now_ms, pause_reason, back_at_ms, number))
    tx.forget()


def set_awaits_next(tx: Transaction, number: int, awaits: bool) -> None:
    """Save whether the next arrival is called to a counter at once; who asks first is first, and wraps up no more."""
    sql = "UPDATE counter SET awaits_next = ?, free_since_ms = ?, wrap_up_until_ms = 0 WHERE number = ?"
    tx.connection.execute(sql, (awaits, tx.now_ms, number))
    tx.forget(("counter", number), EXPECTING)


def occupy(tx: Transaction, counter: CounterRow) -> None:
    """Note that somebody is at a counter now: it awaits nobody any more, and its last visit is wrapped up."""
    if counter.awaits_next or counter.wrap_up_until_ms:
        set_awaits_next(tx, counter.number, False)


def set_wrap_up(tx: Transaction, number: int, until_ms: int) -> None:
    """Save that a counter is free, and until when it wraps up; nobody is called there of itself before."""
    sql = "UPDATE counter SET wrap_up_until_ms = ?, free_since_ms = ? WHERE number = ?"
    tx.connection.execute(sql, (until_ms, tx.now_ms, number))
    tx.forget(("counter", number), EXPECTING)


def set_work(
    tx: Transaction,
    number: int,
    services: Sequence[str],
    helps: Sequence[str],
    *,
    help_after_s: int,
    auto_call: bool,
) -> None:
    """Save which services a counter serves, with which it helps and when, and whether it calls of itself."""
    tx.connection.execute("DELETE FROM counter_service WHERE counter = ?", (number,))
    rows = [(number, one, 0) for one in services] + [(number, one, 1) for one in helps]
    tx.connection.executemany("INSERT INTO counter_service (counter, service, helps) VALUES (?, ?, ?)", rows)
    sql = "UPDATE counter SET help_after_s = ?, auto_call = ? WHERE number = ?"
    tx.connection.execute(sql, (help_after_s, auto_call, number))
    tx.forget()


def expecting(connection: Connection) -> list[int]:
    """List the open counters at which somebody is called without a clerk's touch, the one free longest first."""
    sql = """SELECT number FROM counter WHERE status = 'open' AND (auto_call OR awaits_next)
             ORDER BY free_since_ms, number"""
    return [row["number"] for row in connection.execute(sql)]


def open_by_service(connection: Connection) -> dict[str, int]:
    """Count the open counters that can serve each service as their own."""
    sql = """SELECT s.service, COUNT(*) AS open FROM counter_service s JOIN counter c ON c.number = s.counter
             WHERE c.status = 'open' AND NOT s.helps GROUP BY s.service"""
    return {row["service"]: row["open"] for row in connection.execute(sql)}


def _counter(row: Row) -> CounterRow:
    return CounterRow(
        number=row["number"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        zone=row["zone"],
        status=row["status"],
        clerk=row["clerk"],
        services=tuple(sorted((row["own"] or "").split())),
        helps=tuple(sorted((row["helped"] or "").split())),
        help_after_s=row["help_after_s"],
        auto_call=bool(row["auto_call"]),
        awaits_next=bool(row["awaits_next"]),
        wrap_up_until_ms=row["wrap_up_until_ms"],
        pause_reason=row["pause_reason"],
        back_at_ms=row["back_at_ms"],
    )
