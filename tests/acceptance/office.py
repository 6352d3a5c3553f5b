"""A hall at an hour of its own: the centre lies where it is that hour now, works today and tomorrow, and served yesterday.

So that scenes of lunch and closing play at any time of any day.
"""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from server.domain.calendar import WEEKDAYS, DayKind, SpecialDay
from server.operations import calls, desks, serving
from server.operations.actors import Actor
from server.operations.calls import CallOrder
from server.operations.issue import IssueOrder, issue
from server.store import founding, settings_table
from server.store.store import FILE_NAME, Store
from server.store.transaction import Transaction
from tests.acceptance.hall import Hall
from tests.builders.clock import DAY_S, FakeClock
from tests.lines import Line

CLERK = Actor("hôm qua", any_counter=True)
WORKED = SpecialDay(DayKind.WORKED, "Ngày làm việc", "Working day")


def zone_where_it_is(hour: int) -> str:
    """Name the time zone, without summer time, where it is between this hour and the next one now."""
    east = (hour - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-east:+d}"  # these names count hours west of Greenwich


def now_at(hall: Hall) -> datetime:
    """Read the centre's wall clock."""
    connection = hall.centre.reader()
    try:
        zone = ZoneInfo(settings_table.get(connection, "timezone"))
    finally:
        connection.close()
    return datetime.now(zone).replace(tzinfo=None)


def at_work(hall: Hall, hour: int, *, service: str, counter: int, visits: int, minutes: int) -> None:
    """Open a hall where it is this hour now, and where yesterday so many visits of a service took so many minutes."""
    clock = FakeClock(wall=time.time_ns() // 1_000_000 - DAY_S * 1000)
    store = Store(hall.centre.folder / FILE_NAME, clock=clock)
    try:
        store.write(lambda tx: _settle(tx, zone_where_it_is(hour)))
        store.write(lambda tx: desks.open_counter(tx, counter, CLERK))
        for _ in range(visits):
            ticket = store.write(lambda tx: issue(tx, IssueOrder(service))[0]["id"])
            order = CallOrder(ticket=ticket, reason="gọi theo thứ tự")
            store.write(lambda tx, order=order: calls.call_next(tx, counter, CLERK, order))  # type: ignore[misc]
            store.write(lambda tx, ticket=ticket: serving.serve(tx, ticket, CLERK))  # type: ignore[misc]
            clock.run(minutes * 60)
            store.write(lambda tx, ticket=ticket: serving.finish(tx, ticket, CLERK))  # type: ignore[misc]
    finally:
        store.close()
    hall.centre.start()


def bind_hours(manager: Line, *spans: str) -> None:
    """Let Carla set these hours for every day of the week; numbers are given in them alone."""
    hours = {weekday: list(spans) for weekday in WEEKDAYS}
    answer = manager.ask("PUT", "/api/v1/centre/hours", {"hours": hours, "bind": True})
    assert answer.status == 200, answer.text
    residence = manager.ask("PUT", "/api/v1/services/CTRU", {"hours": None})
    assert residence.status == 200, residence.text


def _settle(tx: Transaction, zone: str) -> None:
    """Move the centre to a time zone, and work there yesterday, today and tomorrow, whatever the calendar says."""
    settings_table.put(tx, "timezone", zone)
    today: date = datetime.now(ZoneInfo(zone)).date()
    days = [today + timedelta(days=n) for n in (-1, 0, 1)]
    for day in days:
        tx.connection.execute("DELETE FROM day_override WHERE day = ?", (day.isoformat(),))
    founding.insert_overrides(tx, dict.fromkeys(days, WORKED))
