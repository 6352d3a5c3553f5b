"""The demo centre: its invented data and, beside it, whatever makes it come alive. Never used by a real centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from server.founding import Access

EXTENSION = "layso_demo"


def register(app: Flask, access: Access, data_dir: Path) -> None:
    """Add the demo's own pages: index, virtual printer, and the hall's simulated people. Needs a centre's app."""
    from server.demo.pages import demo
    from server.demo.paper import add_pages
    from server.demo.stage import Stage
    from server.demo.visits import add_acts

    add_pages(demo)
    add_acts(demo)
    app.extensions[EXTENSION] = Stage(app.extensions["layso"].store, access, data_dir)
    app.register_blueprint(demo)


def begin(app: Flask, url: str, speed: float | None) -> None:
    """Let the simulated people in when a speed is given; the centre must be listening at `url`."""
    if speed:
        app.extensions[EXTENSION].troupe.start(url, speed)
