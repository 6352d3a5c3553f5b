"""One printer's line: its slips one after the other, in order; a greenlet of its own, so that no printer holds up another.

Claim (durable `printing`) before the press sees the slip, settle by what the press says. What is tried again, and what
is too late, is decided in rules.py.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gevent.event import Event

from server.domain.errors import StoreUnavailable
from server.operations import paper
from server.spool import rules
from server.spool.addresses import printer_message
from server.spool.press import Answer, Press, PressGone
from server.spool.slips import slip_for
from server.spool.state import Condition, PrinterState
from server.store import devices, outbox
from server.store.jobs import JobRow, JobState
from server.store.store import Store

logger = logging.getLogger("layso.spool")

SWEEP_S = 2.0
IDLE_POLL_S = 15.0
PRESS_START_S = 10.0
STORE_PAUSE_S = 1.0

OnSettled = Callable[[JobRow, str, str], None]


@dataclass(frozen=True)
class Room:
    """Hold what every line needs: the store, the press, where relative paths begin, and who wants to know."""

    store: Store
    press: Press
    data_dir: Path
    on_settled: OnSettled
    on_state_changed: Callable[[], None]

    def tell(self, job: JobRow, state: str, code: str) -> None:
        """Tell what became of a slip; a listener that fails changes nothing."""
        try:
            self.on_settled(job, state, code)
        except Exception:
            logger.exception("nobody was told of job %d: %s, %s", job.id, state, code)


class Line:
    """Print what waits for one printer."""

    def __init__(self, printer: int, room: Room) -> None:
        self.printer = printer
        self._room = room
        self._news = Event()
        self._is_stopping = False
        self._state = PrinterState(Condition.OK, "ok", room.store.now_ms())
        self._told: set[tuple[int, str]] = set()
        self._pause_s: float | None = None
        self._polled_at = 0.0
        self._poll_at = 0.0

    @property
    def state(self) -> PrinterState:
        """Return how the printer is."""
        return self._state

    def wake(self) -> None:
        """Look for slips now. Also at a printer in trouble: a new slip is a reason to ask it again, once a second."""
        self._poll_at = min(self._poll_at, self._polled_at + rules.FIRST_RETRY_S)
        self._news.set()

    def stop(self) -> None:
        """Begin no further slip."""
        self._is_stopping = True
        self._news.set()

    def run(self) -> None:
        """Work until stopped; nothing that goes wrong with one slip ends the line."""
        while not self._is_stopping:
            try:
                pause_s = self._step()
            except StoreUnavailable as error:
                logger.error("printer %d waits for the store: %s", self.printer, error)
                pause_s = STORE_PAUSE_S
            except Exception:
                logger.exception("printer %d: a step failed", self.printer)
                pause_s = STORE_PAUSE_S
            if not self._is_stopping and pause_s > 0:
                self._news.wait(pause_s)
            self._news.clear()

    def _step(self) -> float:
        """Do one thing and return for how many seconds there is nothing more to do."""
        self._expire()
        if not self._room.press.wait_ready(PRESS_START_S):
            self._begin_or_keep_trouble("press_down")
            return 0.1
        waiting = outbox.queued(self._room.store.reader(), self.printer, limit=1)
        if not self._may_print(is_idle=not waiting):
            return min(SWEEP_S, max(self._poll_at - time.monotonic(), 0.05))
        if not waiting or self._is_stopping:
            return SWEEP_S
        job = self._room.store.write(lambda tx: paper.claim(tx, self.printer))
        if job is not None:
            self._settle(job, self._print(job))
        return 0.0

    def _waiting(self) -> list[JobRow]:
        return outbox.queued(self._room.store.reader(), self.printer)

    def _may_print(self, *, is_idle: bool) -> bool:
        """Ask a printer in trouble now and then whether it is well again, and an idle one whether it still is."""
        is_in_trouble = self._state.state is Condition.TROUBLE
        if not is_idle and (not is_in_trouble or self._state.code in rules.PERMANENT):
            return True
        if time.monotonic() < self._poll_at:
            if is_in_trouble:
                self._tell_waiting()
            return not is_in_trouble
        code = self._poll()
        if code not in rules.WELL:
            self._begin_or_keep_trouble(code)
            return False
        if is_idle:
            self._end_trouble()
        return True

    def _poll(self) -> str:
        self._polled_at = time.monotonic()
        self._poll_at = self._polled_at + IDLE_POLL_S
        printer = self._message()
        if printer is None:
            return "unknown_printer"
        try:
            return self._room.press.poll(printer) or "press_down"
        except PressGone:
            return "press_down"

    def _print(self, job: JobRow) -> Answer | None:
        """Compose and print one slip; None when the press never got it."""
        printer = self._message()
        if printer is None:
            return Answer(JobState.FAILED, "unknown_printer", f"there is no printer {self.printer}")
        try:
            slip = slip_for(job).to_json()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            return Answer(JobState.FAILED, "cannot_compose", repr(error))
        try:
            return self._room.press.print(job.id, printer, slip)
        except PressGone:
            return None

    def _message(self) -> dict[str, Any] | None:
        row = devices.printer_by_id(self._room.store.reader(), self.printer)
        return printer_message(row, self._room.data_dir) if row else None

    def _settle(self, job: JobRow, answer: Answer | None) -> None:
        if answer is None:
            self._put_back(job, Answer(JobState.FAILED, "press_down"))
        elif answer.state is JobState.FAILED and rules.is_worth_another_try(answer.code):
            self._put_back(job, answer)
            self._begin_or_keep_trouble(answer.code)
        else:
            self._save(lambda tx: paper.settle(tx, job.id, answer.state, answer.code, answer.detail))
            self._learn_from(answer)
            self._room.tell(job, answer.state.value, answer.code)

    def _put_back(self, job: JobRow, answer: Answer) -> None:
        self._save(lambda tx: outbox.put_back(tx, job.id, answer.code, answer.detail))

    def _save(self, act: Callable[[Any], bool]) -> None:
        """Save what became of a slip; a store that refuses is asked again, since the paper is already as it is."""
        while True:
            try:
                self._room.store.write(act)
                return
            except StoreUnavailable:
                if self._is_stopping:
                    raise
                self._news.wait(STORE_PAUSE_S)
                self._news.clear()

    def _learn_from(self, answer: Answer) -> None:
        if answer.state is JobState.PRINTED:
            self._poll_at = time.monotonic() + IDLE_POLL_S
            self._end_trouble()
        elif answer.code not in rules.NOT_THE_PRINTER:
            self._begin_or_keep_trouble(answer.code)

    def _begin_or_keep_trouble(self, code: str) -> None:
        self._pause_s = rules.next_retry_s(self._pause_s)
        self._poll_at = time.monotonic() + self._pause_s
        if self._state.state is Condition.OK:
            self._change(PrinterState(Condition.TROUBLE, code, self._room.store.now_ms()))
        elif self._state.code != code:
            self._change(replace(self._state, code=code))
        self._tell_waiting()

    def _end_trouble(self) -> None:
        self._told.clear()
        self._pause_s = None
        if self._state.state is Condition.TROUBLE:
            self._change(PrinterState(Condition.OK, "ok", self._room.store.now_ms()))

    def _change(self, state: PrinterState) -> None:
        logger.warning("printer %d: %s, %s", self.printer, state.state, state.code)
        self._state = state
        try:
            self._room.on_state_changed()
        except Exception:
            logger.exception("nobody was told how printer %d is", self.printer)

    def _tell_waiting(self) -> None:
        """Tell once a stop and reason of each slip that waits, so that its kiosk and the desk can say why."""
        code = self._state.code
        for job in self._waiting():
            if (job.id, code) not in self._told:
                self._told.add((job.id, code))
                self._room.tell(job, "waiting", code)

    def _expire(self) -> None:
        before_ms = self._room.store.now_ms() - rules.TICKET_TOO_LATE_MS
        if not outbox.has_expired(self._room.store.reader(), self.printer, "ticket", before_ms):
            return
        for job in self._room.store.write(lambda tx: outbox.expire(tx, self.printer, "ticket", before_ms)):
            self._room.tell(job, "failed", "too_late")
