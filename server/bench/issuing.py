"""The process that takes tickets: some clients over one epoll loop, each sending again as soon as it was answered.

Answers are kept as bytes and read after the last one, so that reading them costs no time that is measured.
"""

import json
import select
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import monotonic_ns
from typing import Any

from server.bench.aside import receive, reply
from server.bench.wire import TIMEOUT_S, Link, request

CREATED = 201


@dataclass
class Taken:
    """Gather what came back: (sent, answered, body) of each acknowledged ticket, and every other answer."""

    acknowledged: list[tuple[int, int, bytes]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def orders(spec: dict[str, Any]) -> Iterator[bytes]:
    """Make requests for ever, over all services in turn, each with a key of its own."""
    slot = b"@" * 16
    bodies = [json.dumps({"service": one, "priority": "normal"}).encode() for one in spec["services"]]
    made = [
        request("POST", "/api/v1/tickets", spec["headers"] | {"Idempotency-Key": slot.decode()}, body)
        for body in bodies
    ]
    parts = [one.partition(slot) for one in made]
    number = 0
    while True:
        before, _, after = parts[number % len(parts)]
        yield b"%b%016d%b" % (before, number, after)
        number += 1


def take(spec: dict[str, Any]) -> Taken:
    """Take tickets until time is up and enough were taken; every request sent is answered before it ends."""
    links = {
        link.fileno(): link for link in (Link(spec["host"], spec["port"]) for _ in range(spec["clients"]))
    }
    poller, wishes, taken = select.epoll(), orders(spec), Taken()
    until = monotonic_ns() + int((spec["warm_s"] + spec["seconds"]) * 1e9)
    for descriptor, link in links.items():
        poller.register(descriptor, select.EPOLLIN)
        link.send(next(wishes))
    under_way = len(links)
    while under_way:
        for descriptor, _ in poller.poll(TIMEOUT_S):
            link = links[descriptor]
            answer = link.take()
            if answer is None:
                continue
            now, sent = monotonic_ns(), link.sent_ns
            if now < until or len(taken.acknowledged) < spec["at_least"]:
                link.send(next(wishes))
            else:
                under_way -= 1
            if answer[0] == CREATED:
                taken.acknowledged.append((sent, now, answer[1]))
            else:
                taken.refused.append(f"{answer[0]} {answer[1][:300]!r}")
    return taken


def told(taken: Taken, spec: dict[str, Any]) -> dict[str, Any]:
    """Leave the warm-up out of the samples, but not out of the tickets that must be found again."""
    first = taken.acknowledged[0][0] if taken.acknowledged else 0
    begin = first + int(spec["warm_s"] * 1e9)
    measured = [(sent, at) for sent, at, _ in taken.acknowledged if sent >= begin]
    tickets = [json.loads(body) for _, _, body in taken.acknowledged]
    return {
        "samples_ns": [at - sent for sent, at in measured],
        "within_ns": max(at for _, at in measured) - min(sent for sent, _ in measured) if measured else 0,
        "tickets": [[one["id"], one["number"], one["print_job"]] for one in tickets],
        "refused": taken.refused,
    }


if __name__ == "__main__":
    given = receive()
    reply(told(take(given), given))
