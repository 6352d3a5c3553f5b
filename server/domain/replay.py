"""The state of the hall as the log tells it: fold every fact, in order of seq. Used by `layso verify`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.domain.events import EventKind, Recorded
from server.domain.moves import apply, issued
from server.domain.ticket import Ticket

COUNTER_STATUS = {
    EventKind.COUNTER_OPENED: "open",
    EventKind.COUNTER_PAUSED: "paused",
    EventKind.COUNTER_CLOSED: "closed",
}


@dataclass
class Hall:
    """Hold tickets by id, counters as (status, clerk), the ticket of every dossier, the business day."""

    tickets: dict[int, Ticket] = field(default_factory=dict)
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
        hall.tickets[event.ticket_id] = apply(hall.tickets[event.ticket_id], recorded)
