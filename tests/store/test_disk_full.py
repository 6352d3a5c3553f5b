"""A full disk: a clear refusal, nothing half written, and on it goes as soon as there is room again."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from server.domain.errors import StoreUnavailable
from tests.builders import Hall, demo_file
from tests.servers import ROOT


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """Mount a file system of six megabytes; skips where that is not allowed."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(how: str, folder: Path) -> Any:
    (folder / "layso.db").write_bytes(demo_file())
    command = [sys.executable, "-m", "tests.store.on_a_full_disk", how, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) | {"log": done.stderr}


def check(seen: Any) -> None:
    assert seen["codes"] == ["store_unavailable"] * 150
    assert seen["readable"]
    assert seen["numbers"] == [f"A{number:03d}" for number in range(1, len(seen["numbers"]) + 1)]
    assert 5 < seen["refused_at"] == len(seen["numbers"]) - 6
    assert seen["faults"] == []
    assert "commit failed, 1 requests refused" in seen["log"]


def test_a_file_that_may_not_grow_refuses_and_goes_on_when_it_may(tmp_path: Path) -> None:
    check(fill("limit", tmp_path))


def test_a_full_disk_refuses_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path):
        seen = fill("ballast", tmp_path)
    check(seen)
    assert "checkpoint failed" in seen["log"]


def test_a_disk_that_is_full_in_the_middle_of_an_act_is_told_as_such(hall: Hall) -> None:
    hall.issue()
    pages = hall.sql("PRAGMA page_count")[0][0]
    hall.sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailable):
        hall.sql("INSERT INTO setting (name, value) VALUES ('ballast', json_quote(hex(zeroblob(2000000))))")
    hall.sql("PRAGMA max_page_count = 1073741823")
    assert hall.issue()["number"] == "A002"
    assert hall.faults() == []


def test_a_disk_that_cannot_be_read_is_told_as_such_and_not_as_a_fault_of_the_act(hall: Hall) -> None:
    hall.issue()
    page = hall.sql("SELECT rootpage FROM sqlite_schema WHERE name = 'synonym'")[0]["rootpage"]
    size = hall.sql("PRAGMA page_size")[0][0]
    hall.store.close()
    with hall.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    hall.restart()
    with pytest.raises(StoreUnavailable):
        hall.sql("SELECT * FROM synonym")
    assert hall.issue()["number"] == "A002"
