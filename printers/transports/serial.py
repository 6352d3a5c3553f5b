"""A printer on a serial line (RS-232, or USB that shows as a serial port), through the POSIX terminal interface."""

import fcntl
import os
import termios
from dataclasses import dataclass
from urllib.parse import parse_qsl

from printers.transports.base import TransportError
from printers.transports.descriptor import Deadline, read_some, wait_until_gone, write_all

SWITCH = {"0": False, "1": True}


@dataclass(frozen=True)
class Line:
    """A device and how it is set: always 8 data bits, no parity, one stop bit."""

    path: str
    baud: int = 9600
    rtscts: bool = False
    xonxoff: bool = False


class SerialTransport:
    """Address: `/dev/ttyUSB0?baud=9600&rtscts=1` or `…&xonxoff=1`."""

    two_way = True

    def __init__(self, address: str) -> None:
        self._line = parse_address(address)
        self._descriptor: int | None = None

    def name_job(self, name: str) -> None:
        """A line keeps no names."""

    def send(self, data: bytes, deadline_s: float) -> None:
        deadline = Deadline(deadline_s)
        descriptor = self._opened()
        try:
            write_all(descriptor, data, deadline)
            wait_until_gone(descriptor, deadline, sent=len(data))
        except TransportError:
            self._discard()
            raise

    def receive(self, deadline_s: float) -> bytes:
        if self._descriptor is None:
            return b""
        try:
            return read_some(self._descriptor, Deadline(deadline_s))
        except TransportError:
            self.close()
            raise

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _discard(self) -> None:
        """Closing waits for what the line still holds, up to 30 s when the printer holds it off: throw that away first."""
        if self._descriptor is not None:
            termios.tcflush(self._descriptor, termios.TCOFLUSH)
        self.close()

    def _opened(self) -> int:
        if self._descriptor is None:
            self._descriptor = _open(self._line)
        return self._descriptor


def parse_address(address: str) -> Line:
    """Return the line an address describes. Raises TransportError `bad_address` for anything it does not know."""
    path, _, query = address.partition("?")
    try:
        options = dict(parse_qsl(query, strict_parsing=True)) if query else {}
        line = Line(
            path=path,
            baud=int(options.pop("baud", "9600")),
            rtscts=SWITCH[options.pop("rtscts", "0")],
            xonxoff=SWITCH[options.pop("xonxoff", "0")],
        )
    except (ValueError, KeyError):
        raise TransportError("bad_address", f"cannot read {address!r}", permanent=True) from None
    if options or not path.startswith("/") or not hasattr(termios, f"B{line.baud}"):
        raise TransportError(
            "bad_address", f"unknown path, baud rate or option in {address!r}", permanent=True
        )
    return line


def _open(line: Line) -> int:
    try:
        descriptor = os.open(line.path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError as error:
        raise TransportError("unreachable", f"cannot open {line.path}: {error.strerror}") from error
    try:
        fcntl.ioctl(descriptor, termios.TIOCEXCL)
        _set(descriptor, line)
    except (OSError, termios.error) as error:
        os.close(descriptor)
        raise TransportError(
            "not_a_serial_line", f"cannot set {line.path}: {error}", permanent=True
        ) from error
    return descriptor


def _set(descriptor: int, line: Line) -> None:
    """Raw bytes both ways; local mode bits off, so that no byte is taken for a signal or an end of line."""
    speed = getattr(termios, f"B{line.baud}")
    inward = termios.IXON | termios.IXOFF if line.xonxoff else 0
    control = termios.CS8 | termios.CREAD | termios.CLOCAL | (termios.CRTSCTS if line.rtscts else 0)
    characters = termios.tcgetattr(descriptor)[6]
    termios.tcsetattr(descriptor, termios.TCSANOW, [inward, 0, control, 0, speed, speed, characters])
