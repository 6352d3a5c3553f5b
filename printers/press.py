"""The press: a process of its own that prints, JSON lines in, JSON lines out: `python -m printers.press --fonts DIR`.

What a line may say stands at `serve`; what happens at one printer is `station`'s.
"""

import argparse
import json
import logging
import os
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, TextIO

from printers.fonts import FontError, Fonts
from printers.job import PrintState
from printers.render import Renderer
from printers.slip import Slip
from printers.station import Order, Printer, Station
from printers.warmth import warm

LOG = logging.getLogger("printers.press")
REMEMBERED_JOBS = 4096
LONGEST_LINE = 256 * 1024
UNDER_WAY = "under_way"
NICENESS = 10


class Press:
    """Hands each line to the station of its printer, and never lets one job have two outcomes that count."""

    def __init__(self, renderer: Renderer, out: TextIO) -> None:
        self._renderer = renderer
        self._out = out
        self._lock = threading.Lock()
        self._stations: dict[int, Station] = {}
        self._jobs: OrderedDict[int, str] = OrderedDict()

    def take(self, line: str) -> None:
        """Accept one line, or answer it with `error`; never raises on what the line says."""
        try:
            given = _read(line)
            if "poll" in given:
                self._station(Printer.from_json(given["poll"])).poll()
                return
            order = _order(given)
            self._enter(order.job)
        except (ValueError, TypeError, RecursionError) as error:
            LOG.warning("line refused: %s", error)
            self.say({"error": str(error), "job": _job_of(line)})
            return
        self._station(order.printer).print(order)

    def say(self, answer: dict[str, Any]) -> None:
        """Write one line; a parent that has gone away is no reason to stop a slip under way."""
        with self._lock:
            if answer.get("job") is not None and "outcome" in answer:
                self._jobs[answer["job"]] = answer["outcome"]
            try:
                self._out.write(json.dumps(answer, ensure_ascii=False) + "\n")
                self._out.flush()
            except BrokenPipeError:
                LOG.error("nobody reads: %s", answer)

    def stop(self) -> None:
        """Let every slip under way end; what has not begun is answered `failed`, which is safe to try again."""
        for station in self._stations.values():
            station.stop()
        for station in self._stations.values():
            station.join()

    def _station(self, printer: Printer) -> Station:
        """Return the station of a printer, a new one when its address or profile was changed."""
        station = self._stations.get(printer.id)
        if station is not None and station.printer != printer:
            station.stop()
            station = None
        if station is None:
            station = self._stations[printer.id] = Station(printer, self._renderer, self.say)
            station.start()
        return station

    def _enter(self, job: int) -> None:
        """Refuse a job that is under way, or that may be on paper already; a failed one may be tried again."""
        with self._lock:
            before = self._jobs.get(job)
            if before not in (None, PrintState.FAILED):
                raise ValueError(f"job {job} is {before} already; it is not printed twice")
            self._jobs[job] = UNDER_WAY
            while len(self._jobs) > REMEMBERED_JOBS:
                self._jobs.popitem(last=False)


def _read(line: str) -> dict[str, Any]:
    given = json.loads(line)
    if not isinstance(given, dict):
        raise TypeError("a line must be a JSON object")
    return given


def _order(given: dict[str, Any]) -> Order:
    if set(given) != {"job", "printer", "slip"}:
        raise ValueError(f"a job has job, printer and slip; this line has {', '.join(sorted(given))}")
    if type(given["job"]) is not int:
        raise TypeError("job must be a whole number")
    return Order(given["job"], Printer.from_json(given["printer"]), Slip.from_json(given["slip"]))


def _job_of(line: str) -> int | None:
    try:
        job = json.loads(line)["job"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return job if type(job) is int else None


def serve(lines: TextIO, out: TextIO, fonts: Fonts, niceness: int = 0) -> None:
    """Print what `lines` ask for until they end; once warm, give way to others by `niceness`.

    In:  {"job": 17, "printer": {"id": 1, "transport": "virtual", "address": "…", "profile": "raster-80"}, "slip": {…}}
         {"poll": {"id": 1, "transport": …}}
    Out: {"ready": true}
         {"job": 17, "outcome": "printed|failed|unknown", "code": …, "detail": …, "bytes": …, "ms": …, "status": {…}}
         {"printer": 1, "status": {…} or null, "code": "ok" or what is wrong}
         {"error": …, "job": 17 or null}
    """
    renderer = Renderer(fonts)
    warm(renderer)  # at full speed: until then no slip comes out
    os.nice(niceness)
    press = Press(renderer, out)
    press.say({"ready": True})
    while line := lines.readline(LONGEST_LINE):
        if line.strip():
            press.take(line)
    press.stop()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m printers.press", description="Print slips given as JSON lines."
    )
    parser.add_argument("--fonts", type=Path, required=True, help="directory with the Be Vietnam Pro files")
    options = parser.parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    try:
        fonts = Fonts(options.fonts)
    except FontError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    # The hall comes first: calling a ticket must not wait for a picture to be drawn.
    serve(sys.stdin, sys.stdout, fonts, NICENESS)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
