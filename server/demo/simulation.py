"""Plays a day in the hall through the centre's own HTTP API: citizens at the kiosk, clerks at the counters.

A process of its own: `python -m server.demo.simulation --base URL --speed N`, tokens and orders by standard input.
"""

import argparse
import contextlib
import heapq
import json
import logging
import queue
import secrets
import sys
import threading
from collections.abc import Mapping
from typing import Any

from server.demo.desk import Desk, Lobby, Step
from server.demo.line import Line, Refused, monotonic_s
from server.demo.people import People
from server.demo.troupe import Tokens

LINE_DOWN_S = 1.0
FIRST_DESK_S = 1.0
BETWEEN_DESKS_S = 0.4
FASTEST, SLOWEST = 200.0, 0.1

logger = logging.getLogger("layso.demo")

Order = Mapping[str, Any] | None
Orders = queue.SimpleQueue[Order]


class Play:
    """Run steps at their simulated times, on one thread: one seed gives one play."""

    def __init__(self, base_url: str, tokens: Tokens, *, speed: float, seed: int) -> None:
        self._kiosk = Line(base_url, tokens["kiosk"])
        self._clerks = {
            int(number): (one["name"], Line(base_url, one["token"]))
            for number, one in tokens["desks"].items()
        }
        self._people = People(seed)
        self._plan: list[tuple[float, int, Step]] = []
        self._planned = 0
        self._came = 0
        self._speed = bounded(speed)
        self._at_s, self._since_s = 0.0, monotonic_s()
        self._desks: dict[int, Desk] = {}
        self._lobby = Lobby(self._kiosk)
        self._services: list[str] = []
        self._priorities: list[str] = []

    def run(self, orders: Orders) -> None:
        """Play until an order to stop (None) comes."""
        self.later(0.0, self._begin)
        while True:
            try:
                order = orders.get(timeout=max(0.0, self._idle_s()))
            except queue.Empty:
                self._step()
                continue
            if order is None:
                return self._go_home()
            self._obey(order)

    def later(self, wait_s: float, step: Step) -> None:
        """Run a step after some simulated seconds."""
        self._planned += 1
        heapq.heappush(self._plan, (self._now_s() + wait_s, self._planned, step))

    def _now_s(self) -> float:
        return self._at_s + (monotonic_s() - self._since_s) * self._speed

    def _idle_s(self) -> float:
        return (self._plan[0][0] - self._now_s()) / self._speed if self._plan else LINE_DOWN_S

    def _obey(self, order: Mapping[str, Any]) -> None:
        if "speed" in order:
            self._at_s, self._since_s = self._now_s(), monotonic_s()
            self._speed = bounded(float(order["speed"]))
        if order.get("leave") in self._desks:
            self._desks[order["leave"]].leave()

    def _step(self) -> None:
        if not self._plan:
            return
        due_s, number, step = heapq.heappop(self._plan)
        try:
            step()
        except Refused as refusal:
            logger.info("refused: %s", refusal)
        except OSError:
            # The centre is away, perhaps restarting: everything waits, nothing is forgotten.
            heapq.heappush(self._plan, (due_s + LINE_DOWN_S * self._speed, number, step))

    def _begin(self) -> None:
        self._services = [one["code"] for one in self._kiosk.get("/services") if one["open"]]
        self._priorities = [one["code"] for one in self._kiosk.get("/priorities")][1:]
        for place, (number, (name, line)) in enumerate(self._clerks.items()):
            desk = Desk(number, name, line, self._people, later=self.later, lobby=self._lobby)
            self._desks[number] = desk
            desk.begin(FIRST_DESK_S + place * BETWEEN_DESKS_S)
        self._arrive()

    def _arrive(self) -> None:
        citizen = self._people.citizen(self._services, self._priorities)
        body = {"service": citizen.service, "priority": citizen.priority, "language": citizen.language}
        wait_s = 0.0
        try:
            self._kiosk.post("/tickets", body, key=secrets.token_hex(16))
        except Refused as refusal:
            logger.info("no ticket: %s", refusal)
            wait_s = refusal.retry_after_s * self._speed
        self._came += 1
        self.later(wait_s + self._people.next_arrival_s(self._now_s(), self._came), self._arrive)

    def _go_home(self) -> None:
        for desk in self._desks.values():
            with contextlib.suppress(Refused, OSError):
                desk.go_home()
        self._kiosk.close()
        for _, line in self._clerks.values():
            line.close()


def bounded(speed: float) -> float:
    """Keep a speed within what a hall can be played at."""
    return min(FASTEST, max(SLOWEST, speed))


def run_simulation(base_url: str, tokens: Tokens, *, speed: float, seed: int, orders: Orders) -> None:
    """Play with the tokens of a kiosk and of an integration for each desk until None comes among the orders.

    Orders: {"speed": N} changes the speed, {"leave": counter} keeps the simulated clerk away from a counter.
    """
    Play(base_url, tokens, speed=speed, seed=seed).run(orders)


def read_orders(orders: Orders) -> None:
    """Pass on the orders of standard input; its end, also by the death of whoever started us, ends the play."""
    for line in sys.stdin:
        if line.strip():
            orders.put(json.loads(line))
    orders.put(None)


def main() -> None:
    """Read the tokens from the first line of standard input, then play."""
    parser = argparse.ArgumentParser(prog="python -m server.demo.simulation")
    parser.add_argument("--base", required=True)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    first = sys.stdin.readline()
    if not first.strip():
        return
    tokens = json.loads(first)["tokens"]
    orders: Orders = queue.SimpleQueue()
    threading.Thread(target=read_orders, args=(orders,), name="orders", daemon=True).start()
    seed = given.seed if given.seed is not None else secrets.randbelow(2**31)
    with contextlib.suppress(KeyboardInterrupt):
        run_simulation(given.base, tokens, speed=given.speed, seed=seed, orders=orders)


if __name__ == "__main__":
    main()
