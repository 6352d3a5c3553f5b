"""The desk of a clerk: take a counter, call, serve, open dossiers, finish. Rules and data are the server's."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the desk's pages to the app."""
    from counter import aside, books, desk
    from counter.room import room

    desk.add_pages(room)
    books.add_pages(room)
    aside.add_pages(room)
    app.register_blueprint(room)
