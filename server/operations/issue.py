"""Give out a ticket: number, ticket, leg, fact and print job in one transaction."""

import hashlib
import secrets
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.appointments import admit
from server.domain.changes import issued
from server.domain.errors import UnknownPriority, UnknownService
from server.domain.events import Event, EventKind
from server.domain.policy import expected_ahead
from server.domain.ticket import Ticket, ticket_label
from server.operations.days import ensure_day
from server.operations.facts import CentreFacts, facts_of
from server.operations.offer import Offer, take_number
from server.operations.rules import MINUTE_MS, NORMAL, policy_of, rules_of
from server.store import catalogue, devices, idempotency, jobs, tickets
from server.store.catalogue import ServiceRow
from server.store.log import canonical
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """Hold what a kiosk asks for. `scope` names whose Idempotency-Keys these are (one device's).

    `then`: further services of the same visit, in turn. `booked_ms`: the time of an appointment (UTC, ms).
    """

    service: str
    priority: str = NORMAL
    language: str = "vi"
    then: tuple[str, ...] = ()
    booked_ms: int | None = None
    device: int | None = None
    scope: str = ""
    key: str | None = None

    @property
    def fingerprint(self) -> bytes:
        """Identify the request behind an Idempotency-Key."""
        asked = [self.service, self.priority, self.language, self.then, self.booked_ms]
        return hashlib.sha256(canonical(asked).encode()).digest()


def issue(tx: Transaction, order: IssueOrder) -> tuple[Mapping[str, Any], bool]:
    """Give out the next number of a service; a repeated key gets the first ticket again and True.

    Raises UnknownService, UnknownPriority, ServiceClosed, QuotaReached, ClosingSoon, NumbersExhausted,
    IdempotencyKeyReused.
    """
    return idempotency.once(
        tx, scope=order.scope, key=order.key, fingerprint=order.fingerprint, act=lambda: _issue(tx, order)
    )


def _issue(tx: Transaction, order: IssueOrder) -> Mapping[str, Any]:
    facts = facts_of(tx)
    day = ensure_day(tx, facts.zone)
    look = Offer.within(tx, facts.zone)
    service = _offered(tx, order.service)
    look.refuse_closed(service, day)
    for code in order.then:
        look.refuse_closed(_offered(tx, code), day, takes_number=False)
    priority, line_at_ms = _class_of(tx, order)
    waiting = tickets.tally_of(tx.connection, service.code)
    ahead = expected_ahead(waiting, priority, policy_of(tx))
    estimate, pause = look.estimate(service, ahead), look.pause(service)
    ticket = _new_ticket(tx, order, service, day, priority, line_at_ms)
    printed_on = tx.remembered(
        ("printer", order.device), lambda: devices.printer_for(tx.connection, order.device)
    )
    job = None
    if printed_on is not None:
        content = _ticket_slip(ticket, service, facts, ahead, estimate)
        new = jobs.NewJob(printed_on, "ticket", content, ticket=ticket.id, device=order.device)
        job = jobs.queue(tx, new)
    return {
        "id": ticket.id,
        "number": ticket.label,
        "token": ticket.token,
        "service": service.code,
        "priority": priority,
        "people_ahead": ahead,
        "estimate": {"low_s": estimate[0], "high_s": estimate[1]} if estimate else None,
        "serves_again": f"{pause.until:%H:%M}" if pause and pause.until else None,
        "print_job": job,
    }


def _offered(tx: Transaction, code: str) -> ServiceRow:
    service = tx.remembered(("service", code), lambda: catalogue.service(tx.connection, code))
    if service is None:
        raise UnknownService(service=code)
    return service


def _class_of(tx: Transaction, order: IssueOrder) -> tuple[str, int]:
    """Return the class a newcomer waits in, and from when the wait counts."""
    classes = tx.remembered("classes", lambda: {one.code: one for one in catalogue.priorities(tx.connection)})
    claimed = classes.get(order.priority)
    if claimed is None or claimed.by_appointment or not claimed.is_offered:
        raise UnknownPriority(priority=order.priority)
    if order.booked_ms is None:
        return order.priority, tx.now_ms
    booked = next((code for code, one in classes.items() if one.by_appointment and one.is_offered), None)
    if booked is None:
        raise UnknownPriority(priority="appointment")
    rules = rules_of(tx)
    admission = admit(
        order.booked_ms, tx.now_ms, early_ms=rules.early_min * MINUTE_MS, late_ms=rules.late_min * MINUTE_MS
    )
    policy = policy_of(tx)
    # a booking takes nothing from whoever may claim more
    gains = policy.score(booked, 1.0) >= policy.score(order.priority, 1.0)
    return (booked if admission.is_booked and gains else order.priority), admission.line_at_ms


def _new_ticket(
    tx: Transaction, order: IssueOrder, service: ServiceRow, day: str, priority: str, line_at_ms: int
) -> Ticket:
    number = take_number(tx, service, day, facts_of(tx).zone)
    body = {
        "day": day,
        "series": service.prefix,
        "number": number,
        "label": ticket_label(service.prefix, number),
        "token": _new_token(),
        "language": order.language,
        "service": service.code,
        "priority": priority,
    }
    if line_at_ms != tx.now_ms:
        body["line_at_ms"] = line_at_ms
    if order.then:
        body["next_services"] = list(order.then)
    event = Event(EventKind.TICKET_ISSUED, tx.now_ms, tickets.next_id(tx), body=body)
    ticket = issued(tx.record(event))
    tickets.insert(tx, ticket, order.device)
    return ticket


def _ticket_slip(
    ticket: Ticket, service: ServiceRow, facts: CentreFacts, ahead: int, estimate: tuple[int, int] | None
) -> Mapping[str, Any]:
    """Write down what the paper says; neither the class nor its reason is ever on it."""
    return {
        "centre_vi": facts.name_vi,
        "centre_en": facts.name_en,
        "label": ticket.label,
        "service_vi": service.name_vi,
        "service_en": service.name_en,
        "issued_at_ms": ticket.issued_at_ms,
        "timezone": facts.timezone,
        "people_ahead": ahead,
        "estimate": list(estimate) if estimate else None,
        "language": ticket.language,
        "token": ticket.token,
        "phone_url": facts.phone_url,
    }


def _new_token() -> str:
    """Make 128 random bits in base32, which a QR code holds in its dense alphanumeric mode."""
    return b32encode(secrets.token_bytes(16)).decode().rstrip("=")
