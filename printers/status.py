"""What a printer says about itself: its answer bytes, sorted by kind and read. Asking is `dialogue`'s.

Source: Epson ESC/POS reference, DLE EOT, GS r, GS a: fixed bits tell the answers apart under the mask 0x93.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

KIND_MASK = 0x93
AUTOMATIC, REAL_TIME, FLOW = 0x10, 0x12, (0x11, 0x13)
RECEIPT_MASK = 0x90
AUTOMATIC_BYTES = 4


class PaperState(StrEnum):
    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PrinterStatus:
    """What is known of a printer; None means that it has not said."""

    paper: PaperState = PaperState.UNKNOWN
    offline: bool | None = None
    cover_open: bool | None = None
    cutter_error: bool | None = None
    error: bool | None = None

    @property
    def fault(self) -> str | None:
        """Return the code of what keeps the printer from printing, the most telling first."""
        if self.paper is PaperState.OUT:
            return "paper_out"
        if self.cover_open:
            return "cover_open"
        if self.cutter_error:
            return "cutter_error"
        if self.error:
            return "printer_error"
        return "offline" if self.offline else None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def after_real_time(self, n: int, byte: int) -> PrinterStatus:
        """Return the status with the answer to DLE EOT `n` added."""
        match n:
            case 1:
                return replace(self, offline=bool(byte & 0x08))
            case 2:
                return self._after_offline_cause(byte)
            case 3:
                return replace(self, cutter_error=bool(byte & 0x08), error=bool(byte & 0x60))
            case _:
                return replace(self, paper=_paper(out=byte & 0x60, near_end=byte & 0x0C))

    def after_receipt(self, byte: int) -> PrinterStatus:
        """Return the status with the answer to GS r 1 added."""
        return replace(self, paper=_paper(out=byte & 0x0C, near_end=byte & 0x03))

    def after_automatic(self, four: bytes) -> PrinterStatus:
        """Return the status with an automatic status (four bytes) added."""
        return replace(
            self,
            offline=bool(four[0] & 0x08),
            cover_open=bool(four[0] & 0x20),
            cutter_error=bool(four[1] & 0x08),
            error=bool(four[1] & 0x60),
            paper=_paper(out=four[2] & 0x0C, near_end=four[2] & 0x03),
        )

    def _after_offline_cause(self, byte: int) -> PrinterStatus:
        paper = PaperState.OUT if byte & 0x20 else self.paper
        return replace(self, cover_open=bool(byte & 0x04), paper=paper, error=bool(byte & 0x40) or self.error)


def _paper(*, out: int, near_end: int) -> PaperState:
    if out:
        return PaperState.OUT
    return PaperState.NEAR_END if near_end else PaperState.OK


class Sorter:
    """Sorts bytes from the printer into answers to DLE EOT, answers to GS r and automatic status."""

    def __init__(self) -> None:
        self.real_time: list[int] = []
        self.receipts: list[int] = []
        self.automatic: list[bytes] = []
        self._tail = b""

    def feed(self, data: bytes) -> None:
        """Take bytes as they come. XON and XOFF are flow control and dropped; the rest of an automatic status
        looks like an answer to GS r, and only its place behind the first byte tells.
        """
        for byte in data:
            kind = byte & KIND_MASK
            if kind == REAL_TIME:
                self.real_time.append(byte)
            elif kind == AUTOMATIC:
                self._tail = bytes((byte,))
            elif kind not in FLOW and not byte & RECEIPT_MASK:
                self._take_plain(byte)

    def _take_plain(self, byte: int) -> None:
        if not self._tail:
            self.receipts.append(byte)
            return
        self._tail += bytes((byte,))
        if len(self._tail) == AUTOMATIC_BYTES:
            self.automatic.append(self._tail)
            self._tail = b""
