"""The simulated people play a clean hall through the real API, leave taken counters alone, and go when told to."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from server.auth.tokens import new_token, token_hash
from server.operations.admit import add_device
from server.store.devices import NewDevice
from server.store.store import FILE_NAME, Store
from tests.servers import ROOT, Centre, found_centre

DESKS = 10


@pytest.fixture
def tokens(tmp_path: Path) -> Iterator[tuple[Centre, dict[str, Any]]]:
    """Found a centre with a token for the simulated clerk of each counter, and run it."""
    centre = found_centre(tmp_path / "centre")
    desks = {
        str(number): {"name": f"Giả {number} (ảo)", "token": new_token()} for number in range(1, DESKS + 1)
    }
    store = Store(centre.folder / FILE_NAME)
    for one in desks.values():
        device = NewDevice(name=one["name"], kind="integration", token_hash=token_hash(one["token"]))
        store.write(partial(add_device, device=device))
    store.close()
    centre.start()
    yield centre, {"kiosk": centre.tokens["Kiosk 1"], "desks": desks}
    centre.stop()


@contextmanager
def play(centre: Centre, tokens: dict[str, Any], speed: float) -> Iterator["subprocess.Popen[str]"]:
    """Let the people in with one seed, and see them out."""
    command = [
        sys.executable,
        "-m",
        "server.demo.simulation",
        "--base",
        centre.url,
        "--speed",
        str(speed),
        "--seed",
        "5",
    ]
    people = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, cwd=ROOT)
    assert people.stdin is not None
    people.stdin.write(json.dumps({"tokens": tokens}) + "\n")
    people.stdin.flush()
    try:
        yield people
    finally:
        people.stdin.close()
        assert people.wait(10) == 0


def facts(centre: Centre, kind: str) -> int:
    return centre.count("SELECT COUNT(*) FROM event WHERE kind = ?", kind)


def until(centre: Centre, kind: str, number: int, within_s: float) -> float:
    """Wait for so many facts of a kind and say how long it took."""
    began = time.monotonic()
    while facts(centre, kind) < number:
        assert time.monotonic() - began < within_s, f"fewer than {number} {kind} within {within_s} s"
        time.sleep(0.05)
    return time.monotonic() - began


def test_twenty_minutes_of_a_day_are_played_cleanly(tokens: tuple[Centre, dict[str, Any]]) -> None:
    centre, secrets = tokens
    with play(centre, secrets, 60):
        until(centre, "TicketFinished", 60, 40)
        until(centre, "DossierOpened", 20, 20)
        until(centre, "TicketNoShow", 1, 20)
    assert centre.faults() == []
    assert facts(centre, "TicketRecalled") >= 1
    assert centre.count("SELECT COUNT(DISTINCT counter) FROM leg WHERE counter IS NOT NULL") == DESKS
    assert centre.count("SELECT COUNT(*) FROM leg WHERE priority <> 'normal'") >= 1
    assert centre.count("SELECT COUNT(*) FROM leg WHERE state IN ('called', 'serving')") == 0, (
        "all were seen out"
    )
    assert centre.count("SELECT COUNT(*) FROM counter WHERE status <> 'closed'") == 0
    for refusal in ("illegal_move", "counter_taken", "due_time_unknown", "rate_limited", "Traceback"):
        assert refusal not in centre.log


def test_at_the_speed_of_life_the_first_ticket_comes_in_two_seconds_and_the_first_call_in_five(
    tokens: tuple[Centre, dict[str, Any]],
) -> None:
    centre, secrets = tokens
    with play(centre, secrets, 1):
        assert (
            until(centre, "TicketIssued", 1, 10) < 4
        )  # half of it for the interpreter to start on a busy machine
        assert until(centre, "TicketCalled", 1, 10) < 5


def test_a_counter_that_a_person_has_taken_is_left_alone(tokens: tuple[Centre, dict[str, Any]]) -> None:
    centre, secrets = tokens
    with closing(centre.browser("ana")) as ana:
        assert ana.post("/counters/1/open").status == 200
        with play(centre, secrets, 60):
            until(centre, "TicketFinished", 15, 30)
            assert ana.get("/counters").json[0]["clerk"] == "ana"
    assert centre.count("SELECT COUNT(*) FROM event WHERE counter = 1 AND kind <> 'CounterOpened'") == 0
    assert (
        centre.count("SELECT COUNT(*) FROM counter WHERE number = 1 AND status = 'open' AND clerk = 'ana'")
        == 1
    )


def test_the_people_wait_while_the_centre_is_away_and_go_on_when_it_is_back(
    tokens: tuple[Centre, dict[str, Any]],
) -> None:
    centre, secrets = tokens
    with play(centre, secrets, 60):
        until(centre, "TicketFinished", 5, 30)
        centre.kill()
        time.sleep(0.5)
        centre.start()
        done = facts(centre, "TicketFinished")
        until(centre, "TicketFinished", done + 10, 30)
    assert centre.faults() == []
