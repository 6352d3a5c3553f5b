"""The centre's store as the rest of the server sees it: write an act, read, listen to the news."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from server.domain.day import Belief
from server.domain.events import Recorded
from server.store.clock import Clock, SystemClock
from server.store.handover import Handover, Listener, ThreadHandover
from server.store.migrations import migrate
from server.store.sqlite import Connection, open_reader, open_writer
from server.store.writer import Act, T, Writer

FILE_NAME = "layso.db"

logger = logging.getLogger("layso.store")


class Store:
    """Hold one centre's file: one writer, a read-only connection for each native thread that reads."""

    def __init__(self, path: Path, *, handover: Handover | None = None, clock: Clock | None = None) -> None:
        self.path = path
        self.clock = clock or SystemClock()
        self._listeners: list[Listener] = []
        self._readers = threading.local()
        _prepare(path)
        self._writer = Writer(path, self.clock, handover or ThreadHandover(), self._tell)

    def write(self, act: Act[T]) -> T:
        """Run an operation on the writer: load, decide, save; returns after its commit."""
        return self._writer.write(act)

    def reader(self) -> Connection:
        """Return this native thread's read-only connection; it sees every commit made before each statement."""
        connection: Connection | None = getattr(self._readers, "connection", None)
        if connection is None:
            connection = self._readers.connection = open_reader(self.path)
        return connection

    def follow(self, act: Act[None]) -> None:
        """Run `act` in the same transaction after every request that recorded something: what must follow from it."""
        self._writer.follow = act

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the recorded facts of every batch after its commit, in order of seq."""
        self._listeners.append(listener)

    @property
    def belief(self) -> Belief:
        """Return the time as last believed, and whether the machine's clock is suspect."""
        return self._writer.belief

    def now_ms(self) -> int:
        """Return the present time for readers: as last believed while the clock is suspect, else the wall clock."""
        belief = self._writer.belief
        return belief.at_ms if belief.suspicion else max(self.clock.wall_ms(), belief.at_ms)

    def close(self) -> None:
        """Finish writing and close."""
        self._writer.close()
        connection: Connection | None = getattr(self._readers, "connection", None)
        if connection is not None:
            connection.close()
            del self._readers.connection

    def _tell(self, recorded: Sequence[Recorded]) -> None:
        for listener in self._listeners if recorded else ():
            try:
                listener(recorded)
            except Exception:
                logger.exception("a listener failed; the act stands")


def _prepare(path: Path) -> None:
    connection = open_writer(path)
    try:
        migrate(connection)
    finally:
        connection.close()
