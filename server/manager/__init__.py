"""The back office: what a manager sees of the hall now and of each day, and the tables to take away."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the back office's pages to the app."""
    from server.manager import pages, rules_pages  # noqa: F401  (they add their pages to the room)
    from server.manager.room import manager

    app.register_blueprint(manager)
