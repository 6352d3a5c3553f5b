"""What every transport promises, and how it refuses. No device is touched here."""

from enum import StrEnum
from typing import Protocol


class TransportKind(StrEnum):
    NETWORK = "network"
    SERIAL = "serial"
    FILE = "file"
    VIRTUAL = "virtual"
    USB = "usb"


class TransportError(Exception):
    """The device did not take, or did not give, what it should.

    `permanent`: trying again cannot help, somebody must change something. `sent`: how many bytes of this call may have
    reached the device; 0 means that it is safe to send them again.
    """

    def __init__(self, code: str, detail: str, *, permanent: bool = False, sent: int = 0) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.permanent = permanent
        self.sent = sent


class Transport(Protocol):
    """A way to one device. Not for several threads at once."""

    @property
    def two_way(self) -> bool:
        """Say whether the device can answer; if not, `receive` is always empty."""

    def name_job(self, name: str) -> None:
        """Give the name of what is sent next, for transports that keep it under a name."""

    def send(self, data: bytes, deadline_s: float) -> None:
        """Hand over all of `data` within `deadline_s` seconds, or raise TransportError with how much may have gone."""

    def receive(self, deadline_s: float) -> bytes:
        """Return what has come, waiting at most `deadline_s` seconds for the first byte; empty when nothing came."""

    def close(self) -> None:
        """Let go of the device. The next `send` opens it again."""
