"""What the walls show: the last calls and how many wait. Numbers and counters only, never a name."""

from dataclasses import dataclass, replace

from server.store.sqlite import Connection, Row

# A board tells of a move for minutes; a busy hall makes fewer facts than this meanwhile.
RECENT_FACTS = 400

_COLUMNS = "t.label, l.service, l.state, l.called_at_ms, l.calls, l.last_call_seq, l.counter, c.zone, c.name_vi, c.name_en"
_SELECT = f"""
SELECT {_COLUMNS}
FROM leg l JOIN ticket t ON t.id = l.ticket JOIN counter c ON c.number = l.counter
"""
# The fact that began the leg a ticket waits in is the one that ended the leg before it.
_MOVED = f"""
SELECT {_COLUMNS}, n.service AS to_service, n.for_counter, s.name_vi AS to_vi, s.name_en AS to_en, e.seq, e.at
FROM event e CROSS JOIN leg n ON n.ticket = e.ticket_id AND n.state = 'waiting' AND n.queued_at_ms = e.at
JOIN leg l ON l.ticket = n.ticket AND l.ordinal = n.ordinal - 1 AND l.last_call_seq IS NOT NULL
JOIN ticket t ON t.id = l.ticket JOIN counter c ON c.number = l.counter JOIN service s ON s.code = n.service
WHERE e.seq > (SELECT MAX(seq) FROM event) - ? AND e.kind IN ('TicketTransferred', 'TicketFinished')
  AND (? IS NULL OR c.zone = ?)
ORDER BY e.seq DESC
"""


@dataclass(frozen=True, slots=True)
class Onward:
    """Hold where a ticket that left its counter waits now: a service, at one `counter` when a transfer meant it."""

    service: str
    name_vi: str
    name_en: str
    counter: int | None
    at_ms: int
    seq: int


@dataclass(frozen=True, slots=True)
class CallRow:
    """Hold the latest call of one leg. `seq` is that of the call or its last repetition.

    `onward`: the ticket is not at this counter any more, and waits elsewhere.
    """

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
    onward: Onward | None = None


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


def moved_on(connection: Connection, zone: str | None) -> list[CallRow]:
    """List, the latest move first, the calls in a zone whose ticket was sent on lately and waits elsewhere."""
    rows = connection.execute(_MOVED, (RECENT_FACTS, zone, zone))
    return [replace(_call(row), onward=_onward(row)) for row in rows]


def served_in(connection: Connection, zone: str | None) -> list[str]:
    """List the services that counters of a zone (all zones when None) serve as their own, in the kiosk's order."""
    sql = """SELECT DISTINCT v.code FROM service v JOIN counter_service s ON s.service = v.code AND NOT s.helps
             JOIN counter c ON c.number = s.counter WHERE ? IS NULL OR c.zone = ? ORDER BY v.position"""
    return [row["code"] for row in connection.execute(sql, (zone, zone))]


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


def _onward(row: Row) -> Onward:
    return Onward(row["to_service"], row["to_vi"], row["to_en"], row["for_counter"], row["at"], row["seq"])
