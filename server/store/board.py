"""What the walls show: the last calls and how many wait. Numbers and counters only, never a name."""

from dataclasses import dataclass

from server.store.sqlite import Connection, Row

_SELECT = """
SELECT t.label, l.service, l.state, l.called_at_ms, l.calls, l.last_call_seq, l.counter, c.zone, c.name_vi, c.name_en
FROM leg l JOIN ticket t ON t.id = l.ticket JOIN counter c ON c.number = l.counter
"""


@dataclass(frozen=True, slots=True)
class CallRow:
    """Hold the latest call of one ticket. `seq` is that of the call or its last repetition."""

    label: str
    service: str
    state: str
    called_at_ms: int
    calls: int
    seq: int
    counter: int
    zone: str
    counter_name_vi: str
    counter_name_en: str


_AT_COUNTER = _SELECT.replace("leg l", "leg l INDEXED BY one_ticket_per_counter")
_BY_CALL = _SELECT.replace("leg l", "leg l INDEXED BY leg_last_call")


def calls_in_force(connection: Connection, zone: str | None) -> list[CallRow]:
    """List, newest first, the calls in a zone (all zones when None) whose ticket is at its counter, one a counter."""
    sql = (
        f"{_AT_COUNTER} WHERE l.state IN ('called', 'serving') AND l.last_call_seq IS NOT NULL AND (? IS NULL OR c.zone = ?)"
        " ORDER BY l.last_call_seq DESC"
    )
    return [_call(row) for row in connection.execute(sql, (zone, zone))]


def last_calls(connection: Connection, zone: str | None, limit: int) -> list[CallRow]:
    """List the latest calls of the present business day in a zone (all zones when None), newest first."""
    sql = (
        f"{_BY_CALL} WHERE l.last_call_seq > (SELECT opened_seq FROM business_day ORDER BY day DESC LIMIT 1)"
        " AND (? IS NULL OR c.zone = ?) ORDER BY l.last_call_seq DESC LIMIT ?"
    )
    return [_call(row) for row in connection.execute(sql, (zone, zone, limit))]


def valid_calls_after(connection: Connection, zone: str | None, seq: int) -> list[CallRow]:
    """List the calls after `seq` whose ticket has not come yet, oldest first: these must still be announced."""
    in_force = calls_in_force(connection, zone)
    return [call for call in reversed(in_force) if call.state == "called" and call.seq > seq]


def last_call_seq(connection: Connection) -> int:
    """Return the seq of the latest call, 0 when nobody was ever called. It never goes back: the log is asked."""
    sql = """SELECT COALESCE(MAX(seq), 0) AS seq FROM event INDEXED BY event_of_call
             WHERE kind IN ('TicketCalled', 'TicketRecalled')"""
    seq: int = connection.execute(sql).fetchone()["seq"]
    return seq


def last_seq(connection: Connection) -> int:
    """Return the seq of the latest fact of any kind."""
    row = connection.execute("SELECT COALESCE(MAX(seq), 0) AS seq FROM event").fetchone()
    seq: int = row["seq"]
    return seq


def _call(row: Row) -> CallRow:
    return CallRow(
        row["label"], row["service"], row["state"], row["called_at_ms"], row["calls"], row["last_call_seq"],
        row["counter"], row["zone"], row["name_vi"], row["name_en"],
    )  # fmt: skip
