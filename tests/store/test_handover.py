"""Answers and news cross from the writer's thread to the loop; nobody's waiting stops the loop."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builders import demo_file
from tests.servers import ROOT


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Let greenlets and native threads write in a process of its own, where nothing else runs a loop."""
    path: Path = tmp_path_factory.mktemp("loop") / "layso.db"
    path.write_bytes(demo_file())
    command = [sys.executable, "-m", "tests.store.on_a_loop", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_greenlets_and_native_threads_are_all_answered(seen: Any) -> None:
    assert sorted(seen["got"]) == list(range(1, seen["expected"] + 1))


def test_news_comes_on_the_loop_in_the_order_of_the_log(seen: Any) -> None:
    assert seen["told"] == [[seq, True] for seq in range(1, seen["expected"] + 1)]


def test_the_loop_goes_round_while_a_greenlet_waits_for_the_disk(seen: Any) -> None:
    assert seen["ticks"] >= 10


def test_a_refusal_reaches_the_greenlet_that_asked(seen: Any) -> None:
    assert seen["raised"] == "'refused'"
