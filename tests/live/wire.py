"""A screen without a browser: WebSocket, Engine.IO 4 and Socket.IO 5 spoken here, sharing no code with the server."""

import json
import queue
import socket
import threading
import time
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import CloseConnection, RejectConnection, Request, TextMessage

Message = tuple[str, Any]

OPEN, PING, PONG, MESSAGE = "0", "2", "3", "4"
CONNECT, EVENT, CONNECT_ERROR = "0", "2", "4"
PATH = "/socket.io/?EIO=4&transport=websocket"


class RefusedHere(Exception):
    """The server did not admit this screen, or not even its origin."""


class Screen:
    """One connection to one namespace; collects what the server says, in order."""

    def __init__(
        self, url: str, namespace: str, auth: dict[str, Any] | None = None, *, origin: str | None = None
    ) -> None:
        self.namespace = namespace
        self.news: queue.Queue[Message] = queue.Queue()
        self._answers: queue.Queue[str | None] = queue.Queue()
        where = urlsplit(url)
        self._line = WSConnection(ConnectionType.CLIENT)
        self._socket = socket.create_connection((where.hostname or "", where.port or 80), timeout=30)
        headers = [(b"Origin", origin.encode())] if origin else []
        self._send(Request(host=where.netloc, target=PATH, extra_headers=headers))
        threading.Thread(target=self._listen, daemon=True).start()
        self._opened()
        self._packet(f"{MESSAGE}{CONNECT}{namespace},{json.dumps(auth or {})}")
        self._opened()

    def say(self, event: str, *message: Any) -> None:
        """Send an event."""
        self._packet(f"{MESSAGE}{EVENT}{self.namespace},{json.dumps([event, *message])}")

    def hear(self, event: str, timeout_s: float = 5) -> Any:
        """Return the next message of this name, passing over others."""
        deadline = time.monotonic() + timeout_s
        while True:
            name, message = self.news.get(timeout=max(0.01, deadline - time.monotonic()))
            if name == event:
                return message

    def until_resumed(self, seq: object) -> list[Message]:
        """Ask for what was missed; return everything up to the snapshot that ends the answer, with it."""
        self.say("resume", {"seq": seq})
        heard: list[Message] = []
        while not heard or not (heard[-1][0] == "snapshot" and heard[-1][1].get("resumed")):
            heard.append(self.news.get(timeout=5))
        return heard

    def quiet_for(self, seconds: float) -> list[Message]:
        """Collect what comes within some seconds."""
        time.sleep(seconds)
        heard = []
        while not self.news.empty():
            heard.append(self.news.get())
        return heard

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):  # the other end may have been first
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _opened(self) -> None:
        refused = self._answers.get(timeout=5)
        if refused is not None:
            self.close()
            raise RefusedHere(refused)

    def _send(self, event: Any) -> None:
        self._socket.sendall(self._line.send(event))

    def _packet(self, text: str) -> None:
        self._send(TextMessage(text))

    def _listen(self) -> None:
        text = ""
        try:
            while data := self._socket.recv(65536):
                self._line.receive_data(data)
                for event in self._line.events():
                    if isinstance(event, TextMessage):
                        text += event.data
                        if event.message_finished:
                            self._take(text)
                            text = ""
                    elif isinstance(event, RejectConnection):
                        self._answers.put(f"{event.status_code}")
                    elif isinstance(event, CloseConnection):
                        return
        except OSError:
            return

    def _take(self, packet: str) -> None:
        if packet == PING:
            self._packet(PONG)
        elif packet[:1] == OPEN:
            self._answers.put(None)
        if packet[:1] != MESSAGE:
            return
        kind, body = packet[1], packet[2:].removeprefix(f"{self.namespace},")
        if kind == EVENT:
            name, *rest = json.loads(body)
            self.news.put((name, rest[0] if rest else None))
        elif kind in (CONNECT, CONNECT_ERROR):
            self._answers.put(json.loads(body)["message"] if kind == CONNECT_ERROR else None)
