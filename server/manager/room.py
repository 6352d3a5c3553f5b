"""The back office as a room of the app, and the centre's store as its pages read it. No pages here."""

from pathlib import Path
from typing import cast

from flask import current_app

from server.store.sqlite import Connection
from server.store.store import Store
from server.web.rooms import Room

manager = Room("manager", __name__, folder=Path(__file__).parent)


def centre_store() -> Store:
    """Return the centre's store."""
    return cast("Store", current_app.extensions["layso"].store)


def reading() -> Connection:
    """Return this thread's read-only connection."""
    return centre_store().reader()
