"""How a fact changes a ticket. `apply` is the only place where one changes; the log retold gives the same tickets.

From which state a move is possible is moves.py's matter: a recorded fact has been judged already.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from server.domain.events import Event, EventKind, Recorded
from server.domain.ticket import Leg, Ticket, TicketState

LegChange = Callable[[Leg, Recorded], Leg]


def issued(recorded: Recorded) -> Ticket:
    """Build the ticket that a TicketIssued fact describes. Its wait counts from `line_at_ms`, or from the fact."""
    event = recorded.event
    body = event.body
    if event.ticket_id is None:
        raise ValueError(f"{event.kind} without a ticket")
    leg = Leg(
        ordinal=1,
        service=body["service"],
        priority=body["priority"],
        state=TicketState.WAITING,
        queued_at_ms=event.at_ms,
        line_at_ms=body.get("line_at_ms", event.at_ms),
        line_seq=recorded.seq,
    )
    return Ticket(
        id=event.ticket_id,
        day=body["day"],
        series=body["series"],
        number=body["number"],
        label=body["label"],
        token=body["token"],
        language=body["language"],
        issued_at_ms=event.at_ms,
        legs=(leg,),
        next_services=tuple(body.get("next_services", ())),
    )


def apply(ticket: Ticket, recorded: Recorded) -> Ticket:
    """Give the ticket as it is after a fact about it. Facts that do not move a ticket leave it as it was."""
    kind = recorded.event.kind
    if kind is EventKind.TICKET_TRANSFERRED:
        return _transferred(ticket, recorded.event)
    if kind is EventKind.TICKET_FINISHED:
        return _finished(ticket, recorded.event)
    change = _CHANGES.get(kind)
    return ticket.with_leg(change(ticket.leg, recorded)) if change else ticket


def retell(history: Sequence[Recorded]) -> Ticket:
    """Tell the life of one ticket from its facts, leaving out what was undone. The first fact is its issue."""
    undone = {one.event.body["undoes"] for one in history if one.event.kind is EventKind.MOVE_UNDONE}
    first, *rest = history
    ticket = issued(first)
    for one in rest:
        if one.seq not in undone:
            ticket = apply(ticket, one)
    return ticket


def _called(leg: Leg, recorded: Recorded) -> Leg:
    event = recorded.event
    return replace(
        leg,
        state=TicketState.CALLED,
        counter=event.counter,
        clerk=event.clerk,
        # who was parked has waited already: only the parked clock runs until the citizen is back at the counter
        called_at_ms=event.at_ms if leg.parked_at_ms is None else leg.called_at_ms,
        calls=1,
        last_call_seq=recorded.seq,
    )


def _recalled(leg: Leg, recorded: Recorded) -> Leg:
    return replace(leg, calls=leg.calls + 1, last_call_seq=recorded.seq)


def _walked_in(leg: Leg, recorded: Recorded) -> Leg:
    event = recorded.event
    is_served = event.body["served"]
    return replace(
        leg,
        state=TicketState.SERVING if is_served else TicketState.CALLED,
        counter=event.counter,
        clerk=event.clerk,
        called_at_ms=event.at_ms,
        calls=0,
        serving_at_ms=event.at_ms if is_served else None,
    )


def _serving(leg: Leg, recorded: Recorded) -> Leg:
    event = recorded.event
    begun = leg.serving_at_ms is not None
    back = _no_longer_parked(leg, event.at_ms)
    return replace(
        back,
        state=TicketState.SERVING,
        serving_at_ms=leg.serving_at_ms if begun else event.at_ms,
        parked_ms=back.parked_ms if begun else 0,  # what was set aside before is no part of the service
        counter=event.counter,
        clerk=event.clerk,
    )


def _parked(leg: Leg, recorded: Recorded) -> Leg:
    event = recorded.event
    return replace(
        leg,
        state=TicketState.PARKED,
        clerk=event.clerk,
        parked_at_ms=leg.parked_at_ms or event.at_ms,
        park_reason=event.body.get("reason", ""),
    )


def _queued_again(leg: Leg, recorded: Recorded) -> Leg:
    """Wait again in the same leg: its wait will be measured to the last call. At the end: behind all who wait now."""
    event = recorded.event
    at_end = event.body.get("at_end", False)
    return replace(
        leg,
        line_at_ms=event.at_ms if at_end else leg.line_at_ms,
        line_seq=recorded.seq if at_end else leg.line_seq,
        state=TicketState.WAITING,
        after_calls=event.body["after_calls"],
        called_at_ms=None,
        calls=0,
        last_call_seq=None,
        serving_at_ms=None,
        parked_at_ms=None,
        parked_ms=0,
        park_reason="",
        ended_at_ms=None,
        counter=None,
        clerk=None,
    )


def _ended(state: TicketState) -> LegChange:
    def change(leg: Leg, recorded: Recorded) -> Leg:
        return _end(leg, state, recorded.event)

    return change


def _end(leg: Leg, state: TicketState, event: Event) -> Leg:
    return replace(
        _no_longer_parked(leg, event.at_ms),
        state=state,
        ended_at_ms=event.at_ms,
        outcome=event.body.get("outcome", ""),
    )


def _no_longer_parked(leg: Leg, at_ms: int) -> Leg:
    if leg.parked_at_ms is None:
        return leg
    return replace(leg, parked_at_ms=None, parked_ms=leg.parked_ms + max(0, at_ms - leg.parked_at_ms))


def _finished(ticket: Ticket, event: Event) -> Ticket:
    ended = ticket.with_leg(_end(ticket.leg, TicketState.FINISHED, event))
    skipped = event.body.get("skipped", ())
    to_come = tuple(code for code in ticket.next_services if code not in skipped)
    after = _next_leg(ended, event, to_come[0]) if to_come else ended
    return replace(after, next_services=to_come[1:])


def _transferred(ticket: Ticket, event: Event) -> Ticket:
    ended = ticket.with_leg(_end(ticket.leg, TicketState.TRANSFERRED, event))
    body = event.body
    return _next_leg(ended, event, body["service"], body.get("for_counter"), body.get("for_clerk"))


def _next_leg(
    ticket: Ticket, event: Event, service: str, for_counter: int | None = None, for_clerk: str | None = None
) -> Ticket:
    """Begin the next leg in another queue: the place in line is that of the arrival, the class stays."""
    leg = Leg(
        ordinal=ticket.leg.ordinal + 1,
        service=service,
        priority=ticket.leg.priority,
        state=TicketState.WAITING,
        queued_at_ms=event.at_ms,
        line_at_ms=ticket.leg.line_at_ms,
        line_seq=ticket.leg.line_seq,
        for_counter=for_counter,
        for_clerk=for_clerk,
    )
    return replace(ticket, legs=(*ticket.legs, leg))


_CHANGES: Mapping[EventKind, LegChange] = MappingProxyType(
    {
        EventKind.TICKET_CALLED: _called,
        EventKind.TICKET_RECALLED: _recalled,
        EventKind.TICKET_WALKED_IN: _walked_in,
        EventKind.SERVING_STARTED: _serving,
        EventKind.TICKET_RESUMED: _serving,
        EventKind.TICKET_PARKED: _parked,
        EventKind.TICKET_REQUEUED: _queued_again,
        EventKind.TICKET_RETURNED: _queued_again,
        EventKind.TICKET_NO_SHOW: _ended(TicketState.NO_SHOW),
        EventKind.TICKET_LEFT: _ended(TicketState.LEFT),
        EventKind.TICKET_INCOMPLETE: _ended(TicketState.INCOMPLETE),
    }
)
