"""Run as a program: issue until the disk is full, make room, issue on; tell what was acknowledged and what refused.

`limit FOLDER`: files may not grow (RLIMIT_FSIZE). `ballast FOLDER`: a file fills the file system FOLDER stands on.
"""

import contextlib
import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from server.domain.errors import StoreUnavailable
from server.operations.issue import IssueOrder, issue
from server.operations.verify import verify
from server.store.store import FILE_NAME, Store

ROOM = 400_000
# So many that the writer also tries to move its log of changes into the file, which a full disk refuses as well.
REFUSALS = 150


def main(how: str, folder: Path) -> dict[str, object]:
    """Fill the disk, make room again, and tell."""
    store = Store(folder / FILE_NAME)
    numbers = [_issued(store) for _ in range(5)]
    codes: list[str] = []
    with _limit(folder) if how == "limit" else _ballast(folder):
        while len(codes) < REFUSALS:
            try:
                numbers.append(_issued(store))
            except StoreUnavailable as error:
                codes.append(error.code)
        readable = store.reader().execute("SELECT COUNT(*) FROM ticket").fetchone()[0] == len(numbers)
    refused_at = len(numbers)
    numbers += [_issued(store) for _ in range(5)]
    store.close()
    again = Store(folder / FILE_NAME)
    numbers.append(_issued(again))
    told = {"numbers": numbers, "refused_at": refused_at, "codes": codes, "readable": readable}
    faults = verify(again.reader())
    again.close()
    return told | {"faults": faults}


def _issued(store: Store) -> str:
    answer, _ = store.write(lambda tx: issue(tx, IssueOrder("HT")))
    number: str = answer["number"]
    return number


@contextlib.contextmanager
def _limit(folder: Path) -> Iterator[None]:
    wal = folder / f"{FILE_NAME}-wal"
    largest = wal.stat().st_size + ROOM
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextlib.contextmanager
def _ballast(folder: Path) -> Iterator[None]:
    ballast = folder / "ballast"
    free = os.statvfs(folder)
    with ballast.open("wb") as file:
        file.write(b"\0" * (free.f_bavail * free.f_frsize - ROOM))
    yield
    ballast.unlink()


if __name__ == "__main__":
    json.dump(main(sys.argv[1], Path(sys.argv[2])), sys.stdout)
