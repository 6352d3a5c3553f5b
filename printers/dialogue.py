"""Talking with one printer: questions and their answers over a transport. What they mean for a slip is `job`'s."""

import time
from collections.abc import Callable
from contextlib import suppress

from printers.status import PrinterStatus, Sorter
from printers.transports.base import Transport, TransportError

ASK_FOR_RECEIPT = b"\x1dr\x01"
ANSWER_WITHIN_S = 0.5
QUIET_S = 0.3
RUN_OUT_WITHIN_S = 10.0


class Dialogue:
    """Keeps what one printer has said. Lives as long as its transport; not for several threads at once."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.status = PrinterStatus()
        self._heard = Sorter()
        self._owes_receipt = False
        self._run_out = b""

    def forget(self) -> None:
        """Drop every answer to questions of earlier slips; a connection found closed is opened again by the next question."""
        with suppress(TransportError):
            while data := self.transport.receive(0):
                self._heard.feed(data)
        self._take_automatic()
        self._heard = Sorter()

    def ask_status(self, within_s: float = ANSWER_WITHIN_S) -> PrinterStatus | None:
        """Ask DLE EOT 1 and 4, and why when the printer is offline; None when it does not answer at all.

        A printer that waits for the rest of a picture may take the question for dots: it is brought back and asked again.
        """
        self.status = PrinterStatus()
        if not self._ask(1, within_s) and not (self.run_out() and self._ask(1, within_s)):
            return None
        for n in (2, 3, 4) if self.status.offline else (4,):
            self._ask(n, within_s)
        return self.status

    def _ask(self, n: int, within_s: float) -> bool:
        self._heard.real_time.clear()
        self.transport.send(bytes((0x10, 0x04, n)), within_s)
        if not self._listen(lambda: bool(self._heard.real_time), within_s):
            return False
        self.status = self.status.after_real_time(n, self._heard.real_time.pop(0))
        return True

    def wait_for_receipt(self, within_s: float) -> bool:
        """Wait for the answer to GS r 1, which the printer gives when it has processed all bytes before it."""
        if not self._listen(lambda: bool(self._heard.receipts), within_s):
            return False
        self.status = self.status.after_receipt(self._heard.receipts.pop(0))
        return True

    def lose_trust(self, run_out: bytes = b"") -> None:
        """Remember that a receipt may still come for a slip that was given up, and let the connection go.

        `run_out`: what must go before anything else, when the printer may have got only a part of the slip.
        """
        self._owes_receipt = True
        self._run_out = run_out or self._run_out
        self.transport.close()

    def run_out(self) -> bool:
        """End what a broken slip may have left open in the printer; False when nothing is left open."""
        if not self._run_out:
            return False
        self.transport.send(self._run_out, RUN_OUT_WITHIN_S)
        self._run_out = b""
        return True

    def settle(self, within_s: float) -> bool:
        """Make sure that no receipt of an earlier slip can be taken for the next one's; False when the printer is mute.

        Receipts come in order: ask for one more and listen until the line is quiet.
        """
        if not self._owes_receipt:
            return True
        self.transport.send(ASK_FOR_RECEIPT, within_s)
        if not self.wait_for_receipt(within_s):
            return False
        while self.wait_for_receipt(QUIET_S):
            pass
        self._owes_receipt = False
        return True

    def _listen(self, is_heard: Callable[[], bool], within_s: float) -> bool:
        until = time.monotonic() + within_s
        while not is_heard():
            left = until - time.monotonic()
            data = self.transport.receive(max(left, 0))
            self._heard.feed(data)
            self._take_automatic()
            if left <= 0 and not data:
                return False
            if not data and not is_heard():
                time.sleep(min(0.005, max(left, 0)))
        return True

    def _take_automatic(self) -> None:
        while self._heard.automatic:
            self.status = self.status.after_automatic(self._heard.automatic.pop(0))
