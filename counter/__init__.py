"""The desk of a clerk: take a counter, call, serve, open dossiers, finish. Rules and data are the server's."""

from flask import Flask

from counter import aside, books, desk, reception
from counter.room import room

for _part in (desk, books, aside, reception):
    _part.add_pages(room)


def register(app: Flask) -> None:
    """Add the desk's pages to the app."""
    app.register_blueprint(room)
