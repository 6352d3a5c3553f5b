"""The press as the process it is: lines in, lines out."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from printers.fonts import default_font_dir
from printers.interpreter.emulator import Condition
from printers.transports.virtual import write_condition
from tests.printers.builders import a_ticket
from tests.printers.printer_on_a_wire import NetworkPrinter

ROOT = Path(__file__).parents[2]
WAIT_S = 20.0


class RunningPress:
    """A press in its own process, its answers in order."""

    def __init__(self, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "printers.press", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._answers: Queue[dict[str, Any]] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(json.loads(line))

    def say(self, line: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write((line if isinstance(line, str) else json.dumps(line)) + "\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        return self._answers.get(timeout=WAIT_S)

    def nice(self) -> int:
        return os.getpriority(os.PRIO_PROCESS, self._process.pid)

    def end(self) -> tuple[int, list[dict[str, Any]]]:
        """Close its input and return how it ended and what it still said."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        code = self._process.wait(WAIT_S)
        self._reader.join(WAIT_S)
        self._process.stdout.close()
        rest = []
        while not self._answers.empty():
            rest.append(self._answers.get())
        return code, rest


@contextmanager
def a_press() -> Iterator[RunningPress]:
    running = RunningPress("--fonts", str(default_font_dir()))
    assert running.hear() == {"ready": True}
    try:
        yield running
    finally:
        running.end()


@pytest.fixture(scope="module")
def press() -> Iterator[RunningPress]:
    """One process for all tests but the last: every test has printers and jobs of its own."""
    with a_press() as running:
        yield running


def a_printer(
    address: object, number: int = 1, transport: str = "virtual", profile: str = "raster-80"
) -> dict[str, Any]:
    return {"id": number, "transport": transport, "address": str(address), "profile": profile}


def a_job(job: object, printer: dict[str, Any]) -> dict[str, Any]:
    return {"job": job, "printer": printer, "slip": a_ticket().to_json()}


def test_a_job_comes_out_once_with_its_outcome(press: RunningPress, tmp_path: Path) -> None:
    press.say(a_job(17, a_printer(tmp_path)))
    answer = press.hear()
    assert (answer["job"], answer["outcome"], answer["code"]) == (17, "printed", "ok")
    assert answer["status"]["paper"] == "ok"
    assert answer["ms"] > 0
    assert answer["bytes"] == (tmp_path / "000001-17.escpos").stat().st_size
    press.say(a_job(17, a_printer(tmp_path)))
    assert "not printed twice" in press.hear()["error"]
    assert len(list(tmp_path.glob("*.escpos"))) == 1
    assert press.nice() >= 5


def test_a_failed_job_may_be_tried_again(press: RunningPress, tmp_path: Path) -> None:
    write_condition(tmp_path, Condition(paper="out"))
    press.say(a_job(18, a_printer(tmp_path, number=2)))
    assert press.hear()["code"] == "paper_out"
    write_condition(tmp_path, Condition())
    press.say(a_job(18, a_printer(tmp_path, number=2)))
    assert press.hear()["outcome"] == "printed"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "[" * 100_000,
        '"\\ud800"',
        '{"job": 3}',
        json.dumps(a_job("3", a_printer("/tmp"))),
        json.dumps(a_job(3, {"id": 1})),
        json.dumps(a_job(3, a_printer("/tmp")) | {"slip": {"kind": "poster"}}),
        json.dumps({"poll": {"id": "1", "transport": "virtual", "address": "/tmp", "profile": "raster-80"}}),
    ],
)
def test_a_malformed_line_is_answered_and_the_next_one_is_taken(
    press: RunningPress, line: str, tmp_path: Path
) -> None:
    press.say(line)
    assert "error" in press.hear()
    press.say({"poll": a_printer(tmp_path, number=9)})
    assert press.hear()["code"] == "ok"


@pytest.mark.parametrize(
    ("transport", "address", "profile", "code"),
    [
        ("usb", "04b8:0202", "raster-80", "usb_not_supported"),
        ("virtual", "/proc/none", "raster-80", "cannot_write"),
        ("network", "127.0.0.1:1", "raster-80", "unreachable"),
        ("virtual", "/tmp", "laser", "unknown_profile"),
    ],
)
def test_a_printer_that_cannot_be_used_is_a_failed_job_with_the_reason(
    press: RunningPress, transport: str, address: str, profile: str, code: str
) -> None:
    job = abs(hash((transport, profile)))
    press.say(a_job(job, a_printer(address, transport=transport, profile=profile)))
    answer = press.hear()
    assert answer["code"] == code
    assert answer["outcome"] == ("unknown" if code == "cannot_write" else "failed")


def test_a_poll_tells_how_a_printer_is(press: RunningPress, tmp_path: Path) -> None:
    write_condition(tmp_path, Condition(cover="open"))
    press.say({"poll": a_printer(tmp_path, number=4)})
    answer = press.hear()
    assert (answer["printer"], answer["code"], answer["status"]["cover_open"]) == (4, "cover_open", True)
    press.say({"poll": a_printer("127.0.0.1:1", number=5, transport="network")})
    assert press.hear() == {"printer": 5, "status": None, "code": "unreachable"}


def test_a_printer_that_hangs_holds_up_no_other(press: RunningPress, tmp_path: Path) -> None:
    with NetworkPrinter(hangs=True) as stuck:
        press.say(a_job(100, a_printer(stuck.address, number=7, transport="network")))
        press.say(a_job(101, a_printer(tmp_path, number=8)))
        first, second = press.hear(), press.hear()
    assert (first["job"], first["outcome"]) == (101, "printed")
    assert (second["job"], second["outcome"], second["code"]) == (100, "failed", "no_answer")


def test_when_its_input_ends_the_press_finishes_and_answers_every_job(tmp_path: Path) -> None:
    with a_press() as press:
        for job in range(20):
            press.say(a_job(job, a_printer(tmp_path)))
        code, answers = press.end()
    assert code == 0
    assert sorted(answer["job"] for answer in answers) == list(range(20))
    printed = [answer["job"] for answer in answers if answer["outcome"] == "printed"]
    assert {answer["outcome"] for answer in answers} <= {"printed", "failed"}
    assert len(printed) == len(list(tmp_path.glob("*.escpos")))


def test_without_fonts_the_press_says_what_to_run(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "printers.press", "--fonts", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=WAIT_S,
    )
    assert ended.returncode == 1
    assert "./layso" in ended.stderr
