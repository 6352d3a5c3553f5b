"""The live pages of a clerk: take a counter, and the desk itself. What happens there goes through the API."""

from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from counter.room import Pages, reader, store
from server.auth.identity import Role, current_identity, require
from server.domain.calendar import read_week
from server.domain.errors import CounterNotFound
from server.operations.desk_views import counter_view
from server.operations.facts import centre_facts
from server.store import accounts, catalogue, counters, devices, history, settings_table
from server.store.sqlite import Connection

DEFAULT_TARGET_MINUTES = 15
DEFAULT_LUNCH_ENDS = "13:30"


def add_pages(pages: Pages) -> None:
    """Add the live pages to the room."""
    pages.add_url_rule("/counter", view_func=choose_counter)
    pages.add_url_rule("/counter/<int:number>", view_func=show_desk)


@require(Role.CLERK)
def choose_counter() -> str | Response:
    """Show which counters are free; who sits at one goes to it, unless another is asked for (`?other`)."""
    connection = reader()
    me = current_identity().name
    mine = next((one for one in counters.every(connection) if one.clerk == me), None)
    if mine and "other" not in request.args:
        return redirect(f"/counter/{mine.number}")
    boot = _boot(connection) | {
        "counters": [counter_view(connection, one) for one in counters.every(connection)],
        "last": mine.number if mine else history.last_counter_of(connection, me),
    }
    return render_template("counter/choose.html", boot=boot)


@require(Role.CLERK)
def show_desk(number: int) -> str:
    """Show the desk of a counter. Raises CounterNotFound."""
    connection = reader()
    found = counters.by_number(connection, number)
    if found is None:
        raise CounterNotFound(counter=number)
    names = {"vi": found.name_vi, "en": found.name_en}
    return render_template(
        "counter/desk.html", boot=_boot(connection) | {"number": number}, number=number, names=names
    )


def _boot(connection: Connection) -> dict[str, Any]:
    """Gather what the page's scripts need to speak of services, classes, clerks and printers by name."""
    target = settings_table.get(connection, "service_target_minutes", DEFAULT_TARGET_MINUTES)
    return {
        "me": current_identity().name,
        "may_choose": _may_choose(connection),
        "leads": current_identity().has_role(Role.MANAGER),
        "now_ms": store().now_ms(),
        "timezone": centre_facts(connection).timezone,
        "lunch_ends": _lunch_ends(connection),
        "target_s": target * 60,
        "services": {
            one.code: {"name": {"vi": one.name_vi, "en": one.name_en}}
            for one in catalogue.services(connection)
        },
        "priorities": {
            one.code: {"vi": one.name_vi, "en": one.name_en} for one in catalogue.priorities(connection)
        },
        "clerks": accounts.display_names(connection),
        "printers": {one.id: one.name for one in devices.printers(connection)},
    }


def _may_choose(connection: Connection) -> bool:
    """Claim that whoever looks may call a chosen ticket: managers may, clerks with the permission."""
    me = current_identity()
    return me.has_role(Role.MANAGER) or accounts.may(connection, me.name, accounts.CHOOSE_TICKET)


def _lunch_ends(connection: Connection) -> str:
    """Say when the centre opens again after the break of this weekday, as "13:30"."""
    hours = settings_table.get(connection, "hours", None)
    now = datetime.fromtimestamp(store().now_ms() / 1000, UTC).astimezone(centre_facts(connection).zone)
    spans = read_week(hours)[now.weekday()] if hours else ()
    return spans[1].start.strftime("%H:%M") if len(spans) > 1 else DEFAULT_LUNCH_ENDS
