"""The room itself: its folder of templates, static files and words. Its pages are touch.py and phone.py."""

from pathlib import Path

from server.web.rooms import Room

room = Room("kiosk", __name__, folder=Path(__file__).parent)
