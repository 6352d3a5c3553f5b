"""What a clerk does with the ticket at the counter: serve, finish, no-show, park; and take back what was parked."""

from collections.abc import Mapping
from typing import Any

from server.domain.changes import apply
from server.domain.errors import (
    CallAgainFirst,
    ClerkAbsent,
    OutcomeRequired,
    ParkedByAnother,
    ReasonRequired,
    UnknownOutcome,
)
from server.domain.moves import Move, decide
from server.domain.text import clean_text
from server.domain.ticket import AT_A_COUNTER, Ticket, TicketState
from server.operations.actors import Actor, counter_row, found_ticket, free_counter, held_ticket
from server.operations.facts import facts_of
from server.operations.offer import closed_today
from server.operations.rules import rules_of
from server.store import catalogue, counters, tickets
from server.store.counters import CounterRow
from server.store.transaction import Transaction

LONGEST_REASON = 200


def serve(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Note that the citizen is at the counter. Raises TicketNotFound, IllegalMove, CounterTaken."""
    ticket, counter = held_ticket(tx, ticket_id, actor, Move.SERVE)
    return step(tx, ticket, Move.SERVE, counter.number, actor)


def finish(
    tx: Transaction, ticket_id: int, actor: Actor, outcome: str = "", *, calls_on: bool = False
) -> Ticket:
    """End the visit, or its present leg when services remain; the counter wraps up for as long as the service says.

    A further service that is not served today any more is skipped: nobody is left waiting before a closed door.
    `calls_on`: the clerk goes on to the next at once and skips the wrap-up. Raises TicketNotFound, IllegalMove,
    CounterTaken, OutcomeRequired, UnknownOutcome.
    """
    ticket, counter = held_ticket(tx, ticket_id, actor, Move.FINISH)
    _check_outcome(tx, ticket, outcome)
    skipped = _not_served_any_more(tx, ticket)
    body: dict[str, Any] = {"outcome": outcome} if outcome else {}
    body |= {"skipped": skipped} if skipped else {}
    after = step(tx, ticket, Move.FINISH, counter.number, actor, body)
    if not calls_on:
        _wrap_up(tx, counter, ticket.leg.service)
    return after


def no_show(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Note that nobody came, after as many calls as the centre asks for; the counter is free again.

    Raises TicketNotFound, IllegalMove, CounterTaken, CallAgainFirst.
    """
    ticket, counter = held_ticket(tx, ticket_id, actor, Move.NO_SHOW)
    needed = rules_of(tx).calls_before_no_show
    if ticket.leg.calls < needed and not actor.any_counter:
        raise CallAgainFirst(number=ticket.label, calls=ticket.leg.calls, needed=needed)
    return step(tx, ticket, Move.NO_SHOW, counter.number, actor)


def park(tx: Transaction, ticket_id: int, actor: Actor, reason: str = "") -> Ticket:
    """Set a ticket aside for the clerk who sits there; the counter is free.

    Raises TicketNotFound, IllegalMove, CounterTaken, ReasonRequired.
    """
    ticket, counter = held_ticket(tx, ticket_id, actor, Move.PARK)
    if not reason.strip() and not actor.any_counter:
        raise ReasonRequired(field="reason")
    said = clean_text(reason, field="reason", max_length=LONGEST_REASON) if reason.strip() else ""
    return step(tx, ticket, Move.PARK, counter.number, actor, {"reason": said})


def resume(tx: Transaction, ticket_id: int, actor: Actor, counter_number: int | None = None) -> Ticket:
    """Take back what its owner parked, at the counter where the owner sits or the one named.

    Raises TicketNotFound, IllegalMove, ParkedByAnother, ClerkAbsent, CounterClosed, CounterBusy, CounterTaken.
    """
    ticket = found_ticket(tx, ticket_id)
    decide(ticket, Move.RESUME, at_ms=tx.now_ms)
    refuse_not_owner(ticket, actor)
    number = counter_number or (ticket.leg.counter if actor.any_counter else _own_counter(tx, actor))
    if number is None:
        raise ClerkAbsent(clerk=actor.name)
    counter = free_counter(tx, number, actor)
    counters.occupy(tx, counter)
    return step(tx, ticket, Move.RESUME, counter.number, actor)


def refuse_not_owner(ticket: Ticket, actor: Actor) -> None:
    """Refuse to touch what another clerk set aside. Raises ParkedByAnother."""
    if actor.any_counter or actor.leads:
        return
    if ticket.state is TicketState.PARKED and actor.name != ticket.leg.clerk:
        raise ParkedByAnother(number=ticket.label, clerk=ticket.leg.clerk)


def step(
    tx: Transaction,
    ticket: Ticket,
    move: Move,
    counter: int | None,
    actor: Actor,
    body: Mapping[str, Any] | None = None,
) -> Ticket:
    """Decide a move, record its fact, save what it makes of the ticket."""
    clerk = for_desk(counter_row(tx, counter), actor).name if counter is not None else actor.name
    event = decide(ticket, move, at_ms=tx.now_ms, counter=counter, clerk=clerk, body=body)
    after = apply(ticket, tx.record(event))
    tickets.save(tx, ticket, after)
    if ticket.state in AT_A_COUNTER and after.state not in AT_A_COUNTER and ticket.leg.counter is not None:
        breathe(tx, ticket.leg.counter)
    return after


def breathe(tx: Transaction, number: int) -> None:
    """Give the clerk of a counter that calls of itself a moment before the next: to undo, or to put papers away."""
    if counter_row(tx, number).auto_call:
        counters.set_wrap_up(tx, number, tx.now_ms + 1000 * rules_of(tx).auto_call_pause_s)


def for_desk(counter: CounterRow, actor: Actor) -> Actor:
    """Give the clerk for whom this is done: a call pad acts for whoever sits at its counter."""
    return Actor(counter.clerk or actor.name) if actor.any_counter else actor


def _check_outcome(tx: Transaction, ticket: Ticket, outcome: str) -> None:
    if outcome and outcome not in {one.code for one in rules_of(tx).outcomes}:
        raise UnknownOutcome(outcome=outcome)
    if not outcome and _service(tx, ticket.leg.service).outcome_required:
        raise OutcomeRequired(number=ticket.label)


def _not_served_any_more(tx: Transaction, ticket: Ticket) -> list[str]:
    zone = facts_of(tx).zone
    return [code for code in ticket.next_services if closed_today(tx, _service(tx, code), zone) is not None]


def _wrap_up(tx: Transaction, counter: CounterRow, service: str) -> None:
    pause_s = rules_of(tx).auto_call_pause_s if counter.auto_call else 0
    lasts_s = max(pause_s, _service(tx, service).wrap_up_s)
    if lasts_s:
        counters.set_wrap_up(tx, counter.number, tx.now_ms + 1000 * lasts_s)


def _service(tx: Transaction, code: str) -> catalogue.ServiceRow:
    row = tx.remembered(("service", code), lambda: catalogue.service(tx.connection, code))
    if row is None:
        raise LookupError(code)
    return row


def _own_counter(tx: Transaction, actor: Actor) -> int | None:
    row = counters.of_clerk(tx.connection, actor.name)
    return row.number if row else None
