"""How an answer gets from the writer's native thread back to the caller: to a native thread, or to a greenlet.

Nothing is monkey-patched, so a greenlet must never wait on a native lock: the loop would stand still.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import gevent
from gevent.event import Event as GreenletEvent

from server.domain.events import Recorded

Listener = Callable[[Sequence[Recorded]], None]


class Waiter(Protocol):
    """Let one caller wait until its answer is there."""

    def wait(self) -> object:
        """Wait until `set` was called."""

    def set(self) -> object:
        """Let the caller go on."""


class Handover(Protocol):
    """Bring answers, then news, from the writer to where they are waited for."""

    def waiter(self) -> Waiter:
        """Make the thing a caller waits on."""

    def deliver(self, waiters: Sequence[Waiter], tell: Callable[[], Any]) -> None:
        """Wake the callers of one batch, then tell the listeners what happened. Called by the writer."""


class ThreadHandover:
    """Serve native threads: the command line, tests, the benchmark's own threads."""

    def waiter(self) -> Waiter:
        """Make a native event."""
        return threading.Event()

    def deliver(self, waiters: Sequence[Waiter], tell: Callable[[], Any]) -> None:
        """Wake the callers and tell the news right here, on the writer's thread."""
        for waiter in waiters:
            waiter.set()
        tell()


class LoopHandover:
    """Serve greenlets of one gevent loop; make it on the loop's own thread."""

    def __init__(self) -> None:
        self._hub = gevent.get_hub()
        self._batches: deque[tuple[Sequence[Waiter], Callable[[], Any]]] = deque()
        self._crossing = self._hub.loop.async_()  # the one handle of a loop that other threads may touch
        self._crossing.start(self._wake)

    def waiter(self) -> Waiter:
        """Make an event of the loop for a greenlet, a native one for any other thread."""
        if threading.get_ident() == self._hub.thread_ident:
            waiter: Waiter = GreenletEvent()
            return waiter
        return _NativeWaiter()

    def deliver(self, waiters: Sequence[Waiter], tell: Callable[[], Any]) -> None:
        """Cross over to the loop once a batch."""
        on_loop = []
        for waiter in waiters:
            if isinstance(waiter, _NativeWaiter):
                waiter.set()
            else:
                on_loop.append(waiter)
        self._batches.append((on_loop, tell))
        self._crossing.send()

    def _wake(self) -> None:
        """Wake the callers of every batch that has come, then tell its news. Several sends may be one call."""
        while self._batches:
            waiters, tell = self._batches.popleft()
            for waiter in waiters:
                waiter.set()
            tell()


class _NativeWaiter(threading.Event):
    """Mark a waiter that lives outside the loop."""
