"""`layso bench kiosk`: from the touch to the last byte at the printer, and how many bytes a ticket is."""

import socket
import time
from dataclasses import dataclass
from pathlib import Path
from time import monotonic_ns

from server.bench.aside import Aside
from server.bench.figures import Budget, Report, Spread, spread
from server.bench.hall import Hall
from server.bench.machine import describe
from server.bench.touch import touches
from server.bench.wire import request, wanted
from server.store import catalogue
from server.store.sqlite import open_reader

MEASURED = (
    "From just before POST /api/v1/tickets is sent, as the kiosk's page does, until the last byte of the slip has come"
    " to a printer on the network (a process that answers DLE EOT and GS r at once), at a steady pace, for all services"
    " in turn. With Chromium, the same from a touch on the kiosk's page. Reference: as many bytes to the same printer"
    " and its receipt, over a bare socket."
)
PICTURE_BYTES = 72 * 160
TICKET_LIMIT_BYTES = 12 * 1024
DRAIN_S = 10.0


@dataclass(frozen=True)
class Plan:
    """Say how much to measure."""

    tickets: int = 75
    warm: int = 5
    pace_per_s: float = 3.0
    touches: int = 16
    reference_slips: int = 60


def measure(where: Path, plan: Plan) -> Report:
    """Take tickets one by one and time their paper."""
    report = Report("kiosk", MEASURED, describe(where))
    with Aside("paper_printer", {}) as printer:
        address = printer.hear()["address"]
        report.references.append(_bare(address, plan.reference_slips))
        _slips(printer)
        with Hall(where, printer=address) as hall:
            hall.start()
            _post(report, hall, printer, plan)
            _touch(report, hall, printer, plan)
    report.compare(
        "post to last byte p50 / bare socket p50", report.figures[0].p50_ms, report.references[0].p50_ms
    )
    return report


def _post(report: Report, hall: Hall, printer: Aside, plan: Plan) -> None:
    link, posted, answered = hall.link(), [], []
    connection = open_reader(hall.file)
    services = [one.code for one in catalogue.services(connection)]
    connection.close()
    due = time.monotonic()
    for number in range(plan.warm + plan.tickets):
        headers = hall.headers("kiosk") | {"Idempotency-Key": f"kiosk-{number}"}
        body = f'{{"service": "{services[number % len(services)]}", "priority": "normal", "language": "vi"}}'
        wanted(link.ask(request("POST", "/api/v1/tickets", headers, body.encode())), 201)
        posted.append(link.sent_ns)
        answered.append(monotonic_ns() - link.sent_ns)
        due += 1 / plan.pace_per_s
        time.sleep(max(0.0, due - time.monotonic()))
    link.close()
    slips = _wait_for(printer, len(posted))[plan.warm :]
    samples = [at - sent for sent, (at, _) in zip(posted[plan.warm :], slips, strict=True)]
    report.figures.append(spread("post to answer, one at a time", answered[plan.warm :]))
    report.hold(spread("post to last byte at the printer", samples), p95=200)
    _sizes(report, [size for _, size in slips])


def _sizes(report: Report, sizes: list[int]) -> None:
    report.facts["bytes_a_ticket"] = {
        "least": min(sizes),
        "mean": sum(sizes) // len(sizes),
        "most": max(sizes),
    }
    report.budgets.append(Budget("bytes a ticket, smart raster", max(sizes), TICKET_LIMIT_BYTES, "B"))


def _touch(report: Report, hall: Hall, printer: Aside, plan: Plan) -> None:
    """Measure real touches where there is a browser; else say loudly that it was not done."""
    touched, why_not = touches(hall, plan.touches)
    if why_not:
        report.skipped.append(why_not)
        return
    slips = _wait_for(printer, len(touched.at_ns))
    samples = [at - sent for sent, (at, _) in zip(touched.at_ns, slips, strict=True)][1:]
    report.hold(spread("touch on the page to last byte at the printer", samples), p95=200)
    report.facts["touch"] = {"clock_error_ms": round(touched.clock_error_ms, 3), "browser": touched.browser}


def _wait_for(printer: Aside, count: int) -> list[tuple[int, int]]:
    """Collect as many slips as there were tickets. Raises RuntimeError when one does not come."""
    slips: list[tuple[int, int]] = []
    until = time.monotonic() + DRAIN_S
    while len(slips) < count and time.monotonic() < until:
        time.sleep(0.05)
        slips += _slips(printer)
    if len(slips) != count:
        raise RuntimeError(f"{count} tickets were taken and {len(slips)} slips came")
    return slips


def _slips(printer: Aside) -> list[tuple[int, int]]:
    printer.say({"what": "slips"})
    return [(at, size) for at, size in printer.hear()["slips"]]


def _bare(address: str, rounds: int) -> Spread:
    """Send a picture of a slip's size and GS r over a bare socket, and wait for the receipt."""
    host, _, port = address.partition(":")
    rows = PICTURE_BYTES // 72
    data = b"\x1dv0\x00" + bytes((72, 0, rows & 0xFF, rows >> 8)) + b"\x55" * PICTURE_BYTES + b"\x1dr\x01"
    samples = []
    with socket.create_connection((host, int(port))) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(rounds):
            began = monotonic_ns()
            link.sendall(data)
            link.recv(1)
            samples.append(monotonic_ns() - began)
    return spread(f"{len(data)} bytes to the printer and its receipt, bare socket", samples)
