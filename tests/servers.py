"""A real centre in a process of its own: the demo centre founded in a folder and served by `layso serve`.

Fixtures `centre` (one for a test module) and `own_centre` (one for a test that kills or fills it). No browser here.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from server.auth.passwords import hash_password
from server.auth.tokens import new_token, token_hash
from server.founding import found_demo
from server.operations.admit import add_account, add_device
from server.operations.verify import verify
from server.store import settings_table
from server.store.devices import NewDevice
from server.store.sqlite import Connection, open_reader
from server.store.store import FILE_NAME, Store
from server.store.transaction import Transaction
from tests.lines import Line

ROOT = Path(__file__).resolve().parents[1]
START_WITHIN_S = 20.0
STOP_WITHIN_S = 15.0
PHONE_URL = "http://hoaloc.example"

_LISTENING = re.compile(r"listening on port (\d+)")


@dataclass
class Centre:
    """Hold a founded centre, its secrets, and its process while it runs. Ana sits at counter 1, Bruno at 2, Carla
    manages; Dan is a clerk of no counter, the outsider. `tokens` maps device names to tokens.
    """

    folder: Path
    passwords: dict[str, str]
    tokens: dict[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    environ: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list, repr=False)

    @property
    def url(self) -> str:
        """Give the address of the centre, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Read what the process has said on its standard error, over all its lives."""
        path = self._log_path
        return path.read_text("utf-8", errors="replace") if path.exists() else ""

    @property
    def slips(self) -> list[Path]:
        """List the slips that the kiosk's virtual printer has put out, the oldest first."""
        return sorted((self.folder / "paper" / "kiosk-1").glob("*.escpos"))

    def line(self, device: str | None = None) -> Line:
        """Open a line as a device: "Kiosk 1", "desk" (an integration), …; None: nobody. The centre's end closes it."""
        line = Line(self.url, self.tokens[device] if device else None)
        self.lines.append(line)
        return line

    def browser(self, name: str) -> Line:
        """Open a browser in which Ana, Bruno, Carla or Dan has signed in."""
        line = self.line()
        answer = line.sign_in(name, self.passwords[name])
        assert answer.status == 303, answer.text
        return line

    def reader(self) -> Connection:
        """Open the centre's file to look into it."""
        return open_reader(self.folder / FILE_NAME)

    def count(self, sql: str, *values: object) -> int:
        """Count something in the file: `count("SELECT COUNT(*) FROM ticket")`."""
        connection = self.reader()
        try:
            found: int = connection.execute(sql, values).fetchone()[0]
            return found
        finally:
            connection.close()

    def events(self) -> int:
        """Count the facts in the log."""
        return self.count("SELECT COUNT(*) FROM event")

    def faults(self) -> list[str]:
        """Check the file as `layso verify` does."""
        connection = self.reader()
        try:
            return verify(connection)
        finally:
            connection.close()

    def start(self) -> "Centre":
        """Start the process and wait until it answers; a restart takes the same port."""
        seen = len(self.log)
        command = [sys.executable, "-m", "server.cli", "serve", str(self.folder)]
        with self._log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--port", str(self.port)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=ROOT,
                env=os.environ | self.environ,
            )
        self._await_listening(seen)
        return self

    def stop(self) -> None:
        """Ask the process to stop, as systemd does, and wait until it has."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the process as a power cut does."""
        self._end(signal.SIGKILL)

    def restart(self) -> "Centre":
        """Stop and start again."""
        self.stop()
        return self.start()

    def layso(self, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Run a `layso` command beside the server; DIR stands for the centre's folder."""
        given = [str(self.folder) if one == "DIR" else one for one in arguments]
        command = [sys.executable, "-m", "server.cli", *given]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
        )

    @property
    def _log_path(self) -> Path:
        return self.folder / "server.log"

    def _await_listening(self, seen: int) -> None:
        until = time.monotonic() + START_WITHIN_S
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, f"the centre ended at once:\n{self.log[seen:]}"
            found = _LISTENING.search(self.log[seen:])
            if found:
                self.port = int(found.group(1))
                return
            time.sleep(0.02)
        raise AssertionError(f"the centre did not begin to listen:\n{self.log[seen:]}")

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        for line in self.lines:
            line.close()  # it opens again by itself when somebody speaks
        self.process.send_signal(number)
        try:
            self.process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        finally:
            self.process = None


def found_centre(folder: Path) -> Centre:
    """Found the demo centre with Dan, an integration named "desk", and an address that goes into the QR codes."""
    access = found_demo(folder)
    dans, desk = new_token(), new_token()
    hashed = hash_password(dans)

    def add(tx: Transaction) -> None:
        settings_table.put(tx, "phone_url", PHONE_URL)
        add_account(tx, name="dan", display_name="Dan", role="clerk", password_hash=hashed)
        add_device(tx, NewDevice(name="desk", kind="integration", token_hash=token_hash(desk)))

    store = Store(folder / FILE_NAME)
    store.write(add)
    store.close()
    tokens = {name: token for name, (_, token) in access.tokens.items()}
    return Centre(folder, access.passwords | {"dan": dans}, tokens | {"desk": desk})


@contextmanager
def running_centre(folder: Path) -> Iterator[Centre]:
    """Found a centre in a folder, run it, and end it."""
    centre = found_centre(folder).start()
    try:
        yield centre
    finally:
        centre.stop()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run one centre for all tests of a module."""
    with running_centre(tmp_path_factory.mktemp("centre")) as running:
        yield running


@pytest.fixture
def own_centre(tmp_path: Path) -> Iterator[Centre]:
    """Run a centre for one test that kills it, fills it or signs its people out."""
    with running_centre(tmp_path / "centre") as running:
        yield running
