"""Bytes through a non-blocking file descriptor, with deadlines. Shared by the serial line and the socket."""

import fcntl
import os
import select
import struct
import sys
import termios
import time

from printers.transports.base import TransportError

CHUNK = 4096
QUEUE_LOOK_S = 0.002


class Deadline:
    """A moment in the near future, on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    @property
    def left_s(self) -> float:
        return max(self._at - time.monotonic(), 0.0)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._at


def is_ready(descriptor: int, event: int, left_s: float) -> bool:
    """Wait until `descriptor` can be read (POLLIN) or written (POLLOUT), at most `left_s` seconds."""
    poll = select.poll()
    poll.register(descriptor, event)
    return bool(poll.poll(left_s * 1000))


def write_all(descriptor: int, data: bytes, deadline: Deadline) -> None:
    """Write all of `data`. Raises TransportError `send_timeout` or `connection_lost` with the bytes the system took."""
    sent = 0
    while sent < len(data):
        if not is_ready(descriptor, select.POLLOUT, deadline.left_s):
            raise TransportError("send_timeout", f"the printer took {sent} of {len(data)} bytes", sent=sent)
        try:
            sent += os.write(descriptor, data[sent : sent + CHUNK])
        except BlockingIOError:
            continue
        except OSError as error:
            raise TransportError(
                "connection_lost", f"sending broke off: {error.strerror}", sent=sent
            ) from error


def wait_until_gone(descriptor: int, deadline: Deadline, *, sent: int) -> None:
    """Wait until the system's send queue is empty: on a line, transmitted; on a socket, acknowledged by the peer.

    Without this a queue of the system swallows slips for a printer that takes nothing.
    """
    while waiting := unsent(descriptor):
        if _is_dead(descriptor):
            raise TransportError("connection_lost", f"{waiting} bytes were lost on the way", sent=sent)
        if deadline.is_over:
            raise TransportError("send_timeout", f"{waiting} bytes still wait for the printer", sent=sent)
        time.sleep(QUEUE_LOOK_S)


def _is_dead(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, 0)
    return bool(poll.poll(0))


def unsent(descriptor: int) -> int:
    """Return how many bytes the system still holds for the device; SIOCOUTQ has the number of TIOCOUTQ on Linux."""
    if sys.platform != "linux":
        return 0
    try:
        answer = fcntl.ioctl(descriptor, termios.TIOCOUTQ, struct.pack("i", 0))
    except OSError:
        return 0
    return int(struct.unpack("i", answer)[0])


def read_some(descriptor: int, deadline: Deadline) -> bytes:
    """Return what has come, waiting for the first byte. Raises TransportError `connection_lost` at the end of file."""
    if not is_ready(descriptor, select.POLLIN, deadline.left_s):
        return b""
    try:
        data = os.read(descriptor, CHUNK)
    except BlockingIOError:
        return b""
    except OSError as error:
        raise TransportError("connection_lost", f"reading broke off: {error.strerror}") from error
    if not data:
        raise TransportError("connection_lost", "the printer closed the connection")
    return data
