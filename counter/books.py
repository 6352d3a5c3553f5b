"""The pages to look things up: a ticket with its times, its story and dossiers; a dossier with its ticket."""

from datetime import UTC, datetime
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _

from counter.room import Pages, reader
from counter.story import Names, tell
from server.auth.identity import Role, require
from server.domain.errors import DossierNotFound, TicketNotFound
from server.domain.ticket import Ticket
from server.operations.facts import CentreFacts, centre_facts
from server.operations.rules import hall_rules
from server.store import accounts, catalogue, counters, dossiers, history, tickets
from server.store.dossiers import DossierRow
from server.store.sqlite import Connection

CHANNELS = {"direct": _("Trực tiếp"), "online": _("Trực tuyến"), "postal": _("Bưu chính")}
STATES = {
    "waiting": _("Đang chờ"),
    "called": _("Đã gọi"),
    "serving": _("Đang phục vụ"),
    "parked": _("Đang tạm dừng"),
    "finished": _("Đã hoàn thành"),
    "no_show": _("Vắng mặt"),
    "left": _("Đã rời đi"),
    "incomplete": _("Chưa giải quyết xong trong ngày"),
}
DOSSIER_STATES = {"received": _("Đã tiếp nhận")}


def add_pages(pages: Pages) -> None:
    """Add the pages of tickets and dossiers to the room."""
    pages.add_url_rule("/counter/tickets/<int:ticket_id>", view_func=show_ticket)
    pages.add_url_rule("/counter/dossiers/<code>", view_func=show_dossier)


@require(Role.CLERK)
def show_ticket(ticket_id: int) -> str:
    """Show a ticket with its times, what happened to it and the dossiers opened on it. Raises TicketNotFound."""
    connection = reader()
    ticket = _ticket(connection, ticket_id)
    facts = centre_facts(connection)
    times = {
        name: _local(at_ms, facts)
        for name, at_ms in (
            ("issued", ticket.issued_at_ms),
            ("called", ticket.leg.called_at_ms),
            ("serving", ticket.leg.serving_at_ms),
            ("ended", ticket.leg.ended_at_ms),
        )
    }
    return render_template(
        "counter/ticket.html",
        ticket=ticket,
        times=times,
        waited_s=_seconds(ticket.leg.queued_at_ms, ticket.leg.called_at_ms),
        served_s=_seconds(ticket.leg.serving_at_ms, ticket.leg.ended_at_ms),
        story=tell(history.of_ticket(connection, ticket_id), _known_names(connection), facts.zone),
        dossiers=[_dossier(one, facts) for one in dossiers.of_ticket(connection, ticket_id)],
        **_names(connection, ticket),
    )


@require(Role.CLERK)
def show_dossier(code: str) -> str:
    """Show a dossier; it names its ticket. Raises DossierNotFound."""
    connection = reader()
    row = dossiers.by_code(connection, code)
    if row is None:
        raise DossierNotFound(code=code)
    facts = centre_facts(connection)
    clerk = accounts.display_names(connection).get(row.clerk or "", row.clerk)
    return render_template("counter/dossier.html", row=row, one=_dossier(row, facts), clerk=clerk)


def _ticket(connection: Connection, ticket_id: int) -> Ticket:
    ticket = tickets.by_id(connection, ticket_id)
    if ticket is None:
        raise TicketNotFound(ticket=ticket_id)
    return ticket


def _dossier(row: DossierRow, facts: CentreFacts) -> dict[str, Any]:
    return {
        "code": row.code,
        "procedure": row.procedure,
        "name": {"vi": row.procedure_vi, "en": row.procedure_en},
        "applicant": row.applicant,
        "channel": CHANNELS.get(row.channel, row.channel),
        "state": DOSSIER_STATES.get(row.state, row.state),
        "received": _local(row.received_at_ms, facts),
        "due": datetime.fromisoformat(row.due_at) if row.due_at else None,
        "why": {"vi": row.due_why_vi, "en": row.due_why_en},
    }


def _names(connection: Connection, ticket: Ticket) -> dict[str, Any]:
    """Find the names of what a ticket refers to by code."""
    known = _known_names(connection)
    classes = {one.code: {"vi": one.name_vi, "en": one.name_en} for one in catalogue.priorities(connection)}
    rows = {one.number: {"vi": one.name_vi, "en": one.name_en} for one in counters.every(connection)}
    return {
        "state": STATES[ticket.state.value],
        "service": known.services.get(ticket.leg.service),
        "next_services": [known.service(code) for code in ticket.next_services],
        "outcome": known.outcome(ticket.leg.outcome),
        "priority": classes.get(ticket.leg.priority),
        "counters": rows,
        "clerks": known.clerks,
    }


def _known_names(connection: Connection) -> Names:
    return Names(
        services={one.code: {"vi": one.name_vi, "en": one.name_en} for one in catalogue.services(connection)},
        outcomes={one.code: {"vi": one.vi, "en": one.en} for one in hall_rules(connection).outcomes},
        clerks=accounts.display_names(connection),
    )


def _local(at_ms: int | None, facts: CentreFacts) -> datetime | None:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(facts.zone) if at_ms is not None else None


def _seconds(begin_ms: int | None, end_ms: int | None) -> float | None:
    return (end_ms - begin_ms) / 1000 if begin_ms is not None and end_ms is not None else None
