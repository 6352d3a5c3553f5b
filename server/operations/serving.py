"""What a clerk does with the ticket at the counter: serve, finish, no-show."""

from server.domain.moves import Move, apply, decide
from server.domain.ticket import Ticket
from server.operations.calls import Actor, held_ticket
from server.store import dossiers, tickets
from server.store.transaction import Transaction


def serve(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Note that the citizen is at the counter. Raises TicketNotFound, IllegalMove, CounterTaken."""
    return _move(tx, ticket_id, actor, Move.SERVE)


def finish(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """End the visit; the counter is free again. Raises TicketNotFound, IllegalMove, CounterTaken."""
    return _move(tx, ticket_id, actor, Move.FINISH)


def no_show(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Note that nobody came to the call; the counter is free again."""
    return _move(tx, ticket_id, actor, Move.NO_SHOW)


def _move(tx: Transaction, ticket_id: int, actor: Actor, move: Move) -> Ticket:
    ticket, counter = held_ticket(tx, ticket_id, actor, move)
    event = decide(ticket, move, at_ms=tx.now_ms, counter=counter.number, clerk=actor.name)
    after = apply(ticket, tx.record(event))
    tickets.save(tx, ticket, after)
    if not after.leg.is_open:
        dossiers.drop_draft(tx, ticket.id)
        tx.forget()  # the serving times the estimates stand on
    return after
