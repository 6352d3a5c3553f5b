"""The business day: opened by the first act or tick of a new local day, ended by a manager or by the night.

What is still open when a day ends becomes incomplete and is reported; it never blocks the next day.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from server.domain.changes import apply
from server.domain.day import business_day, local_day
from server.domain.events import Event, EventKind
from server.domain.moves import Move, decide
from server.domain.ticket import AT_A_COUNTER, Ticket
from server.operations.facts import facts_of
from server.store import counters, days, dossiers, idempotency, settings_table, tickets
from server.store.at_work import last_work_ms
from server.store.transaction import Transaction

if TYPE_CHECKING:
    from server.operations.actors import Actor  # every act begins by looking at the day

KEEP_ANSWERS_MS = 2 * 86_400_000
DOORS_OPEN_MS = 2 * 3_600_000
_SUSPECT = "clock_suspect"


def today_of(tx: Transaction) -> str:
    """Return the business day inside an act, opening it first when the local day has moved on."""
    return ensure_day(tx, facts_of(tx).zone)


def ensure_day(tx: Transaction, zone: ZoneInfo) -> str:
    """Return the business day, opening it first when the local day has moved on. It never goes back."""
    stored = tx.remembered("day", lambda: days.current(tx.connection))
    today = business_day(date.fromisoformat(stored) if stored else None, tx.now_ms, zone).isoformat()
    if today != stored:
        _open_day(tx, today, carried=stored is not None and doors_are_open(tx, zone, stored))
    return today


def tick(tx: Transaction) -> str:
    """Open the day without anybody touching anything, and tell staff when the clock became suspect or good again."""
    day = today_of(tx)  # first: whether the clock has just been set right is told by what was noted last
    _note_suspicion(tx)
    return day


def end_day(tx: Transaction, actor: "Actor") -> list[Ticket]:
    """End the day at closing time: whoever still waits becomes incomplete, idle counters close; return who was left.

    Somebody at a counter is served to the end: that counter stays as it is until its clerk leaves it.
    """
    day = today_of(tx)
    left = [one for one in tickets.open_ones(tx.connection) if one.state not in AT_A_COUNTER]
    labels = [one.label for one in left]
    tx.record(Event(EventKind.DAY_ENDED, tx.now_ms, clerk=actor.name, body={"day": day, "left": labels}))
    _leave_incomplete(tx, left)
    _close_counters(tx, but={one.leg.counter for one in tickets.open_ones(tx.connection)})
    return left


def _open_day(tx: Transaction, today: str, *, carried: bool) -> None:
    """Open a day. With the doors open at midnight nobody loses their place; else yesterday is over."""
    left = tickets.open_ones(tx.connection, today)
    body = {"day": today, "left_open": 0 if carried else len(left), "carried": len(left) if carried else 0}
    opened = tx.record(Event(EventKind.DAY_OPENED, tx.now_ms, body=body))
    days.insert(tx, today, opened.seq)
    if not carried:
        _leave_incomplete(tx, left)
        _close_counters(tx)
    dossiers.drop_drafts_of_ended(tx)
    idempotency.forget_before(tx, tx.now_ms - KEEP_ANSWERS_MS)


def doors_are_open(tx: Transaction, zone: ZoneInfo, day: str) -> bool:
    """Claim that people are at work through midnight: a counter is taken, and somebody did something within two hours.

    A counter that nobody closed last evening does not keep the doors open through a night. After a power cut or a
    restart the day that ended is over: this process must have seen it. When the clock has just been set right nobody knows
    how long ago that was: whoever came since the start is here still.
    """
    last_ms = last_work_ms(tx.connection)
    if last_ms is None:
        return False
    is_here = _was_set_right(tx) and last_ms > tx.awake_since_ms
    if tx.now_ms - last_ms > DOORS_OPEN_MS and not is_here:
        return False
    if local_day(tx.awake_since_ms, zone).isoformat() > day:
        return False
    return any(one.status != "closed" for one in counters.every(tx.connection))


def _leave_incomplete(tx: Transaction, left: Sequence[Ticket]) -> None:
    for ticket in left:
        event = decide(ticket, Move.END_DAY, at_ms=tx.now_ms, counter=ticket.leg.counter)
        tickets.save(tx, ticket, apply(ticket, tx.record(event)))


def _close_counters(tx: Transaction, but: Collection[int | None] = ()) -> None:
    """Close what nobody closed: a clerk takes the counter anew each morning."""
    for counter in counters.every(tx.connection):
        if counter.status != "closed" and counter.number not in but:
            tx.record(Event(EventKind.COUNTER_CLOSED, tx.now_ms, counter=counter.number))
            counters.set_status(tx, counter.number, "closed", None)


def _was_set_right(tx: Transaction) -> bool:
    return tx.suspicion is None and settings_table.get(tx.connection, _SUSPECT) is not None


def _note_suspicion(tx: Transaction) -> None:
    now = tx.suspicion.value if tx.suspicion else None
    if now != settings_table.get(tx.connection, _SUSPECT):
        settings_table.put(tx, _SUSPECT, now)
        tx.record(Event(EventKind.CLOCK_SUSPECTED, tx.now_ms, body={"suspicion": now}))
