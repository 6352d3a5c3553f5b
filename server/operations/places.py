"""Give a ticket another place: back to its queue, back after a miss, to another queue, out of the hall, to a counter."""

from dataclasses import dataclass
from typing import Any

from server.domain.errors import (
    ClerkAbsent,
    CounterClosed,
    InvalidInput,
    ReturnTooLate,
    ServiceRunning,
    SkillMissing,
    TicketReserved,
    TransferNowhere,
    UnknownService,
)
from server.domain.moves import Move, decide
from server.domain.text import clean_text
from server.domain.ticket import AT_A_COUNTER, Ticket, TicketState
from server.operations.actors import Actor, counter_of, counter_row, found_ticket, held_ticket, refuse_unready
from server.operations.calls import LONGEST_REASON, call_body, line_of
from server.operations.days import today_of
from server.operations.facts import facts_of
from server.operations.offer import closed_today
from server.operations.rules import MINUTE_MS, rules_of
from server.operations.serving import refuse_not_owner, step
from server.store import catalogue, counters, queues
from server.store.counters import CounterRow
from server.store.transaction import Transaction

MOST_BEHIND = 999


@dataclass(frozen=True, slots=True)
class Destination:
    """Hold where a transfer goes: a service, a counter, a clerk, or a service at one of them."""

    service: str | None = None
    counter: int | None = None
    clerk: str | None = None
    reason: str = ""


def requeue(
    tx: Transaction,
    ticket_id: int,
    actor: Actor,
    *,
    behind: int | None = None,
    at_end: bool = False,
    confirmed: bool = False,
) -> Ticket:
    """Put a ticket back: behind the next `behind` calls at the counters of its service, or behind all who wait now.

    Without either, the centre's number. Its class stays, and so does its arrival unless it goes to the end. Raises TicketNotFound, IllegalMove, CounterTaken,
    ServiceRunning (the citizen is being served and `confirmed` is false), InvalidInput (more than 999).
    """
    ticket, counter = held_ticket(tx, ticket_id, actor, Move.REQUEUE)
    if ticket.state is TicketState.SERVING and not confirmed:
        raise ServiceRunning(number=ticket.label)
    if at_end:
        return step(tx, ticket, Move.REQUEUE, counter.number, actor, {"after_calls": 0, "at_end": True})
    if behind is None:
        behind = rules_of(tx).requeue_behind
    elif not 0 <= behind <= MOST_BEHIND:
        raise InvalidInput("Say how many people go first, from 0 to 999.", field="behind")
    body = _put_back(tx, ticket, behind)
    return step(tx, ticket, Move.REQUEUE, counter.number, actor, body)


