"""The demo's index: what this is, in both languages side by side, the doors to every screen, and the hall's switch."""

from pathlib import Path
from typing import Any

from flask import redirect, render_template, request
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from server.auth.gate import csrf
from server.demo.stage import only_here, stage
from server.demo.troupe import SPEEDS
from server.domain.errors import InvalidInput
from server.domain.ticket import OPEN_STATES, TicketState
from server.operations.facts import centre_facts
from server.operations.reports import hall_now, today
from server.operations.views import board_view
from server.store import accounts, counters, settings_table
from server.store.reports import outcomes_of_day
from server.store.sqlite import Connection
from server.web.marks import public
from server.web.rooms import Room

demo = Room("demo", __name__, folder=Path(__file__).parent)

CALLS_SHOWN = 3


@demo.get("/")
@public
@only_here
def show_index() -> str:
    """Show the doors to every screen of the demo."""
    connection = stage().store.reader()
    return render_template(
        "demo/index.html",
        facts=centre_facts(connection),
        stage=stage(),
        speeds=SPEEDS,
        desks=_desks(connection),
        manager=next(one for one in _people(connection) if one["role"] == "manager"),
        people=_people(connection),
        glance=glance(connection),
    )


@demo.get("/demo/glance.json")
@public
@only_here
def show_glance() -> dict[str, Any]:
    """Tell the index page how the hall is doing, and the token its forms need if the browser's session has changed."""
    return glance(stage().store.reader()) | {"csrf_token": generate_csrf()}


@demo.post("/demo/simulation")
@public
@only_here
def play() -> Response:
    """Let the simulated people in at a speed, change it, or send them home (`speed=0`)."""
    csrf.protect()
    speed = request.form.get("speed", "")
    if speed not in ("0", *map(str, SPEEDS)):
        raise InvalidInput(field="speed")
    if speed == "0":
        stage().troupe.stop()
    else:
        stage().troupe.start(f"http://127.0.0.1:{request.environ['SERVER_PORT']}", int(speed))
    return redirect("/", 303)


def glance(connection: Connection) -> dict[str, Any]:
    """Gather what the index shows of the hall; cheap enough to be asked every second."""
    store = stage().store
    hall = hall_now(connection, store.now_ms())
    outcomes = outcomes_of_day(connection, today(connection) or "")
    calls = board_view(connection, None)["calls"][:CALLS_SHOWN]
    troupe = stage().troupe
    return {
        "speed": troupe.speed if troupe.is_playing else 0,
        "waiting": hall.waiting,
        "open": sum(one.counter.status == "open" for one in hall.counters),
        "counters": len(hall.counters),
        "issued": sum(outcomes.values()),
        "served": outcomes.get(TicketState.FINISHED, 0),
        "here": sum(count for state, count in outcomes.items() if state in OPEN_STATES),
        "calls": [{"number": one["number"], "counter": one["counter"]} for one in calls],
    }


def _desks(connection: Connection) -> list[dict[str, Any]]:
    """List the counters with the account of the clerk who usually sits there."""
    clerks = settings_table.get(connection, "demo_clerks", {})
    names = accounts.display_names(connection)
    return [
        {
            "number": one.number,
            "vi": one.name_vi,
            "en": one.name_en,
            "account": account,
            "clerk": names[account],
        }
        for one in counters.every(connection)
        if (account := clerks.get(str(one.number))) in names
    ]


def _people(connection: Connection) -> list[dict[str, Any]]:
    found = (accounts.find(connection, name) for name in stage().access.passwords)
    return [{"account": one.name, "name": one.display_name, "role": one.role} for one in found if one]
