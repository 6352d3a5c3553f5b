"""The store on a disk whose power goes at any write: what was acknowledged is there, a batch is whole or not at all."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from random import Random

import pytest

from server.domain.errors import StoreUnavailable
from server.store.sqlite import DatabaseError
from server.store.store import Store
from server.store.transaction import Transaction
from tests.power import Kept, Part, PoweredDisk
from tests.store.gate import in_one_batch

Mark = tuple[int, int]
CALLERS, MARKS = 6, 60
SEEDS = 3


def mark(caller: int, number: int) -> Callable[[Transaction], Mark]:
    """Make an act that writes one row, of a few bytes or some pages."""

    def act(tx: Transaction) -> Mark:
        body = bytes([number % 251]) * (1 + (caller * 31 + number) * 977 % 12_000)
        tx.connection.execute("INSERT INTO mark VALUES (?, ?, ?)", (caller, number, body))
        return caller, number

    return act


def with_a_table(path: Path) -> Store:
    store = Store(path)
    table = "CREATE TABLE IF NOT EXISTS mark (caller INTEGER, number INTEGER, body BLOB, PRIMARY KEY (caller, number)) STRICT"
    store.write(lambda tx: tx.connection.execute(table) and None)
    return store


def marks(store: Store) -> set[Mark]:
    return {tuple(row) for row in store.reader().execute("SELECT caller, number FROM mark")}


def is_whole(store: Store) -> bool:
    return [row[0] for row in store.reader().execute("PRAGMA integrity_check")] == ["ok"]


def acknowledged_to(store: Store, caller: int) -> list[Mark]:
    """Write until all is written or the store refuses; give what was answered."""
    told = []
    for number in range(1, MARKS + 1):
        try:
            told.append(store.write(mark(caller, number)))
        except StoreUnavailable:
            break
    return told


def crowd(store: Store) -> set[Mark]:
    """Let callers write at once, so that the writer makes batches of them; give what they were answered."""
    with ThreadPoolExecutor(CALLERS) as pool:
        answers = pool.map(lambda caller: acknowledged_to(store, caller), range(CALLERS))
        return {one for told in answers for one in told}


def cut(
    folder: Path, after: int, *, of: Part | None = None, honest: bool = True
) -> tuple[PoweredDisk, set[Mark]]:
    path = folder / "evening" / "layso.db"
    path.parent.mkdir(parents=True)
    with_a_table(path).close()
    with PoweredDisk(path, honest=honest) as disk:
        store = Store(path)
        disk.arm(after, of=of)
        told = crowd(store)
        store.close()
    return disk, told


def mornings(folder: Path, disk: PoweredDisk) -> Iterator[Store]:
    for seed in range(SEEDS):
        store = Store(disk.morning(folder / f"{seed}", seed))
        yield store
        store.close()


@pytest.mark.parametrize("seed", range(25))
def test_cut_at_any_write_of_a_crowd_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    disk, told = cut(tmp_path, Random(seed).randint(1, 1000))
    assert disk.went_at is not None
    for store in mornings(tmp_path, disk):
        assert is_whole(store)
        there = marks(store)
        assert told <= there
        for caller in range(CALLERS):
            numbers = sorted(number for who, number in there if who == caller)
            answered = sum(who == caller for who, _ in told)
            assert numbers in [list(range(1, answered + more + 1)) for more in (0, 1)]
        assert store.write(mark(99, 1)) == (99, 1)


@pytest.mark.parametrize("after", [1, 2, 7, 40, 150])
def test_cut_in_the_middle_of_a_checkpoint_nothing_acknowledged_is_lost(tmp_path: Path, after: int) -> None:
    disk, told = cut(tmp_path, after, of=Part.MAIN)
    assert disk.went_at == ("write", Part.MAIN)
    assert len(told) > 50
    for store in mornings(tmp_path, disk):
        assert is_whole(store)
        assert told <= marks(store)


def test_a_batch_that_was_under_way_is_there_wholly_or_not_at_all(tmp_path: Path) -> None:
    found = set()
    for after in count(1):
        path = tmp_path / f"{after}" / "layso.db"
        path.parent.mkdir()
        with PoweredDisk(path) as disk:
            store = with_a_table(path)
            disk.arm(after)
            answers = in_one_batch(store, *(mark(caller, 1) for caller in range(5)))
            refused = [answer.exception() for answer in answers]
            store.close()
        if disk.went_at is None or not any(refused):
            break
        assert all(isinstance(error, StoreUnavailable) for error in refused)
        for seed, kept in enumerate(Kept):
            morning = Store(disk.morning(tmp_path / f"{after}-{seed}", after, kept))
            found.add(len(marks(morning)))
            morning.close()
    assert after > 10
    assert found == {0, 5}


def test_a_new_centres_first_start_may_be_cut_at_any_write(tmp_path: Path) -> None:
    for after in count(1, 5):
        path = tmp_path / f"{after}" / "layso.db"
        path.parent.mkdir()
        with PoweredDisk(path) as disk:
            disk.arm(after)
            try:
                Store(path).close()
            except DatabaseError:
                assert disk.is_off
        if disk.went_at is None:
            break
        store = with_a_table(disk.morning(tmp_path / f"{after}-morning", after))
        assert is_whole(store)
        assert store.write(mark(1, 1)) == (1, 1)
        store.close()
    assert after > 50


def test_a_disk_that_lies_about_syncing_is_caught(tmp_path: Path) -> None:
    disk, told = cut(tmp_path, 900, honest=False)
    assert told - marks_of(disk.morning(tmp_path / "morning", 1, Kept.NOTHING))


def test_a_store_told_not_to_sync_is_caught(tmp_path: Path) -> None:
    path = tmp_path / "evening" / "layso.db"
    path.parent.mkdir()
    with_a_table(path).close()
    with PoweredDisk(path) as disk:
        store = Store(path)
        store._writer._connection.execute("PRAGMA synchronous = OFF")
        disk.arm(900)
        told = crowd(store)
        store.close()
    assert told - marks_of(disk.morning(tmp_path / "morning", 1, Kept.NOTHING))


def marks_of(path: Path) -> set[Mark]:
    store = Store(path)
    try:
        return marks(store)
    finally:
        store.close()


def test_after_the_cut_every_act_is_refused_and_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "layso.db"
    with PoweredDisk(path) as disk:
        store = with_a_table(path)
        store.write(mark(1, 1))
        disk.cut()
        for number in (2, 3):
            with pytest.raises(StoreUnavailable):
                store.write(mark(1, number))
        assert marks(store) == {(1, 1)}
        store.close()
