"""A printer without paper: takes bytes, answers status as a real one does, and can be given faults.

Stands behind the virtual printer and behind the socket and serial printers of the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from printers.interpreter.tokens import Command, IncompleteError, next_command

FIXED_BITS = 0x12
CHOICES = {"paper": ("ok", "near_end", "out"), "cover": ("closed", "open"), "cutter": ("ok", "error")}


@dataclass(frozen=True)
class Condition:
    """How the printer is. `paper_out_after`: the paper ends when that many bytes of a slip are printed."""

    paper: str = "ok"
    cover: str = "closed"
    cutter: str = "ok"
    silent: bool = False
    paper_out_after: int | None = None

    @property
    def is_offline(self) -> bool:
        return self.paper == "out" or self.cover == "open" or self.cutter == "error"

    @classmethod
    def from_json(cls, value: object) -> Condition:
        """Read a condition, strictly; ValueError names what is wrong."""
        if not isinstance(value, dict):
            raise ValueError("the printer's state must be an object")
        unknown = set(value) - {field.name for field in fields(cls)}
        if unknown:
            raise ValueError(f"unknown state {', '.join(sorted(map(str, unknown)))}")
        for name, choices in CHOICES.items():
            if value.get(name, choices[0]) not in choices:
                raise ValueError(f"{name} is one of {', '.join(choices)}, not {value[name]!r}")
        return cls(**_typed(value))


def _typed(value: dict[str, Any]) -> dict[str, Any]:
    after = value.get("paper_out_after")
    if not isinstance(value.get("silent", False), bool):
        raise ValueError("silent is true or false")
    if after is not None and (type(after) is not int or after < 0):
        raise ValueError("paper_out_after is a number of bytes")
    return value


class Emulator:
    """One printer. `condition` is read anew for every piece of data; `change` stores what happens to it while printing."""

    def __init__(self, condition: Callable[[], Condition], change: Callable[[Condition], None]) -> None:
        self._condition = condition
        self._change = change
        self._held = b""
        self.printed = b""

    def feed(self, data: bytes) -> bytes:
        """Take bytes and return the answers to them, in order; what went on paper is added to `printed`.

        An offline printer goes on answering DLE EOT and keeps everything else until it is online again.
        """
        if self._condition().is_offline and (asked := _questions(data)):
            return b"".join(self._answer(status_byte(n, self._condition())) for n in asked)
        self._held += data
        return self._work()

    def _work(self) -> bytes:
        answers = b""
        while self._held and not self._condition().is_offline:
            try:
                command = next_command(self._held, 0)
            except IncompleteError:
                break
            answers += self._obey(command)
            self._held = self._held[len(command.raw) :]
        return answers

    def _obey(self, command: Command) -> bytes:
        now = self._condition()
        if command.name == "DLE EOT":
            return self._answer(status_byte(command.arguments[0], now))
        if command.name == "GS r":
            return self._answer({"near_end": 0x03, "out": 0x0F}.get(now.paper, 0x00))
        room = None if now.paper_out_after is None else now.paper_out_after - len(self.printed)
        self.printed += command.raw if room is None else command.raw[: max(room, 0)]
        if room is not None and room < len(command.raw):
            self._change(replace(now, paper="out", paper_out_after=None))
        return b""

    def _answer(self, byte: int) -> bytes:
        return b"" if self._condition().silent else bytes((byte,))

    def take_printed(self) -> bytes:
        """Return what was printed since the last call."""
        printed, self.printed = self.printed, b""
        return printed


def status_byte(n: int, now: Condition) -> int:
    """Return the answer to DLE EOT n (Epson ESC/POS reference; bits 1 and 4 are always set)."""
    out, is_open, jam = now.paper == "out", now.cover == "open", now.cutter == "error"
    bits = {
        1: 0x08 * now.is_offline,
        2: 0x04 * is_open | 0x20 * out | 0x40 * jam,
        3: 0x08 * jam,
        4: 0x6C * out | 0x0C * (now.paper == "near_end"),
    }
    return FIXED_BITS | bits.get(n, 0)


def _questions(data: bytes) -> list[int]:
    """Return the n of each DLE EOT when `data` is nothing else."""
    whole = len(data) % 3 == 0 and all(data[at : at + 2] == b"\x10\x04" for at in range(0, len(data), 3))
    return list(data[2::3]) if whole else []
