"""Who acts, and at which counter they may."""

from dataclasses import dataclass

from server.domain.errors import CounterBusy, CounterClosed, CounterNotFound, CounterTaken, TicketNotFound
from server.domain.moves import Move, decide
from server.domain.ticket import Ticket
from server.operations.days import today_of
from server.store import counters, tickets
from server.store.counters import CounterRow
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Actor:
    """Hold who acts: an account's name, or a device's.

    `any_counter` is true for an integration, which the pace set for people does not bind; `may_choose` for whoever may
    call a chosen ticket before others; `leads` for a manager, who may act where a clerk is missing.
    """

    name: str
    any_counter: bool = False
    may_choose: bool = False
    leads: bool = False


def free_counter(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Return a counter at which this actor may call now."""
    counter = counter_of(tx, number, actor)
    refuse_unready(tx, counter)
    return counter


def refuse_unready(tx: Transaction, counter: CounterRow) -> None:
    """Refuse a counter that is not open, or has a ticket."""
    if counter.status != "open":
        raise CounterClosed(counter=counter.number)
    if (busy := tickets.at_counter(tx.connection, counter.number)) is not None:
        raise CounterBusy(counter=counter.number, number=busy.label)


def counter_of(tx: Transaction, number: int, actor: Actor) -> CounterRow:
    """Return a counter that this actor may act at: their own, or any for an integration."""
    counter = counter_row(tx, number)
    if counter.clerk not in (None, actor.name) and not (actor.any_counter or actor.leads):
        raise CounterTaken(counter=number)
    return counter


def counter_row(tx: Transaction, number: int) -> CounterRow:
    """Return a counter, or refuse. Every act begins here or at a ticket, so it never works in a day that is over."""
    today_of(tx)
    counter = tx.remembered(("counter", number), lambda: counters.by_number(tx.connection, number))
    if counter is None:
        raise CounterNotFound(counter=number)
    return counter


def found_ticket(tx: Transaction, ticket_id: int) -> Ticket:
    """Return a ticket as it is in the present business day, or refuse."""
    today_of(tx)
    ticket = tickets.by_id(tx.connection, ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket=ticket_id)
    return ticket


def held_ticket(tx: Transaction, ticket_id: int, actor: Actor, move: Move) -> tuple[Ticket, CounterRow]:
    """Return a ticket and the counter that holds it, for a move of the one who sits there."""
    ticket = found_ticket(tx, ticket_id)
    decide(ticket, move, at_ms=tx.now_ms)  # refuses a ticket that is not at a counter
    if ticket.leg.counter is None:
        raise CounterNotFound
    return ticket, counter_of(tx, ticket.leg.counter, actor)
