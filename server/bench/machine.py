"""What a bench ran on: processor, kernel, disk, versions, load. And how much memory a process holds."""

import os
import platform
from pathlib import Path
from typing import Any

from server.store.sqlite import DRIVER_NAME, SQLITE_VERSION

PROC = Path("/proc")
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def describe(directory: Path) -> dict[str, Any]:
    """Say what the figures were taken on; `directory` lies on the disk that is written to."""
    return {
        "cpus": len(os.sched_getaffinity(0)),
        "model": _cpu_model(),
        "kernel": platform.release(),
        "filesystem": filesystem(directory),
        "directory": str(directory),
        "python": platform.python_version(),
        "sqlite": SQLITE_VERSION,
        "sqlite_driver": DRIVER_NAME,
        "load_before": [round(one, 2) for one in os.getloadavg()],
    }


def filesystem(directory: Path) -> str:
    """Return type and device of the file system a directory is on: "ext4 on /dev/sda1"."""
    best, found = -1, "unknown"
    here = str(directory.resolve())
    for line in (PROC / "self" / "mounts").read_text().splitlines():
        device, point, kind = line.split()[:3]
        if (here + "/").startswith(point.rstrip("/") + "/") and len(point) >= best:
            best, found = len(point), f"{kind} on {device}"
    return found


def resident_kb(pid: int) -> int:
    """Return the resident memory of a process in KB (proc(5), VmRSS). Raises OSError when it is gone."""
    return _status(pid, "VmRSS")


def children(pid: int) -> list[int]:
    """List the processes that a process started and that still run."""
    try:
        listed = [(PROC / str(pid) / "task" / name / "children").read_text()
                  for name in os.listdir(PROC / str(pid) / "task")]  # fmt: skip
    except OSError:
        return []
    return [int(number) for one in listed for number in one.split()]


def cpu_ms(pid: int) -> float:
    """Return the processor time a process has used itself, in milliseconds (proc(5), utime and stime)."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_MS


class Strangers:
    """Watch how much of the processors other programs took meanwhile: figures taken beside them say little."""

    def __init__(self) -> None:
        self._began = self._look()

    def share(self) -> float:
        """Return their share of all processor time since the beginning; ours counts once its processes have ended."""
        whole, busy, own = (now - then for now, then in zip(self._look(), self._began, strict=True))
        return round(max(0.0, busy - own) / whole, 3) if whole else 0.0

    @staticmethod
    def _look() -> tuple[float, float, float]:
        ticks = [int(one) for one in (PROC / "stat").read_text().splitlines()[0].split()[1:9]]
        whole, idle = sum(ticks), ticks[3] + ticks[4]
        return whole * TICK_MS, (whole - idle) * TICK_MS, sum(os.times()[:4]) * 1000


def _status(pid: int, name: str) -> int:
    for line in (PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0


def _cpu_model() -> str:
    for line in (PROC / "cpuinfo").read_text().splitlines():
        if line.startswith(("model name", "Model", "Hardware")):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
