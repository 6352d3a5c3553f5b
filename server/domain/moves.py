"""Every move of a ticket: from which states it is possible, and which fact it makes. What a fact changes: changes.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from server.domain.errors import IllegalMove
from server.domain.events import Event, EventKind
from server.domain.ticket import OPEN_STATES, Ticket, TicketState


class Move(StrEnum):
    """Name what may be done to a ticket, as the API names it."""

    CALL = "call"
    RECALL = "recall"
    WALK_IN = "walk-in"
    SERVE = "serve"
    FINISH = "finish"
    NO_SHOW = "no-show"
    REQUEUE = "requeue"
    RETURN = "return"
    PARK = "park"
    RESUME = "resume"
    TRANSFER = "transfer"
    LEAVE = "leave"
    END_DAY = "end-day"


@dataclass(frozen=True, slots=True)
class MoveRule:
    """Hold one row of the move table: from where, to where, the fact it makes, whether it can be undone, what it is."""

    states: frozenset[TicketState]
    to: TicketState
    kind: EventKind
    can_be_undone: bool
    about: str


def _rule(*states: TicketState, to: TicketState, kind: EventKind, about: str, undo: bool = False) -> MoveRule:
    return MoveRule(frozenset(states), to, kind, undo, about)


W, C, S, P = TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED

MOVES: Mapping[Move, MoveRule] = MappingProxyType(
    {
        Move.CALL: _rule(
            W, P, to=C, kind=EventKind.TICKET_CALLED,
            about="Summon the next ticket by the rule, or a chosen one with a reason; a parked one only by choice.",
        ),
        Move.RECALL: _rule(
            C, to=C, kind=EventKind.TICKET_RECALLED, about="Summon again, not sooner than the gap between calls."
        ),
        Move.WALK_IN: _rule(
            W, to=S, kind=EventKind.TICKET_WALKED_IN, undo=True,
            about="Serve without a call; sent by reception to another's counter it is `called` there, silently.",
        ),
        Move.SERVE: _rule(
            C, to=S, kind=EventKind.SERVING_STARTED, undo=True, about="The citizen is at the counter."
        ),
        Move.FINISH: _rule(
            C, S, to=TicketState.FINISHED, kind=EventKind.TICKET_FINISHED, undo=True,
            about="The leg is done; with a further service on the ticket, its next leg waits with the arrival kept.",
        ),
        Move.NO_SHOW: _rule(
            C, to=TicketState.NO_SHOW, kind=EventKind.TICKET_NO_SHOW, undo=True,
            about="Nobody came, after the calls that the centre asks for.",
        ),
        Move.REQUEUE: _rule(
            C, S, to=W, kind=EventKind.TICKET_REQUEUED, undo=True,
            about="Back to the same queue, some calls behind or at its end; a running service only when confirmed.",
        ),
        Move.RETURN: _rule(
            TicketState.NO_SHOW, to=W, kind=EventKind.TICKET_RETURNED, undo=True,
            about="A missed ticket comes back within the tolerance, on the same day, a few calls behind the next.",
        ),
        Move.PARK: _rule(
            C, S, to=P, kind=EventKind.TICKET_PARKED, undo=True,
            about="Set aside by its clerk, with a reason; the counter is free.",
        ),
        Move.RESUME: _rule(
            P, to=S, kind=EventKind.TICKET_RESUMED, undo=True, about="Take back what its owner parked, at a free counter."
        ),
        Move.TRANSFER: _rule(
            W, C, S, P, to=W, kind=EventKind.TICKET_TRANSFERRED, undo=True,
            about="To another service, counter or clerk, as a new leg; arrival and class are kept.",
        ),
        Move.LEAVE: _rule(
            W, P, to=TicketState.LEFT, kind=EventKind.TICKET_LEFT, undo=True,
            about="Gone before being called: said by the citizen on the phone page, or by staff.",
        ),
        Move.END_DAY: _rule(
            *OPEN_STATES, to=TicketState.INCOMPLETE, kind=EventKind.TICKET_INCOMPLETE,
            about="Still open when the day ended.",
        ),
    }
)  # fmt: skip


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
    rule = MOVES[move]
    if ticket.state not in rule.states:
        raise IllegalMove(f"A ticket that is {ticket.state} cannot {move}.", state=ticket.state, move=move)
    return Event(rule.kind, at_ms, ticket.id, counter, clerk, dict(body or {}))
