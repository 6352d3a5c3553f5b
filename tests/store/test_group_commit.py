"""One writer, one transaction a batch, one SAVEPOINT a request: who is answered when, and what a rollback takes along."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.domain.errors import StoreUnavailable
from server.domain.events import Event, EventKind, Recorded
from server.store import board, settings_table
from server.store.store import Store
from server.store.transaction import Transaction
from tests.builders import Hall
from tests.store.gate import held, in_one_batch


class Refused(Exception):
    """An act that wrote and then thinks better of it."""


def note(number: int) -> Event:
    return Event(EventKind.CLOCK_SUSPECTED, number, body={"suspicion": str(number)})


def recording(number: int):  # type: ignore[no-untyped-def]
    def act(tx: Transaction) -> int:
        settings_table.put(tx, f"noted {number}", number)
        return tx.record(note(number)).seq

    return act


def refused_after(number: int):  # type: ignore[no-untyped-def]
    def act(tx: Transaction) -> int:
        recording(number)(tx)
        raise Refused

    return act


def breaks_the_commit(tx: Transaction) -> None:
    """Leave a row that the file refuses at COMMIT and not before."""
    tx.record(note(666))
    tx.connection.execute("PRAGMA defer_foreign_keys = ON")
    tx.connection.execute("INSERT INTO draft (ticket, clerk, body, at_ms) VALUES (999999, 'ana', '{}', 0)")


def noted(hall: Hall) -> list[int]:
    found = settings_table.everything(hall.store.reader())
    return sorted(value for name, value in found.items() if name.startswith("noted "))


def seqs(hall: Hall) -> list[int]:
    return [one.seq for one in hall.events()]


def batches(store: Store) -> list[list[int]]:
    heard: list[list[int]] = []

    def hear(recorded: Sequence[Recorded]) -> None:
        heard.append([one.event.at_ms for one in recorded])

    store.listen(hear)
    return heard


def test_what_queued_up_together_is_committed_together(hall: Hall) -> None:
    heard = batches(hall.store)
    answers = in_one_batch(hall.store, recording(1), recording(2), recording(3))
    assert [one.result() for one in answers] == [1, 2, 3]
    assert heard == [[1, 2, 3]]


def test_an_act_that_fails_in_a_batch_rolls_back_alone(hall: Hall) -> None:
    first, second, third = in_one_batch(hall.store, recording(1), refused_after(2), recording(3))
    assert isinstance(second.exception(), Refused)
    assert (first.result(), third.result()) == (1, 2)
    assert noted(hall) == [1, 3]


def test_facts_of_a_refused_act_are_never_told_and_leave_no_gap(hall: Hall) -> None:
    for number in range(1, 7):
        act = refused_after(number) if number % 2 else recording(number)
        in_one_batch(hall.store, act)
    assert seqs(hall) == [1, 2, 3]
    assert [(one.seq, one.event.at_ms) for one in hall.told] == [(1, 2), (2, 4), (3, 6)]
    assert hall.faults() == []


def test_nobody_is_answered_before_the_commit_of_the_whole_batch(hall: Hall) -> None:
    last_runs, go_on = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> int:
        last_runs.set()
        go_on.wait(10)
        seq: int = recording(2)(tx)
        return seq

    with ThreadPoolExecutor(2) as pool:
        with held(hall.store):
            early = pool.submit(hall.store.write, recording(1))
            while hall.store._writer._queue.qsize() < 1:
                pass
            late = pool.submit(hall.store.write, slow)
            while hall.store._writer._queue.qsize() < 2:
                pass
        assert last_runs.wait(10)
        assert not early.done()
        assert not hall.told
        assert noted(hall) == []
        go_on.set()
        assert (early.result(10), late.result(10)) == (1, 2)
    assert noted(hall) == [1, 2]


def test_a_commit_that_fails_refuses_the_whole_batch_and_tells_nobody(hall: Hall) -> None:
    answers = in_one_batch(hall.store, recording(1), breaks_the_commit, recording(3))
    for one in answers:
        error = one.exception()
        assert isinstance(error, StoreUnavailable)
        assert error.code == "store_unavailable"
    assert (noted(hall), seqs(hall), hall.told) == ([], [], [])


def test_after_a_failed_commit_the_log_goes_on_without_a_gap(hall: Hall) -> None:
    hall.write(recording(1))
    in_one_batch(hall.store, recording(2), breaks_the_commit)
    assert hall.write(recording(3)) == 2
    assert hall.faults() == []


def test_a_commit_that_fails_right_after_another_process_wrote_does_not_lose_the_end_of_the_log(
    hall: Hall,
) -> None:
    hall.write(recording(1))
    other = Store(hall.path, clock=hall.clock)
    assert other.write(recording(2)) == 2
    other.close()
    with pytest.raises(StoreUnavailable):
        hall.write(breaks_the_commit)
    assert hall.write(recording(3)) == 3
    assert hall.faults() == []


def test_what_an_act_remembers_is_forgotten_when_another_process_writes(hall: Hall) -> None:
    def name(tx: Transaction) -> object:
        return tx.remembered("name", lambda: settings_table.get(tx.connection, "name_vi"))

    before = hall.write(name)
    other = Store(hall.path, clock=hall.clock)
    other.write(lambda tx: settings_table.put(tx, "name_vi", "Trung tâm mới"))
    other.close()
    assert before != "Trung tâm mới"
    assert hall.write(name) == "Trung tâm mới"


def test_what_a_refused_act_remembered_is_forgotten(hall: Hall) -> None:
    def refused(tx: Transaction) -> None:
        tx.remembered("day", lambda: "2099-01-01")
        raise Refused

    with pytest.raises(Refused):
        hall.write(refused)
    assert hall.write(lambda tx: tx.remembered("day", lambda: "none yet")) == "none yet"


def test_after_closing_nothing_is_written_any_more(hall: Hall) -> None:
    hall.store.close()
    with pytest.raises(StoreUnavailable):
        hall.write(recording(1))


def test_what_was_queued_before_closing_is_still_written(hall: Hall) -> None:
    with ThreadPoolExecutor(9) as pool:
        with held(hall.store):
            answers = [pool.submit(hall.store.write, recording(number)) for number in range(1, 9)]
            while hall.store._writer._queue.qsize() < 8:
                pass
            closing = pool.submit(hall.store.close)
        assert sorted(one.result(10) for one in answers) == list(range(1, 9))
        closing.result(10)


def test_sixty_four_callers_at_once_get_sixty_four_places_in_the_log(hall: Hall) -> None:
    with ThreadPoolExecutor(64) as pool:
        got = list(pool.map(lambda number: hall.write(recording(number)), range(640)))
    assert sorted(got) == list(range(1, 641))
    assert board.last_seq(hall.store.reader()) == 640
    assert [one.seq for one in hall.told] == list(range(1, 641))
    assert hall.faults() == []
