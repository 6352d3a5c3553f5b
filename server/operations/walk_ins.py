"""Bring somebody to a counter without a call: an official at the door, or a clerk with a free minute."""

from server.domain.ticket import Ticket
from server.operations.actors import Actor, counter_row, found_ticket, refuse_unready
from server.operations.issue import IssueOrder, issue
from server.operations.places import walk_in
from server.store.transaction import Transaction


def bring(
    tx: Transaction, counter_number: int, actor: Actor, ticket_id: int | None, order: IssueOrder
) -> Ticket:
    """Bring a waiting ticket to a free counter, or give out a number first (ticket_id None) and bring that.

    A repeated key brings nobody twice. Raises what `issue` and `walk_in` raise; then no number is given out.
    """
    if ticket_id is not None:
        return walk_in(tx, counter_number, ticket_id, actor)
    answer, is_repeated = issue(tx, order)
    if is_repeated:
        return found_ticket(tx, answer["id"])
    refuse_unready(tx, counter_row(tx, counter_number))
    return walk_in(tx, counter_number, answer["id"], actor)
