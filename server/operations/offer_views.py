"""The offer as plain values ready for JSON: what a kiosk shows of each service, and what a manager has set."""

from typing import Any

from server.domain.catalogue import sounding_like
from server.domain.opening import Closed
from server.domain.opening_lines import when_briefly, when_reopened, why_closed
from server.operations.facts import centre_facts
from server.operations.offer import Offer
from server.store import catalogue, days, offer
from server.store.catalogue import ServiceRow
from server.store.offer import ClosureRow
from server.store.sqlite import Connection

View = dict[str, Any]


def service_views(connection: Connection, now_ms: int) -> list[View]:
    """List the services as the kiosk offers them: open or why not, how many wait, and how long or from when again."""
    look = Offer(connection, now_ms, centre_facts(connection).zone)
    day = days.current(connection)
    return [_service_view(look, one, day) for one in catalogue.services(connection)]


def service_settings(connection: Connection, row: ServiceRow) -> View:
    """Show a manager what is set for a service, with a warning where its letter sounds like another one in use."""
    letters = [one.prefix for one in catalogue.services(connection)]
    today = days.current(connection) or ""
    return {
        "code": row.code,
        "prefix": row.prefix,
        "name": {"vi": row.name_vi, "en": row.name_en},
        "sounds_like": list(sounding_like(row.prefix, letters)),
        "is_open": row.is_open,
        "hours": row.hours,
        "first_number": row.first_number,
        "last_number": row.last_number,
        "daily_quota": row.daily_quota,
        "outcome_required": row.outcome_required,
        "wrap_up_s": row.wrap_up_s,
        "closures": [closure_view(one) for one in offer.closures(connection, since=today, service=row.code)],
    }


def closure_view(row: ClosureRow) -> View:
    """Show a closure."""
    return {
        "id": row.id,
        "first_day": row.closure.first_day.isoformat(),
        "last_day": row.closure.last_day.isoformat(),
        "reason": {"vi": row.closure.reason_vi, "en": row.closure.reason_en},
    }


def hours_view(connection: Connection, now_ms: int) -> View:
    """Show the centre's week, whether it binds, and how long before the first opening numbers are given."""
    rules = Offer(connection, now_ms, centre_facts(connection).zone).rules
    return {"hours": rules.hours, "bind": rules.binds, "tickets_before_opening_min": rules.lead_min}


def _service_view(look: Offer, row: ServiceRow, day: str | None) -> View:
    closed = look.closed(row, day)
    pause = None if closed else look.pause(row)
    waiting = look.waiting.get(row.code, 0)
    estimate = None if closed else look.estimate(row, waiting)
    return {
        "code": row.code,
        "prefix": row.prefix,
        "name": {"vi": row.name_vi, "en": row.name_en},
        "icon": row.icon,
        "open": closed is None,
        "waiting": waiting,
        "estimate": {"low_s": estimate[0], "high_s": estimate[1]} if estimate else None,
        "paused": pause is not None,
        "serves_again": f"{pause.until:%H:%M}" if pause and pause.until else None,
        "closed": _closed_view(look, closed, row) if closed else None,
    }


def _closed_view(look: Offer, closed: Closed, row: ServiceRow) -> View:
    """Tell when numbers are given again as `vi` and `en` (`brief`: as a tile does); where nobody knows, why none are."""
    today = look.now.date()
    why, when = why_closed(closed), when_reopened(closed.reopens, today)
    brief = when_briefly(closed.reopens, today)
    return {
        "code": look.refusal(closed, row).code,
        "vi": when[0] or why[0],
        "en": when[1] or why[1],
        "why": {"vi": why[0], "en": why[1]},
        "brief": {"vi": brief[0], "en": brief[1]},
        "reopens": closed.reopens.iso if closed.reopens else None,
    }
