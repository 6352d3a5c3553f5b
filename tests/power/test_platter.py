"""What a platter may hold after the power went: the synced bytes for certain, of the rest any part, sector by sector."""

from itertools import pairwise
from random import Random

import pytest

from tests.power.platter import SECTOR, Directory, Inode, Kept, Part, Truncation, Write

SEEDS = range(200)
OLD, NEW = b"o", b"n"


def left(inode: Inode, kept: Kept) -> set[bytes]:
    return {inode.left(Random(seed), kept) for seed in SEEDS}


def written(*data: bytes) -> Inode:
    inode = Inode(Part.LOG)
    for number, one in enumerate(data):
        inode.pending.append(Write(number * SECTOR, one * SECTOR))
    return inode


@pytest.mark.parametrize("kept", Kept)
def test_what_was_synced_is_there_whatever_else_is_lost(kept: Kept) -> None:
    inode = written(b"a", b"b")
    inode.sync()
    inode.pending.append(Write(2 * SECTOR, b"c" * SECTOR))
    assert {image[: 2 * SECTOR] for image in left(inode, kept)} == {b"a" * SECTOR + b"b" * SECTOR}


def test_what_was_not_synced_may_be_lost_whole_or_kept_whole() -> None:
    inode = written(b"a", b"b", b"c")
    assert left(inode, Kept.NOTHING) == {b""}
    assert left(inode, Kept.EVERYTHING) == {b"".join(one * SECTOR for one in (b"a", b"b", b"c"))}


def test_a_prefix_is_any_prefix() -> None:
    whole = b"".join(one * SECTOR for one in (b"a", b"b", b"c"))
    assert left(written(b"a", b"b", b"c"), Kept.PREFIX) == {whole[: n * SECTOR] for n in range(4)}


def test_a_later_write_may_be_kept_and_an_earlier_lost() -> None:
    assert bytes(SECTOR) + b"b" * SECTOR in left(written(b"a", b"b"), Kept.SOME)


def test_a_torn_write_has_old_and_new_sectors_and_none_of_both() -> None:
    inode = Inode(Part.MAIN, bytearray(OLD * 8 * SECTOR))
    inode.pending.append(Write(100, NEW * (6 * SECTOR)))
    edges = [100, *range(SECTOR, 6 * SECTOR + 100, SECTOR), 6 * SECTOR + 100]
    images = {image for image in left(inode, Kept.TORN) if NEW in image and image.count(NEW) < 6 * SECTOR}
    assert len(images) > 20
    for image in images:
        assert image[:100] == OLD * 100
        assert image[6 * SECTOR + 100 :] == OLD * (2 * SECTOR - 100)
        for begin, end in pairwise(edges):
            assert len(set(image[begin:end])) == 1


def test_a_torn_write_is_never_whole_when_it_is_longer_than_a_sector() -> None:
    write = Write(0, NEW * 4096)
    inode = Inode(Part.MAIN, bytearray(OLD * 4096), [write])
    assert {image.count(NEW) // SECTOR for image in left(inode, Kept.TORN)} == set(range(1, 8))


def test_a_truncation_may_be_lost_like_a_write() -> None:
    inode = Inode(Part.LOG, bytearray(b"abcdef"), [Truncation(2), Write(2, b"X")])
    assert left(inode, Kept.SOME) == {b"abcdef", b"ab", b"abXdef", b"abX"}


def test_a_new_file_may_be_gone_until_it_is_synced() -> None:
    directory = Directory()
    directory.adopt(Part.LOG, None)
    inode = directory.create(Part.LOG)
    found = [directory.left(Random(seed), None) for seed in SEEDS]
    assert {} in found
    assert {Part.LOG: b""} in found
    directory.sync_file(inode)
    assert [directory.left(Random(seed), None) for seed in SEEDS] == [{Part.LOG: b""}] * len(SEEDS)


def test_a_deleted_file_may_come_back_until_its_directory_is_synced() -> None:
    directory = Directory()
    directory.adopt(Part.JOURNAL, b"old")
    directory.delete(Part.JOURNAL)
    found = [directory.left(Random(seed), None) for seed in SEEDS]
    assert {} in found
    assert {Part.JOURNAL: b"old"} in found
    directory.sync()
    assert [directory.left(Random(seed), None) for seed in SEEDS] == [{}] * len(SEEDS)


def test_bytes_of_a_new_file_never_mix_with_those_of_the_old_one_of_its_name() -> None:
    directory = Directory()
    directory.adopt(Part.LOG, OLD * 20)
    directory.delete(Part.LOG)
    directory.create(Part.LOG).pending.append(Write(0, NEW * 10))
    found = {directory.left(Random(seed), None).get(Part.LOG) for seed in SEEDS}
    assert found == {None, OLD * 20, b"", NEW * 10}


def test_one_seed_leaves_one_disk() -> None:
    def once() -> dict[Part, bytes]:
        directory = Directory()
        directory.adopt(Part.MAIN, OLD * 4096)
        inode = directory.now(Part.MAIN)
        assert inode is not None
        inode.pending += [Write(n * 700, NEW * 600) for n in range(5)]
        return directory.left(Random(7), None)

    assert once() == once()
