"""Cutting a stream of printer bytes into commands. What a command does is `machine`'s."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

LEAD = {0x10: "DLE", 0x1B: "ESC", 0x1C: "FS", 0x1D: "GS"}
PLAIN = {0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}

# Bytes that follow the command's own, where the reference gives a fixed count.
FIXED = {
    "DLE": {"\x04": 1, "\x05": 1},
    "ESC": {
        **dict.fromkeys("@2SL<im", 0),
        **dict.fromkeys("JdKeat!EG-MR 3{VTr=U", 1),
        **dict.fromkeys("$\\c", 2),
        "p": 3,
        "W": 8,
    },
    "FS": {**dict.fromkeys(".&", 0), **dict.fromkeys("!-CW", 1), **dict.fromkeys("Sp", 2)},
    "GS": {**dict.fromkeys(":", 0), **dict.fromkeys("!BHfhwraIb/T", 1), **dict.fromkeys("LWP$\\", 2)},
}
SHOWN = {"\x04": "EOT", "\x05": "ENQ", "\x14": "DC4"}


@dataclass(frozen=True)
class Command:
    """One command: `name` as the reference writes it ("GS v 0", "TEXT", "unknown"), its argument bytes, all its bytes."""

    name: str
    arguments: bytes
    raw: bytes


class IncompleteError(Exception):
    """The bytes end in the middle of a command."""


def read_commands(data: bytes) -> Iterator[Command]:
    """Yield the commands of `data`; bytes that are none come as "unknown", a command cut short as "truncated"."""
    at = 0
    while at < len(data):
        try:
            command = next_command(data, at)
        except IncompleteError:
            yield Command("truncated", b"", data[at:])
            return
        yield command
        at += len(command.raw)


def next_command(data: bytes, at: int) -> Command:
    """Return the command that starts at `at`. Raises IncompleteError when its last byte is not there yet."""
    first = data[at]
    if first in LEAD:
        return _escaped(data, at, LEAD[first])
    if first in PLAIN:
        return Command(PLAIN[first], b"", data[at : at + 1])
    if first < 0x20:
        return Command("unknown", b"", data[at : at + 1])
    end = at
    while end < len(data) and data[end] >= 0x20:
        end += 1
    return Command("TEXT", data[at:end], data[at:end])


def _escaped(data: bytes, at: int, lead: str) -> Command:
    letter = chr(_byte(data, at + 1))
    name = f"{lead} {SHOWN.get(letter, letter)}"
    if name in VARIABLE:
        more, length = VARIABLE[name](data, at + 2)
        return _command(name + more, data, at, length)
    if letter in FIXED[lead]:
        return _command(name, data, at, FIXED[lead][letter])
    return Command("unknown", b"", data[at : at + 2])


def _command(name: str, data: bytes, at: int, length: int) -> Command:
    end = at + 2 + length
    if end > len(data):
        raise IncompleteError
    return Command(name, data[at + 2 : end], data[at:end])


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise IncompleteError
    return data[at]


def _word(data: bytes, at: int) -> int:
    return _byte(data, at) | _byte(data, at + 1) << 8


def _pulse(data: bytes, at: int) -> tuple[str, int]:
    return "", {1: 3, 2: 3, 8: 8}.get(_byte(data, at), 1)


def _column_picture(data: bytes, at: int) -> tuple[str, int]:
    return "", 3 + _word(data, at + 1) * (3 if _byte(data, at) >= 32 else 1)


def _tabs(data: bytes, at: int) -> tuple[str, int]:
    end = data.find(b"\0", at)
    if end < 0:
        raise IncompleteError
    return "", end + 1 - at


def _cut(data: bytes, at: int) -> tuple[str, int]:
    return "", 2 if _byte(data, at) >= 65 else 1


def _row_picture(data: bytes, at: int) -> tuple[str, int]:
    if _byte(data, at) != 0x30:
        return "", 1
    return " 0", 6 + _word(data, at + 2) * _word(data, at + 4)


def _function(data: bytes, at: int) -> tuple[str, int]:
    return f" {chr(_byte(data, at))}", 3 + _word(data, at + 1)


def _barcode(data: bytes, at: int) -> tuple[str, int]:
    if _byte(data, at) >= 65:
        return "", 2 + _byte(data, at + 1)
    return "", 1 + _tabs(data, at + 1)[1]


VARIABLE: dict[str, Callable[[bytes, int], tuple[str, int]]] = {
    "DLE DC4": _pulse,
    "ESC *": _column_picture,
    "ESC D": _tabs,
    "GS V": _cut,
    "GS v": _row_picture,
    "GS (": _function,
    "GS k": _barcode,
}
