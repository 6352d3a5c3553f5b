"""Summon a ticket to a counter: the next one by the rule, a chosen one, and the repeated call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.changes import apply
from server.domain.errors import (
    AlreadyCalled,
    CounterBusy,
    NobodyWaiting,
    NotAllowed,
    ReasonRequired,
    RecallTooSoon,
    TicketNotFound,
)
from server.domain.events import Event, EventKind
from server.domain.moves import Move, decide
from server.domain.next_in_line import Waiting, choose, waited_s
from server.domain.policy import Policy, PolicyKind
from server.domain.text import clean_text
from server.domain.ticket import Ticket, TicketState
from server.operations.actors import Actor, counter_of, free_counter, held_ticket
from server.operations.rules import policy_of, rules_of
from server.operations.serving import finish, refuse_not_owner
from server.store import counters, dossiers, log, queues, tickets
from server.store.counters import CounterRow
from server.store.sqlite import Connection
from server.store.transaction import Transaction

LONGEST_REASON = 200
Reasons = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CallOrder:
    """Hold how a clerk calls: by the rule, or a `ticket` with a `reason`.

    `finish` first ends the visit that is at the counter, with its `outcome`; `store_next`: on an empty queue the next
    arrival is called at once.
    """

    ticket: int | None = None
    reason: str = ""
    finish: bool = False
    outcome: str = ""
    store_next: bool = False


BY_THE_RULE = CallOrder()


def call_next(
    tx: Transaction, counter_number: int, actor: Actor, order: CallOrder = BY_THE_RULE
) -> Mapping[str, Any]:
    """Call the next ticket this counter can serve, or the one named; it is claimed in the same act.

    When nobody waits but the visit here was finished, or the next arrival is awaited, that is the answer: `ticket` is
    None. Raises CounterNotFound, CounterClosed, CounterTaken, CounterBusy, NobodyWaiting, TicketNotFound,
    AlreadyCalled, NotAllowed, ReasonRequired, ParkedByAnother, and what `finish` raises.
    """
    finished = _finish_current(tx, counter_number, actor, order) if order.finish else None
    counter = free_counter(tx, counter_number, actor)
    dossiers.drop_drafts_of_ended(tx)
    if order.ticket is not None:
        ticket, reasons = _named(tx, order.ticket, actor, order.reason)
    else:
        found = next_for(tx, counter)
        if found is None:
            return _nobody(tx, counter, actor, order, finished)
        ticket, reasons = found
    made = call(tx, ticket, counter, actor.name, reasons, chosen=order.ticket is not None)
    return made | {"finished": finished.id} if finished else made


def call(
    tx: Transaction, ticket: Ticket, counter: CounterRow, clerk: str, reasons: Reasons, *, chosen: bool
) -> dict[str, Any]:
    """Claim a ticket for a free counter, and tell the hall why it is next."""
    line = line_of(counter, ticket)
    why = {"reason_vi": reasons[0], "reason_en": reasons[1], "chosen": chosen, "line": line}
    body = call_body(ticket, counter) | why
    event = decide(ticket, Move.CALL, at_ms=tx.now_ms, counter=counter.number, clerk=clerk, body=body)
    recorded = tx.record(event)
    tickets.save(tx, ticket, apply(ticket, recorded))
    queues.count_call(tx, line)
    counters.occupy(tx, counter)
    return {
        "ticket": ticket.id,
        "number": ticket.label,
        "counter": counter.number,
        "reason": reasons[0],
        "reason_en": reasons[1],
        "seq": recorded.seq,
    }


def recall(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Call a ticket again that was called and has not come, not sooner than the centre's gap after the last call.

    Raises TicketNotFound, IllegalMove, CounterTaken, RecallTooSoon.
    """
    ticket, counter = held_ticket(tx, ticket_id, actor, Move.RECALL)
    _keep_the_gap(tx, ticket, actor)
    event = decide(
        ticket,
        Move.RECALL,
        at_ms=tx.now_ms,
        counter=counter.number,
        clerk=actor.name,
        body=call_body(ticket, counter),
    )
    after = apply(ticket, tx.record(event))
    tickets.save(tx, ticket, after)
    return after


def next_for(tx: Transaction, counter: CounterRow) -> tuple[Ticket, Reasons] | None:
    """Choose whom a counter calls by the rule: from its own queues, else from those it helps with."""
    policy = policy_of(tx)
    heads = queues.heads(tx.connection, counter, counter.services)
    services = counter.services
    if counter.helps and not any(one.line_at_ms <= tx.now_ms for one in heads):
        helped = _to_help(tx, counter)  # before a booked time still to come: that one's wait has not begun
        services, heads = (counter.helps, helped) if helped else (services, heads)
    choice = choose(heads, policy, tx.now_ms, streak=streak_of(tx.connection, services, policy))
    if choice is None:
        return None
    ticket = tickets.by_id(tx.connection, choice.ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket=choice.ticket_id)
    return ticket, (choice.reason_vi, choice.reason_en)


