"""Take, pause and leave a counter."""

from server.domain.errors import CounterBusy, CounterClosed, CounterTaken
from server.domain.events import Event, EventKind
from server.operations.calls import Actor, counter_of
from server.operations.days import ensure_day
from server.operations.facts import facts_of
from server.store import counters, tickets
from server.store.counters import CounterRow
from server.store.transaction import Transaction


def open_counter(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Take a counter and open it; a clerk holds one counter at a time. Repeating it changes nothing.

    An integration that opens a counter for the clerk who sits there does not take it from them.
    Raises CounterNotFound, CounterTaken, and CounterBusy while the clerk's other counter still has a ticket.
    """
    ensure_day(tx, facts_of(tx).zone)
    counter = counter_of(tx, number, actor)
    if not actor.any_counter:
        _leave_others(tx, number, actor)
    return _set(tx, counter, "open", counter.clerk or actor.name, EventKind.COUNTER_OPENED)


def pause_counter(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Stop calling for a while; the ticket at the counter may still be finished. Raises CounterClosed."""
    counter = counter_of(tx, number, actor)
    if counter.status == "closed":
        raise CounterClosed(counter=number)
    return _set(tx, counter, "paused", counter.clerk, EventKind.COUNTER_PAUSED)


def close_counter(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Leave a counter. Raises CounterBusy while it still has a ticket."""
    counter = counter_of(tx, number, actor)
    _refuse_busy(tx, counter.number)
    return _set(tx, counter, "closed", None, EventKind.COUNTER_CLOSED)


def _leave_others(tx: Transaction, number: int, actor: Actor) -> None:
    for other in counters.every(tx.connection):
        if other.clerk == actor.name and other.number != number:
            _refuse_busy(tx, other.number)
            _set(tx, other, "closed", None, EventKind.COUNTER_CLOSED)


def _refuse_busy(tx: Transaction, number: int) -> None:
    if (ticket := tickets.at_counter(tx.connection, number)) is not None:
        raise CounterBusy(counter=number, number=ticket.label)


def _set(tx: Transaction, counter: CounterRow, status: str, clerk: str | None, kind: EventKind) -> CounterRow:
    if (counter.status, counter.clerk) == (status, clerk):
        return counter
    tx.record(Event(kind, tx.now_ms, counter=counter.number, clerk=clerk))
    counters.set_status(tx, counter.number, status, clerk)
    after = counters.by_number(tx.connection, counter.number)
    if after is None:
        raise CounterTaken(counter=counter.number)
    return after
