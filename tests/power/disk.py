"""The disk that tests pull the plug of: when the power goes, and who is refused. What is left is the platter's to say."""

import threading
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from tests.power import vfs
from tests.power.platter import Directory, Inode, Kept, Part, Truncation, Write


class PoweredDisk:
    """Stand one database of this process on a disk whose power can be cut at any write.

        disk = PoweredDisk(folder / "layso.db")  # before the first connection to it is opened
        store = Store(folder / "layso.db")  # every connection of this process to that file stands on the disk
        disk.arm(after_writes=7)  # the 7th change from now fails, and all after it
        ...  # act until disk.is_off; an act under way is refused as store_unavailable; reading goes on
        store.close()
        path = disk.morning(other_folder, seed=1)  # what the PC may find; another seed is another morning
        disk.close()
        disk, store = PoweredDisk(path), Store(path)

    A disk that is not honest says of every sync that it was done and does nothing, as some cheap ones do.
    """

    def __init__(self, path: Path, *, honest: bool = True) -> None:
        self.path = path.resolve()
        self.changes = 0
        self.went_at: tuple[str, Part] | None = None
        self._honest = honest
        self._is_off = False
        self._armed: tuple[int, Part | None] | None = None
        self._lock = threading.Lock()
        self._directory = Directory()
        for part in Part:
            self._directory.adopt(part, None)
            self._look(part)
        vfs.plug_in(str(self.path), self)

    def arm(self, after_writes: int, *, of: Part | None = None) -> None:
        """Let the power go at the n-th change from now, counted from 1: a write, truncation, deletion or sync.

        With `of`, only changes of that file count: the main file is written by checkpoints alone. The change itself
        fails; of what it would have written, anything may be left.
        """
        self._armed = (after_writes, of)

    def cut(self) -> None:
        """Pull the plug now, between two changes."""
        self._is_off = True

    @property
    def is_off(self) -> bool:
        """Say whether the power is gone: nothing reaches the disk any more, and whoever writes is refused."""
        return self._is_off

    def morning(self, folder: Path, seed: int, kept: Kept | None = None) -> Path:
        """Lay what the disk may hold into a folder, as the seed decides, and give the database's path there.

        Pulls the plug if nobody did. What was synced is there; of the rest nothing, all, a prefix, or any part.
        """
        self.cut()
        folder.mkdir(parents=True, exist_ok=True)
        for part, content in self._directory.left(Random(seed), kept).items():
            (folder / f"{self.path.name}{part}").write_bytes(content)
        return folder / self.path.name

    def close(self) -> None:
        """Leave the file to the system's own disk again; connections still open stay where they are."""
        vfs.unplug(str(self.path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    # What the VFS asks of it

    def opens(self, part: Part, *, creates: bool) -> Inode | None:
        """Give the file opened, new if it must be; without power nothing new appears."""
        with self._lock:
            if self._directory.now(part) is None:
                self._look(part)
            inode = self._directory.now(part)
            if inode is None and creates and not self._is_off:
                inode = self._directory.create(part)
            return inode

    def write(self, inode: Inode, offset: int, data: bytes) -> bool:
        """Note bytes that may be lost, torn or left until the next sync."""
        with self._lock:
            if self._is_off:
                return False
            inode.pending.append(Write(offset, data))
            return self._holds("write", inode.part)

    def truncate(self, inode: Inode, size: int) -> bool:
        """Note a truncation, with the same luck."""
        with self._lock:
            if self._is_off:
                return False
            inode.pending.append(Truncation(size))
            return self._holds("truncate", inode.part)

    def sync(self, inode: Inode, *, directory: bool) -> bool:
        """Keep a file, unless the power goes over it: then nobody knows how far it came."""
        with self._lock:
            if self._is_off or not self._holds("sync", inode.part):
                return False
            if self._honest:
                self._directory.sync_file(inode)
                if directory:
                    self._directory.sync()
            return True

    def delete(self, part: Part, *, directory: bool) -> bool:
        """Remove a name, for good only if its directory is synced too."""
        with self._lock:
            if self._is_off:
                return False
            if self._directory.now(part) is not None:
                self._directory.delete(part)
            if not self._holds("delete", part):
                return False
            if directory and self._honest:
                self._directory.sync()
            return True

    def _look(self, part: Part) -> None:
        """Take up what was laid there. Never while a connection holds it: closing it here would drop its locks."""
        path = self.path.with_name(f"{self.path.name}{part}")
        if path.exists():
            self._directory.adopt(part, path.read_bytes())

    def _holds(self, what: str, part: Part) -> bool:
        """Count a change, and say whether the power held through it."""
        self.changes += 1
        if self._armed is not None and self._armed[1] in (None, part):
            left = self._armed[0] - 1
            self._armed = (left, self._armed[1])
            if left == 0:
                self._is_off, self.went_at = True, (what, part)
        return not self._is_off
