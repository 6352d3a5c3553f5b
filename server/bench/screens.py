"""The process that stands for many screens: websockets over one epoll loop that notes when a call came, nothing more.

Speaks the Socket.IO protocol (Engine.IO 4, websocket only) or, for the reference, plain websocket.
"""

import json
import resource
import select
import socket
import sys
from collections.abc import Iterator
from time import monotonic_ns
from typing import Any

from server.bench.aside import receive, reply

CHUNK = 65536
TIMEOUT_S = 30.0
SERVE_EVERY = 25
PING, NAMESPACE = b"2", b"/display,"
CALL = b'42/display,["call"'
SNAPSHOT = b'42/display,["snapshot"'
UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


def frame(payload: bytes) -> bytes:
    """Mask a text message with zeros, which leaves it as it is (RFC 6455, 5.3)."""
    size = len(payload)
    head = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
    return head + b"\x00\x00\x00\x00" + payload


PONG = frame(b"3")


def split_frames(held: bytes) -> tuple[list[bytes], bytes]:
    """Cut the whole messages of a server off what was received; its frames carry no mask."""
    found: list[bytes] = []
    at = 0
    while len(held) >= at + 2:
        size, start = held[at + 1], at + 2
        if size == 126:
            size, start = int.from_bytes(held[at + 2 : at + 4], "big"), at + 4
        elif size == 127:
            size, start = int.from_bytes(held[at + 2 : at + 10], "big"), at + 10
        if len(held) < start + size:
            break
        found.append(held[start : start + size])
        at = start + size
    return found, held[at:]


class Screen:
    """Hold one websocket."""

    __slots__ = ("_held", "link")

    def __init__(self, address: tuple[str, int], path: str) -> None:
        self.link = socket.create_connection(address, timeout=TIMEOUT_S)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.link.sendall(UPGRADE.format(path=path, host=f"{address[0]}:{address[1]}").encode())
        held = b""
        while b"\r\n\r\n" not in held:
            held += self._receive()
        head, _, self._held = held.partition(b"\r\n\r\n")
        if b" 101 " not in head.partition(b"\r\n")[0]:
            raise ConnectionError(f"no websocket: {held[:300]!r}")

    def messages(self) -> list[bytes]:
        """Receive once and return the messages that are whole."""
        found, self._held = split_frames(self._held + self._receive())
        return found

    def join(self, token: str) -> None:
        """Connect to the namespace of the displays and wait for the first snapshot."""
        self.link.sendall(frame(b"40" + NAMESPACE + json.dumps({"token": token}).encode()))
        found, self._held = split_frames(self._held)
        while not any(one.startswith(SNAPSHOT) for one in found):
            if any(one.startswith(b"44") for one in found):
                raise ConnectionError(f"refused: {found!r}")
            found = self.messages()

    def _receive(self) -> bytes:
        data = self.link.recv(CHUNK)
        if not data:
            raise ConnectionError("the server hung up on a screen")
        return data


class Hall:
    """Hold all screens of this process."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec
        self._screens: dict[int, Screen] = {}
        self._poller = select.epoll()
        self.arrivals: dict[bytes, list[int]] = {}
        self.lost = 0

    def connect(self) -> None:
        """Connect all screens, answering the pings of those that stand already."""
        is_raw = self._spec["raw"]
        path = "/" if is_raw else "/socket.io/?EIO=4&transport=websocket"
        for number in range(self._spec["screens"]):
            screen = Screen((self._spec["host"], self._spec["port"]), path)
            if not is_raw:
                screen.join(self._spec["token"])
            self._screens[screen.link.fileno()] = screen
            self._poller.register(screen.link, select.EPOLLIN)
            if number % SERVE_EVERY == 0:
                self.serve(0.0)

    def run(self) -> None:
        """Note arrivals until the leading process has nothing more to say; tell them when it asks."""
        self._poller.register(sys.stdin, select.EPOLLIN)
        while True:
            if self.serve(TIMEOUT_S):
                if not receive():
                    return
                reply({"calls": list(self._told()), "connected": len(self._screens), "lost": self.lost})
                self.arrivals = {}

    def serve(self, within_s: float) -> bool:
        """Take what has come; True when the leading process said something."""
        is_asked = False
        for descriptor, _ in self._poller.poll(within_s):
            if descriptor == sys.stdin.fileno():
                is_asked = True
            else:
                self._take(descriptor)
        return is_asked

    def _take(self, descriptor: int) -> None:
        screen = self._screens[descriptor]
        try:
            messages = screen.messages()
        except OSError:
            self.lost += 1
            self._poller.unregister(descriptor)
            del self._screens[descriptor]
            return
        now = monotonic_ns()
        for message in messages:
            if message.startswith(CALL):
                self.arrivals.setdefault(message, []).append(now)
            elif message == PING:
                screen.link.sendall(PONG)

    def _told(self) -> Iterator[dict[str, Any]]:
        for message, times in self.arrivals.items():
            body = json.loads(message[message.index(b"[") :])[1]
            yield {"seq": body["seq"], "at_ns": times, "message": message.decode()}


def raise_file_limit() -> None:
    """Allow as many open files as the system lets this process have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


if __name__ == "__main__":
    raise_file_limit()
    hall = Hall(receive())
    hall.connect()
    reply({"ready": True})
    hall.run()
