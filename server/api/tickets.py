"""Tickets: give out, look up; dossiers, drafts and receipts on the ticket at the counter. Their moves: moves.py."""

from datetime import datetime
from http import HTTPStatus

from server.api.answers import DossierView, IssuedTicket, JobBrief, TicketView
from server.api.models import (
    DossierBody,
    DraftBody,
    IdempotencyHeader,
    NumberQuery,
    OptionalKeyHeader,
    TicketOrder,
    TicketPath,
)
from server.api.shared import Reply, actor, answers, reader, resource, store
from server.auth.identity import DeviceKind, Role, current_identity, require
from server.auth.limits import limit_issuing
from server.domain.errors import InvalidInput, TicketNotFound
from server.domain.ticket import Ticket
from server.operations import receive
from server.operations.facts import centre_facts
from server.operations.issue import IssueOrder, issue
from server.operations.lookup import ticket_by_number
from server.operations.views import dossier_view, ticket_view
from server.store import tickets

api = resource("tickets", "A numbered token, one per visit")
KIOSK_SEES = ("id", "number", "service", "state", "people_ahead", "print_job")
clerks = require(Role.CLERK, DeviceKind.INTEGRATION)


@api.post("/tickets", summary="Give out a ticket", responses=answers(HTTPStatus.CREATED, IssuedTicket))
@require(Role.CLERK, DeviceKind.KIOSK, DeviceKind.INTEGRATION)
def issue_ticket(header: IdempotencyHeader, body: TicketOrder) -> Reply:
    """Give out the next number of a service. A repeated Idempotency-Key gets the same ticket again."""
    limit_issuing()
    identity = current_identity()
    order = IssueOrder(
        service=body.service,
        priority=body.priority,
        language=body.language,
        then=tuple(body.then),
        booked_ms=_booked_ms(body.booked_at),
        device=identity.id if identity.kind == "device" else None,
        scope=f"{identity.kind}:{identity.id}",
        key=header.idempotency_key,
    )
    answer, _ = store().write(lambda tx: issue(tx, order))
    return answer, HTTPStatus.CREATED


@api.get("/tickets", summary="Find a ticket by its number", responses=answers(HTTPStatus.OK, TicketView))
@clerks
def find_ticket(query: NumberQuery) -> Reply:
    """Find today's ticket by what is printed on it, or one of an earlier day whose holder is still here."""
    connection = reader()
    ticket = ticket_by_number(connection, query.number)
    if ticket is None:
        raise TicketNotFound(number=query.number)
    return ticket_view(connection, ticket), HTTPStatus.OK


@api.get("/tickets/<int:ticket_id>", summary="Look a ticket up", responses=answers(HTTPStatus.OK, TicketView))
@require(Role.CLERK, DeviceKind.KIOSK, DeviceKind.INTEGRATION)
def get_ticket(path: TicketPath) -> Reply:
    """Show a ticket, where it is and the dossiers opened on it; a kiosk is told only how its slip came out."""
    answer, status = _shown(tickets.by_id(reader(), path.ticket_id), path.ticket_id)
    if current_identity().device_kind is DeviceKind.KIOSK:
        return {name: answer[name] for name in KIOSK_SEES}, status
    return answer, status


@api.post(
    "/tickets/<int:ticket_id>/dossiers",
    summary="Open a dossier",
    responses=answers(HTTPStatus.CREATED, DossierView),
)
@clerks
def open_dossier(path: TicketPath, header: OptionalKeyHeader, body: DossierBody) -> Reply:
    """Open a dossier on the ticket at the counter; it gets a code and a due time. A repeated key opens no second."""
    order = receive.DossierOrder(
        path.ticket_id,
        **body.model_dump(),
        scope=f"dossier:{current_identity().label}",
        key=header.idempotency_key,
    )
    who = actor()
    row = store().write(lambda tx: receive.open_dossier(tx, order, who))
    return dossier_view(row, centre_facts(reader()).zone), HTTPStatus.CREATED


@api.put("/tickets/<int:ticket_id>/draft", summary="Keep a half-typed dossier", responses={204: None})
@clerks
def keep_draft(path: TicketPath, body: DraftBody) -> Reply:
    """Keep what was typed so far; it comes back when the clerk logs in again."""
    who = actor()
    store().write(lambda tx: receive.keep_draft(tx, path.ticket_id, body.model_dump(), who))
    return "", HTTPStatus.NO_CONTENT


@api.post(
    "/tickets/<int:ticket_id>/receipt",
    summary="Print the receipt",
    responses=answers(HTTPStatus.CREATED, JobBrief),
)
@clerks
def print_receipt(path: TicketPath) -> Reply:
    """Print one slip that lists the dossiers opened on a ticket; `id` is null when there is no printer."""
    who = actor()
    job = store().write(lambda tx: receive.print_receipt(tx, path.ticket_id, who))
    state = "queued" if job else "no_printer"
    return {"id": job, "state": state, "code": ""}, HTTPStatus.CREATED


def _shown(ticket: Ticket | None, ticket_id: int) -> Reply:
    if ticket is None:
        raise TicketNotFound(ticket=ticket_id)
    return ticket_view(reader(), ticket), HTTPStatus.OK


def _booked_ms(local: str | None) -> int | None:
    if local is None:
        return None
    try:
        moment = datetime.strptime(local, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - local, as the citizen was told
    except ValueError as error:
        raise InvalidInput("There is no such day or time.", field="booked_at") from error
    return int(moment.replace(tzinfo=centre_facts(reader()).zone).timestamp() * 1000)
