"""A small book kept in SQLite, to cut the power over: what was acknowledged, and what the morning finds of it.

It uses the driver alone, so that it proves the disk and no code of ours.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3 as driver

from tests.power import Kept, Part, PoweredDisk

DatabaseError = driver.DatabaseError
EVERY_CHECKPOINT = 5


@dataclass(frozen=True)
class Mode:
    """How the book is kept, and whether its disk tells the truth."""

    journal: str = "WAL"
    synchronous: str = "FULL"
    honest: bool = True


@dataclass(frozen=True)
class Found:
    """What a morning finds: how many entries of how many acknowledged, and whether they are whole."""

    acknowledged: int
    entries: int
    whole: bool

    @property
    def lost(self) -> int:
        """Count the acknowledged entries that are gone."""
        return max(0, self.acknowledged - self.entries)


def opened(path: Path, mode: Mode) -> Any:
    """Open the book; every checkpoint is asked for."""
    connection: Any = driver.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {mode.journal}")
    connection.execute(f"PRAGMA synchronous = {mode.synchronous}")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE IF NOT EXISTS entry (n INTEGER PRIMARY KEY, body BLOB)")
    connection.execute("CREATE TABLE IF NOT EXISTS tally (entries INTEGER, bytes INTEGER)")
    connection.execute("INSERT INTO tally SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM tally)")
    return connection


def body_of(number: int) -> bytes:
    """Give what is written in an entry: from a few bytes to some pages."""
    return bytes([number % 251]) * (10 + number * 977 % 9000)


def enter(connection: Any, number: int) -> None:
    """Make one entry over several pages, and count it."""
    body = body_of(number)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO entry VALUES (?, ?)", (number, body))
    connection.execute("UPDATE tally SET entries = entries + 1, bytes = bytes + ?", (len(body),))
    connection.execute("COMMIT")


def kept_until(disk: PoweredDisk, connection: Any, entries: int) -> int:
    """Make entries, checkpointing now and then, until so many are in or the power goes; count the acknowledged."""
    for number in range(1, entries + 1):
        try:
            enter(connection, number)
        except DatabaseError:
            assert disk.is_off
            return number - 1
        if number % EVERY_CHECKPOINT == 0:
            with contextlib.suppress(DatabaseError):
                connection.execute("PRAGMA wal_checkpoint(RESTART)")
    return entries


def read(path: Path, acknowledged: int) -> Found:
    """Open what is left, and see whether every entry is whole and counted."""
    connection: Any = driver.connect(str(path))
    try:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows = connection.execute("SELECT n, body FROM entry ORDER BY n").fetchall()
        tally = connection.execute("SELECT entries, bytes FROM tally").fetchone()
    except DatabaseError:
        return Found(acknowledged, 0, whole=False)
    finally:
        connection.close()
    written = [(n, body_of(n)) for n in range(1, len(rows) + 1)]
    whole &= rows == written and tally == (len(rows), sum(len(body) for _, body in written))
    return Found(acknowledged, len(rows), whole)


def mornings(
    folder: Path, mode: Mode, *, entries: int, seeds: int, step: int = 1, of: Part | None = None
) -> Iterator[Found]:
    """Cut the power at every change in turn (or every so many), and give what each of some mornings finds."""
    for at in count(1, step):
        path = folder / f"{at}" / "book.db"
        path.parent.mkdir()
        opened(path, mode).close()
        with PoweredDisk(path, honest=mode.honest) as disk, contextlib.closing(opened(path, mode)) as book:
            disk.arm(at, of=of)
            acknowledged = kept_until(disk, book, entries)
            if not disk.is_off:
                return
        for seed in range(seeds):
            kept = list(Kept)[seed] if seed < len(Kept) else None
            yield read(disk.morning(folder / f"{at}-{seed}", at * 1000 + seed, kept), acknowledged)
