"""What a disk holds of a database's files: bytes that were synced, and changes that may or may not have reached it.

Pure: nothing of SQLite, of the real files, or of when the power goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from random import Random

SECTOR = 512


class Part(StrEnum):
    """A file of a database, by what SQLite appends to the database's name."""

    LOG = "-wal"
    JOURNAL = "-journal"
    MAIN = ""


class Kept(Enum):
    """What is left of the changes that were not synced."""

    NOTHING = auto()
    EVERYTHING = auto()
    PREFIX = auto()  # as many as came through before the rest
    TORN = auto()  # a prefix, and some sectors of the next
    SOME = auto()  # in any order at all; some of them torn


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put at an offset."""

    offset: int
    data: bytes

    def onto(self, image: bytearray) -> None:
        """Put them there; what was never written before them reads as zeros."""
        image.extend(bytes(max(0, self.offset - len(image))))
        image[self.offset : self.offset + len(self.data)] = self.data

    def sectors(self) -> Iterator["Write"]:
        """Split at every multiple of a sector: within one, a disk writes all or nothing."""
        at, end = self.offset, self.offset + len(self.data)
        while at < end:
            edge = min(end, at - at % SECTOR + SECTOR)
            yield Write(at, self.data[at - self.offset : edge - self.offset])
            at = edge


@dataclass(frozen=True, slots=True)
class Truncation:
    """A file cut to a size, or grown to it with zeros."""

    size: int

    def onto(self, image: bytearray) -> None:
        """Cut or grow it."""
        del image[self.size :]
        image.extend(bytes(self.size - len(image)))


Change = Write | Truncation


@dataclass(eq=False)
class Inode:
    """One file's bytes, whatever name it goes by."""

    part: Part
    synced: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        """Keep every change for good."""
        for change in self.pending:
            change.onto(self.synced)
        self.pending.clear()

    def left(self, rng: Random, kept: Kept) -> bytes:
        """Give what may be there when the power is back."""
        image = bytearray(self.synced)
        for change in survivors(self.pending, rng, kept):
            change.onto(image)
        return bytes(image)


def survivors(pending: Sequence[Change], rng: Random, kept: Kept) -> Iterator[Change]:
    """Choose which changes reached the disk, in the order they were made."""
    if kept is Kept.SOME:
        share = rng.random()
        for change in pending:
            if rng.random() < share:
                yield from [change] if rng.random() < 0.8 else torn(change, rng)
        return
    last = max(0, len(pending) - 1)
    counts = {Kept.NOTHING: 0, Kept.EVERYTHING: len(pending), Kept.TORN: rng.randint(0, last)}
    count = counts.get(kept, rng.randint(0, len(pending)))
    yield from pending[:count]
    if kept is Kept.TORN and pending:
        yield from torn(pending[count], rng)


def torn(change: Change, rng: Random) -> list[Change]:
    """Choose some sectors of a write but not all; what is no longer than a sector is there or not."""
    sectors: list[Change] = [*change.sectors()] if isinstance(change, Write) else [change]
    count = rng.randint(1, len(sectors) - 1) if len(sectors) > 1 else rng.randint(0, 1)
    chosen = set(rng.sample(range(len(sectors)), count))
    return [sector for number, sector in enumerate(sectors) if number in chosen]


class Directory:
    """Which file each name stands for: first as the disk knows it for certain, last as the system sees it now."""

    def __init__(self) -> None:
        self._lives: dict[Part, list[Inode | None]] = {}

    def adopt(self, part: Part, content: bytes | None) -> None:
        """Take up what was there before: all of it is on the disk."""
        self._lives[part] = [None if content is None else Inode(part, bytearray(content))]

    def now(self, part: Part) -> Inode | None:
        """Give the file that a name stands for, if it is there."""
        return self._lives[part][-1]

    def create(self, part: Part) -> Inode:
        """Make an empty file, which may be gone again until it is synced."""
        inode = Inode(part)
        self._lives[part].append(inode)
        return inode

    def delete(self, part: Part) -> None:
        """Remove a file, which may come back until the directory is synced."""
        self._lives[part].append(None)

    def sync(self) -> None:
        """Keep every name as it is now."""
        for lives in self._lives.values():
            del lives[:-1]

    def sync_file(self, inode: Inode) -> None:
        """Keep a file's bytes, and that its name stands for it and for none before it."""
        inode.sync()
        lives = self._lives[inode.part]
        if inode in lives:
            del lives[: lives.index(inode)]

    def left(self, rng: Random, kept: Kept | None) -> dict[Part, bytes]:
        """Give what may be there when the power is back, each file by its own chance unless all are to keep alike."""
        found = {}
        for part, lives in self._lives.items():
            how = kept or rng.choice(list(Kept))
            inode = {Kept.NOTHING: lives[0], Kept.EVERYTHING: lives[-1]}.get(how, rng.choice(lives))
            if inode is not None:
                found[part] = inode.left(rng, how)
        return found
