"""Open a dossier on the ticket at the counter: code, due time, fact; keep a half-typed one; queue the receipt."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from server.domain.calendar import OfficeCalendar
from server.domain.catalogue import Procedure, TimeUnit
from server.domain.due import Due, DueRule, due_time
from server.domain.errors import DossierNotFound, IllegalMove, InvalidInput, NotAllowed, ProcedureNotFound
from server.domain.events import Event, EventKind
from server.domain.text import clean_text
from server.domain.ticket import AT_A_COUNTER, Ticket
from server.operations.actors import Actor, counter_of, counter_row, found_ticket
from server.operations.facts import CentreFacts, facts_of
from server.store import catalogue, devices, dossiers, idempotency, jobs
from server.store.dossiers import DossierRow
from server.store.log import canonical
from server.store.transaction import Transaction

RECEIVED = "received"
UNTIMED = frozenset({TimeUnit.PER_CASE, TimeUnit.UNKNOWN})


@dataclass(frozen=True, slots=True)
class DossierOrder:
    """Hold what the clerk typed. `due_on` is a local ISO time, required where the law sets none.

    `scope` names whose Idempotency-Keys these are; without a key every order opens a dossier.
    """

    ticket: int
    procedure: str
    applicant: str
    channel: str = "direct"
    due_on: str | None = None
    scope: str = ""
    key: str | None = None

    @property
    def fingerprint(self) -> bytes:
        """Identify the request behind an Idempotency-Key."""
        typed = [self.ticket, self.procedure, self.applicant, self.channel, self.due_on]
        return hashlib.sha256(canonical(typed).encode()).digest()


def open_dossier(tx: Transaction, order: DossierOrder, actor: Actor) -> DossierRow:
    """Open a dossier on a ticket that is at the actor's counter; a repeated key gets the first dossier again.

    Raises TicketNotFound, IllegalMove (the ticket is not at a counter), ProcedureNotFound, CounterTaken,
    DueTimeUnknown (the procedure has no fixed time and `due_on` is missing), IdempotencyKeyReused.
    """
    answer, _ = idempotency.once(
        tx,
        scope=order.scope,
        key=order.key,
        fingerprint=order.fingerprint,
        act=lambda: {"code": _open_dossier(tx, order, actor)},
    )
    row = dossiers.by_code(tx.connection, answer["code"])
    if row is None:
        raise DossierNotFound(code=answer["code"])
    return row


def _open_dossier(tx: Transaction, order: DossierOrder, actor: Actor) -> str:
    ticket = ticket_at_counter(tx, order.ticket, actor)
    procedure = catalogue.procedure(tx.connection, order.procedure)
    if procedure is None:
        raise ProcedureNotFound(procedure=order.procedure)
    facts = facts_of(tx)
    received = datetime.fromtimestamp(tx.now_ms / 1000, UTC).astimezone(facts.zone).replace(tzinfo=None)
    due = _due(tx, procedure, received, order, facts)
    row = DossierRow(
        code=_provisional_code(tx, facts, ticket.day),
        ticket=ticket.id,
        procedure=procedure.code,
        applicant=clean_text(order.applicant, field="applicant", max_length=200),
        channel=order.channel,
        state=RECEIVED,
        received_at_ms=tx.now_ms,
        due_at=due.due.isoformat(timespec="minutes"),
        due_why_vi=due.why_vi,
        due_why_en=due.why_en,
        counter=ticket.leg.counter,
        clerk=actor.name,
    )
    dossiers.insert(tx, row)
    dossiers.drop_draft(tx, ticket.id)
    body = {"code": row.code, "procedure": row.procedure, "channel": row.channel, "due_at": row.due_at}
    tx.record(Event(EventKind.DOSSIER_OPENED, tx.now_ms, ticket.id, ticket.leg.counter, actor.name, body))
    return row.code


def keep_draft(tx: Transaction, ticket_id: int, body: Mapping[str, Any], actor: Actor) -> None:
    """Keep what a clerk has typed so far for the ticket at the counter, so that a dead browser loses nothing."""
    ticket = ticket_at_counter(tx, ticket_id, actor)
    counter = counter_row(tx, ticket.leg.counter or 0)
    dossiers.keep_draft(tx, ticket.id, counter.clerk or actor.name, body)


def print_receipt(tx: Transaction, ticket_id: int, actor: Actor) -> int | None:
    """Queue one receipt slip for all dossiers of a ticket; None when the centre has no printer."""
    ticket = found_ticket(tx, ticket_id)
    opened = dossiers.of_ticket(tx.connection, ticket_id)
    _refuse_stranger(tx, ticket, opened, actor)
    if not opened:
        raise IllegalMove("No dossier is open on this ticket yet.", state=ticket.state, move="receipt")
    printed_on = devices.printer_for(tx.connection, None)
    if printed_on is None:
        return None
    content = _receipt_slip(ticket, opened, facts_of(tx))
    return jobs.queue(tx, jobs.NewJob(printed_on, "receipt", content, ticket=ticket.id))


def ticket_at_counter(tx: Transaction, ticket_id: int, actor: Actor) -> Ticket:
    """Return a ticket that is at a counter of this actor, or refuse."""
    ticket = found_ticket(tx, ticket_id)
    if ticket.state not in AT_A_COUNTER or ticket.leg.counter is None:
        raise IllegalMove(
            f"The ticket is {ticket.state}, not at a counter.", state=ticket.state, move="dossier"
        )
    counter_of(tx, ticket.leg.counter, actor)
    return ticket


def _refuse_stranger(tx: Transaction, ticket: Ticket, opened: list[DossierRow], actor: Actor) -> None:
    """Let whoever has the ticket, or opened a dossier on it, have its names on paper; nobody else."""
    if ticket.state in AT_A_COUNTER and ticket.leg.counter is not None:
        counter_of(tx, ticket.leg.counter, actor)
    elif not (actor.any_counter or actor.leads or actor.name in {one.clerk for one in opened}):
        raise NotAllowed(permission="receipt")


def _due(
    tx: Transaction, procedure: Procedure, received: datetime, order: DossierOrder, facts: CentreFacts
) -> Due:
    if procedure.time_unit in UNTIMED and order.due_on:
        return Due(_moment(order.due_on), "ngày hẹn do cán bộ ấn định", "date set by the clerk")
    calendar = OfficeCalendar(overrides=catalogue.overrides(tx.connection))
    return due_time(
        received,
        amount=procedure.time_amount,
        unit=procedure.time_unit,
        calendar=calendar,
        rule=DueRule(facts.due_rule),
        cutoff=procedure.cutoff,
    )


def _moment(local: str) -> datetime:
    try:
        return datetime.strptime(local, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - local, as the law counts
    except ValueError as error:
        raise InvalidInput("There is no such day or time.", field="due_on") from error


def _provisional_code(tx: Transaction, facts: CentreFacts, day: str) -> str:
    """Give a local code in the official shape `<agency>-YYMMDD-XXXX` until the province gives its own."""
    number = dossiers.next_number(tx, day)
    return f"{facts.agency_id}-{day[2:4]}{day[5:7]}{day[8:10]}-{number:04d}"


def _receipt_slip(ticket: Ticket, opened: list[DossierRow], facts: CentreFacts) -> Mapping[str, Any]:
    return {
        "centre_vi": facts.name_vi,
        "centre_en": facts.name_en,
        "label": ticket.label,
        "timezone": facts.timezone,
        "language": ticket.language,
        "token": ticket.token,
        "phone_url": facts.phone_url,
        "counter": opened[-1].counter,
        "dossiers": [
            {
                "code": one.code,
                "procedure_vi": one.procedure_vi,
                "procedure_en": one.procedure_en,
                "applicant": one.applicant,
                "received_at_ms": one.received_at_ms,
                "due_at": one.due_at,
                "why_vi": one.due_why_vi,
                "why_en": one.due_why_en,
            }
            for one in opened
        ],
    }
