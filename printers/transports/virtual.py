"""The virtual printer: its paper is a directory, its faults are switched by `state.json` in that directory.

`state.json`: {"paper": "ok|near_end|out", "cover": "closed|open", "cutter": "ok|error", "silent": false,
"paper_out_after": null or bytes}. A missing file is a healthy printer.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path

from printers.interpreter.emulator import Condition, Emulator
from printers.transports.base import TransportError
from printers.transports.file import write_numbered

STATE_FILE = "state.json"


class VirtualTransport:
    """Address: a directory. Each slip becomes `NNNNNN-job.escpos`, also one that was torn off by the end of the paper."""

    two_way = True

    def __init__(self, address: str) -> None:
        if not address or "\0" in address:
            raise TransportError("bad_address", f"{address!r} is not a path", permanent=True)
        self._directory = Path(address)
        self._name = "slip"
        self._answers = b""
        self._printer = self._switched_on()

    def name_job(self, name: str) -> None:
        self._name = name

    def send(self, data: bytes, deadline_s: float) -> None:  # noqa: ARG002 - it is as quick as the disk
        try:
            answers = self._printer.feed(data)
            if printed := self._printer.take_printed():
                write_numbered(self._directory, self._name, printed)
        except OSError as error:
            raise TransportError(
                "cannot_write", f"cannot write {self._directory}: {error}", sent=len(data)
            ) from error
        self._answers += answers

    def receive(self, deadline_s: float) -> bytes:  # noqa: ARG002 - it answers at once or never
        answers, self._answers = self._answers, b""
        return answers

    def close(self) -> None:
        """Closing is switching off: what the printer still held is forgotten."""
        self._answers = b""
        self._printer = self._switched_on()

    def _switched_on(self) -> Emulator:
        return Emulator(
            lambda: read_condition(self._directory), lambda now: write_condition(self._directory, now)
        )


def read_condition(directory: Path) -> Condition:
    """Return what `state.json` says. Raises TransportError `bad_state` when it cannot be understood."""
    try:
        text = (directory / STATE_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Condition()
    try:
        return Condition.from_json(json.loads(text))
    except ValueError as error:
        raise TransportError("bad_state", f"{directory / STATE_FILE}: {error}") from error


def write_condition(directory: Path, condition: Condition) -> None:
    """Switch the virtual printer of `directory` to `condition`, in one step."""
    directory.mkdir(parents=True, exist_ok=True)
    draft = directory / f".{STATE_FILE}.{os.getpid()}"
    draft.write_text(json.dumps(asdict(condition)), encoding="utf-8")
    draft.replace(directory / STATE_FILE)
