"""`layso bench call`: the way of a call to a thousand screens. Choosing and calling itself: call_next.py."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.bench.aside import Aside
from server.bench.figures import Budget, Report, Spread, spread
from server.bench.hall import HOST, Hall
from server.bench.machine import describe, resident_kb
from server.bench.wire import Link, request, wanted

MEASURED = (
    "One process holds many display sockets; from just before one call is posted to the arrival of its"
    " message at each of them. Reference: the same message to as many plain websockets of gevent and simple-websocket,"
    " received by the same process code. Memory: what the server grows by, divided by the screens."
)
SCREENS = "call to screens"
SETTLE_S = 2.0


@dataclass(frozen=True)
class Plan:
    """Say how much to measure. `call_pace_per_s`: calls in a second, slow enough not to pile up."""

    screens: int = 1000
    calls: int = 40
    warm_calls: int = 5
    call_pace_per_s: float = 5.0


def measure(where: Path, plan: Plan) -> Report:
    """Call, and hold the figures against the budgets."""
    report = Report("call", MEASURED, describe(where))
    with Hall(where) as hall:
        hall.start()
        message = _screens(report, hall, plan)
    _reference(report, plan, message)
    found, reference = report.figures[-1], report.references[-1]
    report.compare("call to screens p50 / plain websocket p50", found.p50_ms, reference.p50_ms)
    report.compare("call to screens p99 / plain websocket p99", found.p99_ms, reference.p99_ms)
    return report


def _screens(report: Report, hall: Hall, plan: Plan) -> str:
    """Measure the fan-out; return one message as it went over the wire, for the reference."""
    link = hall.link()
    number = hall.open_counters(link)[0]
    service = hall.call(link, "GET", "/counters", 200)[0]["services"][0]
    _take(hall, link, service, plan.calls + plan.warm_calls)
    time.sleep(min(SETTLE_S, plan.screens / 100))
    before = hall.memory_kb()["server"]
    spec = {
        "host": HOST,
        "port": hall.port,
        "screens": plan.screens,
        "raw": False,
        "token": hall.tokens["display"],
    }
    with Aside("screens", spec) as process:
        process.hear()
        sent = _paced_calls(hall, link, number, plan)
        heard = _collect(process, sent)
        grown = hall.memory_kb()["server"] - before
    link.close()
    report.hold(_fan_out(SCREENS, heard, sent, plan), p50=40, p99=90)
    report.budgets += [
        Budget("memory a screen", grown / plan.screens, 90, "KB"),
        Budget("calls that did not reach a screen", _missing(heard, sent, plan), 0, ""),
    ]
    report.facts[SCREENS] = {"screens": plan.screens, "connected": heard["connected"], "lost": heard["lost"],
                             "calls": plan.calls, "server_grew_kb": grown, "server_before_kb": before}  # fmt: skip
    message: str = heard["calls"][0]["message"]
    return message


def _take(hall: Hall, link: Link, service: str, count: int) -> None:
    for number in range(count):
        headers = hall.headers("integration") | {"Idempotency-Key": f"screens-{number}"}
        body = f'{{"service": "{service}"}}'.encode()
        wanted(link.ask(request("POST", "/api/v1/tickets", headers, body)), 201)


def _paced_calls(hall: Hall, link: Link, number: int, plan: Plan) -> dict[int, int]:
    """Call at an even pace and return when each call was posted, by its seq; the warm-up is left out."""
    sent: dict[int, int] = {}
    due = time.monotonic()
    for place in range(plan.warm_calls + plan.calls):
        called = hall.call(link, "POST", f"/counters/{number}/calls", 201)
        if place >= plan.warm_calls:
            sent[called["seq"]] = link.sent_ns
        due += 1 / plan.call_pace_per_s
        time.sleep(max(0.0, due - time.monotonic() - 0.02))
        hall.call(link, "POST", f"/tickets/{called['ticket']}/finish", 200)
        time.sleep(max(0.0, due - time.monotonic()))
    return sent


def _collect(process: Aside, sent: dict[int, int]) -> dict[str, Any]:
    time.sleep(min(SETTLE_S, len(sent) / 10))
    process.say({"what": "calls"})
    return process.hear()


def _fan_out(name: str, heard: dict[str, Any], sent: dict[int, int], plan: Plan) -> Spread:
    samples = [at - sent[one["seq"]] for one in heard["calls"] if one["seq"] in sent for at in one["at_ns"]]
    return spread(f"{name}, {plan.screens} screens", samples)


def _missing(heard: dict[str, Any], sent: dict[int, int], plan: Plan) -> int:
    came = {one["seq"]: len(one["at_ns"]) for one in heard["calls"]}
    return sum(abs(plan.screens - came.get(seq, 0)) for seq in sent)


def _reference(report: Report, plan: Plan, message: str) -> None:
    with Aside("raw_broadcast", {}) as server:
        port = server.hear()["port"]
        before = resident_kb(server.pid)
        spec = {"host": HOST, "port": port, "screens": plan.screens, "raw": True}
        with Aside("screens", spec) as process:
            process.hear()
            sent = _paced_messages(port, message, plan)
            heard = _collect(process, sent)
            grown = resident_kb(server.pid) - before
    report.references.append(_fan_out("plain websocket broadcast", heard, sent, plan))
    report.facts["plain websocket broadcast"] = {
        "screens": plan.screens,
        "memory_a_socket_kb": round(grown / plan.screens, 1),
        "missing": _missing(heard, sent, plan),
        "message_bytes": len(message.encode()),
    }


def _paced_messages(port: int, message: str, plan: Plan) -> dict[int, int]:
    """Let the reference send the very message a call sends, each time with another seq of the same length."""
    head, rest = message.split('"seq":', 1)
    first, tail = rest.split(",", 1)
    link, sent = Link(HOST, port), {}
    begin = 10 ** (len(first) - 1) if len(first) > 3 else 1000
    for place in range(plan.warm_calls + plan.calls):
        seq = begin + place
        body = f'{head}"seq":{seq},{tail}'.encode()
        wanted(link.ask(request("POST", "/", {"Host": HOST}, body)), 200)
        if place >= plan.warm_calls:
            sent[seq] = link.sent_ns
        time.sleep(1 / plan.call_pace_per_s)
    link.close()
    return sent
