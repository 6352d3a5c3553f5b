"""The life of one ticket as values: facts in their order, and the ticket they make. No file, no clock of its own."""

from dataclasses import dataclass, field
from typing import Any

from server.domain.changes import apply, issued
from server.domain.events import Event, EventKind, Recorded
from server.domain.moves import Move, decide
from server.domain.ticket import Ticket, TicketState

MINUTE_MS = 60_000
ISSUED_MS = 1_795_400_000_000
# What a fact must say besides who and where.
BODIES: dict[Move, dict[str, Any]] = {
    Move.WALK_IN: {"served": True},
    Move.REQUEUE: {"after_calls": 3, "behind": 3},
    Move.RETURN: {"after_calls": 2, "behind": 2},
    Move.PARK: {"reason": "đi photo"},
    Move.TRANSFER: {"service": "DD"},
    Move.LEAVE: {"by": "citizen"},
}
WAYS: dict[TicketState, tuple[Move, ...]] = {
    TicketState.WAITING: (),
    TicketState.CALLED: (Move.CALL,),
    TicketState.SERVING: (Move.CALL, Move.SERVE),
    TicketState.PARKED: (Move.CALL, Move.SERVE, Move.PARK),
    TicketState.FINISHED: (Move.CALL, Move.SERVE, Move.FINISH),
    TicketState.NO_SHOW: (Move.CALL, Move.NO_SHOW),
    TicketState.LEFT: (Move.LEAVE,),
    TicketState.INCOMPLETE: (Move.END_DAY,),
}


@dataclass
class Life:
    """Hold the facts about ticket 42, taken at `ISSUED_MS`; each move follows a minute after the last unless said."""

    body: dict[str, Any] = field(default_factory=dict)
    facts: list[Recorded] = field(default_factory=list)
    seq: int = 6

    def __post_init__(self) -> None:
        about = {
            "day": "2026-11-23",
            "series": "A",
            "number": 42,
            "label": "A042",
            "token": "TOKEN",
            "language": "vi",
        }
        body = about | {"service": "HT", "priority": "normal"} | self.body
        self.ticket = issued(self._note(Event(EventKind.TICKET_ISSUED, ISSUED_MS, 42, body=body)))

    @property
    def now_ms(self) -> int:
        """Return the time of the last fact."""
        return self.facts[-1].event.at_ms

    def move(
        self,
        move: Move,
        *,
        after_ms: int = MINUTE_MS,
        counter: int | None = 1,
        clerk: str = "ana",
        **body: Any,
    ) -> Ticket:
        """Let the ticket move, or raise IllegalMove and change nothing."""
        said = BODIES.get(move, {}) | body
        fact = decide(
            self.ticket, move, at_ms=self.now_ms + after_ms, counter=counter, clerk=clerk, body=said
        )
        self.ticket = apply(self.ticket, self._note(fact))
        return self.ticket

    def note(self, kind: EventKind, after_ms: int = 0, /, **body: Any) -> Recorded:
        """Record a fact about the ticket that is no move."""
        fact = self._note(Event(kind, self.now_ms + after_ms, 42, 1, "ana", body))
        self.ticket = apply(self.ticket, fact)
        return fact

    def _note(self, event: Event) -> Recorded:
        self.seq += 1
        self.facts.append(Recorded(self.seq, event))
        return self.facts[-1]


def life_of(*moves: Move, **body: Any) -> Life:
    """Tell a life move by move."""
    life = Life(body)
    for one in moves:
        life.move(one)
    return life


def life_until(state: TicketState, **body: Any) -> Life:
    """Tell a life that ends in a state."""
    return life_of(*WAYS[state], **body)
