"""Past facts: what may be written in the log, and the order in which it happened. No rules here (see moves.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class EventKind(StrEnum):
    """Name a fact; the names are stable because they are stored and hashed."""

    DAY_OPENED = "DayOpened"
    DAY_ENDED = "DayEnded"
    CLOCK_SUSPECTED = "ClockSuspected"
    TICKET_ISSUED = "TicketIssued"
    TICKET_CALLED = "TicketCalled"
    TICKET_RECALLED = "TicketRecalled"
    TICKET_WALKED_IN = "TicketWalkedIn"
    SERVING_STARTED = "ServingStarted"
    TICKET_FINISHED = "TicketFinished"
    TICKET_NO_SHOW = "TicketNoShow"
    TICKET_REQUEUED = "TicketRequeued"
    TICKET_RETURNED = "TicketReturned"
    TICKET_PARKED = "TicketParked"
    TICKET_RESUMED = "TicketResumed"
    TICKET_TRANSFERRED = "TicketTransferred"
    TICKET_LEFT = "TicketLeft"
    TICKET_INCOMPLETE = "TicketIncomplete"
    MOVE_UNDONE = "MoveUndone"
    COUNTER_OPENED = "CounterOpened"
    COUNTER_PAUSED = "CounterPaused"
    COUNTER_CLOSED = "CounterClosed"
    COUNTER_CHANGED = "CounterChanged"
    NEXT_AWAITED = "NextAwaited"
    SERVICE_CHANGED = "ServiceChanged"
    RULES_CHANGED = "RulesChanged"
    DOSSIER_OPENED = "DossierOpened"
    SLIP_REPRINTED = "SlipReprinted"
    SLIP_ACCOUNTED = "SlipAccounted"


CALL_KINDS = frozenset({EventKind.TICKET_CALLED, EventKind.TICKET_RECALLED})


@dataclass(frozen=True, slots=True)
class Event:
    """Hold one fact: what, to which ticket, at which counter, by whom. `at_ms` is UTC, Unix milliseconds."""

    kind: EventKind
    at_ms: int
    ticket_id: int | None = None
    counter: int | None = None
    clerk: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """Hold an event as the log holds it: `seq` is the order of things, whatever the clock said."""

    seq: int
    event: Event
