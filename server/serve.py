"""Runs one centre: listens, opens the day, stops cleanly. One process, one gevent loop, nothing monkey-patched."""

import logging
import signal
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import gevent
from gevent import socket as gevent_socket
from gevent.event import Event
from flask_openapi3 import OpenAPI
from gevent.pywsgi import WSGIHandler, WSGIServer

from server.app import Centre
from server.operations import days
from server.settings import Settings
from server.store.sqlite import DRIVER_NAME, SQLITE_VERSION

logger = logging.getLogger("layso.serve")

TICK_S = 20
PUBLIC_PREFIXES = ("/t/", "/T/", "/static/", "/socket.io/")

StartResponse = Callable[..., Any]
AddRooms = Callable[[OpenAPI], None]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class QuietHandler(WSGIHandler):  # type: ignore[misc]
    """Serve requests without a log line each; refusals are logged where they are decided."""

    def log_request(self) -> None:
        """Log nothing."""


class RunningCentre:
    """Hold a centre that listens."""

    def __init__(self, data_dir: Path, settings: Settings, add_rooms: AddRooms = lambda _app: None) -> None:
        self.centre = Centre(data_dir, settings)
        add_rooms(self.centre.app)
        self._servers = [_listen(settings.host, settings.port, without_deflate(self.centre.app))]
        if settings.public_port is not None:
            self._servers.append(_listen(settings.host, settings.public_port, phones_only(without_deflate(self.centre.app))))
        self._ticker: gevent.Greenlet | None = None

    @property
    def port(self) -> int:
        """Return the port listened on (useful when 0 was asked for)."""
        port: int = self._servers[0].address[1]
        return port

    def start(self) -> None:
        """Open the day if need be, then listen."""
        self.centre.store.write(days.tick)
        self.centre.start()
        for server in self._servers:
            server.start()
        self._ticker = gevent.spawn(self._tick)
        logger.info("listening on %s, SQLite %s (%s)", self._servers[0].address, SQLITE_VERSION, DRIVER_NAME)

    def stop(self) -> None:
        """Stop listening, finish what is under way, close the file."""
        if self._ticker is not None:
            self._ticker.kill()
        for server in self._servers:
            server.stop(timeout=1)
        self.centre.stop()

    def _tick(self) -> None:
        while True:
            gevent.sleep(TICK_S)
            try:
                self.centre.store.write(days.tick)
            except Exception:
                logger.exception("the day could not be checked")


def serve(
    data_dir: Path,
    settings: Settings,
    ready: Callable[[RunningCentre], None] = lambda _running: None,
    add_rooms: AddRooms = lambda _app: None,
) -> None:
    """Run a centre until SIGTERM or SIGINT. `add_rooms` may add pages before it listens; `ready` is told after."""
    running = RunningCentre(data_dir, settings, add_rooms)
    running.start()
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopping.set)
    try:
        ready(running)
        stopping.wait()
    finally:
        running.stop()


def without_deflate(app: Wsgi) -> Wsgi:
    """Leave websocket compression out: it costs more than 300 KB a screen and our messages are small."""

    def wrapped(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return wrapped


def phones_only(app: Wsgi) -> Wsgi:
    """Answer only what the citizens' pages need, for a network that anybody may join."""

    def wrapped(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        if path != "/healthz" and not path.startswith(PUBLIC_PREFIXES):
            start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return [b""]
        return app(environ | {"layso.public": True}, start_response)

    return wrapped


def _listen(host: str, port: int, app: Wsgi) -> WSGIServer:
    listener = socket.create_server((host, port), backlog=2048, reuse_port=False)
    # Without it every answer with a body waits for the client's delayed acknowledgement: 44 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.setblocking(False)
    return WSGIServer(_gevent_socket(listener), app, handler_class=QuietHandler, log=None, error_log=logger)


def _gevent_socket(listener: socket.socket) -> Any:
    return gevent_socket.socket(listener.family, listener.type, listener.proto, fileno=listener.detach())


def environ_settings(environ: Mapping[str, str], **given: Any) -> Settings:
    """Read the settings from the environment; what is given on the command line wins."""
    return replace(Settings.from_env(environ), **{key: value for key, value in given.items() if value is not None})
