"""The reference of the fan-out: gevent and simple-websocket alone, which send one text to every socket in a plain loop.

No Socket.IO, no rooms, no accounts, no store. POST / sends its body to all.
"""

from collections.abc import Callable, Iterable
from typing import Any

import gevent
import gevent.event
import gevent.selectors
import simple_websocket

from server.bench.aside import receive, reply
from server.bench.screens import raise_file_limit
from server.listening import listen

sockets: set[Any] = set()


class Thread(gevent.Greenlet):  # type: ignore[type-arg]  # it takes none while running
    """Let simple-websocket read in a greenlet instead of a thread."""

    def __init__(self, target: Callable[[], object]) -> None:
        super().__init__(target)
        self.name = "reader"

    def _run(self) -> object:
        return self.run()


def app(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Hold a websocket, or send the body of a POST to every one that is held."""
    if environ.get("HTTP_UPGRADE") == "websocket":
        _hold(environ)
        return []
    text = environ["wsgi.input"].read().decode()
    for one in list(sockets):
        one.send(text)
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]


def _hold(environ: dict[str, Any]) -> None:
    one = simple_websocket.Server(
        environ,
        thread_class=Thread,
        event_class=gevent.event.Event,
        selector_class=gevent.selectors.DefaultSelector,
    )
    sockets.add(one)
    try:
        while True:
            one.receive()
    except simple_websocket.ConnectionClosed:
        sockets.discard(one)


if __name__ == "__main__":
    receive()
    raise_file_limit()
    server = listen("127.0.0.1", 0, app)
    server.start()
    reply({"port": server.address[1]})
    gevent.get_hub().threadpool.apply(receive)
