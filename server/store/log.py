"""The event log: append with a hash chain, read in order, check the chain."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from server.domain.events import Event, EventKind, Recorded
from server.store.sqlite import Connection, Row

GENESIS = b"\x00" * 32

_INSERT = (
    "INSERT INTO event (seq, at, kind, ticket_id, counter, clerk, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT = "SELECT seq, at, kind, ticket_id, counter, clerk, body, hash FROM event"
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def canonical(value: Any) -> str:
    """Write JSON the one way that is stored and hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def compact(value: Any) -> str:
    """Write JSON as short as it goes, its keys in the order given: an answer kept is the answer first given."""
    return _COMPACT.encode(value)


def link(previous: bytes, *fields: object) -> bytes:
    """Give the SHA-256 of the hash before and every field of the event, so that no fact can be changed unseen.

    Each field is written as its length, a colon and its text, a missing one as a dash: nothing can be moved from one
    field to the next either.
    """
    written = ("-" if one is None else f"{len(str(one))}:{one}" for one in fields)
    return hashlib.sha256(previous + "".join(written).encode()).digest()


def append(connection: Connection, event: Event, seq: int, previous: bytes) -> bytes:
    """Append one event as `seq` and return its hash."""
    body = canonical(event.body)
    fields = (seq, event.at_ms, event.kind, event.ticket_id, event.counter, event.clerk, body)
    digest = link(previous, *fields)
    connection.execute(_INSERT, (*fields, digest))
    return digest


def tail(connection: Connection) -> tuple[int, bytes]:
    """Return the last seq and its hash; (0, GENESIS) for an empty log."""
    row = connection.execute(f"{_SELECT} ORDER BY seq DESC LIMIT 1").fetchone()
    return (row["seq"], row["hash"]) if row else (0, GENESIS)


def at_of(connection: Connection, seq: int) -> int:
    """Return the time of one event (UTC, Unix ms)."""
    at: int = connection.execute("SELECT at FROM event WHERE seq = ?", (seq,)).fetchone()["at"]
    return at


def latest_ms(connection: Connection) -> int | None:
    """Return the latest time any event bears, or None for an empty log."""
    latest: int | None = connection.execute("SELECT MAX(at) AS latest FROM event").fetchone()["latest"]
    return latest


def read(connection: Connection, after: int = 0) -> Iterator[Recorded]:
    """Read the events after `after` in order of seq."""
    for row in connection.execute(f"{_SELECT} WHERE seq > ? ORDER BY seq", (after,)):
        yield recorded(row)


def recorded(row: Row) -> Recorded:
    """Turn a row into the event it holds."""
    event = Event(
        EventKind(row["kind"]),
        row["at"],
        row["ticket_id"],
        row["counter"],
        row["clerk"],
        json.loads(row["body"]),
    )
    return Recorded(row["seq"], event)


def broken_links(connection: Connection) -> list[str]:
    """List every place where the chain does not hold: a changed event, a gap in seq, a lost tail."""
    faults: list[str] = []
    previous, expected = GENESIS, 1
    for row in connection.execute(f"{_SELECT} ORDER BY seq"):
        if row["seq"] != expected:
            faults.append(f"event {expected} is missing (found {row['seq']})")
        if link(previous, *tuple(row)[:-1]) != row["hash"]:
            faults.append(f"event {row['seq']} does not fit its hash")
        previous, expected = row["hash"], row["seq"] + 1
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
    if last and last[0] != expected - 1:
        faults.append(f"events {expected}–{last[0]} are missing at the end of the log")
    return faults
