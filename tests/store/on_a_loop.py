"""Run as a program: greenlets of one gevent loop and native threads write to one store at the same time."""

import json
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import gevent

from server.domain.events import Event, EventKind, Recorded
from server.store.handover import LoopHandover
from server.store.store import Store
from server.store.transaction import Transaction

GREENLETS, THREADS, EACH = 20, 4, 10
NOTE = Event(EventKind.CLOCK_SUSPECTED, 1, body={"suspicion": None})


def note(tx: Transaction) -> int:
    """Record one fact."""
    return tx.record(NOTE).seq


def slow(tx: Transaction) -> int:
    """Keep the writer busy as a slow disk does."""
    time.sleep(0.4)
    return note(tx)


def refused(tx: Transaction) -> int:
    """Write, then refuse."""
    note(tx)
    raise KeyError("refused")


def main(path: Path) -> dict[str, object]:
    """Write from everywhere and tell what was seen."""
    store = Store(path, handover=LoopHandover())
    told: list[tuple[int, bool]] = []
    loop_thread = threading.get_ident()

    def hear(recorded: Sequence[Recorded]) -> None:
        told.extend((one.seq, threading.get_ident() == loop_thread) for one in recorded)

    store.listen(hear)
    ticks = _ticks_during(lambda: store.write(slow))
    got = [1, *_from_everywhere(store)]
    try:
        store.write(refused)
        raised = ""
    except KeyError as error:
        raised = str(error)
    while len(told) < len(got):
        gevent.sleep(0.005)
    store.close()
    return {
        "got": got,
        "told": told,
        "ticks": ticks,
        "raised": raised,
        "expected": 1 + (GREENLETS + THREADS) * EACH,
    }


def _ticks_during(act: Callable[[], int]) -> int:
    """Count how often the loop came round while a greenlet waited for a slow act."""
    waiting = gevent.spawn(act)
    ticks = 0
    while not waiting.ready():
        gevent.sleep(0.01)
        ticks += 1
    return ticks


def _from_everywhere(store: Store) -> list[int]:
    got: list[int] = []

    def writes() -> None:
        got.extend([store.write(note) for _ in range(EACH)])

    threads = [threading.Thread(target=writes) for _ in range(THREADS)]
    for one in threads:
        one.start()
    gevent.joinall([gevent.spawn(writes) for _ in range(GREENLETS)], raise_error=True)
    for one in threads:
        gevent.get_hub().threadpool.apply(one.join)
    return got


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1])), sys.stdout)
