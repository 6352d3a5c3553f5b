"""How an answer gets from the writer's native thread back to the caller: to a native thread, or to a greenlet.

Nothing is monkey-patched, so a greenlet must never wait on a native lock: the loop would stand still.
"""

import threading
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
    """Serve native threads: the command line, tests, the benchmark's own helpers."""

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

    def waiter(self) -> Waiter:
        """Make an event of the loop for a greenlet, a native one for any other thread."""
        if gevent.get_hub() is self._hub:
            waiter: Waiter = GreenletEvent()
            return waiter
        return _NativeWaiter()

    def deliver(self, waiters: Sequence[Waiter], tell: Callable[[], Any]) -> None:
        """Cross over to the loop once a batch."""
        native = [waiter for waiter in waiters if isinstance(waiter, _NativeWaiter)]
        for waiter in native:
            waiter.set()
        on_loop = [waiter for waiter in waiters if not isinstance(waiter, _NativeWaiter)]
        self._hub.loop.run_callback_threadsafe(self._wake, on_loop, tell)

    @staticmethod
    def _wake(waiters: Sequence[Waiter], tell: Callable[[], Any]) -> None:
        for waiter in waiters:
            waiter.set()
        tell()


class _NativeWaiter(threading.Event):
    """Mark a waiter that lives outside the loop."""
