"""Give out a ticket: number, ticket, leg, fact and print job in one transaction."""

import hashlib
import secrets
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.errors import ServiceClosed, UnknownPriority, UnknownService
from server.domain.estimate import estimate_wait
from server.domain.events import Event, EventKind
from server.domain.moves import issued
from server.domain.next_in_line import expected_ahead
from server.domain.ticket import Ticket, ticket_label
from server.operations.days import ensure_day
from server.operations.facts import CentreFacts, facts_of, rates_of
from server.store import catalogue, counters, devices, idempotency, jobs, tickets
from server.store.catalogue import ServiceRow
from server.store.log import canonical
from server.store.transaction import Transaction

NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """Hold what a kiosk asks for. `scope` names whose Idempotency-Keys these are (one device's)."""

    service: str
    priority: str = NORMAL
    language: str = "vi"
    device: int | None = None
    scope: str = ""
    key: str | None = None

    @property
    def fingerprint(self) -> bytes:
        """Identify the request behind an Idempotency-Key."""
        return hashlib.sha256(canonical([self.service, self.priority, self.language]).encode()).digest()


def issue(tx: Transaction, order: IssueOrder) -> tuple[Mapping[str, Any], bool]:
    """Give out the next number of a service; a repeated key gets the first ticket again and True.

    Raises UnknownService, UnknownPriority, ServiceClosed, IdempotencyKeyReused.
    """
    return idempotency.once(
        tx, scope=order.scope, key=order.key, fingerprint=order.fingerprint, act=lambda: _issue(tx, order)
    )


def _issue(tx: Transaction, order: IssueOrder) -> Mapping[str, Any]:
    facts = facts_of(tx)
    day = ensure_day(tx, facts.zone)
    service, rates = _offered(tx, order)
    waiting = tickets.tally_of(tx.connection, service.code)
    ahead = expected_ahead(waiting, order.priority, rates)
    ticket = _new_ticket(tx, order, service, day)
    estimate = _estimate(tx, service.code, ahead)
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
        "priority": order.priority,
        "people_ahead": ahead,
        "estimate": {"low_s": estimate[0], "high_s": estimate[1]} if estimate else None,
        "print_job": job,
    }


def _offered(tx: Transaction, order: IssueOrder) -> tuple[ServiceRow, Mapping[str, float]]:
    service = tx.remembered(
        ("service", order.service), lambda: catalogue.service(tx.connection, order.service)
    )
    if service is None:
        raise UnknownService(service=order.service)
    if not service.is_open:
        raise ServiceClosed(service=service.code, name_vi=service.name_vi, name_en=service.name_en)
    rates = rates_of(tx)
    if order.priority not in rates:
        raise UnknownPriority(priority=order.priority)
    return service, rates


def _new_ticket(tx: Transaction, order: IssueOrder, service: ServiceRow, day: str) -> Ticket:
    number = tickets.next_number(tx, day, service.prefix)
    body = {
        "day": day,
        "series": service.prefix,
        "number": number,
        "label": ticket_label(service.prefix, number),
        "token": _new_token(),
        "language": order.language,
        "service": service.code,
        "priority": order.priority,
    }
    event = Event(EventKind.TICKET_ISSUED, tx.now_ms, tickets.next_id(tx), body=body)
    ticket = issued(tx.record(event))
    tickets.insert(tx, ticket, order.device)
    return ticket


def _estimate(tx: Transaction, service: str, ahead: int) -> tuple[int, int] | None:
    open_now = tx.remembered("open", lambda: counters.open_by_service(tx.connection)).get(service, 0)
    if not open_now:
        return None
    recent = tx.remembered(("recent", service), lambda: catalogue.recent_serving_s(tx.connection, service))
    return estimate_wait(ahead, recent_serving_s=recent, counters_open=open_now)


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
