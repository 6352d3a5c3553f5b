"""Tickets: give out, look up, move; dossiers, drafts and receipts on the ticket at the counter."""

from collections.abc import Callable
from http import HTTPStatus

from server.api.models import (
    DossierBody,
    DossierView,
    DraftBody,
    IdempotencyHeader,
    IssuedTicket,
    JobBrief,
    OptionalKeyHeader,
    TicketOrder,
    TicketPath,
    TicketView,
)
from server.api.shared import Reply, actor, answers, reader, resource, store
from server.auth.identity import DeviceKind, Role, current_identity, require
from server.auth.limits import limit_issuing
from server.domain.errors import TicketNotFound
from server.domain.ticket import Ticket
from server.operations import calls, receive, serving
from server.operations.calls import Actor
from server.operations.facts import centre_facts
from server.operations.issue import IssueOrder, issue
from server.operations.views import dossier_view, ticket_view
from server.store import tickets
from server.store.transaction import Transaction

api = resource("tickets", "A numbered token, one per visit")
clerks = require(Role.CLERK, DeviceKind.INTEGRATION)
Act = Callable[[Transaction, int, Actor], Ticket]


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
        device=identity.id if identity.kind == "device" else None,
        scope=f"{identity.kind}:{identity.id}",
        key=header.idempotency_key,
    )
    answer, _ = store().write(lambda tx: issue(tx, order))
    return answer, HTTPStatus.CREATED


@api.get("/tickets/<int:ticket_id>", summary="Look a ticket up", responses=answers(HTTPStatus.OK, TicketView))
@require(Role.CLERK, DeviceKind.KIOSK, DeviceKind.INTEGRATION)
def get_ticket(path: TicketPath) -> Reply:
    """Show a ticket, where it is and the dossiers opened on it."""
    return _shown(tickets.by_id(reader(), path.ticket_id), path.ticket_id)


@api.post(
    "/tickets/<int:ticket_id>/recall", summary="Call again", responses=answers(HTTPStatus.OK, TicketView)
)
@clerks
def recall_ticket(path: TicketPath) -> Reply:
    """Call a ticket again that has not come."""
    return _moved(calls.recall, path)


@api.post("/tickets/<int:ticket_id>/serve", summary="Serve", responses=answers(HTTPStatus.OK, TicketView))
@clerks
def serve_ticket(path: TicketPath) -> Reply:
    """Note that the citizen is at the counter."""
    return _moved(serving.serve, path)


@api.post("/tickets/<int:ticket_id>/finish", summary="Finish", responses=answers(HTTPStatus.OK, TicketView))
@clerks
def finish_ticket(path: TicketPath) -> Reply:
    """End the visit."""
    return _moved(serving.finish, path)


@api.post("/tickets/<int:ticket_id>/no-show", summary="No-show", responses=answers(HTTPStatus.OK, TicketView))
@clerks
def miss_ticket(path: TicketPath) -> Reply:
    """Note that nobody came."""
    return _moved(serving.no_show, path)


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


def _moved(act: Act, path: TicketPath) -> Reply:
    who = actor()
    return _shown(store().write(lambda tx: act(tx, path.ticket_id, who)), path.ticket_id)


def _shown(ticket: Ticket | None, ticket_id: int) -> Reply:
    if ticket is None:
        raise TicketNotFound(ticket=ticket_id)
    return ticket_view(reader(), ticket), HTTPStatus.OK
