"""What a clerk's desk shows: the counter, its ticket, the queue in the order of calls, what is parked or was missed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from server.domain.next_in_line import Waiting, order
from server.domain.undo import UNDO_WITHIN_MS, undoable
from server.operations.calls import streak_of
from server.operations.facts import centre_facts
from server.operations.offer_views import service_views
from server.operations.rules import MINUTE_MS, centre_policy, hall_rules
from server.operations.views import View, iso, job_view, ticket_view
from server.store import board, counters, days, dossiers, history, jobs, queues, tickets
from server.store.counters import CounterRow
from server.store.sqlite import Connection

QUEUE_SHOWN = 40


def counter_view(connection: Connection, counter: CounterRow) -> View:
    """Show a counter: who may go there, what it serves, and which ticket is there now."""
    ticket = tickets.at_counter(connection, counter.number)
    zone = centre_facts(connection).zone
    return {
        "number": counter.number,
        "name": {"vi": counter.name_vi, "en": counter.name_en},
        "zone": counter.zone,
        "status": counter.status,
        "clerk": counter.clerk,
        "services": list(counter.services),
        "helps": list(counter.helps),
        "help_after_s": counter.help_after_s,
        "auto_call": counter.auto_call,
        "awaits_next": counter.awaits_next,
        "wrap_up_until": iso(counter.wrap_up_until_ms or None, zone),
        "pause_reason": counter.pause_reason,
        "back_at": iso(counter.back_at_ms, zone),
        "ticket": {"id": ticket.id, "number": ticket.label, "state": ticket.state.value} if ticket else None,
    }


def desk_view(connection: Connection, number: int, now_ms: int) -> View | None:
    """Show a clerk the counter, its ticket with dossiers and draft, and the queue it can serve."""
    counter = counters.by_number(connection, number)
    if counter is None:
        return None
    ticket = tickets.at_counter(connection, number)
    tally = tickets.tally(connection)
    return {
        "seq": board.last_seq(connection),
        "counter": counter_view(connection, counter),
        "ticket": ticket_view(connection, ticket) if ticket else None,
        "draft": dossiers.draft(connection, ticket.id, counter.clerk) if ticket else None,
        "waiting": {code: sum(tally.get(code, {}).values()) for code in counter.skills},
        "queue": queue_view(connection, counter, now_ms),
        "parked": parked_view(connection),
        "missed": missed_view(connection, counter, now_ms),
        "undo": undo_view(connection, counter, now_ms),
    }


def without_names(view: View) -> View:
    """Leave the applicants and the draft out of a desk, for whoever does not sit there."""
    ticket = view["ticket"]
    if ticket is None:
        return view
    dossiers_shown = [one | {"applicant": ""} for one in ticket["dossiers"]]
    return view | {"draft": None, "ticket": ticket | {"dossiers": dossiers_shown}}


def queue_view(connection: Connection, counter: CounterRow, now_ms: int) -> list[View]:
    """List the first waiting tickets a counter can serve, in the order in which they would be called now.

    Those it only helps with come behind its own, marked `helps`: called when its own queues are empty.
    """
    zone = centre_facts(connection).zone
    policy = centre_policy(connection)
    shown: list[Waiting] = []
    for services in (counter.services, counter.helps):
        waiting = queues.in_line(connection, counter, services, QUEUE_SHOWN) if services else []
        shown += order(waiting, policy, now_ms, streak=streak_of(connection, services, policy))
    return [
        {
            "id": one.ticket_id,
            "number": one.label,
            "service": one.service,
            "priority": one.priority,
            "queued_at": iso(one.line_at_ms, zone),
            "waited_s": max(0, now_ms - one.line_at_ms) // 1000,
            "lets_pass": one.lets_pass,
            "helps": one.service in counter.helps,
        }
        for one in shown[:QUEUE_SHOWN]
    ]


def parked_view(connection: Connection) -> list[View]:
    """List what is set aside in the whole centre, with owner and reason, longest first."""
    zone = centre_facts(connection).zone
    found = (tickets.by_id(connection, one) for one in queues.parked(connection))
    return [
        {
            "id": one.id,
            "number": one.label,
            "service": one.leg.service,
            "priority": one.leg.priority,
            "clerk": one.leg.clerk,
            "reason": one.leg.park_reason,
            "parked_at": iso(one.leg.parked_at_ms, zone),
        }
        for one in found
        if one is not None
    ]


def missed_view(connection: Connection, counter: CounterRow, now_ms: int) -> list[View]:
    """List the missed tickets that this counter may still take back, latest first."""
    zone = centre_facts(connection).zone
    within_ms = hall_rules(connection).return_within_min * MINUTE_MS
    day = days.current(connection)
    ids = queues.missed_since(connection, day, now_ms - within_ms, counter.skills) if day else []
    found = (tickets.by_id(connection, one) for one in ids)
    return [
        {
            "id": one.id,
            "number": one.label,
            "service": one.leg.service,
            "missed_at": iso(one.leg.ended_at_ms, zone),
            "until": _later(one.leg.ended_at_ms or 0, within_ms, zone),
        }
        for one in found
        if one is not None
    ]


def undo_view(connection: Connection, counter: CounterRow, now_ms: int) -> View | None:
    """Show the step that whoever sits at a counter may still take back; None when there is none."""
    last = history.last_step_of(connection, counter.clerk) if counter.clerk else None
    if last is None or last.event.ticket_id is None:
        return None
    step = undoable(history.of_ticket(connection, last.event.ticket_id), now_ms)
    ticket = tickets.by_id(connection, last.event.ticket_id)
    if step is None or step.seq != last.seq or ticket is None:
        return None
    zone = centre_facts(connection).zone
    return {
        "ticket": ticket.id,
        "number": ticket.label,
        "kind": step.event.kind.value,
        "until": _later(step.event.at_ms, UNDO_WITHIN_MS, zone),
    }


def _later(at_ms: int, by_ms: int, zone: ZoneInfo) -> str:
    moment = datetime.fromtimestamp((at_ms + by_ms) / 1000, UTC).astimezone(zone)
    return moment.isoformat(timespec="milliseconds")


def staff_view(connection: Connection, now_ms: int) -> View:
    """Show every desk how many wait for what, who sits where, and the slips that need somebody."""
    zone = centre_facts(connection).zone
    return {
        "seq": board.last_seq(connection),
        "services": service_views(connection, now_ms),
        "counters": [counter_view(connection, one) for one in counters.every(connection)],
        "slips": [job_view(one, zone) for one in jobs.troubled(connection, 10)],
    }
