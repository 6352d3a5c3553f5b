"""What the state machine stands on: a small centre on a file, acts tried and told, the power that may fail meanwhile.

What is acted is in citizens.py, clerks.py, managers.py and world.py; what must hold is in machine.py.
"""

import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from server.domain.errors import QueueError, StoreUnavailable
from server.operations import days, idle
from server.operations.actors import Actor
from server.store import log
from server.store.sqlite import DatabaseError, open_writer
from tests.builders import ANA, BRUNO, CARLA, DAN, DESK, demo_file, hall_in
from tests.operations.model import (
    BOOKED,
    PROCEDURE,
    SKILLS,
    SLOW_SERVICE,
    STRICT_SERVICE,
    WRAP_UP_S,
    Desk,
    Known,
    Model,
)
from tests.operations.referee import Referee
from tests.power import PoweredDisk

# A file system in memory where there is one: each step is committed and synced, and the disk has nothing to prove here.
SHM = Path("/dev/shm")
PEOPLE = {one.name: one for one in (ANA, BRUNO, CARLA, DAN, DESK)}
SITS = "whoever sits there"

actors = st.sampled_from([*[SITS] * 6, "ana", "bruno", "carla", "dan", "desk"])
numbers = st.sampled_from([1, 1, 2, 2, 4])
places = st.integers(0, 30)


_MARK = """
SELECT (SELECT MAX(seq) FROM event), (SELECT COUNT(*) FROM ticket), (SELECT COUNT(*) FROM leg),
       (SELECT SUM(last_number) FROM series), (SELECT SUM(calls) FROM service_calls), (SELECT COUNT(*) FROM print_job),
       (SELECT COUNT(*) FROM idempotency), (SELECT COUNT(*) FROM dossier), (SELECT SUM(awaits_next) FROM counter)
"""


