"""Lets a crowd loose on a centre and reads what it was told. The crowd itself is crowd.py, in another process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.servers import ROOT, Centre

Told = list[dict[str, Any]]


@contextmanager
def crowd_at(
    centre: Centre, log: Path, *, name: str, kiosks: int, counters: int, seconds: float, rest_s: float = 0.0
) -> Iterator["subprocess.Popen[bytes]"]:
    """Let a crowd in; its answers go to `log`. At the end wait for it to leave."""
    orders = {
        "name": name,
        "port": centre.port,
        "kiosk": centre.tokens["Kiosk 1"],
        "desk": centre.tokens["desk"],
        "kiosks": kiosks,
        "counters": counters,
        "seconds": seconds,
        "rest_s": rest_s,
    }
    with log.open("ab") as out:
        crowd = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.crowd"], stdin=subprocess.PIPE, stdout=out, cwd=ROOT
        )
        assert crowd.stdin is not None
        crowd.stdin.write(json.dumps(orders).encode())
        crowd.stdin.close()
        try:
            yield crowd
        finally:
            try:
                assert crowd.wait(seconds + 40) == 0
            finally:
                crowd.kill()


def told(log: Path, what: str, status: int | None = None) -> Told:
    """Read the whole lines of a crowd's log: what was acknowledged, and how."""
    lines = [json.loads(line) for line in log.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    return [one for one in lines if one["what"] == what and status in (None, one["status"])]


def percentile_ms(answers: Told, share: float) -> float:
    """Give the time within which this share of the answers came (nearest rank)."""
    times = sorted(one["ms"] for one in answers)
    found: float = times[max(0, -(-int(share * 1000) * len(times) // 1000) - 1)]
    return found
