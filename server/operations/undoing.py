"""Take back the last step with a ticket, within seconds, where nothing irreversible happened."""

from server.domain import undo as rules
from server.domain.errors import CannotUndo, CounterNotFound
from server.domain.events import Recorded
from server.domain.ticket import AT_A_COUNTER, Ticket
from server.operations.actors import Actor, counter_of, found_ticket
from server.store import history, tickets
from server.store.transaction import Transaction


def undo(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Undo the last step with a ticket, by whoever made it, while the counter it goes back to is free.

    Raises TicketNotFound, CannotUndo (too late, called since, another's step, the counter has another ticket),
    CounterTaken.
    """
    ticket = found_ticket(tx, ticket_id)
    past = history.of_ticket(tx.connection, ticket_id)
    step = rules.undoable(past, tx.now_ms)
    if step is None or not _is_by(step, actor):
        raise CannotUndo(number=ticket.label)
    before = rules.before(past, step)
    _refuse_without_counter(tx, before, actor)
    tx.record(rules.undone(step, tx.now_ms, actor.name))
    tickets.save(tx, ticket, before)
    return before


def _is_by(step: Recorded, actor: Actor) -> bool:
    """Claim that a step is this actor's: theirs by name, or brought in by them to a colleague's counter."""
    return actor.any_counter or actor.name in (step.event.clerk, step.event.body.get("by"))


def _refuse_without_counter(tx: Transaction, before: Ticket, actor: Actor) -> None:
    """Refuse when the ticket would go back to a counter that is not there for it any more."""
    if before.state not in AT_A_COUNTER:
        return
    if before.leg.counter is None:
        raise CounterNotFound
    counter = counter_of(tx, before.leg.counter, actor)
    other = tickets.at_counter(tx.connection, counter.number)
    if counter.status == "closed" or (other is not None and other.id != before.id):
        raise CannotUndo(number=before.label)