def _to_help(tx: Transaction, counter: CounterRow) -> list[Waiting]:
    """List whom a counter may help with: who has waited long enough, and is not put back behind others still ready."""
    found = queues.heads(tx.connection, counter, counter.helps)
    ready = {one.service for one in found if one.lets_pass <= 0}
    return [
        one
        for one in found
        if waited_s(one.line_at_ms, tx.now_ms) >= counter.help_after_s
        and (one.lets_pass <= 0 or one.service not in ready)
    ]


def line_of(counter: CounterRow, ticket: Ticket) -> list[str]:
    """List the services whose waiting let this ticket go first at a counter; a parked one comes from no queue."""
    return sorted({*counter.services, ticket.leg.service}) if ticket.state is TicketState.WAITING else []


def streak_of(connection: Connection, services: Sequence[str], policy: Policy) -> int:
    """Count how many calls in a row at these services went to priority classes; only an alternation asks."""
    if policy.kind is not PolicyKind.ALTERNATION:
        return 0
    latest = queues.last_classes(connection, services, policy.turns)
    ordinary = [place for place, one in enumerate(latest) if not policy.is_priority(one)]
    return ordinary[0] if ordinary else len(latest)


def call_body(ticket: Ticket, counter: CounterRow) -> dict[str, Any]:
    """Write what every screen needs to know of a call."""
    return {
        "label": ticket.label,
        "service": ticket.leg.service,
        "zone": counter.zone,
        "counter_name_vi": counter.name_vi,
        "counter_name_en": counter.name_en,
    }


def _finish_current(tx: Transaction, number: int, actor: Actor, order: CallOrder) -> Ticket | None:
    counter_of(tx, number, actor)
    current = tickets.at_counter(tx.connection, number)
    if current is None:
        return None
    if current.state is TicketState.CALLED:  # nobody has come: whether absent or done is for the clerk to say
        raise CounterBusy(counter=number, number=current.label)
    return finish(tx, current.id, actor, order.outcome, calls_on=True)


def _nobody(
    tx: Transaction, counter: CounterRow, actor: Actor, order: CallOrder, finished: Ticket | None
) -> Mapping[str, Any]:
    """Answer that nobody waits; what was finished stays finished, and an arrival may be awaited."""
    if order.store_next:
        await_next(tx, counter, actor)
    elif finished is None:
        raise NobodyWaiting(counter=counter.number)
    return {
        "ticket": None,
        "number": None,
        "counter": counter.number,
        "reason": "",
        "reason_en": "",
        "seq": tx.tail[0],
        "awaits_next": order.store_next,
        "finished": finished.id if finished else None,
    }


def await_next(tx: Transaction, counter: CounterRow, actor: Actor) -> None:
    """Note that the next arrival is to be called here at once."""
    if not counter.awaits_next:
        tx.record(Event(EventKind.NEXT_AWAITED, tx.now_ms, counter=counter.number, clerk=actor.name))
        counters.set_awaits_next(tx, counter.number, True)


def _named(tx: Transaction, ticket_id: int, actor: Actor, reason: str) -> tuple[Ticket, Reasons]:
    ticket = tickets.by_id(tx.connection, ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket=ticket_id)
    if ticket.state is TicketState.PARKED:
        refuse_not_owner(ticket, actor)
        return ticket, ("gọi lại phiếu đã tạm dừng", "parked ticket called back")
    if ticket.state is not TicketState.WAITING:
        raise AlreadyCalled(number=ticket.label, state=ticket.state)
    if not (actor.may_choose or actor.any_counter):
        raise NotAllowed(permission="choose_ticket")
    if not reason.strip() and not actor.any_counter:
        raise ReasonRequired(field="reason")
    said = clean_text(reason, field="reason", max_length=LONGEST_REASON) if reason.strip() else ""
    why = f": {said}" if said else ""
    return ticket, (f"cán bộ chọn số này{why}", f"chosen by the clerk{why}")


def _keep_the_gap(tx: Transaction, ticket: Ticket, actor: Actor) -> None:
    if actor.any_counter or ticket.leg.last_call_seq is None:
        return
    gap_ms = rules_of(tx).recall_gap_s * 1000
    since_ms = tx.now_ms - log.at_of(tx.connection, ticket.leg.last_call_seq)
    if since_ms < gap_ms:
        raise RecallTooSoon(number=ticket.label, wait_s=-(-(gap_ms - since_ms) // 1000))
