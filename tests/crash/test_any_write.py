"""The power goes at any write of a morning's work: what was told is there, what was under way is there wholly or not.

LAYSO_STRESS=full cuts at every single write.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from server.domain.errors import StoreUnavailable
from server.operations import calls, places, serving, undoing
from server.store.sqlite import DatabaseError
from server.store.store import FILE_NAME, Store
from tests.builders import DESK, Hall, hall_in
from tests.power import Kept, Part, PoweredDisk

FULL = os.environ.get("LAYSO_STRESS") == "full"
CUTS = 30
SEEDS = 3
TICKETS = 9

Act = Callable[[Hall], object]


def issue(number: int, hall: Hall) -> object:
    return hall.issue(("HT", "CT")[number % 2], key=f"touch {number}")


def serve(hall: Hall) -> object:
    return hall.serve(called(hall), DESK)


def finish(hall: Hall) -> object:
    return hall.finish(called(hall), DESK)


def called(hall: Hall) -> int:
    """Say who was called to counter 1 last."""
    facts = (one.event for one in reversed(hall.told) if one.event.counter == 1)
    return next(fact.ticket_id for fact in facts if fact.ticket_id is not None)


def moved(operation: Callable[..., object], *given: object, **said: object) -> Act:
    """Make an act of a move with whoever was called last."""
    return lambda hall: hall.do(operation, called(hall), DESK, *given, **said)


def call(hall: Hall) -> object:
    return hall.call(1, DESK)


# Every other move a clerk makes, and back to somebody being served.
AROUND: tuple[Act, ...] = (
    moved(places.requeue, at_end=True), call, moved(serving.no_show), moved(places.take_back), call,
    moved(calls.recall), serve, moved(serving.park), moved(serving.resume, 1),
    moved(places.transfer, places.Destination(service="DD")), moved(undoing.undo),
)  # fmt: skip


def works() -> list[Act]:
    """Give a morning's acts in order, the same each time; the file is tidied once in between."""
    acts: list[Act] = [lambda hall: hall.open(1, DESK)]
    for number in range(1, TICKETS + 1):
        acts.append(partial(issue, number))
        if number % 3 == 0:
            acts += [call, *AROUND, finish]
        if number == TICKETS // 2:
            acts.append(Hall.restart)
    return acts


@dataclass(frozen=True)
class Undisturbed:
    """The same morning with the power on: how many changes the disk saw, and how long the log was after each act."""

    changes: int
    facts: list[int]


@dataclass(frozen=True)
class Evening:
    """What was there when the power went: how many acts were answered, and everything that was told."""

    disk: PoweredDisk
    hall: Hall
    answered: int

    def morning(self, folder: Path, seed: int, kept: Kept | None = None) -> Hall:
        """Start again on what the disk may hold."""
        path = self.disk.morning(folder, seed, kept)
        return Hall(path, self.hall.clock, Store(path, clock=self.hall.clock))


def evening(folder: Path, after: int, *, of: Part | None = None, honest: bool = True) -> Evening:
    """Work until the power goes."""
    folder.mkdir()
    with PoweredDisk(folder / FILE_NAME, honest=honest) as disk:
        hall = hall_in(folder)
        disk.arm(after, of=of)
        answered = 0
        try:
            for act in works():
                act(hall)
                answered += 1
        except (StoreUnavailable, DatabaseError):
            assert disk.is_off
        hall.store.close()
    return Evening(disk, hall, answered)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Do the morning's work once with the power on."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with PoweredDisk(folder / FILE_NAME) as disk:
        hall = hall_in(folder)
        facts = [len(hall.events())]
        for act in works():
            act(hall)
            facts.append(len(hall.events()))
        hall.store.close()
    return Undisturbed(disk.changes, facts)


def check(was: Evening, hall: Hall, undisturbed: Undisturbed) -> None:
    """Hold the morning against the evening: whole, all of what was told, and at the most the act under way besides."""
    assert hall.faults() == []
    events = hall.events()
    there = {one.seq: one for one in events}
    assert [one for one in was.hall.told if there.get(one.seq) != one] == []
    assert len(events) in undisturbed.facts[was.answered : was.answered + 2]


def check_that_it_goes_on(hall: Hall) -> None:
    """Touch the kiosk again for every ticket: each is given once, in order, without a gap."""
    hall.clock.run(5)
    numbers = [hall.issue(("HT", "CT")[n % 2], key=f"touch {n}")["number"] for n in range(1, TICKETS + 1)]
    assert numbers == ["C001", "A001", "C002", "A002", "C003", "A003", "C004", "A004", "C005"]
    assert hall.store.reader().execute("SELECT COUNT(*) FROM ticket").fetchone()[0] == TICKETS
    assert hall.faults() == []


def held(folder: Path, after: int, undisturbed: Undisturbed, *, of: Part | None = None) -> Evening:
    """Cut the power once, and look at some of the mornings that may follow."""
    was = evening(folder / f"{after}", after, of=of)
    for seed in range(SEEDS):
        hall = was.morning(folder / f"{after}-{seed}", seed)
        check(was, hall, undisturbed)
        check_that_it_goes_on(hall)
        hall.store.close()
    return was


def test_cut_at_any_write_the_hall_goes_on_where_it_was(tmp_path: Path, undisturbed: Undisturbed) -> None:
    step = 1 if FULL else max(1, undisturbed.changes // CUTS)
    answered = {held(tmp_path, at, undisturbed).answered for at in range(1, undisturbed.changes + 1, step)}
    assert len(answered) > 10


def test_cut_while_the_file_is_tidied_the_hall_goes_on_where_it_was(
    tmp_path: Path, undisturbed: Undisturbed
) -> None:
    for at in range(1, 30, 1 if FULL else 5):
        was = held(tmp_path, at, undisturbed, of=Part.MAIN)
        assert was.disk.went_at is not None
        assert was.disk.went_at[1] is Part.MAIN


def test_a_disk_that_lies_about_syncing_is_caught_by_the_same_look(
    tmp_path: Path, undisturbed: Undisturbed
) -> None:
    was = evening(tmp_path / "evening", undisturbed.changes // 2, honest=False)
    assert was.answered > 5
    hall = was.morning(tmp_path / "morning", 1, Kept.NOTHING)
    with pytest.raises(AssertionError):
        check(was, hall, undisturbed)
    hall.store.close()
