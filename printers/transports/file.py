"""Slips kept as files: for archives, for tests, and for devices that some other program drains.

A file answers nothing: what is written and synced counts as printed, which says nothing about paper.
"""

import os
from pathlib import Path

from printers.transports.base import TransportError


class FileTransport:
    """Address: a directory (one new file for each job) or the path of a file (jobs are added at its end)."""

    two_way = False

    def __init__(self, address: str) -> None:
        if not address or "\0" in address:
            raise TransportError("bad_address", f"{address!r} is not a path", permanent=True)
        self._path = Path(address)
        self._is_directory = address.endswith("/") or self._path.is_dir()
        self._name = "slip"

    def name_job(self, name: str) -> None:
        self._name = name

    def send(self, data: bytes, deadline_s: float) -> None:  # noqa: ARG002 - a disk has no deadline
        try:
            if self._is_directory:
                write_numbered(self._path, self._name, data)
            else:
                _append(self._path, data)
        except OSError as error:
            raise TransportError("cannot_write", f"cannot write {self._path}: {error.strerror}") from error

    def receive(self, deadline_s: float) -> bytes:  # noqa: ARG002 - nothing can come
        return b""

    def close(self) -> None:
        """Nothing stays open between jobs."""


def write_numbered(directory: Path, name: str, data: bytes) -> Path:
    """Write `data` as the next `NNNNNN-name.escpos` of `directory`: whole and durable, or not at all.

    Numbers only grow, so names sort by time; a name that another process takes first is never overwritten.
    """
    directory.mkdir(parents=True, exist_ok=True)
    safe = (
        "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "_" for char in name)[:60]
        or "slip"
    )
    draft = directory / f".{os.getpid()}-{safe}.draft"
    _write_synced(draft, data)
    try:
        path = _link_next(draft, directory, safe)
    finally:
        draft.unlink()
    _sync_directory(directory)
    return path


def _link_next(draft: Path, directory: Path, name: str) -> Path:
    number = 1 + max((int(path.name[:6]) for path in directory.glob("[0-9]" * 6 + "-*.escpos")), default=0)
    while True:
        path = directory / f"{number:06d}-{name}.escpos"
        try:
            os.link(draft, path)
        except FileExistsError:
            number += 1
        else:
            return path


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
