"""Which step can be undone: the last one, of the same clerk, within seconds, where nothing irreversible happened."""

from collections.abc import Sequence

from server.domain.changes import retell
from server.domain.events import Event, EventKind, Recorded
from server.domain.moves import MOVES
from server.domain.ticket import Ticket

UNDO_WITHIN_MS = 10_000
UNDOABLE = frozenset(rule.kind for rule in MOVES.values() if rule.can_be_undone)
# Paper that is looked for changes nothing of the ticket.
_ASIDE = frozenset({EventKind.SLIP_REPRINTED, EventKind.SLIP_ACCOUNTED})


def undoable(history: Sequence[Recorded], now_ms: int) -> Recorded | None:
    """Return the step of a ticket that can still be undone, or None.

    It is the last fact about the ticket, of a kind that can be taken back (a call cannot: the hall has heard it), and
    not older than ten seconds. A dossier opened or an undo after it closes the door.
    """
    told = [one for one in history if one.event.kind not in _ASIDE]
    last = told[-1] if told else None
    if last is None or last.event.kind not in UNDOABLE:
        return None
    return last if 0 <= now_ms - last.event.at_ms <= UNDO_WITHIN_MS else None


def before(history: Sequence[Recorded], step: Recorded) -> Ticket:
    """Return the ticket as it was before a step."""
    return retell([one for one in history if one.seq < step.seq])


def undone(step: Recorded, at_ms: int, clerk: str) -> Event:
    """Make the fact that a step is undone."""
    kind = step.event.kind
    body = {"undoes": step.seq, "kind": kind.value}
    return Event(EventKind.MOVE_UNDONE, at_ms, step.event.ticket_id, step.event.counter, clerk, body)
