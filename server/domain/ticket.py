"""The ticket and its leg as plain values, and the state graph they move in."""

from dataclasses import dataclass
from enum import StrEnum


class TicketState(StrEnum):
    """Name where a ticket is. Open states hold a place in the hall, ended ones only in the books."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    INCOMPLETE = "incomplete"


OPEN_STATES = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING})
AT_A_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})


@dataclass(frozen=True, slots=True)
class Leg:
    """Hold one pass through one queue and one counter, with its clocks (UTC, Unix milliseconds)."""

    ordinal: int
    service: str
    priority: str
    state: TicketState
    queued_at_ms: int
    queued_seq: int
    called_at_ms: int | None = None
    calls: int = 0
    last_call_seq: int | None = None
    serving_at_ms: int | None = None
    ended_at_ms: int | None = None
    counter: int | None = None
    clerk: str | None = None

    @property
    def is_open(self) -> bool:
        """Claim that this leg still holds a place in the hall."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Ticket:
    """Hold the numbered token of one visit and its present leg. `token` is the secret of the citizen's page."""

    id: int
    day: str
    series: str
    number: int
    label: str
    token: str
    language: str
    issued_at_ms: int
    leg: Leg

    @property
    def state(self) -> TicketState:
        """Say where the ticket is now."""
        return self.leg.state


def ticket_label(prefix: str, number: int) -> str:
    """Write a number as people read it: prefix letter and at least three digits, `A042`, `A1000`."""
    return f"{prefix}{number:03d}"
