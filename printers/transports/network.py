"""A printer behind a TCP port, usually 9100."""

import socket
import sys

from printers.transports.base import TransportError
from printers.transports.descriptor import Deadline, read_some, wait_until_gone, write_all

RAW_PORT = 9100
# Small, so that a printer that stopped reading is noticed after one slip and not after megabytes.
SEND_BUFFER = 16 * 1024


class NetworkTransport:
    """Address: `host`, `host:port` or `[v6]:port`. Stays connected between slips and connects anew when it must."""

    two_way = True

    def __init__(self, address: str) -> None:
        self._where = parse_address(address)
        self._socket: socket.socket | None = None

    def name_job(self, name: str) -> None:
        """A socket keeps no names."""

    def send(self, data: bytes, deadline_s: float) -> None:
        deadline = Deadline(deadline_s)
        link = self._connected(deadline)
        try:
            write_all(link.fileno(), data, deadline)
            wait_until_gone(link.fileno(), deadline, sent=len(data))
        except TransportError:
            self.close()
            raise

    def receive(self, deadline_s: float) -> bytes:
        if self._socket is None:
            return b""
        try:
            return read_some(self._socket.fileno(), Deadline(deadline_s))
        except TransportError:
            self.close()
            raise

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _connected(self, deadline: Deadline) -> socket.socket:
        """The first write after the peer closed succeeds and is lost: look before writing."""
        if self._socket is not None and _is_closed(self._socket):
            self.close()
        if self._socket is None:
            self._socket = self._connect(deadline)
        return self._socket

    def _connect(self, deadline: Deadline) -> socket.socket:
        host, port = self._where
        try:
            link = socket.create_connection(self._where, timeout=max(deadline.left_s, 0.001))
        except OSError as error:
            raise TransportError("unreachable", f"no printer at {host}:{port}: {error}") from error
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if sys.platform == "linux":
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(deadline.left_s * 1000) + 1000)
        link.setblocking(False)
        return link


def parse_address(address: str) -> tuple[str, int]:
    """Return host and port of an address. Raises TransportError `bad_address`."""
    host, separator, port = address.rpartition(":")
    if not separator or address.endswith("]"):
        host, port = address, str(RAW_PORT)
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise TransportError("bad_address", f"{address!r} is not host:port", permanent=True)
    return host, int(port)


def _is_closed(link: socket.socket) -> bool:
    try:
        return link.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
