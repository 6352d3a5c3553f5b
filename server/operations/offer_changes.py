"""What a manager changes in the offer while the centre runs: a service's rules, its closures, the centre's hours."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from server.domain.calendar import WeekHours, WrittenWeek, read_week, written_week
from server.domain.catalogue import PrefixTaken, Service
from server.domain.events import Event, EventKind
from server.domain.opening import Closure, ClosureNotFound, InvalidClosure, NumbersGivenToday, ServiceNotFound
from server.domain.text import clean_text
from server.domain.ticket import ticket_label
from server.operations.actors import Actor
from server.operations.days import ensure_day
from server.operations.facts import facts_of
from server.operations.offer import HOURS, HOURS_BIND, LEAD
from server.store import catalogue, offer, settings_table
from server.store.catalogue import ServiceRow
from server.store.offer import ClosureRow
from server.store.sqlite import Connection
from server.store.transaction import Transaction

LONGEST_REASON = 200


def change_service(tx: Transaction, code: str, changes: Mapping[str, Any], actor: Actor) -> ServiceRow:
    """Change what is named of a service (fields of ServiceRow); the next ticket follows it. No change, no fact.

    Raises ServiceNotFound, InvalidHours, InvalidCatalogue, PrefixTaken; and NumbersGivenToday, when today's numbers
    would begin anew, get another letter, or end before the last one that was given.
    """
    before = service_row(tx.connection, code)
    after = replace(before, **changes)
    week = read_week(after.hours) if after.hours is not None else None
    after = replace(after, hours=written_week(week) if week else None)
    changed = {name: value for name, value in asdict(after).items() if value != asdict(before)[name]}
    if not changed:
        return before
    _refuse_impossible(tx, after, week)
    _refuse_numbers_in_use(tx, before, after)
    offer.save_service(tx, after)
    old = {name: asdict(before)[name] for name in changed}
    _record(tx, {"service": code, "changed": changed, "before": old}, actor)
    return after


def add_closure(tx: Transaction, code: str, closure: Closure, actor: Actor) -> ClosureRow:
    """Close a service on some days. Raises ServiceNotFound, and InvalidClosure when all of them are over."""
    service_row(tx.connection, code)
    if closure.last_day.isoformat() < ensure_day(tx, facts_of(tx).zone):
        raise InvalidClosure("These days are over already.", field="last_day")
    row = offer.insert_closure(tx, code, _clean(closure))
    _record(tx, {"service": code, "closure_added": _told(row)}, actor)
    return row


def remove_closure(tx: Transaction, code: str, closure_id: int, actor: Actor) -> None:
    """Open a service again on the days of a closure. Raises ServiceNotFound, ClosureNotFound."""
    service_row(tx.connection, code)
    row = offer.delete_closure(tx, code, closure_id)
    if row is None:
        raise ClosureNotFound(service=code, closure=closure_id)
    _record(tx, {"service": code, "closure_removed": _told(row)}, actor)


def change_hours(
    tx: Transaction, hours: WrittenWeek | None, *, binds: bool, lead_min: int, actor: Actor
) -> None:
    """Set the centre's week (None: not known), whether it binds, and how long before it numbers are given, in minutes.

    Raises InvalidHours.
    """
    wanted = {HOURS: written_week(read_week(hours)) if hours else None, HOURS_BIND: binds, LEAD: lead_min}
    known = settings_table.everything(tx.connection)
    changed = {name: value for name, value in wanted.items() if known.get(name) != value}
    for name, value in changed.items():
        settings_table.put(tx, name, value)
    if changed:
        tx.record(Event(EventKind.RULES_CHANGED, tx.now_ms, clerk=actor.name, body=changed))


def service_row(connection: Connection, code: str) -> ServiceRow:
    """Return a service. Raises ServiceNotFound."""
    row = catalogue.service(connection, code)
    if row is None:
        raise ServiceNotFound(service=code)
    return row


def _refuse_impossible(tx: Transaction, row: ServiceRow, week: WeekHours | None) -> None:
    Service(
        code=row.code,
        prefix=row.prefix,
        name_vi=row.name_vi,
        name_en=row.name_en,
        hours=week,
        first_number=row.first_number,
        last_number=row.last_number,
        daily_quota=row.daily_quota,
        outcome_required=row.outcome_required,
        wrap_up_s=row.wrap_up_s,
    )
    for other in catalogue.services(tx.connection):
        if other.prefix == row.prefix and other.code != row.code:
            raise PrefixTaken(prefix=row.prefix, service=other.code)


def _refuse_numbers_in_use(tx: Transaction, before: ServiceRow, after: ServiceRow) -> None:
    given = offer.numbers_given(tx.connection, ensure_day(tx, facts_of(tx).zone), before.prefix)
    if given is None:
        return
    begins_anew = (before.prefix, before.first_number) != (after.prefix, after.first_number)
    if begins_anew or after.last_number < given[1]:
        first, last = (ticket_label(before.prefix, number) for number in given)
        raise NumbersGivenToday(service=before.code, first=first, last=last)


def _record(tx: Transaction, body: Mapping[str, Any], actor: Actor) -> None:
    tx.record(Event(EventKind.SERVICE_CHANGED, tx.now_ms, clerk=actor.name, body=body))


def _clean(closure: Closure) -> Closure:
    reason_vi = clean_text(closure.reason_vi, field="reason_vi", max_length=LONGEST_REASON)
    reason_en = closure.reason_en and clean_text(
        closure.reason_en, field="reason_en", max_length=LONGEST_REASON
    )
    return replace(closure, reason_vi=reason_vi, reason_en=reason_en)


def _told(row: ClosureRow) -> Mapping[str, Any]:
    closure = row.closure
    return {
        "id": row.id,
        "first_day": closure.first_day.isoformat(),
        "last_day": closure.last_day.isoformat(),
        "reason_vi": closure.reason_vi,
        "reason_en": closure.reason_en,
    }
