"""What each reader may see of the hall, as plain values ready for JSON. Reads only; every act is elsewhere."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.domain.catalogue import Procedure
from server.domain.estimate import estimate_wait
from server.domain.policy import expected_ahead
from server.domain.ticket import Ticket, TicketState
from server.operations.facts import centre_facts
from server.operations.rules import centre_policy
from server.store import board, catalogue, counters, dossiers, jobs, queues, tickets
from server.store.board import CallRow
from server.store.dossiers import DossierRow
from server.store.jobs import JobRow
from server.store.sqlite import Connection

View = dict[str, Any]

LAST_CALLS = 12


def iso(at_ms: int | None, zone: ZoneInfo) -> str | None:
    """Write a time as local ISO 8601 with its offset."""
    if at_ms is None:
        return None
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).isoformat(timespec="milliseconds")


def people_ahead(connection: Connection, ticket: Ticket) -> int:
    """Count whom this ticket can expect to be called before it; 0 once it is called."""
    if ticket.state is not TicketState.WAITING:
        return 0
    policy = centre_policy(connection)
    ahead = dict(queues.earlier(connection, ticket.leg))
    in_all = tickets.tally_of(connection, ticket.leg.service)
    own = policy.score(ticket.leg.priority, 1.0)
    # whoever has the better class may pass, also from behind
    ahead |= {code: count for code, count in in_all.items() if policy.score(code, 1.0) > own}
    others = sum(in_all.values()) - 1
    back = min(queues.lets_pass(connection, ticket.leg), others)
    return max(expected_ahead(ahead, ticket.leg.priority, policy), back)


def estimate(connection: Connection, service: str, ahead: int) -> View | None:
    """Give the rough wait as {low_s, high_s}, or None when nothing is known."""
    recent = catalogue.recent_serving_s(connection, service)
    open_now = counters.open_by_service(connection).get(service, 0)
    found = estimate_wait(ahead, recent_serving_s=recent, counters_open=open_now)
    return {"low_s": found[0], "high_s": found[1]} if found else None


def ticket_view(connection: Connection, ticket: Ticket) -> View:
    """Show a ticket to staff and integrations."""
    zone = centre_facts(connection).zone
    leg = ticket.leg
    job = jobs.latest_of_ticket(connection, ticket.id, "ticket")
    return {
        "id": ticket.id,
        "number": ticket.label,
        "day": ticket.day,
        "service": leg.service,
        "priority": leg.priority,
        "state": leg.state.value,
        "language": ticket.language,
        "counter": leg.counter,
        "clerk": leg.clerk,
        "for_counter": leg.for_counter,
        "for_clerk": leg.for_clerk,
        "next_services": list(ticket.next_services),
        "outcome": leg.outcome,
        "park_reason": leg.park_reason,
        "lets_pass": queues.lets_pass(connection, leg),
        "calls": leg.calls,
        "people_ahead": people_ahead(connection, ticket),
        "issued_at": iso(ticket.issued_at_ms, zone),
        "called_at": iso(leg.called_at_ms, zone),
        "serving_at": iso(leg.serving_at_ms, zone),
        "parked_at": iso(leg.parked_at_ms, zone),
        "parked_s": leg.parked_ms // 1000,
        "ended_at": iso(leg.ended_at_ms, zone),
        "dossiers": [dossier_view(one, zone) for one in dossiers.of_ticket(connection, ticket.id)],
        "print_job": {"id": job.id, "state": job.state.value, "code": job.code} if job else None,
    }


def phone_view(connection: Connection, ticket: Ticket) -> View:
    """Show a ticket to whoever holds its token: number, status, counter, place; nothing else."""
    ahead = people_ahead(connection, ticket)
    waiting = ticket.state is TicketState.WAITING
    return {
        "number": ticket.label,
        "status": ticket.state.value,
        "counter": _where_to_go(ticket),
        "people_ahead": ahead,
        "estimate": estimate(connection, ticket.leg.service, ahead) if waiting else None,
    }


def _where_to_go(ticket: Ticket) -> int | None:
    """Return the counter that a citizen should know: where they are called or served, or a transfer sent them."""
    if ticket.state in (TicketState.WAITING, TicketState.PARKED):
        return ticket.leg.for_counter
    return ticket.leg.counter


def dossier_view(row: DossierRow, zone: ZoneInfo) -> View:
    """Show a dossier to staff; it names its ticket."""
    return {
        "code": row.code,
        "procedure": row.procedure,
        "procedure_name": {"vi": row.procedure_vi, "en": row.procedure_en},
        "applicant": row.applicant,
        "channel": row.channel,
        "received_at": iso(row.received_at_ms, zone),
        "due_at": row.due_at,
        "due_why": {"vi": row.due_why_vi, "en": row.due_why_en},
        "state": row.state,
        "ticket": {"id": row.ticket, "number": row.ticket_label} if row.ticket is not None else None,
        "counter": row.counter,
    }


def board_view(connection: Connection, zone: str | None) -> View:
    """Show a wall board: every call whose ticket is at its counter, the latest others, the counts. Never a name.

    Among the others are those sent on lately: `moved_to` says where their tickets wait.
    """
    local = centre_facts(connection).zone
    calls = {one.seq: one for one in board.last_calls(connection, zone, LAST_CALLS)}
    calls |= {one.seq: one for one in board.calls_in_force(connection, zone)}
    calls |= {one.seq: one for one in board.moved_on(connection, zone)}
    tally = tickets.tally(connection)
    return {
        "seq": board.last_seq(connection),
        "last_call": board.last_call_seq(connection),
        "calls": [call_view(calls[seq], local) for seq in sorted(calls, reverse=True)],
        "waiting": [
            {"service": one.code, "count": sum(tally.get(one.code, {}).values())}
            for one in catalogue.services(connection)
        ],
    }


def call_view(call: CallRow, zone: ZoneInfo) -> View:
    """Show one call on a board; `moved_to` says where its ticket waits since it left the counter."""
    onward = call.onward
    return {
        "number": call.label,
        "counter": call.counter,
        "counter_name": {"vi": call.counter_name_vi, "en": call.counter_name_en},
        "service": call.service,
        "status": call.state,
        "at": iso(call.called_at_ms, zone),
        "calls": call.calls,
        "seq": call.seq,
        "moved_to": {
            "service": onward.service,
            "name": {"vi": onward.name_vi, "en": onward.name_en},
            "counter": onward.counter,
            "at": iso(onward.at_ms, zone),
            "seq": onward.seq,
        }
        if onward
        else None,
    }


def missed_calls(connection: Connection, zone: str | None, seq: int) -> list[CallRow]:
    """List the calls a display missed after `seq` that are still valid, oldest first."""
    return board.valid_calls_after(connection, zone, seq)


def procedure_view(procedure: Procedure) -> Mapping[str, Any]:
    """Show a procedure: what to bring, how long, what it costs, which service takes it."""
    return {
        "code": procedure.code,
        "name": {"vi": procedure.name_vi, "en": procedure.name_en},
        "service": procedure.service,
        "field": procedure.field,
        "time": {"amount": procedure.time_amount, "unit": procedure.time_unit.value},
        "fee": {"vi": procedure.fee_vi, "en": procedure.fee_en, "vnd": procedure.fee_vnd},
        "papers": {"vi": list(procedure.papers_vi), "en": list(procedure.papers_en)},
        "agency": procedure.agency,
    }


def job_view(job: JobRow, zone: ZoneInfo) -> View:
    """Show a slip that needs somebody: what is known of it, never what is written on it."""
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state.value,
        "code": job.code,
        "printer": job.printer,
        "number": job.content.get("label"),
        "ticket": job.ticket,
        "device": job.device,
        "copy_of": job.copy_of,
        "at": iso(job.updated_at_ms, zone),
    }


def last_seq(connection: Connection) -> int:
    """Return the seq of the latest fact."""
    return board.last_seq(connection)


def dossier_codes(connection: Connection, ticket_id: int) -> list[str]:
    """List the codes of the dossiers opened on a ticket: for the citizen, without names."""
    return [one.code for one in dossiers.of_ticket(connection, ticket_id)]
