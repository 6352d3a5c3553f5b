"""A year behind a centre: its tickets with all their facts, as the log and the tables would hold them. Invented."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from server.domain.changes import apply, issued
from server.domain.events import Event, EventKind
from server.domain.moves import Move, decide
from server.domain.ticket import Ticket, ticket_label
from server.operations.facts import facts_of
from server.store import catalogue, counters, days, devices, jobs, tickets
from server.store.store import Store
from server.store.transaction import Transaction

WORKING_DAYS = 250
FIRST_MINUTE, OPEN_MINUTES = 450, 540
WAIT_MS, WALK_MS, SERVE_MS = 420_000, 20_000, 360_000


def write_year(store: Store, count: int) -> None:
    """Write `count` tickets over the working days of the last year, each called, served and printed."""
    day_count = min(WORKING_DAYS, count)
    whole, rest = divmod(count, day_count)
    for place, day in enumerate(_last_working_days(day_count)):
        store.write(lambda tx, day=day, size=whole + (place < rest): _write_day(tx, day, size))  # type: ignore[misc]


def _last_working_days(count: int) -> list[datetime]:
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return sorted(islice(_working_days_before(today), count))


def _working_days_before(day: datetime) -> Iterator[datetime]:
    while True:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            yield day


def _write_day(tx: Transaction, day: datetime, count: int) -> None:
    zone = facts_of(tx).zone
    opened = int(day.replace(tzinfo=zone).timestamp() * 1000) + FIRST_MINUTE * 60_000
    tx.now_ms = opened
    name = day.date().isoformat()
    first = tx.record(Event(EventKind.DAY_OPENED, opened, body={"day": name, "left_open": 0}))
    days.insert(tx, name, first.seq)
    services = catalogue.services(tx.connection)
    desks = {code: one.number for one in counters.every(tx.connection) for code in one.services}
    printer = devices.printers(tx.connection)[0].id
    for number in range(count):
        tx.now_ms = opened + number * OPEN_MINUTES * 60_000 // count
        service = services[number % len(services)]
        ticket = _issue(tx, name, service.prefix, service.code)
        job = jobs.queue(tx, jobs.NewJob(printer, "ticket", {"label": ticket.label}, ticket=ticket.id))
        tx.connection.execute("UPDATE print_job SET state = 'printed' WHERE id = ?", (job,))
        _serve(tx, ticket, desks[service.code])


def _issue(tx: Transaction, day: str, series: str, service: str) -> Ticket:
    number = tickets.next_number(tx, day, series, 1, 9999)
    ticket_id = tickets.next_id(tx)
    body = {"day": day, "series": series, "number": number, "label": ticket_label(series, number),
            "token": f"YEAR{ticket_id:022d}", "language": "vi", "service": service, "priority": "normal"}  # fmt: skip
    ticket = issued(tx.record(Event(EventKind.TICKET_ISSUED, tx.now_ms, ticket_id, body=body)))
    tickets.insert(tx, ticket, None)
    return ticket


def _serve(tx: Transaction, ticket: Ticket, counter: int) -> None:
    """Call, serve and finish a ticket; saved once, in its last state, which is the one the replay gives."""
    after, at = ticket, tx.now_ms
    for move, took_ms in ((Move.CALL, WAIT_MS), (Move.SERVE, WALK_MS), (Move.FINISH, SERVE_MS)):
        at += took_ms + ticket.id * 7919 % took_ms
        event = decide(after, move, at_ms=at, counter=counter, clerk="ana")
        after = apply(after, tx.record(event))
    tickets.save(tx, ticket, after)
