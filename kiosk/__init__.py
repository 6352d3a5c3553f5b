"""The touch screen at the door, and the citizen's phone page. Acts go through the API; nothing is written from here."""

from flask import Flask

from kiosk import phone, touch  # noqa: F401 — their views enter the room
from kiosk.room import room


def register(app: Flask) -> None:
    """Open the kiosk's page and the phone pages."""
    app.register_blueprint(room)
