"""Makes batches: the writer is held by one act while others queue up behind it, then all are let go at once."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from server.store.store import Store
from server.store.transaction import Transaction

Act = Callable[[Transaction], Any]


@contextmanager
def held(store: Store) -> Iterator[threading.Event]:
    """Hold the writer inside an act of its own until the block ends, or until the event is set."""
    begun, go_on = threading.Event(), threading.Event()

    def hold(_tx: Transaction) -> None:
        begun.set()
        go_on.wait(10)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(store.write, hold)
        assert begun.wait(10)
        try:
            yield go_on
        finally:
            go_on.set()
            holding.result(10)


def in_one_batch(store: Store, *acts: Act) -> list[Future[Any]]:
    """Run acts in one batch, in this order, and give what became of each."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with held(store):
            answers = []
            for waiting, act in enumerate(acts, 1):
                answers.append(pool.submit(store.write, act))
                _until(lambda number=waiting: _queued(store) == number)  # type: ignore[misc]
        for answer in answers:
            answer.exception(10)
        return answers


def _queued(store: Store) -> int:
    return store._writer._queue.qsize()


def _until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.001)
