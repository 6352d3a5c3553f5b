"""Take back the last step with a ticket, within seconds, where nothing irreversible happened."""

from server.domain import undo as rules
from server.domain.errors import CannotUndo, CounterNotFound
from server.domain.events import EventKind, Recorded
from server.domain.ticket import AT_A_COUNTER, Ticket
from server.operations.actors import Actor, counter_of, found_ticket
from server.operations.serving import breathe
from server.store import counters, history, tickets
from server.store.at_work import day_began
from server.store.transaction import Transaction


def undo(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Undo the last step with a ticket, by whoever made it, while the counter it goes back to is free.

    Raises TicketNotFound, CannotUndo (too late, called since, another's step, a new day began, the counter has
    another ticket), CounterTaken.
    """
    ticket = found_ticket(tx, ticket_id)
    past = history.of_ticket(tx.connection, ticket_id)
    step = rules.undoable(past, tx.now_ms)
    if step is None or not _is_by(step, actor) or step.seq < day_began(tx.connection):
        raise CannotUndo(number=ticket.label)
    before = rules.before(past, step)
    if before.state in AT_A_COUNTER:
        _take_again(tx, before, actor)
    tx.record(rules.undone(step, tx.now_ms, actor.name))
    tickets.save(tx, ticket, before)
    if ticket.state in AT_A_COUNTER and before.state not in AT_A_COUNTER and ticket.leg.counter is not None:
        breathe(tx, ticket.leg.counter)
    return before


def _is_by(step: Recorded, actor: Actor) -> bool:
    """Claim that a step is this actor's: theirs by name, or brought in by them to a colleague's counter."""
    brought_by = step.event.body.get("by") if step.event.kind is EventKind.TICKET_WALKED_IN else None
    return actor.any_counter or actor.name in (step.event.clerk, brought_by)


def _take_again(tx: Transaction, before: Ticket, actor: Actor) -> None:
    """Let a counter have a ticket again: it wraps up nothing and awaits nobody. Refuse when it is not there for it."""
    if before.leg.counter is None:
        raise CounterNotFound
    counter = counter_of(tx, before.leg.counter, actor)
    other = tickets.at_counter(tx.connection, counter.number)
    if counter.status == "closed" or (other is not None and other.id != before.id):
        raise CannotUndo(number=before.label)
    counters.occupy(tx, counter)
