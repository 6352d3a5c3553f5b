"""A demo of its own: the `layso demo` command on a free port, with its index, its paper and its simulated people."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.operations.verify import verify
from server.store.sqlite import open_reader
from server.store.store import FILE_NAME
from tests.lines import Line

ROOT = Path(__file__).resolve().parents[2]
WITHIN_S = 20.0
ADDRESS = re.compile(r"http://localhost:(\d+)/")


@dataclass
class Theatre:
    """Hold a running demo: where it is, its folder, its process."""

    port: int
    folder: Path
    process: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        """Give the address that the command prints, without a slash at its end."""
        return f"http://localhost:{self.port}"

    def glance(self) -> dict[str, Any]:
        """Ask what the index page asks."""
        line = Line(f"http://127.0.0.1:{self.port}")
        try:
            found: dict[str, Any] = line.ask("GET", "/demo/glance.json").json
            return found
        finally:
            line.close()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Look into the centre's file."""
        connection = open_reader(self.folder / FILE_NAME)
        try:
            return [tuple(row) for row in connection.execute(sql, values)]
        finally:
            connection.close()

    def faults(self) -> list[str]:
        """Check the file as `layso verify` does."""
        connection = open_reader(self.folder / FILE_NAME)
        try:
            return verify(connection)
        finally:
            connection.close()

    def children(self) -> list[int]:
        """List the processes of simulated people that this demo has started and that still run."""
        found = []
        for path in Path("/proc").glob("[0-9]*/status"):
            status = _read(path)
            if f"\nPPid:\t{self.process.pid}\n" in status and "demo.simulation" in _read(
                path.with_name("cmdline")
            ):
                found.append(int(path.parent.name))
        return found

    def end(self) -> None:
        """Stop the command as Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(WITHIN_S)


@contextmanager
def theatre(folder: Path, *options: str) -> Iterator[Theatre]:
    """Run `layso demo` in a folder and end it."""
    command = [
        sys.executable,
        "-u",
        "-m",
        "server.cli",
        "demo",
        "--port",
        "0",
        "--no-open",
        "--dir",
        str(folder / "centre"),
    ]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT
        )
    try:
        assert process.stdout is not None
        found = ADDRESS.search(process.stdout.readline())
        assert found, (folder / "log").read_text()
        yield Theatre(int(found.group(1)), folder / "centre", process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(WITHIN_S)
        if process.stdout is not None:
            process.stdout.close()


def until(claim: Callable[[], object], within_s: float = WITHIN_S) -> None:
    """Wait until something is so."""
    end = time.monotonic() + within_s
    while not claim():
        assert time.monotonic() < end, "it did not become so in time"
        time.sleep(0.1)


def access_of(path: Path) -> dict[str, Any]:
    """Read the secrets that the command wrote."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace").replace("\0", " ")
    except OSError:
        return ""
