"""The virtual printer: its paper roll, each slip drawn from the bytes that were sent, and buttons that make trouble."""

import hashlib
import json
from pathlib import Path
from typing import Any

from flask import Response, redirect, render_template, request
from gevent import get_hub
from werkzeug.wrappers import Response as AnyResponse

from server.auth.gate import csrf
from server.demo.stage import Stage, only_here, stage
from server.domain.errors import InvalidInput, NotFound
from server.operations.facts import centre_facts
from server.operations.views import iso
from server.spool.paper import NoSuchSlip, png_of, set_fault, slips_of
from server.store import devices
from server.store.devices import PrinterRow
from server.web.marks import public
from server.web.rooms import Room

SLIPS_SHOWN = 24
NARROWEST, WIDEST = 192, 1024
TROUBLES: dict[str, dict[str, object]] = {
    "paper_out": {"paper": "out"},
    "cover_open": {"cover": "open"},
    "well": {"paper": "ok", "cover": "closed", "cutter": "ok", "silent": False, "paper_out_after": None},
}


def add_pages(room: Room) -> None:
    """Add the virtual printer's pages to the demo's room."""
    room.add_url_rule("/demo/paper", view_func=show_paper)
    room.add_url_rule("/demo/paper/slips.json", view_func=list_slips)
    room.add_url_rule("/demo/paper/slip/<path:name>", view_func=show_slip)
    room.add_url_rule("/demo/paper/trouble", view_func=make_trouble, methods=["POST"])


@public
@only_here
def show_paper() -> str:
    """Show the paper roll."""
    return render_template("demo/paper.html", boot=_roll(stage(), ""))


@public
@only_here
def list_slips() -> dict[str, Any]:
    """List the slips that came out after the one named, the oldest first, and how the printer is."""
    return _roll(stage(), request.args.get("after", ""))


@public
@only_here
def show_slip(name: str) -> Response:
    """Draw one slip from its bytes. A slip never changes, so a browser need not ask for it again."""
    width = min(WIDEST, max(NARROWEST, request.args.get("width", 576, int)))
    try:
        picture: bytes = get_hub().threadpool.apply(png_of, (stage().data_dir, name, width))
    except NoSuchSlip as error:
        raise NotFound from error
    response = Response(picture, mimetype="image/png", headers={"Cache-Control": "private, max-age=86400"})
    response.set_etag(hashlib.sha256(picture).hexdigest()[:16])
    return response


@public
@only_here
def make_trouble() -> AnyResponse:
    """Let the virtual printer run out of paper, open its cover, or be well again."""
    csrf.protect()
    state = TROUBLES.get(request.form.get("trouble", ""))
    if state is None:
        raise InvalidInput(field="trouble")
    here = stage()
    set_fault(here.data_dir, virtual_printer(here).address, **state)
    return redirect("/demo/paper", 303)


def virtual_printer(here: Stage) -> PrinterRow:
    """Return the demo's virtual printer."""
    printers = devices.printers(here.store.reader())
    return next(one for one in printers if one.transport == "virtual")


def _roll(here: Stage, after: str) -> dict[str, Any]:
    zone = centre_facts(here.store.reader()).zone
    printer = virtual_printer(here)
    slips = get_hub().threadpool.apply(slips_of, (here.data_dir, printer, after, SLIPS_SHOWN))
    return {
        "printer": printer.name,
        "condition": condition_of(here.data_dir, printer),
        "slips": [
            {
                "name": one.name,
                "at": iso(one.at_ms, zone),
                "width": one.width_dots,
                "bytes": (here.data_dir / one.name).stat().st_size,
            }
            for one in slips
        ],
    }


def condition_of(data_dir: Path, printer: PrinterRow) -> str:
    """Say how the virtual printer was switched: "well", "paper_out" or "cover_open"."""
    switches = data_dir / printer.address / "state.json"
    state = json.loads(switches.read_text("utf-8")) if switches.exists() else {}
    if state.get("paper") == "out":
        return "paper_out"
    return "cover_open" if state.get("cover") == "open" else "well"
