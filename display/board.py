"""The board's page: who may open it, and what it knows before the first news. Calls and counts come by socket."""

from pathlib import Path
from typing import Any

from flask import current_app, render_template, request

from server.auth.identity import DeviceKind, Role, current_identity, require
from server.operations.facts import centre_facts
from server.store import board, catalogue, counters, settings_table
from server.store.sqlite import Connection
from server.store.store import Store
from server.web.rooms import Room

THEMES = ("night", "day")

display = Room("display", __name__, folder=Path(__file__).parent)


@display.get("/display")
@require(DeviceKind.DISPLAY, Role.CLERK)
def show_board() -> str:
    """Show the board of the device's waiting area; staff may look at any by `?zone=`, at all without."""
    store: Store = current_app.extensions["layso"].store
    identity = current_identity()
    zone = identity.zone if identity.kind == "device" else request.args.get("zone") or None
    known = board_facts(store.reader(), zone) | {"now_ms": store.now_ms(), "token": identity.token}
    asked = request.args.get("theme")
    # A board speaks both languages at once, so its page is always the Vietnamese one.
    return render_template(
        "display/board.html", known=known, theme=asked if asked in THEMES else THEMES[0], language="vi"
    )


def board_facts(connection: Connection, zone: str | None) -> dict[str, Any]:
    """Tell what a board says beside the calls: centre, waiting area, its counters, the services and which it serves."""
    facts = centre_facts(connection)
    desks = [one for one in counters.every(connection) if zone is None or one.zone == zone]
    zones = settings_table.get(connection, "zones", [])
    return {
        "centre": {"vi": facts.short_name_vi, "en": facts.short_name_en},
        "zone": zone,
        "zone_name": next(({"vi": one["vi"], "en": one["en"]} for one in zones if one["code"] == zone), None),
        "timezone": facts.timezone,
        "counters": len(desks),
        "services": [
            {"code": one.code, "prefix": one.prefix, "name": {"vi": one.name_vi, "en": one.name_en}}
            for one in catalogue.services(connection)
        ],
        "served": board.served_in(connection, zone),
    }
