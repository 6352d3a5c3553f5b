"""What an operation gets to work with: the writer's connection, the time, and the log to record facts in."""

from server.domain.day import Belief
from server.domain.events import Event, Recorded
from server.store import log
from server.store.sqlite import Connection


class Transaction:
    """Carry one request through its SAVEPOINT. Facts recorded here are released only if it commits."""

    __slots__ = ("_hash", "_seq", "connection", "now_ms", "recorded", "suspicion")

    def __init__(self, connection: Connection, belief: Belief, seq: int, previous: bytes) -> None:
        self.connection = connection
        self.now_ms = belief.at_ms
        self.suspicion = belief.suspicion
        self.recorded: list[Recorded] = []
        self._seq = seq
        self._hash = previous

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
