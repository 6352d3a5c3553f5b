"""What a phone is told of its ticket beside the five things of the contract: how it came here, what follows, until when."""

from datetime import UTC, datetime

from server.domain.ticket import Ticket, TicketState
from server.operations.facts import centre_facts
from server.operations.rules import MINUTE_MS, hall_rules
from server.operations.views import View, dossier_codes, phone_view
from server.store import catalogue, days, queues
from server.store.sqlite import Connection


def visit_view(connection: Connection, ticket: Ticket) -> View:
    """Show a ticket to whoever holds its token. Services are named only where a visit has more than one.

    `came`: how it came to wait for `service`: transferred, or continued (the next service of the visit); else None.
    `lets_pass`: put back, so many of those who wait go first. `next`: the services still to come. `back_until`: until when a missed
    ticket is taken back today (local time of day), `back_within_min` how long that is in all.
    """
    waiting = ticket.state is TicketState.WAITING
    came = _came(ticket) if waiting else None
    until = _back_until(connection, ticket)
    view = phone_view(connection, ticket)
    return view | {
        "lets_pass": min(queues.lets_pass(connection, ticket.leg), view["people_ahead"]) if waiting else 0,
        "came": came,
        "service": _name(connection, ticket.leg.service) if came else None,
        "next": [_name(connection, code) for code in ticket.next_services],
        "back_until": until[0] if until else None,
        "back_within_min": until[1] if until else None,
        "dossiers": dossier_codes(connection, ticket.id),
    }


def _came(ticket: Ticket) -> str | None:
    if len(ticket.legs) < 2:
        return None
    before = ticket.legs[-2]
    if before.state is TicketState.TRANSFERRED:
        return "transferred" if before.service != ticket.leg.service else None
    return "continued"


def _name(connection: Connection, code: str) -> dict[str, str]:
    row = catalogue.service(connection, code)
    return {"vi": row.name_vi, "en": row.name_en} if row else {"vi": code, "en": code}


def _back_until(connection: Connection, ticket: Ticket) -> tuple[str, int] | None:
    missed_ms = ticket.leg.ended_at_ms
    if ticket.state is not TicketState.NO_SHOW or missed_ms is None:
        return None
    within_min = hall_rules(connection).return_within_min
    if not within_min or ticket.day != days.current(connection):
        return None
    until = datetime.fromtimestamp((missed_ms + within_min * MINUTE_MS) / 1000, UTC)
    return f"{until.astimezone(centre_facts(connection).zone):%H:%M}", within_min
