"""The business day: opened by the first act or tick of a new local day; what is still open becomes incomplete."""

from datetime import date
from zoneinfo import ZoneInfo

from server.domain.day import business_day
from server.domain.events import Event, EventKind
from server.domain.moves import Move, apply, decide
from server.operations.facts import facts_of
from server.store import counters, days, dossiers, idempotency, settings_table, tickets
from server.store.transaction import Transaction

KEEP_ANSWERS_MS = 2 * 86_400_000
_SUSPECT = "clock_suspect"


def ensure_day(tx: Transaction, zone: ZoneInfo) -> str:
    """Return the business day, opening it first when the local day has moved on. It never goes back."""
    stored = tx.remembered("day", lambda: days.current(tx.connection))
    today = business_day(date.fromisoformat(stored) if stored else None, tx.now_ms, zone).isoformat()
    if today != stored:
        _open_day(tx, today)
    return today


def tick(tx: Transaction) -> str:
    """Open the day without anybody touching anything, and tell staff when the clock became suspect or good again."""
    facts = facts_of(tx)
    _note_suspicion(tx)
    return ensure_day(tx, facts.zone)


def _open_day(tx: Transaction, today: str) -> None:
    left = tickets.open_ones(tx.connection, today)
    opened = tx.record(Event(EventKind.DAY_OPENED, tx.now_ms, body={"day": today, "left_open": len(left)}))
    days.insert(tx, today, opened.seq)
    for ticket in left:
        event = decide(ticket, Move.END_DAY, at_ms=tx.now_ms, counter=ticket.leg.counter)
        tickets.save(tx, ticket, apply(ticket, tx.record(event)))
    _close_counters(tx)
    dossiers.drop_drafts_of_ended(tx)
    idempotency.forget_before(tx, tx.now_ms - KEEP_ANSWERS_MS)


def _close_counters(tx: Transaction) -> None:
    """Close what nobody closed last night: a clerk takes the counter anew each morning."""
    for counter in counters.every(tx.connection):
        if counter.status != "closed":
            tx.record(Event(EventKind.COUNTER_CLOSED, tx.now_ms, counter=counter.number))
            counters.set_status(tx, counter.number, "closed", None)


def _note_suspicion(tx: Transaction) -> None:
    now = tx.suspicion.value if tx.suspicion else None
    if now != settings_table.get(tx.connection, _SUSPECT):
        settings_table.put(tx, _SUSPECT, now)
        tx.record(Event(EventKind.CLOCK_SUSPECTED, tx.now_ms, body={"suspicion": now}))
