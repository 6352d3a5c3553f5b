"""Wall boards and signs: the last calls, seen and heard."""

from flask import Flask

from display.board import display


def register(app: Flask) -> None:
    """Put the boards into the app."""
    app.register_blueprint(display)
