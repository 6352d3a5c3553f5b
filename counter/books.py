"""The pages to look things up: a ticket with its times, calls and dossiers; a dossier with its ticket."""

from datetime import UTC, datetime
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _

from counter.room import Pages, reader
from server.auth.identity import Role, require
from server.domain.errors import DossierNotFound, TicketNotFound
from server.domain.events import CALL_KINDS, EventKind, Recorded
from server.domain.ticket import Ticket
from server.operations.facts import CentreFacts, centre_facts
from server.store import accounts, catalogue, counters, dossiers, history, tickets
from server.store.dossiers import DossierRow
from server.store.sqlite import Connection

CHANNELS = {"direct": _("Trực tiếp"), "online": _("Trực tuyến"), "postal": _("Bưu chính")}
STATES = {
    "waiting": _("Đang chờ"),
    "called": _("Đã gọi"),
    "serving": _("Đang phục vụ"),
    "finished": _("Đã hoàn thành"),
    "no_show": _("Vắng mặt"),
    "incomplete": _("Chưa giải quyết xong trong ngày"),
}
DOSSIER_STATES = {"received": _("Đã tiếp nhận")}


def add_pages(pages: Pages) -> None:
    """Add the pages of tickets and dossiers to the room."""
    pages.add_url_rule("/counter/tickets/<int:ticket_id>", view_func=show_ticket)
    pages.add_url_rule("/counter/dossiers/<code>", view_func=show_dossier)


@require(Role.CLERK)
def show_ticket(ticket_id: int) -> str:
    """Show a ticket with its times, its calls and the dossiers opened on it. Raises TicketNotFound."""
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
        calls=[_call(one, facts) for one in calls_of(connection, ticket_id)],
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


def calls_of(connection: Connection, ticket_id: int) -> list[Recorded]:
    """List the calls of a ticket and their repetitions, in order."""
    return [one for one in history.of_ticket(connection, ticket_id) if one.event.kind in CALL_KINDS]


def _call(recorded: Recorded, facts: CentreFacts) -> dict[str, Any]:
    event = recorded.event
    return {
        "at": _local(event.at_ms, facts),
        "again": event.kind is EventKind.TICKET_RECALLED,
        "counter": event.counter,
        "clerk": event.clerk,
        "reason": {"vi": event.body.get("reason_vi", ""), "en": event.body.get("reason_en", "")},
    }


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
    services = {one.code: {"vi": one.name_vi, "en": one.name_en} for one in catalogue.services(connection)}
    classes = {one.code: {"vi": one.name_vi, "en": one.name_en} for one in catalogue.priorities(connection)}
    rows = {one.number: {"vi": one.name_vi, "en": one.name_en} for one in counters.every(connection)}
    return {
        "state": STATES[ticket.state.value],
        "service": services.get(ticket.leg.service),
        "priority": classes.get(ticket.leg.priority),
        "counters": rows,
        "clerks": accounts.display_names(connection),
    }


def _local(at_ms: int | None, facts: CentreFacts) -> datetime | None:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(facts.zone) if at_ms is not None else None


def _seconds(begin_ms: int | None, end_ms: int | None) -> float | None:
    return (end_ms - begin_ms) / 1000 if begin_ms is not None and end_ms is not None else None
