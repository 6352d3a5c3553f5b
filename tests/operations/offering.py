"""What tests of the offer do with a founded centre: bind its hours, let time pass, serve, look at a tile, be refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from server.domain.errors import QueueError
from server.operations import offer_changes
from server.operations.offer_views import service_views
from tests.builders import CARLA, DESK, Hall

MONDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 25)
OFFICE = {
    weekday: ["07:30-11:30", "13:30-17:30"] for weekday in ("monday", "tuesday", "wednesday", "thursday")
}
MINUTE_S, HOUR_S = 60, 3600


def bind(hall: Hall, hours: Mapping[str, list[str]] = OFFICE, lead_min: int = 30) -> None:
    """Let the centre give numbers in its hours alone. The clock stands at Monday 7:20."""
    hall.write(lambda tx: offer_changes.change_hours(tx, hours, binds=True, lead_min=lead_min, actor=CARLA))


def turn_to(hall: Hall, clock: str) -> None:
    """Let time pass until it is so late on Monday."""
    hours, minutes = clock.split(":")
    hall.clock.run(int(hours) * HOUR_S + int(minutes) * MINUTE_S - _since_midnight_s(hall))


def _since_midnight_s(hall: Hall) -> float:
    return (hall.clock.wall / 1000 + 7 * HOUR_S) % (24 * HOUR_S)


def change(hall: Hall, service: str = "DD", **changes: Any) -> None:
    """Let Carla change what is named of a service."""
    hall.write(lambda tx: offer_changes.change_service(tx, service, changes, CARLA))


def visits(hall: Hall, count: int, minutes: int, counter: int = 4, service: str = "DD") -> None:
    """Serve so many people, one after another, each for so many minutes."""
    hall.open(counter, DESK)
    for _ in range(count):
        ticket = hall.issue(service)["id"]
        hall.call(counter, DESK, ticket)
        hall.serve(ticket, DESK)
        hall.clock.run(minutes * MINUTE_S)
        hall.finish(ticket, DESK)


def tile(hall: Hall, service: str = "DD") -> dict[str, Any]:
    """Look at what the kiosk shows of a service."""
    views = service_views(hall.store.reader(), hall.store.now_ms())
    return next(one for one in views if one["code"] == service)


def refused(hall: Hall, service: str = "DD") -> QueueError:
    """Ask for a number that is refused, and see that nothing was written."""
    before = hall.events()
    with pytest.raises(QueueError) as found:
        hall.issue(service)
    assert hall.events() == before
    assert tile(hall, service)["open"] is False
    assert tile(hall, service)["closed"]["code"] == found.value.code
    return found.value