def take_back(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Let a missed ticket wait again, a few calls behind the next, within the centre's tolerance on the same day.

    Raises TicketNotFound, IllegalMove, ReturnTooLate.
    """
    ticket = found_ticket(tx, ticket_id)
    decide(ticket, Move.RETURN, at_ms=tx.now_ms)
    rules = rules_of(tx)
    missed_ms = tx.now_ms - (ticket.leg.ended_at_ms or 0)
    if ticket.day != today_of(tx) or missed_ms > rules.return_within_min * MINUTE_MS:
        raise ReturnTooLate(number=ticket.label, within_min=rules.return_within_min)
    return step(tx, ticket, Move.RETURN, None, actor, _put_back(tx, ticket, rules.return_behind))


def transfer(tx: Transaction, ticket_id: int, actor: Actor, to: Destination) -> Ticket:
    """Send a ticket to another service, counter or clerk; it waits there with its arrival and class.

    A ticket at a counter is sent by whoever sits there, a waiting one by any clerk, a parked one by its owner. Raises
    TicketNotFound, IllegalMove, CounterTaken, ParkedByAnother, TransferNowhere, UnknownService, ServiceClosed,
    CounterNotFound, CounterClosed, SkillMissing, ClerkAbsent.
    """
    ticket = found_ticket(tx, ticket_id)
    decide(ticket, Move.TRANSFER, at_ms=tx.now_ms)
    refuse_not_owner(ticket, actor)
    at = counter_of(tx, ticket.leg.counter or 0, actor).number if ticket.state in AT_A_COUNTER else None
    body = _destination(tx, ticket, to)
    return step(tx, ticket, Move.TRANSFER, at, actor, body)


def leave(tx: Transaction, ticket_id: int, actor: Actor | None) -> Ticket:
    """Note that somebody is gone before being called: said by staff, or by the citizen (no actor).

    Raises TicketNotFound, IllegalMove, ParkedByAnother.
    """
    ticket = found_ticket(tx, ticket_id)
    decide(ticket, Move.LEAVE, at_ms=tx.now_ms)
    if actor is not None:
        refuse_not_owner(ticket, actor)
    by = actor or Actor("")
    return step(tx, ticket, Move.LEAVE, None, by, {"by": "staff" if actor else "citizen"})


def walk_in(tx: Transaction, counter_number: int, ticket_id: int, actor: Actor) -> Ticket:
    """Bring a waiting ticket to a free counter without a call.

    At the actor's own counter it is served at once; sent to a colleague's it is announced to nobody but that desk.
    Raises TicketNotFound, CounterNotFound, CounterClosed, CounterBusy, SkillMissing, IllegalMove, TicketReserved.
    """
    counter = counter_row(tx, counter_number)
    refuse_unready(tx, counter)
    ticket = found_ticket(tx, ticket_id)
    decide(ticket, Move.WALK_IN, at_ms=tx.now_ms)
    _refuse_unskilled(counter, ticket.leg.service)
    if not queues.may_take(tx.connection, counter, ticket.id):
        raise TicketReserved(number=ticket.label, counter=ticket.leg.for_counter, clerk=ticket.leg.for_clerk)
    is_own = counter.clerk in (None, actor.name)
    line = line_of(counter, ticket)
    body = call_body(ticket, counter) | {"served": is_own, "by": actor.name, "line": line}
    by = Actor(counter.clerk or actor.name)
    after = step(tx, ticket, Move.WALK_IN, counter.number, by, body)
    queues.count_call(tx, line)
    counters.occupy(tx, counter)
    return after


def _put_back(tx: Transaction, ticket: Ticket, behind: int) -> dict[str, Any]:
    after_calls = queues.calls_of(tx.connection, ticket.leg.service) + behind if behind else 0
    return {"after_calls": after_calls, "behind": behind}


def _destination(tx: Transaction, ticket: Ticket, to: Destination) -> dict[str, Any]:
    if to.counter is None and to.clerk is None and to.service in (None, ticket.leg.service):
        raise TransferNowhere
    service = to.service or ticket.leg.service
    row = catalogue.service(tx.connection, service)
    if row is None:
        raise UnknownService(service=service)
    if (refusal := closed_today(tx, row, facts_of(tx).zone)) is not None:
        raise refusal
    body: dict[str, Any] = {"service": service}
    if to.counter is not None:
        counter = counter_row(tx, to.counter)
        if counter.status == "closed":
            raise CounterClosed(counter=counter.number)
        _refuse_unskilled(counter, service)
        body["for_counter"] = counter.number
    if to.clerk is not None:
        _refuse_absent(tx, to.clerk, service, to.counter)
        body["for_clerk"] = to.clerk
    if to.reason.strip():
        body["reason"] = clean_text(to.reason, field="reason", max_length=LONGEST_REASON)
    return body


def _refuse_absent(tx: Transaction, clerk: str, service: str, counter: int | None) -> None:
    sits_at = counters.of_clerk(tx.connection, clerk)
    if sits_at is None or sits_at.status == "closed" or counter not in (None, sits_at.number):
        raise ClerkAbsent(clerk=clerk)
    _refuse_unskilled(sits_at, service)


def _refuse_unskilled(counter: CounterRow, service: str) -> None:
    if service not in counter.skills:
        raise SkillMissing(counter=counter.number, service=service)