def while_some(*states: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a rule be tried only while some ticket is in one of these states."""
    return precondition(lambda self: any(one.state in states for one in self.model.tickets.values()))


def seldom(times: int) -> st.SearchStrategy[bool]:
    """Say yes once in so many times."""
    return st.sampled_from([False] * (times - 1) + [True])


class Refused(str):
    """The code of a refusal."""


CUT = Refused("the power failed")


@cache
def small_file() -> bytes:
    """Give the bytes of the demo centre with one procedure, a class for appointments, a strict and a slow service."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "layso.db"
        path.write_bytes(demo_file())
        connection = open_writer(path)
        connection.execute("DELETE FROM synonym")
        connection.execute("DELETE FROM procedure WHERE code <> ?", (PROCEDURE,))
        connection.execute("UPDATE service SET outcome_required = 1 WHERE code = ?", (STRICT_SERVICE,))
        connection.execute("UPDATE service SET wrap_up_s = ? WHERE code = ?", (WRAP_UP_S, SLOW_SERVICE))
        connection.execute("UPDATE priority_class SET head_start_s = 0, rank = 0")
        connection.execute(
            "UPDATE priority_class SET rate = 2.0 WHERE code = ? AND by_appointment", (BOOKED,)
        )
        marks = ", ".join(map(str, SKILLS))
        connection.execute(f"DELETE FROM counter_service WHERE counter NOT IN ({marks})")
        connection.execute(f"DELETE FROM counter WHERE number NOT IN ({marks})")
        connection.execute("VACUUM")
        connection.close()
        return path.read_bytes()


class Stage(RuleBasedStateMachine):
    """Try acts on a real file, and let the referee see what comes of them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else None)
        self.hall = hall_in(Path(self.folder.name), content=small_file())
        self.referee = Referee()
        self.now = 0
        self.is_current = True  # the server has looked at the day since time passed
        self.disk: PoweredDisk | None = None
        self.seed = 0
        self.mornings = count(1)

    def teardown(self) -> None:
        """Close the file."""
        self.hall.store.close()
        if self.disk:
            self.disk.close()
        self.folder.cleanup()

    @property
    def model(self) -> Model:
        """Give what the referee has seen."""
        return self.referee.model

    # Acts

    def look(self) -> None:
        """Let the server look at the day and at counters that call of themselves, as it does every second."""
        if self.attempt(days.tick) is not CUT and self.attempt(idle.occupy) is not CUT:
            self.is_current = True
            self.now = self.hall.store.belief.at_ms

    def run(self, seconds: int, *, looks: bool = True) -> None:
        """Let time pass; the server may be slow to look."""
        self.hall.clock.run(seconds)
        self.referee.real.now += seconds
        self.is_current = False
        if looks:
            self.look()

    def ready(self) -> None:
        """Bring the model up to this moment, unless the server has not looked since."""
        if self.is_current:
            self.look()

    def attempt(self, act: Callable[..., Any], *given: Any, **said: Any) -> Any:
        """Try an act; give its answer, or the code of its refusal. A refusal writes nothing."""
        before = self._mark()
        try:
            answer = self.hall.do(act, *given, **said)
        except StoreUnavailable:
            assert self.disk is not None
            assert self.disk.is_off
            self.the_morning_after()
            return CUT
        except QueueError as error:
            assert self._mark() == before, "a refused act wrote something"
            return Refused(error.code)
        self.follow()
        return answer

    def tries(self, excuses: Mapping[str, bool], act: Callable[..., Any], *given: Any, **said: Any) -> Any:
        """Try an act; it is refused for an excuse that holds, and done when none does. Give its answer, None: not done."""
        was_current = self.is_current
        answer = self.attempt(act, *given, **said)
        is_refused = isinstance(answer, Refused)
        if answer is CUT:
            return None
        self.is_current |= not is_refused
        reasons = {code for code, holds in excuses.items() if holds}
        if was_current and is_refused:
            assert str(answer) in reasons, f"refused as {answer}; reasons: {reasons or 'none'}"
        elif was_current:
            assert not reasons, f"done in spite of {reasons}"
        return None if is_refused else answer

    def follow(self) -> None:
        """Let the referee see the new facts, and know the time they were made at."""
        for fact in log.read(self.hall.store.reader(), self.referee.seq):
            self.referee.see(fact)
            self.now = fact.event.at_ms

    # Power

    def stand_on_a_disk(self, after: int, seed: int) -> None:
        """Let the power fail at one of the next writes."""
        if self.disk is None:
            self.hall.store.close()
            self.disk = PoweredDisk(self.hall.path)
            self.hall.restart()
            self.referee.real.last_start = self.referee.real.now
            self.disk.arm(after)
            self.seed = seed

    def the_morning_after(self) -> None:
        """Start again on what the disk may hold: all that was answered is there, what was under way wholly or not."""
        assert self.disk is not None
        known = self.referee.seq
        self.hall.store.close()
        folder = Path(self.folder.name) / f"morning-{next(self.mornings)}"
        path = self.disk.morning(folder, self.seed)
        self.disk.close()
        self.disk = None
        self.wake(30, path)
        facts = {one.seq: one for one in self.hall.events()}
        assert len(facts) >= known, "what was answered is gone"
        assert not [one for one in self.hall.told if facts.get(one.seq) != one], "what was told is gone"
        assert self.hall.faults() == []
        self.follow()

    def wake(self, seconds: float, path: Path | None = None) -> None:
        """Switch the machine off for a while, and on again."""
        self.hall.clock.sleep_through(seconds)
        try:
            self.hall.restart(path)
        except DatabaseError as error:  # the power may fail over the start as well
            assert self.disk is not None
            raise AssertionError(f"no start: {error}") from error
        real = self.referee.real
        real.now += seconds
        real.last_start = real.now
        self.is_current = False

    # Whom and what

    def actor(self, who: str, desk: Desk | None) -> Actor:
        """Give the actor that is meant: whoever sits at a desk, or somebody by name."""
        name = (desk.clerk if desk else None) if who == SITS else who
        return PEOPLE.get(name or "", ANA)

    def desk_of(self, one: Known) -> Desk | None:
        """Give the counter that a ticket is or was at."""
        return self.model.desks.get(one.counter or 0)

    def pick(self, place: int, *states: str) -> Known | None:
        """Choose a ticket, mostly one in these states, the newest first."""
        known = list(self.model.tickets.values())
        likely = [one for one in known if one.state in states] if place < 25 else known
        chosen = likely or known
        return chosen[-1 - place % len(chosen)] if chosen else None

    def not_free(self, desk: Desk, who: Actor) -> dict[str, bool]:
        """Give what may keep an actor from calling to a counter."""
        return {
            "counter_taken": not desk.is_for(who),
            "counter_closed": desk.status != "open",
            "counter_busy": self.model.at(desk.number) is not None,
        }

    def not_held(self, one: Known, who: Actor, *states: str) -> dict[str, bool]:
        """Give what may keep an actor from a move with a ticket at a counter."""
        desk = self.desk_of(one)
        is_there = one.state in states
        return {"illegal_move": not is_there, "counter_taken": is_there and not (desk and desk.is_for(who))}

    def _mark(self) -> tuple[int, ...]:
        """Give a mark that every act that writes would change."""
        return tuple(self.hall.store.reader().execute(_MARK).fetchone())
