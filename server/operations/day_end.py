"""The end of the day as a manager sees it: who would be left if it ended now, and who was left. Ending it is days.py."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from server.domain.ticket import AT_A_COUNTER, Ticket, TicketState
from server.operations.facts import centre_facts
from server.operations.reports import local
from server.store import accounts, days, past, tickets
from server.store.catalogue import ServiceRow
from server.store.catalogue import services as every_service
from server.store.sqlite import Connection


@dataclass(frozen=True, slots=True)
class LeftTicket:
    """Hold one ticket of the list: its number, its service, when it was taken; `place` says where it is, or was."""

    label: str
    service: ServiceRow | None
    issued_at: datetime
    state: TicketState
    counter: int | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayEndNow:
    """Hold the end of the present day. `waiting` would be left; who is `served` at a counter is served to the end.

    `ended_at`, `ended_by`: when a manager ended the day last, and who; `left` are those who were left so far today.
    """

    day: str | None
    waiting: tuple[LeftTicket, ...]
    served: tuple[LeftTicket, ...]
    ended_at: datetime | None
    ended_by: str
    left: tuple[LeftTicket, ...]


def day_end(connection: Connection) -> DayEndNow:
    """Look at who is still in the hall, and at who was left when the day was ended."""
    day = days.current(connection)
    zone = centre_facts(connection).zone
    names = {one.code: one for one in every_service(connection)}
    inside = sorted(tickets.open_ones(connection), key=lambda one: (one.issued_at_ms, one.id))
    ended = past.end_of(connection, day) if day else None
    clerks = accounts.display_names(connection)
    return DayEndNow(
        day=day,
        waiting=tuple(_left(one, names, zone) for one in inside if one.state not in AT_A_COUNTER),
        served=tuple(_left(one, names, zone) for one in inside if one.state in AT_A_COUNTER),
        ended_at=local(ended.at_ms, zone) if ended else None,
        ended_by=clerks.get(ended.clerk, ended.clerk) if ended else "",
        left=tuple(_left(one, names, zone) for one in _incomplete(connection, day)) if day else (),
    )


def _incomplete(connection: Connection, day: str) -> list[Ticket]:
    found = (tickets.by_id(connection, one) for one in past.incomplete_of(connection, day))
    return [one for one in found if one is not None]


def _left(ticket: Ticket, names: dict[str, ServiceRow], zone: ZoneInfo) -> LeftTicket:
    leg = ticket.leg
    return LeftTicket(
        label=ticket.label,
        service=names.get(leg.service),
        issued_at=local(ticket.issued_at_ms, zone),
        state=leg.state,
        counter=leg.counter,
        ended_at=local(leg.ended_at_ms, zone) if leg.ended_at_ms else None,
    )
