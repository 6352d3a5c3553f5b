"""The process of the counters: fills the queue, then lets every counter call, in one instant or shortly one after another.

Only the call is timed. Between two rounds the tickets are finished and as many of the same kind are taken anew.
"""

import json
import time
from typing import Any

from server.bench.aside import receive, reply
from server.bench.wire import Link, Timed, ask_all, request, wanted

CREATED, OK = 201, 200
# Of a hundred people, how many claim which class: 25 in all, every fourth; the others claim none.
PRIORITY_MIX = {"elderly": 12, "small_child": 5, "disabled": 3, "pregnant": 3, "merit": 2}


class Counters:
    """Act at every counter of a centre over connections of their own."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec
        self._links = [Link(spec["host"], spec["port"]) for _ in spec["counters"]]
        self._kinds: dict[str, tuple[str, str]] = {}
        self._key = 0

    def fill(self) -> None:
        """Take tickets for all services in turn, with a mix of priority classes, until enough people wait."""
        claims = [claim for claim, share in PRIORITY_MIX.items() for _ in range(share)]
        claims = [claims[place // 4] if place % 4 == 0 else "normal" for place in range(100)]
        services = self._spec["services"]
        kinds = [
            (services[number % len(services)], claims[number * 7 % 100])
            for number in range(self._spec["waiting"])
        ]
        for start in range(0, len(kinds), len(self._links)):
            self._take(kinds[start : start + len(self._links)])

    def healthz(self, gap_s: float) -> list[int]:
        """Let every counter's connection ask the server for a sign of life, in the same manner as it calls."""
        asks = [request("GET", "/healthz", self._spec["clerk"], b"")] * len(self._links)
        timed = self._one_by_one(asks, gap_s) if gap_s else ask_all(self._links, asks)
        for _, _, (status, _body) in timed:
            if status != OK:
                raise RuntimeError(f"the server shows no sign of life: {status}")
        return [at - sent for sent, at, _ in timed]

    def call(self, gap_s: float) -> list[int]:
        """Let every counter call and return how long each waited for its answer, in nanoseconds.

        In the same instant for a gap of 0, else with that pause between one's answer and the next one's call.
        """
        calls = [self._act(f"/counters/{number}/calls") for number in self._spec["counters"]]
        timed = self._one_by_one(calls, gap_s) if gap_s else ask_all(self._links, calls)
        called = [wanted(answer, CREATED) for _, _, answer in timed]
        ends = [self._act(f"/tickets/{one['ticket']}/finish") for one in called]
        for _, _, answer in ask_all(self._links, ends):
            wanted(answer, OK)
        self._take([self._kinds.pop(one["number"]) for one in called])
        return [at - sent for sent, at, _ in timed]

    def _one_by_one(self, calls: list[bytes], gap_s: float) -> list[Timed]:
        timed: list[Timed] = []
        for link, data in zip(self._links, calls, strict=True):
            timed += ask_all([link], [data])
            time.sleep(gap_s)
        return timed

    def _take(self, kinds: list[tuple[str, str]]) -> None:
        answers = ask_all(self._links, [self._order(*kind) for kind in kinds])
        for kind, (_, _, answer) in zip(kinds, answers, strict=True):
            self._kinds[wanted(answer, CREATED)["number"]] = kind

    def _order(self, service: str, priority: str) -> bytes:
        self._key += 1
        headers = self._spec["kiosk"] | {"Idempotency-Key": f"call-{self._key}"}
        body = json.dumps({"service": service, "priority": priority}).encode()
        return request("POST", "/api/v1/tickets", headers, body)

    def _act(self, path: str) -> bytes:
        return request("POST", f"/api/v1{path}", self._spec["clerk"], b"{}")


def rounds(counters: Counters, order: dict[str, Any]) -> list[int]:
    """Call in rounds at an even pace, so that one round does not wait for what the one before left to do."""
    act = {"calls": counters.call, "healthz": counters.healthz}[order["what"]]
    samples: list[int] = []
    due = time.monotonic()
    for _ in range(order["rounds"]):
        samples += act(order["gap_s"])
        due += 1 / order["per_second"]
        time.sleep(max(0.0, due - time.monotonic()))
    return samples


if __name__ == "__main__":
    hall = Counters(receive())
    hall.fill()
    reply({"filled": True})
    while given := receive():
        began = time.monotonic_ns()
        reply({"samples_ns": rounds(hall, given), "within_ns": time.monotonic_ns() - began})
