"""`layso bench call-next`: ten counters that call at once, and how long choosing takes among ever more who wait."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.bench.aside import Aside
from server.bench.figures import Budget, Report, spread
from server.bench.hall import HOST, Hall
from server.bench.machine import describe
from server.operations.calls import next_for
from server.operations.issue import IssueOrder, issue
from server.store import catalogue, counters, outbox, tickets
from server.store.sqlite import open_reader
from server.store.store import Store
from server.store.transaction import Transaction

MEASURED = (
    "Ten counters POST /counters/n/calls while many wait, a quarter of them with a priority; each call is timed until its"
    " answer; finishing and refilling lie between the rounds. Once with a moment between two calls, as ten clerks at work"
    " do; once with all ten in the same instant (the last one waits for nine others). Reference: GET /healthz by the same"
    " ten connections in the same manner, which is what HTTP alone costs. Choosing: in process, on the file, the whole"
    " choice with its reason for a counter that serves two services, among so many who wait for these in mixed classes."
)
GAP_SHARE = 0.5  # of a round, spent on the pauses between the calls
PRINTED_WITHIN_S = 120.0
CLASSES = ("normal", "normal", "elderly", "normal", "small_child", "normal", "disabled", "normal")
BATCH = 250


@dataclass(frozen=True)
class Plan:
    """Say how much to measure. `pace_per_s`: rounds in a second, slow enough not to pile up."""

    waiting: int = 500
    rounds: int = 120
    warm_rounds: int = 10
    pace_per_s: float = 6.0
    lines: Sequence[int] = (500, 1000, 2000, 4000)
    choices: int = 200


def measure(where: Path, plan: Plan) -> Report:
    """Call and choose, and hold the figures against the budgets."""
    report = Report("call-next", MEASURED, describe(where))
    with Aside("paper_printer", {}) as printer, Hall(where, printer=printer.hear()["address"]) as hall:
        hall.start()
        _counters(report, hall, plan)
    with Hall(where) as hall:
        _choices(report, hall, plan)
    return report


def _counters(report: Report, hall: Hall, plan: Plan) -> None:
    link = hall.link()
    numbers = hall.open_counters(link)
    link.close()
    connection = open_reader(hall.file)
    services = [one.code for one in catalogue.services(connection)]
    spec = {"host": HOST, "port": hall.port, "counters": numbers, "services": services, "waiting": plan.waiting,
            "kiosk": hall.headers("kiosk"), "clerk": hall.headers("integration")}  # fmt: skip
    with Aside("calling", spec) as process:
        process.hear()
        until = time.monotonic() + PRINTED_WITHIN_S
        while outbox.queued_counts(connection) and time.monotonic() < until:
            time.sleep(0.05)
        for manner, gap_s in (
            ("in turn", GAP_SHARE / plan.pace_per_s / len(numbers)),
            ("in one instant", 0.0),
        ):
            _in_this_manner(report, process, plan, f"{len(numbers)} counters {manner}", gap_s)
    connection.close()


def _in_this_manner(report: Report, process: Aside, plan: Plan, manner: str, gap_s: float) -> None:
    order = {"per_second": plan.pace_per_s, "gap_s": gap_s}
    _ask(process, order | {"rounds": plan.warm_rounds, "what": "calls"})
    found = _ask(process, order | {"rounds": plan.rounds, "what": "calls"})
    called = spread(
        f"call, {manner}, {plan.waiting} waiting", found["samples_ns"], within_ns=found["within_ns"]
    )
    report.hold(called, p50=3, p99=15)
    idle = _ask(process, order | {"rounds": plan.rounds // 3 or 1, "what": "healthz"})
    reference = spread(f"GET /healthz, {manner}", idle["samples_ns"])
    report.references.append(reference)
    report.compare(f"call / healthz, {manner}, p50", called.p50_ms, reference.p50_ms)


def _ask(process: Aside, order: dict[str, Any]) -> dict[str, Any]:
    process.say(order)
    return process.hear()


def _choices(report: Report, hall: Hall, plan: Plan) -> None:
    """Time the choice alone, with ever longer lines; it must grow no faster than they do."""
    store = Store(hall.file)
    try:
        number = store.write(_busiest_counter)
        medians = [_choose_among(report, store, number, line, plan.choices) for line in plan.lines]
    finally:
        store.close()
    longer, slower = plan.lines[-1] / plan.lines[0], medians[-1] / medians[0]
    report.budgets.append(
        Budget(f"choosing: {longer:g} times as many wait, times as long", slower, longer, "")
    )
    report.facts["choosing"] = {
        "p50_ms": dict(zip(plan.lines, (round(one, 4) for one in medians), strict=True))
    }


def _choose_among(report: Report, store: Store, number: int, line: int, choices: int) -> float:
    _fill(store, number, line)
    samples = store.write(lambda tx: [_one_choice(tx, number) for _ in range(choices)])
    found = spread(f"choose among {line}", samples)
    report.hold(found, p99=2)
    return found.p50_ms


def _one_choice(tx: Transaction, number: int) -> int:
    counter = counters.by_number(tx.connection, number)
    if counter is None:
        raise LookupError(number)
    began = time.perf_counter_ns()
    found = next_for(tx, counter)
    took = time.perf_counter_ns() - began
    if found is None:
        raise LookupError("nobody waits")
    return took


def _busiest_counter(tx: Transaction) -> int:
    return next(one.number for one in counters.every(tx.connection) if len(one.services) > 1)


def _fill(store: Store, number: int, line: int) -> None:
    """Let people come until `line` of them wait for the services of a counter."""

    def come(tx: Transaction) -> int:
        services = next(one.services for one in counters.every(tx.connection) if one.number == number)
        waiting = sum(sum(tickets.tally_of(tx.connection, code).values()) for code in services)
        for place in range(waiting, min(line, waiting + BATCH)):
            issue(tx, IssueOrder(services[place % len(services)], CLASSES[place % len(CLASSES)]))
        return line - min(line, waiting + BATCH)

    while store.write(come) > 0:
        pass
