"""The simulated people as a child process: started, hurried, told to leave a counter, and stopped. Plays nothing itself."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SIMULATED = " (ảo)"
SPEEDS = (1, 10, 60)
PATIENCE_S = 5

# {"kiosk": token, "desks": {counter's number as text: {"name": the clerk's, "token": …}}}
Tokens = Mapping[str, Any]


class Troupe:
    """Hold the child process. Its orders and tokens go by its standard input, where no other process can read them;
    when this process dies that input ends, and the child with it.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._child: subprocess.Popen[str] | None = None
        self.speed: float = 0

    @property
    def is_playing(self) -> bool:
        """Claim that the simulated people are in the hall."""
        return self._child is not None and self._child.poll() is None

    def start(self, base_url: str, speed: float) -> None:
        """Let the people in at a speed, or change the speed of those who are in."""
        self.speed = speed
        if self.is_playing:
            self._order(speed=speed)
            return
        self._child = subprocess.Popen(
            [sys.executable, "-m", "server.demo.simulation", "--base", base_url, "--speed", str(speed)],
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )
        self._order(tokens=self._tokens)

    def leave(self, counter: int) -> None:
        """Keep the simulated clerks away from a counter that somebody wants."""
        if self.is_playing:
            self._order(leave=counter)

    def stop(self) -> None:
        """Send everybody home; the open counters are closed by whoever sat there."""
        child, self._child, self.speed = self._child, None, 0
        if child is None:
            return
        threading.Thread(target=_see_out, args=(child,), name="demo-see-out", daemon=True).start()

    def _order(self, **order: Any) -> None:
        child = self._child
        if child is None or child.stdin is None:
            return
        try:
            child.stdin.write(json.dumps(order) + "\n")
            child.stdin.flush()
        except BrokenPipeError:
            self._child = None


def is_simulated(clerk: str | None) -> bool:
    """Say whether a counter's clerk is one of the simulated ones."""
    return clerk is not None and clerk.endswith(SIMULATED)


def _see_out(child: subprocess.Popen[str]) -> None:
    if child.stdin is not None:
        child.stdin.close()
    try:
        child.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
