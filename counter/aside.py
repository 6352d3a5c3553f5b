"""What a desk shows beside the API's view of it: why its ticket was called, receipts, printers, the rules of the moves."""

from typing import Any

from flask import current_app

from counter.room import Pages, reader, store
from counter.story import calls_of
from server.auth.identity import Role, require
from server.domain.events import EventKind
from server.domain.ticket import Ticket
from server.operations.rules import hall_rules
from server.store import catalogue, jobs, log, tickets
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
        "reason": _reason(connection, ticket) if ticket else None,
        "last_call_ms": _last_call_ms(connection, ticket) if ticket else None,
        "receipt": _receipt(connection, ticket.id) if ticket else None,
        "printers": _printers_in_trouble(),
        "now_ms": store().now_ms(),
        "rules": _rules(connection),
        "services": _services(connection),
    }


def _reason(connection: Connection, ticket: Ticket) -> dict[str, str] | None:
    """Find why the ticket was called in its present leg; None for whoever was brought without a call."""
    if not ticket.leg.calls:
        return None
    called = [one for one in calls_of(connection, ticket.id) if one.event.kind is EventKind.TICKET_CALLED]
    body = called[-1].event.body if called else {}
    return {"vi": body["reason_vi"], "en": body["reason_en"]} if body.get("reason_vi") else None


def _last_call_ms(connection: Connection, ticket: Ticket) -> int | None:
    seq = ticket.leg.last_call_seq
    return log.at_of(connection, seq) if seq is not None else None


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


def _rules(connection: Connection) -> dict[str, Any]:
    """Tell the rules that the desk explains before the server has to refuse."""
    rules = hall_rules(connection)
    return {
        "recall_gap_s": rules.recall_gap_s,
        "calls_before_no_show": rules.calls_before_no_show,
        "return_behind": rules.return_behind,
        "requeue_behind": rules.requeue_behind,
        "outcomes": [{"code": one.code, "vi": one.vi, "en": one.en} for one in rules.outcomes],
    }


def _services(connection: Connection) -> dict[str, dict[str, Any]]:
    """Tell what a manager may change of a service while the desk is open, in the order of the kiosk's tiles."""
    return {
        one.code: {
            "prefix": one.prefix,
            "is_open": one.is_open,
            "outcome_required": one.outcome_required,
            "wrap_up_s": one.wrap_up_s,
        }
        for one in catalogue.services(connection)
    }
