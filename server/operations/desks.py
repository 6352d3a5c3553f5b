"""Take, pause and leave a counter; change what it serves while it runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from server.domain.errors import (
    CounterBusy,
    CounterClosed,
    CounterTaken,
    InvalidInput,
    SkillInUse,
    UnknownService,
)
from server.domain.events import Event, EventKind
from server.domain.text import clean_text
from server.domain.ticket import Ticket
from server.operations.actors import Actor, counter_of, counter_row
from server.operations.facts import facts_of
from server.store import catalogue, counters, tickets
from server.store.counters import CounterRow
from server.store.transaction import Transaction

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Work:
    """Hold what a counter does: its own services, those it helps with after a wait, whether it calls of itself."""

    services: Sequence[str]
    helps: Sequence[str] = ()
    help_after_s: int = 0
    auto_call: bool = False


def open_counter(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Take a counter and open it; a clerk holds one counter at a time. Repeating it changes nothing.

    An integration that opens a counter for the clerk who sits there does not take it from them.
    Raises CounterNotFound, CounterTaken, and CounterBusy while the clerk's other counter still has a ticket.
    """
    counter = counter_of(tx, number, actor)
    if not actor.any_counter:
        _leave_others(tx, number, actor)
    return _set(tx, counter, "open", counter.clerk or actor.name, EventKind.COUNTER_OPENED)


def pause_counter(
    tx: Transaction, number: int, actor: Actor, reason: str = "", until: time | None = None
) -> CounterRow:
    """Stop calling for a while, with a reason and the local time of return where they are known.

    The ticket at the counter may still be finished. Raises CounterClosed.
    """
    counter = counter_of(tx, number, actor)
    if counter.status == "closed":
        raise CounterClosed(counter=number)
    said = clean_text(reason, field="reason", max_length=LONGEST_REASON) if reason.strip() else ""
    back_at_ms = _moment(tx, until) if until else None
    return _set(
        tx,
        counter,
        "paused",
        counter.clerk,
        EventKind.COUNTER_PAUSED,
        pause_reason=said,
        back_at_ms=back_at_ms,
    )


def close_counter(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Leave a counter. Raises CounterBusy while it still has a ticket."""
    counter = counter_of(tx, number, actor)
    _refuse_busy(tx, counter.number)
    return _set(tx, counter, "closed", None, EventKind.COUNTER_CLOSED)


def leave_all(tx: Transaction, actor: Actor) -> None:
    """Close whatever a clerk who goes still holds. Raises CounterBusy while a ticket is there."""
    held = counters.of_clerk(tx.connection, actor.name)
    if held is not None:
        close_counter(tx, held.number, actor)


def await_none(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Forget that the next arrival was to be called to a counter."""
    counter = counter_of(tx, number, actor)
    if counter.awaits_next:
        body = {"awaits": False}
        tx.record(Event(EventKind.NEXT_AWAITED, tx.now_ms, counter=number, clerk=actor.name, body=body))
        counters.set_awaits_next(tx, number, False)
    return counter_row(tx, number)


def set_work(tx: Transaction, number: int, actor: Actor, work: Work) -> CounterRow:
    """Change what a counter serves while it runs. Whoever sits there goes on; the next call follows the new skills.

    Raises CounterNotFound, UnknownService, InvalidInput (nothing to serve, a service named twice), SkillInUse (the
    ticket that is there now is of a service that would be taken away).
    """
    counter = counter_row(tx, number)
    named = [*work.services, *work.helps]
    known = {one.code for one in catalogue.services(tx.connection)}
    if unknown := next((one for one in named if one not in known), None):
        raise UnknownService(service=unknown)
    if not work.services or len(set(named)) != len(named) or work.help_after_s < 0:
        raise InvalidInput("A counter serves at least one service, each named once.", field="services")
    there = tickets.at_counter(tx.connection, number)
    if there is not None and there.leg.service in set(counter.skills) - set(named):
        raise SkillInUse(counter=number, number=there.label, service=there.leg.service)
    body = {
        "services": sorted(work.services),
        "helps": sorted(work.helps),
        "help_after_s": work.help_after_s,
        "auto_call": work.auto_call,
    }
    if body == _work_of(counter):
        return counter
    tx.record(Event(EventKind.COUNTER_CHANGED, tx.now_ms, counter=number, clerk=actor.name, body=body))
    counters.set_work(
        tx, number, work.services, work.helps, help_after_s=work.help_after_s, auto_call=work.auto_call
    )
    return counter_row(tx, number)


def _work_of(counter: CounterRow) -> Mapping[str, Any]:
    return {
        "services": list(counter.services),
        "helps": list(counter.helps),
        "help_after_s": counter.help_after_s,
        "auto_call": counter.auto_call,
    }


def _leave_others(tx: Transaction, number: int, actor: Actor) -> None:
    for other in counters.every(tx.connection):
        if other.clerk == actor.name and other.number != number:
            _refuse_busy(tx, other.number)
            _set(tx, other, "closed", None, EventKind.COUNTER_CLOSED)


def _refuse_busy(tx: Transaction, number: int) -> Ticket | None:
    if (ticket := tickets.at_counter(tx.connection, number)) is not None:
        raise CounterBusy(counter=number, number=ticket.label)
    return None


def _set(
    tx: Transaction,
    counter: CounterRow,
    status: str,
    clerk: str | None,
    kind: EventKind,
    *,
    pause_reason: str = "",
    back_at_ms: int | None = None,
) -> CounterRow:
    before = (counter.status, counter.clerk, counter.pause_reason, counter.back_at_ms)
    if before == (status, clerk, pause_reason, back_at_ms):
        return counter
    body = {"reason": pause_reason, "back_at_ms": back_at_ms} if status == "paused" else {}
    tx.record(Event(kind, tx.now_ms, counter=counter.number, clerk=clerk, body=body))
    counters.set_status(tx, counter.number, status, clerk, pause_reason=pause_reason, back_at_ms=back_at_ms)
    after = counters.by_number(tx.connection, counter.number)
    if after is None:
        raise CounterTaken(counter=counter.number)
    return after


def _moment(tx: Transaction, until: time) -> int:
    """Give today's local time as UTC ms; one that has passed is tomorrow's."""
    zone = facts_of(tx).zone
    now = datetime.fromtimestamp(tx.now_ms / 1000, UTC).astimezone(zone)
    moment = datetime.combine(now.date(), until, tzinfo=zone)
    if moment <= now:
        moment = datetime.combine(now.date() + timedelta(days=1), until, tzinfo=zone)
    return int(moment.timestamp() * 1000)
