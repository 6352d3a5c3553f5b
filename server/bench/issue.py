"""`layso bench issue`: tickets over HTTP, durable, with 1, 8 and 32 clients, while the spool prints them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.bench import raw_disk
from server.bench.aside import Aside
from server.bench.figures import Budget, Report, spread
from server.bench.hall import HOST, Hall
from server.bench.machine import describe
from server.operations.verify import verify
from server.store import catalogue, tickets
from server.store.sqlite import open_reader

MEASURED = (
    "POST /api/v1/tickets with a kiosk's token and a fresh Idempotency-Key over kept connections, for all services in"
    " turn: from just before the request is sent until its answer is there. Each number of clients has a centre of its"
    " own and one process; the server and its press run in theirs. The spool prints on a network printer in the"
    " background all the while, as in life. Afterwards the file is verified and every acknowledged ticket is sought in it."
)
LIMITS: dict[int, dict[str, float]] = {1: {"p50": 1.5, "p99": 4}, 8: {"p99": 15}, 32: {"p99": 40}}
LEAST_RATE = 1500


@dataclass(frozen=True)
class Plan:
    """Say how much to measure: the clients of each run, seconds, and at least how many tickets with one client."""

    clients: tuple[int, ...] = (1, 8, 32)
    seconds: float = 6.0
    warm_s: float = 1.0
    at_least: int = 2000
    disk_rounds: int = 300


def measure(where: Path, plan: Plan) -> Report:
    """Take tickets and hold the figures against the budgets; nothing acknowledged may be lost or doubled."""
    report = Report("issue", MEASURED, describe(where))
    before = raw_disk.sync_loop(where, plan.disk_rounds)
    for clients in plan.clients:
        _run(report, where, clients, plan)
    after = raw_disk.sync_loop(where, plan.disk_rounds)
    commit = raw_disk.commit_loop(where, plan.disk_rounds)
    report.references += [before, after, commit]
    alone = report.figures[0]
    report.compare(f"{alone.name}: p50 / fdatasync p50", alone.p50_ms, (before.p50_ms + after.p50_ms) / 2)
    report.compare(f"{alone.name}: p99 / fdatasync p99", alone.p99_ms, (before.p99_ms + after.p99_ms) / 2)
    report.compare(f"{alone.name}: p50 / SQLite commit p50", alone.p50_ms, commit.p50_ms)
    return report


def _run(report: Report, where: Path, clients: int, plan: Plan) -> None:
    name = f"issue, {clients} client{'s' if clients > 1 else ''}"
    with Aside("paper_printer", {}) as printer, Hall(where, printer=printer.hear()["address"]) as hall:
        hall.start()
        idle_ms = hall.cpu_ms()
        with Aside("issuing", _spec(hall, clients, plan)) as process:
            found = process.hear()
        printer.say({"what": "slips"})
        slips = len(printer.hear()["slips"])
        memory, used_ms = hall.memory_kb(), hall.cpu_ms() - idle_ms
        hall.stop()
        checked = _check(hall.file, found["tickets"])
        warnings = hall.warnings()
    figure = spread(name, found["samples_ns"], within_ns=found["within_ns"])
    report.hold(figure, **LIMITS.get(clients, {}))
    if clients > 1:
        report.budgets.append(
            Budget(f"{name}: rate", figure.rate_per_s or 0, LEAST_RATE, "/s", at_least=True)
        )
    report.budgets += [Budget(f"{name}: {what}", len(faults), 0, "") for what, faults in checked.items()]
    report.facts[name] = {
        "acknowledged": len(found["tickets"]),
        "refused": found["refused"][:5],
        "slips_printed_meanwhile": slips,
        "server_cpu_ms_a_ticket": round(used_ms / max(1, len(found["tickets"])), 3),
        "resident_kb": memory,
        "faults": {what: faults[:5] for what, faults in checked.items()},
        "server_warnings": warnings,
    }


def _spec(hall: Hall, clients: int, plan: Plan) -> dict[str, Any]:
    connection = open_reader(hall.file)
    services = [one.code for one in catalogue.services(connection) if one.is_open]
    connection.close()
    return {
        "host": HOST,
        "port": hall.port,
        "headers": hall.headers("kiosk"),
        "services": services,
        "clients": clients,
        "seconds": plan.seconds,
        "warm_s": plan.warm_s,
        "at_least": plan.at_least,
    }


def _check(file: Path, acknowledged: list[list[Any]]) -> dict[str, list[str]]:
    """Seek every acknowledged ticket in the closed file, count doubles, and verify the file."""
    connection = open_reader(file)
    rows = tickets.every(connection)
    labels = {key: one.label for key, one in rows.items()}
    known = set()
    doubled = [label for _, label, _ in acknowledged if label in known or known.add(label)]  # type: ignore[func-returns-value]
    found = {
        "lost": [label for key, label, _ in acknowledged if labels.get(key) != label],
        "duplicates": doubled,
        "without a slip": [label for _, label, job in acknowledged if job is None],
        "faults in the file": verify(connection),
    }
    connection.close()
    return found
