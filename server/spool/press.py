"""The handle of the press, the child process that prints: start it, start it again, ask it, and lose none of its lines.

Plain `subprocess` starts it (its vfork is safe beside the store's native thread, a fork in Python is not), and
`gevent.os` reads and writes the pipes: readiness on the loop, no pool thread and no handing over for each line.
"""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gevent
from gevent.event import AsyncResult, Event
from gevent.lock import Semaphore
from gevent.os import make_nonblocking, nb_read, nb_write

import printers
from server.store.jobs import JobState

logger = logging.getLogger("layso.spool")

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 15.0
STEADY_S = 30.0
# A slip may take 30 s to send, and the questions before and after it some 15 s more; after that the press is stuck.
SLIP_WITHIN_S = 90.0
CLOSE_WITHIN_S = 5.0
CHUNK = 65536

Key = tuple[str, int]


class PressGone(Exception):
    """There is no press to take this line: nothing of it was sent to anybody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the press said became of a slip: printed, failed (nothing was sent) or unknown, and why in one word."""

    state: JobState
    code: str
    detail: str = ""


DIED = Answer(JobState.UNKNOWN, "press_died", "the press ended while it had this slip")


class Press:
    """Keep one press running. Use it on the loop's thread; every method that asks waits in its own greenlet."""

    def __init__(self, fonts: Path) -> None:
        self._command = [sys.executable, "-m", "printers.press", "--fonts", str(fonts)]
        self._asked: dict[Key, AsyncResult[Any]] = {}
        self._ready = Event()
        self._writing = Semaphore()
        self._child: subprocess.Popen[bytes] | None = None
        self._is_closing = False
        self._keeper: gevent.Greenlet[..., None] | None = None

    def start(self) -> None:
        """Start the press, and start it again with growing pauses whenever it ends."""
        self._keeper = gevent.spawn(self._keep)

    @property
    def pid(self) -> int | None:
        """Return the process id, or None while there is no press."""
        return self._child.pid if self._child else None

    def wait_ready(self, within_s: float) -> bool:
        """Wait until a press has its fonts warm and takes slips."""
        return bool(self._ready.wait(within_s)) and not self._is_closing

    def print(self, job_id: int, printer: Mapping[str, Any], slip: Mapping[str, Any]) -> Answer:
        """Print one slip and return what became of it; `unknown` when the press ended with the slip in its hands.

        A press that says nothing for 90 s is killed. Raises PressGone when no press took the line.
        """
        answer = self._ask(("job", job_id), {"job": job_id, "printer": printer, "slip": slip})
        if answer is None:
            return DIED
        if "error" in answer:
            return Answer(JobState.FAILED, "refused_by_press", str(answer["error"]))
        try:
            return Answer(JobState(answer["outcome"]), str(answer["code"]), str(answer["detail"]))
        except (KeyError, ValueError) as error:
            return Answer(JobState.UNKNOWN, "strange_answer", repr(error))

    def poll(self, printer: Mapping[str, Any]) -> str | None:
        """Ask a printer how it is and return the code: "ok", "one_way", or its trouble. None: the press ended.

        Raises PressGone.
        """
        answer = self._ask(("printer", int(printer["id"])), {"poll": printer})
        return None if answer is None else str(answer["code"])

    def close(self) -> None:
        """Let the slips under way end, at most 5 s, and end the press."""
        self._is_closing = True
        self._ready.set()  # whoever waits for a press shall see that none will come
        child, keeper = self._child, self._keeper
        if child is None or keeper is None:
            if keeper is not None:
                keeper.kill()
            return
        gevent.spawn(self._hang_up, child)
        keeper.join(CLOSE_WITHIN_S)
        child.kill()
        keeper.join()

    def _ask(self, key: Key, line: Mapping[str, Any]) -> dict[str, Any] | None:
        waiting: AsyncResult[Any] = AsyncResult()
        self._asked[key] = waiting
        try:
            child = self._say(line)
            if not waiting.wait(SLIP_WITHIN_S) and not waiting.ready():
                logger.error("the press has said nothing for %d s and is killed", SLIP_WITHIN_S)
                child.kill()
                waiting.wait()
        finally:
            if self._asked.get(key) is waiting:
                del self._asked[key]
        answer: dict[str, Any] | None = waiting.get()
        return answer

    def _say(self, line: Mapping[str, Any]) -> subprocess.Popen[bytes]:
        """Write one whole line. A line that broke off never reached the press: it reads whole lines only."""
        data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        with self._writing:
            child = self._child
            if child is None or child.stdin is None or not self.wait_ready(0):
                raise PressGone
            try:
                while data:
                    data = data[nb_write(child.stdin.fileno(), data) :]
            except OSError as error:
                raise PressGone from error
        return child

    def _keep(self) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._is_closing:
            began = time.monotonic()
            try:
                self._live_once()
            except OSError:
                logger.exception("the press cannot be started")
            if self._is_closing:
                return
            is_steady = time.monotonic() - began > STEADY_S
            pause_s = FIRST_PAUSE_S if is_steady else min(pause_s * 2, LONGEST_PAUSE_S)
            logger.error("the press ended; starting another in %.1f s", pause_s)
            gevent.sleep(pause_s)

    def _live_once(self) -> None:
        child = self._child = _start(self._command)
        try:
            self._listen(child)
        finally:
            self._ready.clear()
            self._bury(child)

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        """Take lines until the end of the pipe: also those it wrote before it died."""
        assert child.stdout is not None
        held = b""
        while data := nb_read(child.stdout.fileno(), CHUNK):
            *lines, held = (held + data).split(b"\n")
            for line in lines:
                self._hear(line)

    def _hear(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            key = _key_of(said)
        except (ValueError, TypeError, KeyError):
            logger.error("the press said something strange: %.200r", line)
            return
        if key is None:
            self._ready.set()
        elif key in self._asked:
            self._asked[key].set(said)
        else:
            logger.warning("the press answers what nobody asked: %.200r", line)

    def _bury(self, child: subprocess.Popen[bytes]) -> None:
        """Close its pipes, reap it, and tell everybody who waits for it."""
        until = time.monotonic() + CLOSE_WITHIN_S
        while child.poll() is None:
            if time.monotonic() > until:
                child.kill()
            gevent.sleep(0.005)
        self._child = None
        self._hang_up(child)
        if child.stdout is not None:
            child.stdout.close()
        for waiting in list(self._asked.values()):
            if not waiting.ready():
                waiting.set(None)

    def _hang_up(self, child: subprocess.Popen[bytes]) -> None:
        """Close its standard input, never in the middle of somebody's line."""
        with self._writing:
            if child.stdin is not None:
                child.stdin.close()


def _key_of(said: Mapping[str, Any]) -> Key | None:
    """Return which question a line answers; None for the greeting."""
    if said.get("ready"):
        return None
    name = "printer" if "printer" in said else "job"
    return name, int(said[name])


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start the press with next to no environment. It ends by itself when its standard input does, so with its parent.

    In a process group of its own, so that Ctrl+C at the terminal does not tear it out of a slip.
    """
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        cwd=Path(printers.__file__).parent.parent,
        env={"LANG": "C.UTF-8", **kept},
        process_group=0,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    make_nonblocking(child.stdin.fileno())
    make_nonblocking(child.stdout.fileno())
    return child
