"""The single writer: one native thread, one connection, group commit. Nothing else in the centre writes the file.

It drains its queue without lingering, runs one transaction a batch and one SAVEPOINT a request, and answers each
request only after the batch's commit. It is also the only checkpointer.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar, cast

from server.domain.day import Belief
from server.domain.errors import StoreUnavailable
from server.domain.events import Recorded
from server.store import log
from server.store.clock import BelievedClock, Clock
from server.store.handover import Handover, Waiter
from server.store.sqlite import Connection, DatabaseError, open_writer
from server.store.transaction import Memo, Transaction

T = TypeVar("T")
Act = Callable[[Transaction], T]

MAX_BATCH = 256
CHECKPOINT_PAGES = 1000
CHECKPOINT_PAGES_BUSY = 16000
UNKNOWN_VERSION = -1

logger = logging.getLogger("layso.store")


@dataclass(slots=True)
class _Request:
    act: Act[Any]
    waiter: Waiter
    result: Any = None
    error: BaseException | None = None


class Writer:
    """Run acts one after another on the one writing connection."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        handover: Handover,
        tell: Callable[[Sequence[Recorded]], None],
    ) -> None:
        self._path = path
        self._handover = handover
        self._tell = tell
        self._queue: SimpleQueue[_Request | None] = SimpleQueue()
        self._wal_pages = 0
        self._memo: Memo = {}
        self.follow: Act[None] = _nothing_follows
        self._data_version = UNKNOWN_VERSION
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="layso-writer", daemon=True)
        self._connection = open_writer(path)
        self._seq, self._hash = log.tail(self._connection)
        self._clock = BelievedClock(clock, log.latest_ms(self._connection))
        self._awake_since_ms = self._clock.belief.at_ms
        self._thread.start()

    def write(self, act: Act[T]) -> T:
        """Run `act` in its own SAVEPOINT and return its result once it is on the disk, or raise what it raised."""
        if self._closed:
            raise StoreUnavailable
        request = _Request(act, self._handover.waiter())
        self._queue.put(request)
        request.waiter.wait()
        if request.error is not None:
            raise request.error
        return cast(T, request.result)

    @property
    def belief(self) -> Belief:
        """Return the time as it was believed at the last act."""
        return self._clock.belief

    def close(self) -> None:
        """Finish what is queued, checkpoint, and let go of the file."""
        if not self._closed:
            self._closed = True
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (batch := self._next_batch()) is not None:
            recorded = self._commit(batch)
            self._answer(batch, recorded)
            self._checkpoint()
        self._last_checkpoint()

    def _next_batch(self) -> list[_Request] | None:
        first = self._queue.get()
        if first is None:
            return None
        batch = [first]
        while len(batch) < MAX_BATCH:
            try:
                request = self._queue.get_nowait()
            except Empty:
                break
            if request is None:
                self._queue.put(None)  # finish this batch first, then stop
                break
            batch.append(request)
        return batch

    def _commit(self, batch: Sequence[_Request]) -> list[Recorded]:
        """Run and commit a batch. If the disk refuses, every request of it is refused: nothing was acknowledged."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._notice_other_writers()
            recorded = [fact for request in batch for fact in self._run_one(request)]
            self._connection.execute("COMMIT")
        except DatabaseError as error:
            logger.error("commit failed, %d requests refused: %s", len(batch), error)
            self._data_version = UNKNOWN_VERSION  # seq, hash and memo are of facts that never were
            _rollback(self._connection)
            for request in batch:
                request.error = StoreUnavailable(reason=str(error))
            return []
        return recorded

    def _run_one(self, request: _Request) -> list[Recorded]:
        tail = (self._seq, self._hash)
        transaction = Transaction(
            self._connection, self._clock.look(), tail, self._memo, awake_since_ms=self._awake_since_ms
        )
        self._connection.execute("SAVEPOINT request")
        try:
            request.result = request.act(transaction)
            if transaction.recorded:
                self.follow(transaction)
        except Exception as error:  # noqa: BLE001 — any refusal or fault of the act is the caller's answer
            self._memo.clear()
            self._connection.execute("ROLLBACK TO request")
            self._connection.execute("RELEASE request")
            request.error = error
            return []
        self._connection.execute("RELEASE request")
        self._seq, self._hash = transaction.tail
        return transaction.recorded

    def _notice_other_writers(self) -> None:
        """Take up what the command line wrote meanwhile; our own commits do not change this number."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._data_version:
            self._data_version = version
            self._memo.clear()
            self._seq, self._hash = log.tail(self._connection)

    def _answer(self, batch: Sequence[_Request], recorded: list[Recorded]) -> None:
        self._handover.deliver([request.waiter for request in batch], lambda: self._tell(recorded))

    def _checkpoint(self) -> None:
        """Move the log into the file between batches; when busy, wait until it is long."""
        self._wal_pages += 8  # about what one batch writes; the checkpoint itself reports the true length
        limit = CHECKPOINT_PAGES if self._queue.empty() else CHECKPOINT_PAGES_BUSY
        if self._wal_pages < limit:
            return
        try:
            _, in_log, moved = self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except DatabaseError as error:
            logger.error("checkpoint failed, the log grows on: %s", error)
            in_log, moved = 0, 0
        self._wal_pages = in_log - moved

    def _last_checkpoint(self) -> None:
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DatabaseError as error:
            logger.error("the last checkpoint failed, the next start does it: %s", error)
        self._connection.close()


def _nothing_follows(_transaction: Transaction) -> None:
    return None


def _rollback(connection: Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
