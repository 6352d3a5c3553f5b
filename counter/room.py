"""The room itself (its folder of templates, scripts and words), and what every page of it reads from."""

from pathlib import Path
from typing import cast

from flask import Blueprint, current_app

from server.store.sqlite import Connection
from server.store.store import Store
from server.web.rooms import Room

room = Room("counter", __name__, folder=Path(__file__).parent)

Pages = Blueprint


def store() -> Store:
    """Return the centre's store."""
    return cast("Store", current_app.extensions["layso"].store)


def reader() -> Connection:
    """Return this thread's read-only connection."""
    return store().reader()
