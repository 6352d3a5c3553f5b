"""The priority classes of a centre: named, weighed, offered or withdrawn by a manager."""

from dataclasses import replace

from server.domain.errors import InvalidInput, UnknownPriority
from server.domain.events import Event, EventKind
from server.domain.text import clean_text
from server.operations.actors import Actor
from server.operations.rules import NORMAL
from server.store import catalogue
from server.store.catalogue import PriorityRow
from server.store.transaction import Transaction

LONGEST_NAME = 80


def keep_class(tx: Transaction, row: PriorityRow, actor: Actor) -> PriorityRow:
    """Save a priority class under its code, a new one behind the others. Raises InvalidInput.

    Everybody else's class stays the measure of all others: rate 1, no head start, rank 0.
    """
    if row.code == NORMAL and (row.rate, row.head_start_s, row.rank, row.by_appointment) != (1, 0, 0, False):
        raise InvalidInput("The ordinary class counts 1, without head start or rank.", field="rate")
    kept = replace(
        row,
        name_vi=clean_text(row.name_vi, field="name_vi", max_length=LONGEST_NAME),
        name_en=clean_text(row.name_en, field="name_en", max_length=LONGEST_NAME),
    )
    _note(tx, kept, actor)
    catalogue.put_class(tx, kept)
    return kept


def withdraw_class(tx: Transaction, code: str, actor: Actor) -> PriorityRow:
    """Offer a class to nobody new; whoever waits in it keeps it. Raises UnknownPriority, InvalidInput."""
    found = next((one for one in catalogue.priorities(tx.connection) if one.code == code), None)
    if found is None:
        raise UnknownPriority(priority=code)
    if code == NORMAL:
        raise InvalidInput("The ordinary class cannot be withdrawn.", field="code")
    withdrawn = replace(found, is_offered=False)
    _note(tx, withdrawn, actor)
    catalogue.put_class(tx, withdrawn)
    return withdrawn


def _note(tx: Transaction, row: PriorityRow, actor: Actor) -> None:
    counted = {"rate": row.rate, "head_start_s": row.head_start_s, "rank": row.rank}
    body = {"class": row.code, "offered": row.is_offered, "by_appointment": row.by_appointment, **counted}
    tx.record(Event(EventKind.RULES_CHANGED, tx.now_ms, clerk=actor.name, body=body))
