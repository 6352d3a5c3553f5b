"""Every move of a ticket: from which states it is possible, and how a fact changes the ticket.

`apply` is the only place where a ticket changes; the log replayed through it gives the same tickets again.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from server.domain.errors import IllegalMove
from server.domain.events import Event, EventKind, Recorded
from server.domain.ticket import AT_A_COUNTER, OPEN_STATES, Leg, Ticket, TicketState


class Move(StrEnum):
    """Name what may be done to a ticket, as the API names it."""

    CALL = "call"
    RECALL = "recall"
    SERVE = "serve"
    FINISH = "finish"
    NO_SHOW = "no-show"
    END_DAY = "end-day"


MOVES: Mapping[Move, tuple[frozenset[TicketState], EventKind]] = MappingProxyType(
    {
        Move.CALL: (frozenset({TicketState.WAITING}), EventKind.TICKET_CALLED),
        Move.RECALL: (frozenset({TicketState.CALLED}), EventKind.TICKET_RECALLED),
        Move.SERVE: (frozenset({TicketState.CALLED}), EventKind.SERVING_STARTED),
        Move.FINISH: (AT_A_COUNTER, EventKind.TICKET_FINISHED),
        Move.NO_SHOW: (frozenset({TicketState.CALLED}), EventKind.TICKET_NO_SHOW),
        Move.END_DAY: (OPEN_STATES, EventKind.TICKET_INCOMPLETE),
    }
)


def decide(
    ticket: Ticket,
    move: Move,
    *,
    at_ms: int,
    counter: int | None = None,
    clerk: str | None = None,
    body: Mapping[str, Any] | None = None,
) -> Event:
    """Turn a move into the fact it makes, or refuse with IllegalMove when the state graph does not allow it."""
    allowed, kind = MOVES[move]
    if ticket.state not in allowed:
        raise IllegalMove(f"A ticket that is {ticket.state} cannot {move}.", state=ticket.state, move=move)
    return Event(kind, at_ms, ticket.id, counter, clerk, dict(body or {}))


def issued(recorded: Recorded) -> Ticket:
    """Build the ticket that a TicketIssued fact describes."""
    event = recorded.event
    body = event.body
    leg = Leg(
        ordinal=1,
        service=body["service"],
        priority=body["priority"],
        state=TicketState.WAITING,
        queued_at_ms=event.at_ms,
        queued_seq=recorded.seq,
    )
    return Ticket(
        id=_ticket_id(event),
        day=body["day"],
        series=body["series"],
        number=body["number"],
        label=body["label"],
        token=body["token"],
        language=body["language"],
        issued_at_ms=event.at_ms,
        leg=leg,
    )


def apply(ticket: Ticket, recorded: Recorded) -> Ticket:
    """Give the ticket as it is after a fact about it. Facts that do not move a ticket leave it as it was."""
    event = recorded.event
    change = _CHANGES.get(event.kind)
    return replace(ticket, leg=change(ticket.leg, recorded)) if change else ticket


def _ticket_id(event: Event) -> int:
    if event.ticket_id is None:
        raise ValueError(f"{event.kind} without a ticket")
    return event.ticket_id


def _called(leg: Leg, recorded: Recorded) -> Leg:
    event = recorded.event
    return replace(
        leg,
        state=TicketState.CALLED,
        counter=event.counter,
        clerk=event.clerk,
        called_at_ms=event.at_ms,
        calls=1,
        last_call_seq=recorded.seq,
    )


def _recalled(leg: Leg, recorded: Recorded) -> Leg:
    return replace(leg, calls=leg.calls + 1, last_call_seq=recorded.seq)


def _serving(leg: Leg, recorded: Recorded) -> Leg:
    return replace(leg, state=TicketState.SERVING, serving_at_ms=recorded.event.at_ms)


def _ended(state: TicketState) -> Any:
    def change(leg: Leg, recorded: Recorded) -> Leg:
        return replace(leg, state=state, ended_at_ms=recorded.event.at_ms)

    return change


_CHANGES: Mapping[EventKind, Any] = MappingProxyType(
    {
        EventKind.TICKET_CALLED: _called,
        EventKind.TICKET_RECALLED: _recalled,
        EventKind.SERVING_STARTED: _serving,
        EventKind.TICKET_FINISHED: _ended(TicketState.FINISHED),
        EventKind.TICKET_NO_SHOW: _ended(TicketState.NO_SHOW),
        EventKind.TICKET_INCOMPLETE: _ended(TicketState.INCOMPLETE),
    }
)
