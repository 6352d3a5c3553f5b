"""`layso bench start`: from nothing to /readyz with a year of data, reports over that year, memory with some screens."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from time import monotonic_ns
from typing import Any

from server.bench.aside import Aside
from server.bench.figures import Budget, Report, spread
from server.bench.hall import HOST, Hall
from server.bench.machine import describe
from server.bench.wire import Link, request, wanted
from server.bench.year import write_year
from server.store import catalogue
from server.store.sqlite import open_reader

MEASURED = (
    "Start: from the start of the process until /readyz answers 200, with the file in the page cache. Memory: resident"
    " memory of the server after some screens connected, tickets were taken and called. Reference of the start: a bare"
    " interpreter that imports the server and ends."
)
SETTLE_S = 1.0


@dataclass(frozen=True)
class Plan:
    """Say how much to measure: the year's tickets, starts, screens, and the acts of the hall before memory is read."""

    tickets: int = 75_000
    starts: int = 7
    screens: int = 20
    acts: int = 60


def measure(where: Path, plan: Plan) -> Report:
    """Write the year, start again and again, then let the hall live for a moment."""
    report = Report("start", MEASURED, describe(where))
    with Hall(where, prepare=lambda store: write_year(store, plan.tickets)) as hall:
        report.facts["year"] = {"tickets": plan.tickets, "file_mb": round(hall.file.stat().st_size / 1e6, 1)}
        hall.start()  # reads the file into the page cache, so that every start that counts finds the same
        starts = []
        for _ in range(plan.starts):
            hall.stop()
            starts.append(int(hall.start() * 1e9))
        report.hold(spread("start to /readyz", starts), max=2000)
        _memory(report, hall, plan)
    report.references.append(
        spread("a bare interpreter imports the server", [_import_once() for _ in range(plan.starts)])
    )
    report.compare("start p50 / bare import p50", report.figures[0].p50_ms, report.references[0].p50_ms)
    return report


def _memory(report: Report, hall: Hall, plan: Plan) -> None:
    spec = {
        "host": HOST,
        "port": hall.port,
        "screens": plan.screens,
        "raw": False,
        "token": hall.tokens["display"],
    }
    fresh = hall.memory_kb()
    with Aside("screens", spec) as process:
        process.hear()
        link = hall.link()
        _live(hall, link, plan.acts)
        time.sleep(SETTLE_S)
        lived = hall.memory_kb()
        link.close()
    report.facts["resident_kb"] = {"after_start": fresh, "with_screens": lived, "screens": plan.screens}
    report.budgets.append(Budget(f"resident with {plan.screens} screens", lived["server"] / 1000, 120, "MB"))


def _live(hall: Hall, link: Link, acts: int) -> None:
    """Take tickets for all services and call them until nobody waits."""
    connection = open_reader(hall.file)
    services = [one.code for one in catalogue.services(connection)]
    connection.close()
    numbers = hall.open_counters(link)
    for number in range(acts):
        headers = hall.headers("kiosk") | {"Idempotency-Key": f"start-{number}"}
        body = f'{{"service": "{services[number % len(services)]}"}}'.encode()
        wanted(link.ask(request("POST", "/api/v1/tickets", headers, body)), 201)
    for number in numbers:
        called: dict[str, Any] = hall.call(link, "POST", f"/counters/{number}/calls", 201)
        hall.call(link, "POST", f"/tickets/{called['ticket']}/finish", 200)


def _import_once() -> int:
    began = monotonic_ns()
    subprocess.run([sys.executable, "-c", "import server.serve"], check=True)
    return monotonic_ns() - began
