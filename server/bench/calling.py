"""The process of the counters: fills the queue, then lets every counter call in the same instant, round after round.

Only the call is timed. Between two rounds the tickets are finished and as many of the same kind are taken anew.
"""

import json
import time
from typing import Any

from server.bench.aside import receive, reply
from server.bench.wire import Link, ask_all, request, wanted

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

    def call(self) -> list[int]:
        """Let every counter call at once and return how long each waited for its answer, in nanoseconds."""
        calls = [self._act(f"/counters/{number}/calls") for number in self._spec["counters"]]
        timed = ask_all(self._links, calls)
        called = [wanted(answer, CREATED) for _, _, answer in timed]
        for _, _, answer in ask_all(
            self._links, [self._act(f"/tickets/{one['ticket']}/finish") for one in called]
        ):
            wanted(answer, OK)
        self._take([self._kinds.pop(one["number"]) for one in called])
        return [at - sent for sent, at, _ in timed]

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


def rounds(counters: Counters, count: int, per_second: float) -> list[int]:
    """Call in rounds at an even pace, so that one round does not wait for what the one before left to do."""
    samples: list[int] = []
    due = time.monotonic()
    for _ in range(count):
        samples += counters.call()
        due += 1 / per_second
        time.sleep(max(0.0, due - time.monotonic()))
    return samples


if __name__ == "__main__":
    given = receive()
    hall = Counters(given)
    hall.fill()
    reply({"filled": True})
    while order := receive():
        began = time.monotonic_ns()
        reply({"samples_ns": rounds(hall, order["rounds"], order["per_second"]),
               "within_ns": time.monotonic_ns() - began})  # fmt: skip
