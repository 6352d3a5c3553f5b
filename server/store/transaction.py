"""What an operation gets to work with: the writer's connection, the time, and the log to record facts in."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from server.domain.day import Belief
from server.domain.events import Event, Recorded
from server.store import log
from server.store.sqlite import Connection

T = TypeVar("T")
Memo = dict[Hashable, Any]


class Transaction:
    """Carry one request through its SAVEPOINT. Facts recorded here are released only if it commits.

    `awake_since_ms`: when this process opened the file; what happened before was another life of the machine.
    """

    __slots__ = ("_hash", "_memo", "_seq", "awake_since_ms", "connection", "now_ms", "recorded", "suspicion")

    def __init__(
        self,
        connection: Connection,
        belief: Belief,
        tail: tuple[int, bytes],
        memo: Memo,
        *,
        awake_since_ms: int = 0,
    ) -> None:
        self.connection = connection
        self.awake_since_ms = awake_since_ms
        self.now_ms = belief.at_ms
        self.suspicion = belief.suspicion
        self.recorded: list[Recorded] = []
        self._seq, self._hash = tail
        self._memo = memo

    def remembered(self, key: Hashable, load: Callable[[], T]) -> T:
        """Return what `load` once read of tables that seldom change; every statement saved is time for the next.

        Forgotten when another process writes the file, when a request is rolled back, and by `forget`.
        """
        if key not in self._memo:
            self._memo[key] = load()
        return cast("T", self._memo[key])

    def forget(self, *keys: Hashable) -> None:
        """Read these anew, or everything remembered: an act changed such a table."""
        if not keys:
            self._memo.clear()
        for key in keys:
            self._memo.pop(key, None)

    @property
    def tail(self) -> tuple[int, bytes]:
        """Return seq and hash of the last fact, as this transaction sees it."""
        return self._seq, self._hash

    def record(self, event: Event) -> Recorded:
        """Append a fact to the log and give it its place in the order of things."""
        self._hash = log.append(self.connection, event, self._seq + 1, self._hash)
        self._seq += 1
        recorded = Recorded(self._seq, event)
        self.recorded.append(recorded)
        return recorded
