"""Summon a ticket to a counter: the next one by the rule, a chosen one, and the repeated call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.errors import (
    AlreadyCalled,
    CounterBusy,
    CounterClosed,
    CounterNotFound,
    CounterTaken,
    NobodyWaiting,
    TicketNotFound,
)
from server.domain.moves import Move, apply, decide
from server.domain.next_in_line import choose
from server.domain.ticket import Ticket, TicketState
from server.operations.days import ensure_day
from server.operations.facts import facts_of, rates_of
from server.store import counters, tickets
from server.store.counters import CounterRow
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Actor:
    """Hold who acts: an account's name, or a device's. `any_counter` is true for an integration."""

    name: str
    any_counter: bool = False


def call_next(
    tx: Transaction, counter_number: int, actor: Actor, ticket_id: int | None = None
) -> Mapping[str, Any]:
    """Call the next ticket this counter can serve, or the one named; it is claimed in the same act.

    Raises CounterNotFound, CounterClosed, CounterTaken, CounterBusy, NobodyWaiting, TicketNotFound, AlreadyCalled.
    """
    ensure_day(tx, facts_of(tx).zone)
    counter = free_counter(tx, counter_number, actor)
    ticket, reason_vi, reason_en = _named(tx, ticket_id) if ticket_id is not None else _next(tx, counter)
    body = _call_body(ticket, counter) | {
        "reason_vi": reason_vi,
        "reason_en": reason_en,
        "chosen": ticket_id is not None,
    }
    event = decide(ticket, Move.CALL, at_ms=tx.now_ms, counter=counter.number, clerk=actor.name, body=body)
    recorded = tx.record(event)
    tickets.save(tx, ticket, apply(ticket, recorded))
    return {
        "ticket": ticket.id,
        "number": ticket.label,
        "counter": counter.number,
        "reason": reason_vi,
        "reason_en": reason_en,
        "seq": recorded.seq,
    }


def recall(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Call a ticket again that was called and has not come. Raises TicketNotFound, IllegalMove, CounterTaken."""
    ticket, counter = held_ticket(tx, ticket_id, actor, Move.RECALL)
    event = decide(
        ticket,
        Move.RECALL,
        at_ms=tx.now_ms,
        counter=counter.number,
        clerk=actor.name,
        body=_call_body(ticket, counter),
    )
    after = apply(ticket, tx.record(event))
    tickets.save(tx, ticket, after)
    return after


def free_counter(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Return a counter at which this actor may call now."""
    counter = counter_of(tx, number, actor)
    if counter.status != "open":
        raise CounterClosed(counter=number)
    if (busy := tickets.at_counter(tx.connection, number)) is not None:
        raise CounterBusy(counter=number, number=busy.label)
    return counter


def counter_of(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Return a counter that this actor may act at: their own, or any for an integration."""
    counter = tx.remembered(("counter", number), lambda: counters.by_number(tx.connection, number))
    if counter is None:
        raise CounterNotFound(counter=number)
    if counter.clerk not in (None, actor.name) and not actor.any_counter:
        raise CounterTaken(counter=number)
    return counter


def held_ticket(tx: Transaction, ticket_id: int, actor: Actor, move: Move) -> tuple[Ticket, CounterRow]:
    """Return a ticket and the counter that holds it, for a move of the one who sits there."""
    ticket = tickets.by_id(tx.connection, ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket=ticket_id)
    decide(ticket, move, at_ms=tx.now_ms)  # refuses a ticket that is not at a counter
    if ticket.leg.counter is None:
        raise CounterNotFound
    return ticket, counter_of(tx, ticket.leg.counter, actor)


def _next(tx: Transaction, counter: CounterRow) -> tuple[Ticket, str, str]:
    heads = tickets.heads(tx.connection, counter.services)
    choice = choose(heads, rates_of(tx), tx.now_ms)
    if choice is None:
        raise NobodyWaiting(counter=counter.number)
    ticket = tickets.by_id(tx.connection, choice.ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket=choice.ticket_id)
    return ticket, choice.reason_vi, choice.reason_en


def _named(tx: Transaction, ticket_id: int) -> tuple[Ticket, str, str]:
    ticket = tickets.by_id(tx.connection, ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket=ticket_id)
    if ticket.state is not TicketState.WAITING:
        raise AlreadyCalled(number=ticket.label, state=ticket.state)
    return ticket, "cán bộ chọn số này", "chosen by the clerk"


def _call_body(ticket: Ticket, counter: CounterRow) -> dict[str, Any]:
    return {
        "label": ticket.label,
        "service": ticket.leg.service,
        "zone": counter.zone,
        "counter_name_vi": counter.name_vi,
        "counter_name_en": counter.name_en,
    }
