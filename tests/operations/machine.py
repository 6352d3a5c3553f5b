"""The hall as a state machine: what clerks, citizens and a clock gone mad may do, and what must hold after each step.

The model beside it is a dictionary and two lists; it shares no rule with the code.
"""

import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.domain.errors import QueueError
from server.operations import calls, days, desks, receive
from server.operations.actors import Actor
from server.operations.issue import IssueOrder, issue
from server.store import counters
from server.store import days as day_rows
from tests.builders import ANA, BRUNO, DAY_S, DESK, YEAR_S, hall_in
from tests.operations.model import (
    ACTS,
    AT_A_COUNTER,
    PROCEDURE,
    RATES,
    SERVICES,
    SHM,
    SKILLS,
    Known,
    actors,
    classes,
    numbers,
    places,
)


class HallMachine(RuleBasedStateMachine):
    """Acts at random on a real file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=SHM if SHM.is_dir() else None)
        self.hall = hall_in(Path(self.folder.name))
        self.known: dict[int, Known] = {}
        self.last_number: dict[tuple[str, str], int] = {}
        self.keys: dict[str, tuple[tuple[str, str], object]] = {}
        self.day = self.followed = ""
        self.seqs = 0

    def teardown(self) -> None:
        """Close the file."""
        self.hall.store.close()
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        """Ana and Bruno have come to work."""
        self.hall.open(1, ANA)
        self.hall.open(2, BRUNO)

    # What time does

    @rule(seconds=st.sampled_from([1, 30, 400, 3600]))
    def time_passes(self, seconds: int) -> None:
        """Let time pass."""
        self.hall.clock.run(seconds)

    @rule(
        seconds=st.sampled_from([2, -2, -200, -3600, 20 * 3600, DAY_S, -DAY_S, 30 * DAY_S, YEAR_S, -YEAR_S])
    )
    def the_clock_jumps(self, seconds: int) -> None:
        """Set the machine's clock to something else; it may even be right."""
        self.hall.clock.jump(seconds)

    @rule(hours=st.sampled_from([0.1, 14, 63]))
    def the_machine_is_off(self, hours: float) -> None:
        """Switch it off for a while."""
        self.hall.clock.sleep_through(hours * 3600)
        self.hall.restart()

    @rule()
    def the_day_is_looked_at(self) -> None:
        """Tick, as the server does every few seconds."""
        self.hall.write(days.tick)

    # What citizens do

    @rule(service=st.sampled_from(sorted(SERVICES)), priority=classes)
    def takes_a_number(self, service: str, priority: str) -> None:
        """Take a ticket."""
        self._took(service, priority, self.hall.issue(service, priority))

    @rule(
        arrivals=st.lists(
            st.tuples(st.sampled_from(["HT", "CT"]), classes, st.integers(1, 900)), min_size=3, max_size=6
        )
    )
    def a_crowd_comes(self, arrivals: list[tuple[str, str, int]]) -> None:
        """Take tickets one after the other, some time apart."""
        for service, priority, seconds in arrivals:
            self.takes_a_number(service, priority)
            self.hall.clock.run(seconds)

    @rule(key=st.sampled_from("abc"), service=st.sampled_from(["HT", "CT"]))
    def touches_the_kiosk_again(self, key: str, service: str) -> None:
        """Take a ticket under a key that may have been used, for the same service or another."""
        before = self.keys.get(key)
        order = IssueOrder(service, scope="kiosk:1", key=key)
        answer = self._try(lambda tx: issue(tx, order)[0])
        if isinstance(answer, str):
            assert answer == "idempotency_key_reused"
            assert before is not None
            assert before[0] != (service, self._kept(key))
            return
        if before is not None and before[0] == (service, self._kept(key)):
            assert answer == before[1]
            return
        self.keys[key] = ((service, self._kept(key)), answer)
        self._took(service, "normal", answer)

    # What clerks do

    @rule(number=numbers, who=actors)
    def opens(self, number: int, who: Actor) -> None:
        """Take a counter."""
        self._try(lambda tx: desks.open_counter(tx, number, who))

    @rule(number=numbers, who=actors, act=st.sampled_from([desks.pause_counter, desks.close_counter]))
    def leaves(self, number: int, who: Actor, act: object) -> None:
        """Pause or close a counter."""
        self._try(lambda tx: act(tx, number, who))  # type: ignore[operator]

    @rule(number=st.sampled_from([1, 2]), times=st.integers(1, 4))
    def works_off_the_line(self, number: int, times: int) -> None:
        """Finish whoever is there and call the next, some times over."""
        self._try(lambda tx: desks.open_counter(tx, number, DESK))
        for _ in range(times):
            self._follow()
            for one in self.known.values():
                if one.counter == number and one.state in AT_A_COUNTER:
                    self.hall.finish(one.id, DESK)
                    one.state = "finished"
            self.calls_the_next(number, DESK)

    @rule(number=numbers, who=actors)
    def calls_the_next(self, number: int, who: Actor) -> None:
        """Call by the rule; whom it takes is held against the model."""
        answer = self._try(lambda tx: calls.call_next(tx, number, who))
        if isinstance(answer, dict):
            self._follow()
            one = self.known[answer["ticket"]]
            self._check_choice(one, number)
            one.state, one.counter = "called", number

    @rule(number=numbers, who=actors, place=places)
    def calls_somebody(self, number: int, who: Actor, place: int) -> None:
        """Call a ticket by name, waiting or not."""
        one = self._pick(place)
        if one is None:
            return
        answer = self._try(lambda tx: calls.call_next(tx, number, who, one.id))
        if isinstance(answer, dict):
            self._follow()
            assert one.state == "waiting"
            one.state, one.counter = "called", number

    @rule(who=actors, place=places, act=st.sampled_from(sorted(ACTS)))
    def moves(self, who: Actor, place: int, act: str) -> None:
        """Move a ticket, allowed or not."""
        one = self._pick(place)
        if one is None:
            return
        allowed = {
            "recall": ("called",),
            "serve": ("called",),
            "finish": AT_A_COUNTER,
            "no_show": ("called",),
        }
        ends = {"recall": "called", "serve": "serving", "finish": "finished", "no_show": "no_show"}
        refusal = self._try(lambda tx: ACTS[act](tx, one.id, who))
        if isinstance(refusal, str):
            assert refusal == ("counter_taken" if one.state in allowed[act] else "illegal_move")
            return
        assert one.state in allowed[act]
        one.state = ends[act]

    @precondition(lambda self: any(one.state in AT_A_COUNTER for one in self.known.values()))
    @rule(who=actors, place=places)
    def opens_a_dossier(self, who: Actor, place: int) -> None:
        """Open a dossier on a ticket, at a counter or not."""
        one = self._pick(place)
        if one is None:
            return
        order = receive.DossierOrder(one.id, PROCEDURE, "Nguyễn Thị Hương")
        row = self._try(lambda tx: receive.open_dossier(tx, order, who))
        assert isinstance(row, str) == (row in ("illegal_move", "counter_taken"))
        assert isinstance(row, str) or one.state in AT_A_COUNTER

    # What must hold

    @invariant()
    def the_file_is_whole(self) -> None:
        """Invariants 1 and 10, the chain and the tally: verify finds nothing."""
        assert self.hall.faults() == []

    @invariant()
    def nothing_acknowledged_is_lost_and_only_known_moves_happen(self) -> None:
        """Invariants 2, 3 and 5: the file holds each ticket where the model saw it go."""
        self._follow()
        rows = self.hall.sql(
            "SELECT t.id, t.label, t.token, l.state, l.counter FROM ticket t JOIN leg l ON l.ticket = t.id"
        )
        assert {row["id"]: tuple(row)[1:4] for row in rows} == {
            one.id: (one.label, one.token, one.state) for one in self.known.values()
        }
        held = [row["counter"] for row in rows if row["state"] in AT_A_COUNTER]
        assert len(held) == len(set(held))

    @invariant()
    def the_business_day_and_the_log_only_go_forward(self) -> None:
        """Invariant 11, and order by seq; no fact is ever older than the one before."""
        day = day_rows.current(self.hall.store.reader()) or ""
        assert day >= self.day
        self.day = day
        facts = self.hall.events()
        assert [one.seq for one in facts] == list(range(1, len(facts) + 1))
        assert len(facts) >= self.seqs
        self.seqs = len(facts)
        times = [one.event.at_ms for one in facts]
        assert times == sorted(times)

    @invariant()
    def a_clerk_holds_one_counter(self) -> None:
        """Nobody sits in two places; an integration is nobody."""
        sitting = [
            one.clerk
            for one in counters.every(self.hall.store.reader())
            if one.clerk not in (None, DESK.name)
        ]
        assert len(sitting) == len(set(sitting))

    # The model's own book-keeping

    def _try(self, act: object) -> object:
        """Act; give the answer, or the code of the refusal."""
        before = len(self.hall.events())
        try:
            return self.hall.write(act)  # type: ignore[arg-type]
        except QueueError as error:
            assert len(self.hall.events()) == before, "a refused act left a fact"
            return error.code

    def _kept(self, key: str) -> str:
        """Say under which life of a key an answer stands: a new day may have forgotten it."""
        rows = self.hall.sql("SELECT at_ms FROM idempotency WHERE key = ?", key)
        return str(rows[0]["at_ms"]) if rows else ""

    def _took(self, service: str, priority: str, answer: object) -> None:
        assert isinstance(answer, dict)
        self._follow()
        series = (day_rows.current(self.hall.store.reader()) or "", SERVICES[service])
        self.last_number[series] = self.last_number.get(series, 0) + 1
        assert answer["number"] == f"{series[1]}{self.last_number[series]:03d}"
        assert answer["id"] not in self.known
        since = self.hall.events()[-1].event.at_ms
        one = Known(
            answer["id"], answer["number"], answer["token"], service, priority, len(self.known), since
        )
        self.known[one.id] = one

    def _follow(self) -> None:
        """Follow a change of day: whoever was still open is incomplete."""
        day = day_rows.current(self.hall.store.reader()) or ""
        if day == self.followed:
            return
        self.followed = day
        born = {row["id"]: row["day"] for row in self.hall.sql("SELECT id, day FROM ticket")}
        for one in self.known.values():
            if born[one.id] < day and one.state in ("waiting", *AT_A_COUNTER):
                one.state = "incomplete"

    def _pick(self, place: int) -> Known | None:
        self._follow()
        return list(self.known.values())[-1 - place % len(self.known)] if self.known else None

    def _check_choice(self, one: Known, number: int) -> None:
        """Invariants 4 and 6: first come within a class, and nobody passed sooner than the rates allow."""
        now = self.hall.events()[-1].event.at_ms
        assert one.state == "waiting"
        assert one.service in SKILLS[number]
        for other in self.known.values():
            if other is one or other.state != "waiting" or other.service not in SKILLS[number]:
                continue
            if (other.service, other.priority) == (one.service, one.priority):
                assert one.order < other.order
            assert RATES[one.priority] * (now - one.since) >= RATES[other.priority] * (now - other.since)
