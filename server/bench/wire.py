"""Lean HTTP/1.1 over a raw socket: kept alive, no delay, answers cut by Content-Length. Costs microseconds, by design."""

import json
import select
import socket
from collections.abc import Sequence
from time import monotonic_ns
from typing import Any

CHUNK = 65536
TIMEOUT_S = 30.0

Answer = tuple[int, bytes]
Timed = tuple[int, int, Answer]


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Build a whole request."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def api_headers(host: str, token: str) -> dict[str, str]:
    """Return the headers of a device's call of the API."""
    return {"Host": host, "Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def split_answer(held: bytes) -> tuple[Answer, bytes] | None:
    """Cut the first whole answer off what was received; None while it is not whole yet."""
    head_end = held.find(b"\r\n\r\n")
    if head_end < 0:
        return None
    at = held.find(b"Content-Length: ", 0, head_end)
    if at < 0:
        raise ValueError(f"an answer without Content-Length: {held[:head_end]!r}")
    line_end = held.find(b"\r\n", at)
    end = head_end + 4 + int(held[at + 16 : line_end])
    if len(held) < end:
        return None
    return (int(held[9:12]), held[head_end + 4 : end]), held[end:]


class Link:
    """Hold one connection; `sent_ns` is when the last request was handed to the kernel."""

    __slots__ = ("_held", "_socket", "sent_ns")

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), timeout=TIMEOUT_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._held = b""
        self.sent_ns = 0

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._socket.fileno()

    def send(self, data: bytes) -> None:
        """Note the time and send a request."""
        self.sent_ns = monotonic_ns()
        self._socket.sendall(data)

    def take(self) -> Answer | None:
        """Receive once and return the answer if it is whole. Raises ConnectionError when the server hung up."""
        data = self._socket.recv(CHUNK)
        if not data:
            raise ConnectionError("the server hung up")
        found = split_answer(self._held + data)
        if found is None:
            self._held += data
            return None
        answer, self._held = found
        return answer

    def ask(self, data: bytes) -> Answer:
        """Send a request and wait for its answer."""
        self.send(data)
        while (answer := self.take()) is None:
            pass
        return answer

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def ask_all(links: Sequence[Link], requests: Sequence[bytes]) -> list[Timed]:
    """Send a request over each link without waiting in between; return (sent, answered, answer) of each, in order."""
    poller = select.epoll()
    places = {link.fileno(): place for place, link in enumerate(links[: len(requests)])}
    found: dict[int, Timed] = {}
    for descriptor in places:
        poller.register(descriptor, select.EPOLLIN)
    for link, data in zip(links, requests, strict=False):
        link.send(data)
    while len(found) < len(requests):
        for descriptor, _ in poller.poll(TIMEOUT_S):
            link = links[places[descriptor]]
            answer = link.take()
            if answer is not None:
                found[places[descriptor]] = (link.sent_ns, monotonic_ns(), answer)
    poller.close()
    return [found[place] for place in range(len(requests))]


def wanted(answer: Answer, status: int) -> Any:
    """Return an answer's JSON. Raises RuntimeError when its status is another than the wanted one."""
    if answer[0] != status:
        raise RuntimeError(
            f"the server answered {answer[0]} where {status} was expected: {answer[1][:400]!r}"
        )
    return json.loads(answer[1]) if answer[1] else None
