"""How the centre listens: one pywsgi server a port, and what stands before the app on the way in."""

import logging
import socket
from collections.abc import Callable, Iterable
from typing import Any

from gevent import socket as gevent_socket
from gevent.pywsgi import WSGIHandler, WSGIServer

from server.head import Head, Lines

logger = logging.getLogger("layso.serve")

ONE_SEGMENT = 32_768
PUBLIC_PREFIXES = ("/t/", "/T/", "/static/", "/socket.io/")

StartResponse = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


class QuietHandler(WSGIHandler):
    """Serve requests without a log line each; refusals are logged where they are decided."""

    headers = Head()  # type: ignore[assignment]

    def MessageClass(self, stream: Lines, *_rest: object) -> Head:  # type: ignore[override]  # noqa: N802
        """Read the fields of a request."""
        return Head(stream)

    def log_request(self) -> None:
        """Log nothing."""

    def _write_with_headers(self, data: bytes) -> None:
        """Send the head and a small body as one segment: half the system calls, half the wake-ups of the client."""
        handler: Any = self
        if handler.response_use_chunked or len(data) > ONE_SEGMENT:
            super()._write_with_headers(data)  # type: ignore[misc]
            return
        handler.headers_sent = True
        handler.finalize_headers()
        head = [b"HTTP/1.1 ", handler.status, b"\r\n"]
        for name, value in handler.response_headers:
            head += (name, b": ", value, b"\r\n")
        handler._sendall(b"".join([*head, b"\r\n", data]))


def listen(host: str, port: int, app: Wsgi) -> WSGIServer:
    """Take a port. The server answers once it is started."""
    taken = socket.create_server((host, port), backlog=2048)
    # Without it every answer with a body waits for the client's delayed acknowledgement: 44 ms.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener = gevent_socket.socket(taken.family, taken.type, taken.proto, fileno=taken.detach())
    return WSGIServer(listener, app, handler_class=QuietHandler, log=None, error_log=logger)


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
