"""Ten counters call from one queue as fast as they can: nobody is called twice, all in the order they came.

LAYSO_STRESS=full lets them call 10,000 times.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.domain.errors import NobodyWaiting
from server.domain.events import EventKind, Recorded
from server.operations.actors import Actor
from server.operations.calls import CallOrder, call_next
from server.operations.desks import Work, open_counter, set_work
from server.operations.issue import IssueOrder, issue
from server.operations.serving import serve
from server.store.transaction import Transaction
from tests.builders import CARLA, Hall, hall_in

CALLS = 10_000 if os.environ.get("LAYSO_STRESS") == "full" else 1_000
COUNTERS = range(1, 11)
AT_ONCE = 250
ON_TO_THE_NEXT = CallOrder(finish=True)


def arrivals(count: int) -> Callable[[Transaction], None]:
    """Let so many people take a number in one act."""

    def act(tx: Transaction) -> None:
        for _ in range(count):
            issue(tx, IssueOrder("HT"))

    return act


def clerk_of(number: int) -> Actor:
    return Actor(f"clerk {number}")


class Race:
    """What came of it: the tickets each counter was told, how long each call took, and the log."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.barrier = threading.Barrier(len(COUNTERS))
        self.took_ms: list[float] = []
        begun = time.perf_counter()
        with ThreadPoolExecutor(len(COUNTERS)) as pool:
            self.told = dict(zip(COUNTERS, pool.map(self._call_on, COUNTERS), strict=True))
        self.lasted_s = time.perf_counter() - begun
        self.log = hall.events()

    def _call_on(self, number: int) -> list[int]:
        """Call until nobody waits any more."""
        told: list[int] = []
        self.barrier.wait(10)
        while True:
            begun = time.perf_counter()
            try:
                answer = self.hall.do(call_next, number, clerk_of(number), ON_TO_THE_NEXT)
            except NobodyWaiting:
                return told
            self.took_ms.append((time.perf_counter() - begun) * 1000)
            if answer["ticket"] is None:
                return told
            told.append(answer["ticket"])
            self.hall.do(serve, answer["ticket"], clerk_of(number))

    def facts(self, *kinds: EventKind) -> Iterator[Recorded]:
        """Go through the facts of some kinds in order."""
        return (one for one in self.log if one.event.kind in kinds)


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Race]:
    """Let them race once for all tests of this module."""
    folder: Path = tmp_path_factory.mktemp("race")
    hall = hall_in(folder)
    for number in COUNTERS:
        hall.do(set_work, number, CARLA, Work(services=("HT",)))
        hall.do(open_counter, number, clerk_of(number))
    hall.sql("UPDATE service SET last_number = 99999 WHERE code = 'HT'")
    hall.restart()
    for _ in range(CALLS // AT_ONCE):
        hall.write(arrivals(AT_ONCE))
    yield Race(hall)
    hall.store.close()


def test_everybody_was_called_once(
    race: Race, record_testsuite_property: Callable[[str, object], None]
) -> None:
    told = [ticket for tickets in race.told.values() for ticket in tickets]
    assert len(told) == CALLS
    assert set(told) == set(range(1, CALLS + 1))
    took = sorted(race.took_ms)
    figures = f"{CALLS / race.lasted_s:.0f} calls/s, p50 {took[len(took) // 2]:.1f} ms, p99 {took[len(took) * 99 // 100]:.1f} ms"
    record_testsuite_property("figures", f"ten counters on one queue: {figures}")


def test_they_were_called_in_the_order_they_came(race: Race) -> None:
    order = [one.event.ticket_id for one in race.facts(EventKind.TICKET_CALLED)]
    assert order == list(range(1, CALLS + 1))


def test_each_counter_was_told_what_the_log_says_in_the_same_order(race: Race) -> None:
    logged: dict[int | None, list[int | None]] = {}
    for one in race.facts(EventKind.TICKET_CALLED):
        logged.setdefault(one.event.counter, []).append(one.event.ticket_id)
    assert logged == {number: tickets for number, tickets in race.told.items() if tickets}
    assert min(len(tickets) for tickets in race.told.values()) > 0


def test_no_counter_ever_had_two(race: Race) -> None:
    at: dict[int | None, int | None] = {}
    for one in race.facts(EventKind.TICKET_CALLED, EventKind.TICKET_FINISHED):
        fact = one.event
        if fact.kind is EventKind.TICKET_CALLED:
            assert at.get(fact.counter) is None
            at[fact.counter] = fact.ticket_id
        else:
            assert at[fact.counter] == fact.ticket_id
            at[fact.counter] = None
    assert set(at.values()) == {None}


def test_the_file_is_whole(race: Race) -> None:
    assert race.hall.faults() == []
