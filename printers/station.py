"""A station: one printer with one thread and one line of waiting orders, so that a dead printer holds up no other."""

from __future__ import annotations

import dataclasses
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from printers.dialogue import Dialogue
from printers.fonts import FontError
from printers.job import Outcome, Patience, PrintState, print_bytes
from printers.profile import Profile, ProfileError, find_profile
from printers.render import Renderer
from printers.slip import Slip
from printers.status import PrinterStatus
from printers.transports import TransportError, open_transport

LOG = logging.getLogger("printers.station")
Say = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Printer:
    """Where a printer is and what it can do."""

    id: int
    transport: str
    address: str
    profile: str

    @classmethod
    def from_json(cls, value: object) -> Printer:
        """Read a printer, strictly; ValueError or TypeError names what is wrong."""
        wanted = {"id": int, "transport": str, "address": str, "profile": str}
        if not isinstance(value, dict) or set(value) != set(wanted):
            raise ValueError("a printer has id, transport, address and profile")
        for name, kind in wanted.items():
            if type(value[name]) is not kind:
                raise TypeError(f"printer {name} must be {kind.__name__}")
        return cls(**value)


@dataclass(frozen=True)
class Order:
    """One slip to print on one printer."""

    job: int
    printer: Printer
    slip: Slip


class Station(threading.Thread):
    """Prints the orders of one printer, in order. The transport stays open between them."""

    def __init__(self, printer: Printer, renderer: Renderer, say: Say) -> None:
        super().__init__(name=f"printer-{printer.id}")
        self.printer = printer
        self._renderer = renderer
        self._say = say
        self._waiting: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._is_stopping = threading.Event()
        self._dialogue: Dialogue | None = None

    def print(self, order: Order) -> None:
        """Put an order at the end of the line."""
        self._waiting.put(order)

    def poll(self) -> None:
        """Ask for the printer's status when the orders before are done."""
        self._waiting.put(None)

    def stop(self) -> None:
        """Begin nothing more."""
        self._is_stopping.set()
        self._waiting.put(None)

    def run(self) -> None:
        while not (self._is_stopping.is_set() and self._waiting.empty()):
            order = self._waiting.get()
            if order is not None:
                self._say(self._answer(order))
            elif not self._is_stopping.is_set():
                self._say(self._status_now())
        if self._dialogue is not None:
            self._dialogue.transport.close()

    def _answer(self, order: Order) -> dict[str, Any]:
        began = time.perf_counter()
        outcome = self._outcome(order)
        took_ms = round((time.perf_counter() - began) * 1000, 1)
        if outcome.state is not PrintState.PRINTED:
            LOG.warning("job %s on printer %s: %s", order.job, self.printer.id, outcome)
        return {
            "job": order.job,
            "outcome": outcome.state.value,
            "code": outcome.code,
            "detail": outcome.detail,
            "bytes": outcome.bytes_sent,
            "ms": took_ms,
            "status": self._known().to_json(),
        }

    def _outcome(self, order: Order) -> Outcome:
        if self._is_stopping.is_set():
            return Outcome(PrintState.FAILED, "stopping", "the press was stopped before this slip began", 0)
        try:
            profile = find_profile(self.printer.profile)
            dialogue = self._open()
            data = self._renderer.render(order.slip, profile)
        except (ProfileError, TransportError, FontError) as error:
            return Outcome(PrintState.FAILED, error.code, str(error), 0)
        except Exception as error:
            LOG.exception("job %s cannot be rendered", order.job)
            return Outcome(PrintState.FAILED, "cannot_render", repr(error), 0)
        return self._print(data, profile, dialogue, order.job)

    def _print(self, data: bytes, profile: Profile, dialogue: Dialogue, job: int) -> Outcome:
        """A defect on the way must not leave a job without an outcome: what may be on paper is unknown."""
        try:
            return print_bytes(data, profile=profile, dialogue=dialogue, job=str(job), patience=Patience())
        except Exception as error:
            LOG.exception("job %s broke", job)
            dialogue.lose_trust()
            return Outcome(PrintState.UNKNOWN, "internal_error", repr(error), len(data))

    def _open(self) -> Dialogue:
        if self._dialogue is None:
            self._dialogue = Dialogue(open_transport(self.printer.transport, self.printer.address))
        return self._dialogue

    def _known(self) -> PrinterStatus:
        return self._dialogue.status if self._dialogue else PrinterStatus()

    def _status_now(self) -> dict[str, Any]:
        """A printer that answers nothing has no status: null, with the code that says why."""
        try:
            dialogue = self._open()
            if not dialogue.transport.two_way:
                return {"printer": self.printer.id, "status": PrinterStatus().to_json(), "code": "one_way"}
            dialogue.forget()
            status = dialogue.ask_status()
        except TransportError as error:
            return {"printer": self.printer.id, "status": None, "code": error.code}
        if status is None:
            return {"printer": self.printer.id, "status": None, "code": "no_answer"}
        return {
            "printer": self.printer.id,
            "status": dataclasses.asdict(status),
            "code": status.fault or "ok",
        }
