"""A printer on a port, as a process of its own: reads ESC/POS only as far as it must to know what it is asked.

Answers GS r and DLE EOT at once (Epson ESC/POS reference), and notes when the last byte of each slip came.
"""

import select
import socket
import sys
from dataclasses import dataclass, field
from time import monotonic_ns

from server.bench.aside import receive, reply

CHUNK = 262_144
ASK_STATUS, ASK_RECEIPT = b"\x10\x04", b"\x1dr"
READY, PAPER_OK = b"\x12", b"\x00"
PICTURE, FUNCTION, KNIFE = b"\x1dv", b"\x1d(", b"\x1dV"
PARAMETERS = {ASK_STATUS: 1, ASK_RECEIPT: 1, b"\x1bJ": 1, b"\x1ba": 1, b"\x1dP": 2}
LEADS = b"\x10\x1b\x1c\x1d"


def command_length(data: bytes, at: int) -> int:
    """Return how long the command at `at` is; 0 when its beginning is not there yet."""
    if data[at] not in LEADS:
        return 1
    start = data[at : at + 2]
    if start == PICTURE:
        return 8 + _word(data, at + 4) * _word(data, at + 6) if len(data) >= at + 8 else 0
    if start == FUNCTION:
        return 5 + _word(data, at + 3) if len(data) >= at + 5 else 0
    if start == KNIFE:
        return (4 if data[at + 2] >= 0x41 else 3) if len(data) >= at + 3 else 0
    return 2 + PARAMETERS.get(start, 0)


def _word(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


@dataclass
class Reader:
    """Follow one connection. `slips` holds (arrival of the last byte in ns, bytes) of each slip answered."""

    held: bytes = b""
    slip_bytes: int = 0
    slips: list[tuple[int, int]] = field(default_factory=list)

    def feed(self, data: bytes, now_ns: int) -> bytes:
        """Take bytes that came at `now_ns` and return the answers to them."""
        data, answers, at = self.held + data, b"", 0
        while at < len(data):
            length = command_length(data, at)
            if not length or at + length > len(data):
                break
            answers += self._obey(data[at : at + 2], length, now_ns)
            at += length
        self.held = data[at:]
        return answers

    def _obey(self, start: bytes, length: int, now_ns: int) -> bytes:
        if start == ASK_STATUS:
            return READY
        self.slip_bytes += length
        if start != ASK_RECEIPT:
            return b""
        if self.slip_bytes > length:  # a receipt asked for by itself is no slip
            self.slips.append((now_ns, self.slip_bytes))
        self.slip_bytes = 0
        return PAPER_OK


class Printer:
    """Serve one connection at a time, and the leading process on standard input."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._link: socket.socket | None = None
        self._reader = Reader()
        self._poller = select.poll()
        self._poller.register(sys.stdin, select.POLLIN)
        self._poller.register(self._listener, select.POLLIN)

    @property
    def address(self) -> str:
        """Return host and port."""
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def run(self) -> None:
        """Print until the leading process has nothing more to say; tell it what was printed when it asks."""
        while True:
            for descriptor, _ in self._poller.poll():
                if descriptor == self._listener.fileno():
                    self._accept()
                elif self._link is not None and descriptor == self._link.fileno():
                    self._print(self._link)
                elif not receive():
                    return
                else:
                    reply({"slips": self._reader.slips})
                    self._reader.slips = []

    def _accept(self) -> None:
        self._link = self._listener.accept()[0]
        self._link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader.held, self._reader.slip_bytes = b"", 0
        self._poller.register(self._link, select.POLLIN)

    def _print(self, link: socket.socket) -> None:
        data = link.recv(CHUNK)
        if not data:
            self._poller.unregister(link)
            link.close()
            self._link = None
        elif answers := self._reader.feed(data, monotonic_ns()):
            link.sendall(answers)


if __name__ == "__main__":
    receive()
    printer = Printer()
    reply({"address": printer.address})
    printer.run()
