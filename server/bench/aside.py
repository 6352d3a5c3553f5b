"""Processes beside the one that leads a bench: they get a specification, then both speak JSON, a line at a time."""

import json
import subprocess
import sys
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TextIO

END_WITHIN_S = 5.0


class Aside:
    """Run one module of this folder as a process of its own. It ends when its standard input does."""

    def __init__(self, module: str, spec: dict[str, Any]) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", f"server.bench.{module}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._module = module
        self.say(spec)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    @property
    def pid(self) -> int:
        """Return the process id."""
        return self._child.pid

    def say(self, message: dict[str, Any]) -> None:
        """Send one line."""
        pipe = _open(self._child.stdin)
        pipe.write(json.dumps(message) + "\n")
        pipe.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for one line. Raises RuntimeError when the process has ended instead."""
        line = _open(self._child.stdout).readline()
        if not line:
            raise RuntimeError(f"the process {self._module} of the bench ended; its reason stands above")
        heard: dict[str, Any] = json.loads(line)
        return heard

    def end(self) -> None:
        """Close its standard input and let it end."""
        with suppress(BrokenPipeError):
            _open(self._child.stdin).close()
        try:
            self._child.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        _open(self._child.stdout).close()


def receive() -> dict[str, Any]:
    """Read one line from the leading process; an empty object when it has nothing more to say."""
    line = sys.stdin.readline()
    heard: dict[str, Any] = json.loads(line) if line else {}
    return heard


def reply(message: dict[str, Any]) -> None:
    """Write one line to the leading process."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _open(pipe: Any) -> TextIO:
    found: TextIO = pipe
    return found
