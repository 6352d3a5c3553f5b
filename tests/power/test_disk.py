"""The disk that loses its power, proved on the driver alone: it takes what may be lost, and never what was synced."""

import contextlib
import itertools
from pathlib import Path
from typing import Any

import pytest

from tests.power import Kept, Part, PoweredDisk, vfs
from tests.power.diary import DatabaseError, Found, Mode, enter, kept_until, mornings, opened, read

SEEDS = len(Kept) + 1


def seen(folder: Path, mode: Mode, *, entries: int = 11, step: int = 1) -> list[Found]:
    return list(mornings(folder, mode, entries=entries, seeds=SEEDS, step=step))


@pytest.mark.parametrize("mode", [Mode("WAL", "FULL"), Mode("DELETE", "EXTRA")], ids=str)
def test_cut_at_any_write_a_synced_book_loses_no_entry_and_is_whole(tmp_path: Path, mode: Mode) -> None:
    found = seen(tmp_path, mode)
    assert len(found) > 100 * SEEDS
    assert [one for one in found if one.lost or not one.whole] == []
    assert {one.entries - one.acknowledged for one in found} == {
        0,
        1,
    }  # the entry under way: wholly, or not at all


def test_a_book_that_syncs_only_at_checkpoints_is_caught_losing_entries_yet_stays_whole(
    tmp_path: Path,
) -> None:
    found = seen(tmp_path, Mode("WAL", "NORMAL"), step=3)
    assert any(one.lost for one in found)
    assert all(one.whole for one in found)


def test_a_book_that_never_syncs_is_caught_losing_entries_and_torn(tmp_path: Path) -> None:
    found = seen(tmp_path, Mode("WAL", "OFF"), step=3)
    assert any(one.lost for one in found)
    assert not all(one.whole for one in found)


def test_a_disk_that_lies_about_syncing_is_caught_however_careful_the_book(tmp_path: Path) -> None:
    found = seen(tmp_path, Mode("WAL", "FULL", honest=False), step=3)
    assert any(one.lost for one in found)
    assert not all(one.whole for one in found)


def test_a_journal_whose_removal_was_not_synced_takes_the_last_entry_back(tmp_path: Path) -> None:
    """See PRAGMA synchronous: EXTRA is FULL with the directory synced after the rollback journal is unlinked."""
    found = seen(tmp_path, Mode("DELETE", "FULL"), step=2)
    assert {one.lost for one in found} == {0, 1}
    assert all(one.whole for one in found)


def test_a_checkpoint_cut_at_any_of_its_writes_loses_nothing(tmp_path: Path) -> None:
    found = list(mornings(tmp_path, Mode(), entries=11, seeds=SEEDS, of=Part.MAIN))
    assert len(found) > 10 * SEEDS
    assert [one for one in found if one.lost or not one.whole] == []


def test_the_power_may_go_again_at_any_write_while_the_morning_sets_things_right(tmp_path: Path) -> None:
    evening = tmp_path / "book.db"
    opened(evening, Mode()).close()
    with PoweredDisk(evening) as disk, contextlib.closing(opened(evening, Mode())) as book:
        assert kept_until(disk, book, 9) == 9
        disk.cut()
    for at in itertools.count(1):
        path = disk.morning(tmp_path / f"{at}", at)
        with PoweredDisk(path) as again:
            again.arm(at)
            with contextlib.suppress(DatabaseError), contextlib.closing(opened(path, Mode())) as book:
                book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert read(again.morning(tmp_path / f"{at}-again", at), 9) == Found(9, 9, whole=True)
        if again.went_at is None:
            break
    assert at > 10


@pytest.fixture
def disk(tmp_path: Path) -> Any:
    with PoweredDisk(tmp_path / "book.db") as disk:
        yield disk


@pytest.fixture
def book(disk: PoweredDisk) -> Any:
    with contextlib.closing(opened(disk.path, Mode())) as book:
        yield book


def test_the_power_goes_at_the_very_change_it_was_set_to(disk: PoweredDisk, book: Any) -> None:
    before = disk.changes
    disk.arm(3)
    with pytest.raises(DatabaseError):
        enter(book, 1)
    assert (disk.changes - before, disk.went_at, disk.is_off) == (3, ("write", Part.LOG), True)


def test_without_power_every_connection_is_refused_and_what_was_read_can_still_be_read(
    disk: PoweredDisk, book: Any
) -> None:
    enter(book, 1)
    with contextlib.closing(opened(disk.path, Mode())) as other:
        disk.cut()
        for connection in (book, other, book):
            with pytest.raises(DatabaseError, match="disk I/O error"):
                enter(connection, 2)
            assert connection.execute("SELECT n FROM entry").fetchall() == [(1,)]
    assert disk.went_at is None


def test_no_write_escapes_the_disk(disk: PoweredDisk, book: Any, tmp_path: Path) -> None:
    assert kept_until(disk, book, 13) == 13
    left = disk.morning(tmp_path / "all", 1, Kept.EVERYTHING)
    for part in (Part.MAIN, Part.LOG):
        real = disk.path.with_name(f"book.db{part}").read_bytes()
        assert left.with_name(f"book.db{part}").read_bytes() == real
        assert len(real) > 20_000


def test_a_torn_log_is_not_the_new_one_and_its_entry_is_not_there(
    disk: PoweredDisk, book: Any, tmp_path: Path
) -> None:
    enter(book, 1)
    disk.arm(4)
    with pytest.raises(DatabaseError):
        enter(book, 9)

    def morning(seed: int, kept: Kept) -> tuple[bytes, Found]:
        path = disk.morning(tmp_path / f"{seed}{kept.name}", seed, kept)
        return path.with_name("book.db-wal").read_bytes(), read(path, 1)

    old, new = (morning(1, kept)[0] for kept in (Kept.NOTHING, Kept.EVERYTHING))
    torn = [morning(seed, Kept.TORN) for seed in range(50)]
    assert len({log for log, _ in torn} - {old}) > 10
    assert new not in {log for log, _ in torn}
    assert {found for _, found in torn} == {Found(1, 1, whole=True)}


def test_what_lay_there_before_the_disk_was_stood_under_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with PoweredDisk(path) as disk:
        other = tmp_path / "other.db"
        with contextlib.closing(opened(other, Mode())) as book:
            enter(book, 1)
        path.write_bytes(other.read_bytes())  # laid there as a backup is, with the disk already in place
        with contextlib.closing(opened(path, Mode())) as book:
            enter(book, 2)
    assert disk.changes > 0
    assert other.exists()
    with contextlib.closing(opened(disk.morning(tmp_path / "morning", 1, Kept.NOTHING), Mode())) as book:
        assert book.execute("SELECT n FROM entry").fetchall() == [(1,), (2,)]


def test_the_systems_own_disk_is_back_when_the_last_one_is_closed(tmp_path: Path) -> None:
    before = vfs.default_name()
    with PoweredDisk(tmp_path / "a.db"), PoweredDisk(tmp_path / "b.db"):
        assert vfs.default_name() != before
    assert vfs.default_name() == before


def test_a_connection_that_outlives_its_disk_is_still_served(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with PoweredDisk(path) as disk:
        book = opened(path, Mode())
    before = disk.changes
    enter(book, 1)
    assert disk.changes > before
    book.close()


def test_other_files_stand_on_the_systems_own_disk(disk: PoweredDisk, tmp_path: Path) -> None:
    with contextlib.closing(opened(tmp_path / "other.db", Mode())) as other:
        disk.cut()
        enter(other, 1)
    assert disk.changes == 0
