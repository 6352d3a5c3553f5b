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
GATHER_SLOWLY_S = 1.0

CallHandler = Callable[[Recorded], None]
ChangeHandler = Callable[[Sequence[Recorded]], None]


class Newsroom:
    """Take recorded facts from the store and hand them to the screens' handlers.

    `on_change` hears of what happened ten times a second at most; `on_change_slowly`, for what costs a look for
    each of many screens, once a second.
    """

    def __init__(
        self,
        *,
        on_call: CallHandler,
        on_change: Sequence[ChangeHandler],
        on_change_slowly: Sequence[ChangeHandler],
        is_call: Callable[[Recorded], bool],
    ) -> None:
        self._on_call = on_call
        self._is_call = is_call
        self._calls: SimpleQueue[Recorded] = SimpleQueue()
        self._gatherings = (Gathering(on_change, GATHER_S), Gathering(on_change_slowly, GATHER_SLOWLY_S))

    def start(self) -> None:
        """Begin to work; call it on the loop."""
        gevent.spawn(self._tell_calls)
        for gathering in self._gatherings:
            gevent.spawn(gathering.run)

    def hear(self, recorded: Sequence[Recorded]) -> None:
        """Take the facts of one commit, in order. Never blocks."""
        for one in recorded:
            if self._is_call(one):
                self._calls.put(one)
        for gathering in self._gatherings:
            gathering.add(recorded)

    def nudge(self) -> None:
        """Let screens look again although no fact was recorded (a slip's state, a clock)."""
        for gathering in self._gatherings:
            gathering.add(())

    def _tell_calls(self) -> None:
        while True:
            one = self._calls.get()
            guard(partial(self._on_call, one))


class Gathering:
    """Gather facts for a while, then hand them on together."""

    def __init__(self, handlers: Sequence[ChangeHandler], pause_s: float) -> None:
        self._handlers = handlers
        self._pause_s = pause_s
        self._gathered: list[Recorded] = []
        self._news = Signal()

    def add(self, recorded: Sequence[Recorded]) -> None:
        """Take facts. Never blocks."""
        self._gathered.extend(recorded)
        self._news.set()

    def run(self) -> None:
        """Hand on what was gathered, for good."""
        while True:
            self._news.wait()
            gevent.sleep(
                self._pause_s
            )  # first: a call of the same commit shall reach every board before the counts
            self._news.clear()
            gathered, self._gathered = self._gathered, []
            for handler in self._handlers:
                guard(partial(handler, gathered))


def guard(act: Callable[[], None]) -> None:
    """Tell one screen its news; whatever goes wrong is logged and ends there."""
    try:
        act()
    except Exception:
        logger.exception("news did not reach a screen")
