"""The state of the hall as the log tells it: fold every fact, in order of seq. Used by `layso verify`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.domain.changes import apply, issued
from server.domain.events import EventKind, Recorded
from server.domain.ticket import Ticket

COUNTER_STATUS = {
    EventKind.COUNTER_OPENED: "open",
    EventKind.COUNTER_PAUSED: "paused",
    EventKind.COUNTER_CLOSED: "closed",
}


@dataclass
class Hall:
    """Hold tickets by id, counters as (status, clerk), calls by service, the ticket of every dossier, the day.

    `before` holds what the last move of a ticket changed: (seq of the move, the ticket before it).
    """

    tickets: dict[int, Ticket] = field(default_factory=dict)
    before: dict[int, tuple[int, Ticket]] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    counters: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    dossiers: dict[str, int | None] = field(default_factory=dict)
    day: str | None = None


def replay(log: Iterable[Recorded]) -> Hall:
    """Fold the log into the hall it describes."""
    hall = Hall()
    for recorded in log:
        fold(hall, recorded)
    return hall


def fold(hall: Hall, recorded: Recorded) -> None:
    """Let one fact change the hall."""
    event = recorded.event
    if event.kind is EventKind.TICKET_ISSUED:
        ticket = issued(recorded)
        hall.tickets[ticket.id] = ticket
    elif event.kind in COUNTER_STATUS and event.counter is not None:
        hall.counters[event.counter] = (COUNTER_STATUS[event.kind], event.clerk)
    elif event.kind is EventKind.DOSSIER_OPENED:
        hall.dossiers[event.body["code"]] = event.ticket_id
    elif event.kind is EventKind.DAY_OPENED:
        hall.day = event.body["day"]
    elif event.ticket_id is not None:
        _fold_move(hall, event.ticket_id, recorded)


def _fold_move(hall: Hall, ticket_id: int, recorded: Recorded) -> None:
    ticket = hall.tickets[ticket_id]
    kind = recorded.event.kind
    if kind is EventKind.MOVE_UNDONE:
        seq, hall.tickets[ticket_id] = hall.before.pop(ticket_id)
        if seq != recorded.event.body["undoes"]:
            raise ValueError(f"fact {recorded.seq} undoes what was not the last move of its ticket")
        return
    for service in recorded.event.body.get("line", ()):
        hall.calls[service] = hall.calls.get(service, 0) + 1
    hall.tickets[ticket_id] = apply(ticket, recorded)
    if hall.tickets[ticket_id] is not ticket:
        hall.before[ticket_id] = (recorded.seq, ticket)
