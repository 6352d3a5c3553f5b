"""Find a ticket by what is printed on it, as a person at a desk says or types it."""

import re

from server.domain.ticket import Ticket, ticket_label
from server.store import days, tickets
from server.store.sqlite import Connection

_NUMBER = re.compile(r"([^\W\d_]{1,8})0*([0-9]{1,9})")


def ticket_by_number(connection: Connection, typed: str) -> Ticket | None:
    """Find today's ticket of a number, else one of an earlier day whose holder is still here; "a 17" is A017."""
    day = days.current(connection)
    found = _NUMBER.fullmatch("".join(typed.split()).upper())
    if day is None or found is None:
        return None
    label = ticket_label(found[1], int(found[2]))
    todays = tickets.by_label(connection, day, label)
    if todays is not None:
        return todays
    return next((one for one in reversed(tickets.open_ones(connection, day)) if one.label == label), None)
