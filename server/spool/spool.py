"""The spool: a line for each printer, the press they share, and what they know. The store's jobs in, paper out.

Runs on the loop. What one line does with one slip is line.py.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import gevent
from gevent.event import Event

from server.operations import paper
from server.spool.line import SWEEP_S, Line, OnSettled, Room
from server.spool.press import Press
from server.spool.state import PrinterState
from server.store import devices, outbox
from server.store.store import Store

logger = logging.getLogger("layso.spool")

STOP_WITHIN_S = 7.0


def _nobody() -> None:
    """Nobody wants to know."""


class Spool:
    """Print what the store owes, each slip once.

    `on_settled(job, state, code)`: state is printed, failed or unknown; or "waiting" with the reason, once a stop for
    each slip that waits for its printer. `on_state_changed()`: look at `printer_states` again. Both on the loop.
    """

    def __init__(
        self,
        store: Store,
        *,
        data_dir: Path,
        fonts: Path,
        on_settled: OnSettled,
        on_state_changed: Callable[[], None] = _nobody,
    ) -> None:
        self._store = store
        self.press = Press(fonts)
        self._room = Room(store, self.press, data_dir, on_settled, on_state_changed)
        self._hub = gevent.get_hub()
        self._lines: dict[int, Line] = {}
        self._greenlets: list[gevent.Greenlet[..., None]] = []
        self._stopped = Event()
        self._woken = False

    def start(self) -> None:
        """Mark slips that were printing when the centre went down as unknown, and begin to print what is queued."""
        interrupted = self._store.write(paper.recover)
        if interrupted:
            logger.warning("%d slips were printing when the centre went down; staff must look", interrupted)
        self.press.start()
        self._greenlets.append(gevent.spawn(self._sweep))

    def wake(self) -> None:
        """Look for new slips; call it after a commit that may have queued some, from any thread. Returns at once."""
        if not self._woken:  # a burst of commits is one look
            self._woken = True
            self._hub.loop.run_callback_threadsafe(self._wake_lines)

    def stop(self) -> None:
        """Let the slips under way end, at most some seconds, and begin no other."""
        self._stopped.set()
        for line in self._lines.values():
            line.stop()
        self.press.close()
        gevent.joinall(self._greenlets, timeout=STOP_WITHIN_S)
        gevent.killall(self._greenlets)

    def printer_states(self) -> dict[int, PrinterState]:
        """Return how each printer is, by its id, with how many slips wait for it."""
        waiting = outbox.queued_counts(self._store.reader())
        return {
            number: replace(line.state, queued=waiting.get(number, 0)) for number, line in self._lines.items()
        }

    def _sweep(self) -> None:
        """Find new printers, and slips that nobody woke us for."""
        while not self._stopped.is_set():
            try:
                self._open_lines()
            except Exception:
                logger.exception("the printers cannot be listed")
            self._stopped.wait(SWEEP_S)

    def _open_lines(self) -> None:
        for printer in devices.printers(self._store.reader()):
            if printer.id not in self._lines:
                line = self._lines[printer.id] = Line(printer.id, self._room)
                self._greenlets.append(gevent.spawn(line.run))

    def _wake_lines(self) -> None:
        """Wake the idle lines; whether there is something to do they find out themselves."""
        self._woken = False
        if not self._stopped.is_set():
            for line in self._lines.values():
                line.wake()
