"""The references of a durable write: a bare append with fdatasync, and one SQLite connection that commits row by row."""

import os
import tempfile
from pathlib import Path
from time import monotonic_ns

from server.bench.figures import Spread, spread
from server.store.sqlite import open_writer

BLOCK = b"\xa5" * 4096
ROW_BYTES = 500
WARM_UP = 20


def sync_loop(directory: Path, rounds: int) -> Spread:
    """Append 4 KB and fdatasync, again and again, on the disk of `directory`."""
    samples: list[int] = []
    with tempfile.NamedTemporaryFile(dir=directory, buffering=0) as file:
        for _ in range(rounds + WARM_UP):
            began = monotonic_ns()
            file.write(BLOCK)
            os.fdatasync(file.fileno())
            samples.append(monotonic_ns() - began)
    return spread("append 4 KB + fdatasync", samples[WARM_UP:], within_ns=sum(samples[WARM_UP:]))


def commit_loop(directory: Path, rounds: int) -> Spread:
    """Insert a row of 500 bytes and commit, on one connection opened as the centre's writer is."""
    with tempfile.TemporaryDirectory(dir=directory, prefix=".layso-bench-") as scratch:
        connection = open_writer(Path(scratch) / "reference.db")
        connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, body BLOB) STRICT")
        samples: list[int] = []
        for _ in range(rounds + WARM_UP):
            began = monotonic_ns()
            connection.execute("INSERT INTO line (body) VALUES (?)", (b"x" * ROW_BYTES,))
            samples.append(monotonic_ns() - began)
        connection.close()
    return spread(
        "SQLite insert + commit, one connection", samples[WARM_UP:], within_ns=sum(samples[WARM_UP:])
    )
