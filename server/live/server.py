"""The one Socket.IO server of the centre and its settings (gevent, websocket only, short pings)."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_socketio import SocketIO


def make_socketio(app: Flask, origins: Callable[[str | None, Mapping[str, Any]], bool]) -> SocketIO:
    """Make the Socket.IO server; `origins` decides on the Origin header of each handshake."""
    settings: dict[str, Any] = {
        "async_mode": "gevent",
        "transports": ["websocket"],
        "ping_interval": 5,
        "ping_timeout": 5,
        "cors_allowed_origins": origins,
        "manage_session": False,
        "cookie": None,
        "max_http_buffer_size": 16_384,
        "http_compression": False,
    }
    return SocketIO(app, **settings)
