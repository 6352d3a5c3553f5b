"""The ticket and its legs as plain values, and the state graph they move in."""

from dataclasses import dataclass, replace
from enum import StrEnum


class TicketState(StrEnum):
    """Name where a ticket is. Open states hold a place in the hall, ended ones only in the books.

    `transferred` is the end of a leg, never of a ticket: the next leg begins with it.
    """

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    FINISHED = "finished"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    LEFT = "left"
    INCOMPLETE = "incomplete"


AT_A_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})
OPEN_STATES = AT_A_COUNTER | {TicketState.WAITING, TicketState.PARKED}


@dataclass(frozen=True, slots=True)
class Leg:
    """Hold one pass through one queue and one counter, with its clocks (UTC, Unix milliseconds).

    `line_at_ms` and `line_seq` say from when the wait counts for who is next: the arrival, kept by a transfer, or the
    booked time. `after_calls`: put back, to be called only once the service has made so many calls in all.
    `for_counter`, `for_clerk`: whom a transfer meant. `parked_ms` is the time set aside so far.
    """

    ordinal: int
    service: str
    priority: str
    state: TicketState
    queued_at_ms: int
    line_at_ms: int
    line_seq: int
    after_calls: int = 0
    for_counter: int | None = None
    for_clerk: str | None = None
    called_at_ms: int | None = None
    calls: int = 0
    last_call_seq: int | None = None
    serving_at_ms: int | None = None
    parked_at_ms: int | None = None
    parked_ms: int = 0
    park_reason: str = ""
    ended_at_ms: int | None = None
    outcome: str = ""
    counter: int | None = None
    clerk: str | None = None

    @property
    def is_open(self) -> bool:
        """Claim that this leg still holds a place in the hall."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True)
class Ticket:
    """Hold the numbered token of one visit with its legs, the present one last.

    `token` is the secret of the citizen's page; `next_services` are those still to come after the present leg.
    """

    id: int
    day: str
    series: str
    number: int
    label: str
    token: str
    language: str
    issued_at_ms: int
    legs: tuple[Leg, ...]
    next_services: tuple[str, ...] = ()

    @property
    def leg(self) -> Leg:
        """Return the present leg."""
        return self.legs[-1]

    @property
    def state(self) -> TicketState:
        """Say where the ticket is now."""
        return self.leg.state

    def with_leg(self, leg: Leg) -> "Ticket":
        """Return the ticket with its present leg changed."""
        return replace(self, legs=(*self.legs[:-1], leg))


def ticket_label(prefix: str, number: int) -> str:
    """Write a number as people read it: prefix letter and at least three digits, `A042`, `A1000`."""
    return f"{prefix}{number:03d}"
