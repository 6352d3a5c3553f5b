"""A throwaway centre with the real server as a process of its own, for the time of one measurement."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from server.auth.tokens import new_token, token_hash
from server.bench.machine import children, cpu_ms, resident_kb
from server.bench.wire import Link, api_headers, request, wanted
from server.founding import found_demo
from server.operations.admit import add_device, add_printer
from server.store.devices import NewDevice
from server.store.store import FILE_NAME, Store
from server.store.transaction import Transaction

HOST = "127.0.0.1"
READY_WITHIN_S = 60.0
STOP_WITHIN_S = 20.0
ASK_EVERY_S = 0.004


class Hall:
    """Found the demo centre on the disk of `where`, with a kiosk that prints at `printer`, a board and an integration."""

    def __init__(
        self, where: Path, *, printer: str | None = None, prepare: Callable[[Store], object] | None = None
    ) -> None:
        self._scratch = Path(tempfile.mkdtemp(prefix=".layso-bench-", dir=where))
        self.directory = self._scratch / "centre"
        self.tokens = {kind: new_token() for kind in ("kiosk", "display", "integration")}
        self._server: subprocess.Popen[bytes] | None = None
        self.port = 0
        try:
            found_demo(self.directory)
            store = Store(self.directory / FILE_NAME)
            try:
                store.write(lambda tx: self._admit(tx, printer))
                if prepare is not None:
                    prepare(store)
            finally:
                store.close()
        except BaseException:
            self.remove()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.remove()

    @property
    def file(self) -> Path:
        """Return the centre's database file."""
        return self.directory / FILE_NAME

    @property
    def address(self) -> str:
        """Return host and port, as a Host header has them."""
        return f"{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """Return the server's process id. Raises RuntimeError while it does not run."""
        if self._server is None:
            raise RuntimeError("the server does not run")
        return self._server.pid

    def start(self) -> float:
        """Start the server and return the seconds until /readyz said that it is ready."""
        self.port = free_port()
        command = [sys.executable, "-m", "server.cli", "serve", str(self.directory)]
        with (self._scratch / "server.log").open("ab") as log:
            began = time.monotonic()
            self._server = subprocess.Popen(
                [*command, "--host", HOST, "--port", str(self.port)],
                stdout=log,
                stderr=log,
                env=os.environ | {"LAYSO_LOG_LEVEL": "WARNING"},
            )
        while not self._is_ready():
            if self._server.poll() is not None or time.monotonic() - began > READY_WITHIN_S:
                raise RuntimeError(f"the server did not get ready:\n{self.log()}")
            time.sleep(ASK_EVERY_S)
        return time.monotonic() - began

    def stop(self) -> None:
        """Stop the server as systemd does, and wait until it is gone."""
        if self._server is None:
            return
        self._server.terminate()
        try:
            self._server.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        self._server = None

    def remove(self) -> None:
        """Throw the centre away."""
        shutil.rmtree(self._scratch, ignore_errors=True)

    def log(self) -> str:
        """Return what the server logged."""
        with suppress(OSError):
            return (self._scratch / "server.log").read_text(errors="replace")
        return ""

    def warnings(self) -> list[str]:
        """Return the first lines of the log that say that something went wrong."""
        loud = ("WARNING", "ERROR", "Traceback")
        return [line for line in self.log().splitlines() if any(word in line for word in loud)][:5]

    def memory_kb(self) -> dict[str, int]:
        """Return the resident memory of the server and of its press."""
        return {"server": resident_kb(self.pid), "press": sum(map(resident_kb, children(self.pid)))}

    def cpu_ms(self) -> float:
        """Return the processor time the server has used, without its press."""
        return cpu_ms(self.pid)

    def headers(self, kind: str) -> dict[str, str]:
        """Return the API headers of the device of a kind."""
        return api_headers(self.address, self.tokens[kind])

    def link(self) -> Link:
        """Connect to the server."""
        return Link(HOST, self.port)

    def call(self, link: Link, method: str, path: str, status: int, body: bytes = b"{}") -> Any:
        """Act as the integration over the API and return the answer. Raises RuntimeError for another status."""
        data = request(
            method, f"/api/v1{path}", self.headers("integration"), b"" if method == "GET" else body
        )
        return wanted(link.ask(data), status)

    def open_counters(self, link: Link) -> list[int]:
        """Open every counter and return their numbers."""
        numbers = [one["number"] for one in self.call(link, "GET", "/counters", 200)]
        for number in numbers:
            self.call(link, "POST", f"/counters/{number}/open", 200)
        return numbers

    def _is_ready(self) -> bool:
        try:
            link = self.link()
        except OSError:
            return False
        try:
            return link.ask(request("GET", "/readyz", {"Host": self.address}))[0] == 200
        except OSError:
            return False
        finally:
            link.close()

    def _admit(self, tx: Transaction, printer: str | None) -> None:
        paper = None
        if printer is not None:
            paper = add_printer(tx, name="bench", transport="network", address=printer, profile="raster-80")
        for kind, token in self.tokens.items():
            zone = "sanh-chinh" if kind == "display" else None
            new = NewDevice(
                name=f"bench {kind}",
                kind=kind,
                token_hash=token_hash(token),
                zone=zone,
                printer=paper if kind == "kiosk" else None,
            )
            add_device(tx, new)


def free_port() -> int:
    """Return a port of this machine that nobody listens on at the moment."""
    with socket.create_server((HOST, 0)) as taken:
        port: int = taken.getsockname()[1]
    return port
