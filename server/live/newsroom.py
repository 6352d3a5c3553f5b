"""From committed facts to screens: calls at once, one by one in order of seq; everything else gathered for a moment.

Runs on the loop. A screen that fails is logged and never holds up another, nor the act that made the news.
"""

import logging
from collections.abc import Callable, Sequence
from functools import partial

import gevent
from gevent.event import Event as Signal
from gevent.queue import SimpleQueue

from server.domain.events import Recorded

logger = logging.getLogger("layso.live")

GATHER_S = 0.1

CallHandler = Callable[[Recorded], None]
ChangeHandler = Callable[[Sequence[Recorded]], None]


class Newsroom:
    """Take recorded facts from the store and hand them to the screens' handlers."""

    def __init__(
        self, *, on_call: CallHandler, on_change: Sequence[ChangeHandler], is_call: Callable[[Recorded], bool]
    ) -> None:
        self._on_call = on_call
        self._on_change = on_change
        self._is_call = is_call
        self._calls: SimpleQueue[Recorded] = SimpleQueue()
        self._gathered: list[Recorded] = []
        self._news = Signal()

    def start(self) -> None:
        """Begin to work; call it on the loop."""
        gevent.spawn(self._tell_calls)
        gevent.spawn(self._tell_changes)

    def hear(self, recorded: Sequence[Recorded]) -> None:
        """Take the facts of one commit, in order. Never blocks."""
        for one in recorded:
            if self._is_call(one):
                self._calls.put(one)
        self._gathered.extend(recorded)
        self._news.set()

    def nudge(self) -> None:
        """Let screens look again although no fact was recorded (a slip's state, a clock)."""
        self._news.set()

    def _tell_calls(self) -> None:
        while True:
            one = self._calls.get()
            self._guard(partial(self._on_call, one))

    def _tell_changes(self) -> None:
        while True:
            self._news.wait()
            gevent.sleep(GATHER_S)  # first: a call of the same commit shall reach every board before the counts follow
            self._news.clear()
            gathered, self._gathered = self._gathered, []
            for handler in self._on_change:
                self._guard(partial(handler, gathered))

    @staticmethod
    def _guard(act: Callable[[], None]) -> None:
        try:
            act()
        except Exception:
            logger.exception("news did not reach a screen")
