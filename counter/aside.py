"""What a desk shows beside the API's view of it: the reason of the call, the latest receipt, printers in trouble."""

from typing import Any

from flask import current_app

from counter.books import calls_of
from counter.room import Pages, reader
from server.auth.identity import Role, require
from server.domain.events import EventKind
from server.store import jobs, tickets
from server.store.sqlite import Connection


def add_pages(pages: Pages) -> None:
    """Add the desk's second source to the room."""
    pages.add_url_rule("/counter/<int:number>.json", view_func=tell_aside)


@require(Role.CLERK)
def tell_aside(number: int) -> dict[str, Any]:
    """Tell what the desk of a counter shows besides; `ticket` says which ticket it speaks of."""
    connection = reader()
    ticket = tickets.at_counter(connection, number)
    return {
        "ticket": ticket.id if ticket else None,
        "reason": _reason(connection, ticket.id) if ticket else None,
        "receipt": _receipt(connection, ticket.id) if ticket else None,
        "printers": _printers_in_trouble(),
    }


def _reason(connection: Connection, ticket_id: int) -> dict[str, str] | None:
    called = [one for one in calls_of(connection, ticket_id) if one.event.kind is EventKind.TICKET_CALLED]
    body = called[-1].event.body if called else {}
    return {"vi": body["reason_vi"], "en": body["reason_en"]} if body.get("reason_vi") else None


def _receipt(connection: Connection, ticket_id: int) -> dict[str, Any] | None:
    job = jobs.latest_of_ticket(connection, ticket_id, "receipt")
    if job is None:
        return None
    codes = [one["code"] for one in job.content.get("dossiers", ())]
    return {"id": job.id, "state": job.state.value, "code": job.code, "dossiers": codes}


def _printers_in_trouble() -> list[dict[str, Any]]:
    states = current_app.extensions["layso"].spool.printer_states()
    return [
        {"id": number, "code": state.code, "queued": state.queued}
        for number, state in sorted(states.items())
        if state.code != "ok"
    ]
