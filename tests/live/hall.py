"""The demo centre as a process of its own, its acts through the real HTTP API, and a cable to it that can be cut."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from server.auth.tokens import new_token, token_hash
from server.founding import Access, found_demo
from server.store import devices
from server.store.store import FILE_NAME, Store

START_S = 20
DESK = "Bàn hướng dẫn"


@dataclass
class Hall:
    """Hold a centre that can be started, frozen and killed; the integration acts at every counter."""

    folder: Path
    access: Access
    port: int
    process: subprocess.Popen[bytes] | None = None
    desk_token: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """Return the address of the centre."""
        return f"http://127.0.0.1:{self.port}"

    def token(self, name: str) -> str:
        """Return the token of one of the demo's devices."""
        return self.access.tokens[name][1]

    def start(self) -> None:
        """Start the process and wait until it answers."""
        command = [sys.executable, "-m", "server.cli", "serve", str(self.folder), "--host", "127.0.0.1"]
        self.process = subprocess.Popen([*command, "--port", str(self.port)], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + START_S
        while not self._answers():
            assert self.process.poll() is None, "the centre did not start"
            assert time.monotonic() < deadline, "the centre does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        """End the process as a power cut does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self) -> None:
        """Let the process stand still."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the process go on."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)

    def act(self, path: str, body: object = None, method: str = "POST") -> Any:
        """Do something through the API as the integration; return the answer."""
        request = urllib.request.Request(
            f"{self.url}/api/v1/{path}",
            method=method,
            data=None if method == "GET" else json.dumps(body or {}).encode(),
            headers={
                "Authorization": f"Bearer {self.desk_token}",
                "Content-Type": "application/json",
                "Idempotency-Key": new_token(),
            },
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            return json.loads(response.read() or b"null")

    def open(self, *counters: int) -> None:
        """Open counters."""
        for number in counters:
            self.act(f"counters/{number}/open")

    def issue(self, service: str = "HT") -> dict[str, Any]:
        """Take a ticket."""
        ticket: dict[str, Any] = self.act("tickets", {"service": service})
        return ticket

    def call(self, counter: int, service: str = "HT") -> dict[str, Any]:
        """Take a ticket and call it to a counter."""
        ticket = self.issue(service)
        called: dict[str, Any] = self.act(f"counters/{counter}/calls", {"ticket": ticket["id"]})
        return called

    def move(self, ticket: int, move: str) -> None:
        """Recall, serve, finish or mark a ticket absent."""
        self.act(f"tickets/{ticket}/{move}")

    def revoke(self, name: str) -> None:
        """Revoke a device while the centre stands still."""
        assert self.process is None
        store = Store(self.folder / FILE_NAME)
        found = next(one.id for one in devices.every(store.reader()) if one.name == name)
        assert store.write(lambda tx: devices.revoke(tx, found))
        store.close()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=1) as response:
                return bool(response.status == 200)
        except OSError:
            return False


@contextmanager
def running_hall(folder: Path) -> Iterator[Hall]:
    """Found the demo centre with an integration, and run it until the end."""
    access = found_demo(folder)
    hall = Hall(folder, access, free_port(), desk_token=new_token())
    store = Store(folder / FILE_NAME)
    desk = devices.NewDevice(name=DESK, kind="integration", token_hash=token_hash(hall.desk_token))
    store.write(lambda tx: devices.insert(tx, desk))
    store.close()
    try:
        hall.start()
        yield hall
    finally:
        hall.kill()


def free_port() -> int:
    """Find a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Cable:
    """Carry connections to a port until it is cut; while it is cut every new one is refused."""

    def __init__(self, to_port: int) -> None:
        self.port = free_port()
        self._to_port = to_port
        self._ends: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.mend()

    @property
    def url(self) -> str:
        """Return the address of the centre at this end of the cable."""
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        """Let connections through."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """Break every connection."""
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for end in list(self._ends):
            _hang_up(end)
        self._ends.clear()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                here, _ = listener.accept()
                there = socket.create_connection(("127.0.0.1", self._to_port))
            except OSError:
                return
            self._ends |= {here, there}
            for source, sink in ((here, there), (there, here)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            _hang_up(end)
            self._ends.discard(end)


def _hang_up(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
    finally:
        end.close()
