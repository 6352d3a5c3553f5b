"""Watches every fact as it is recorded, and says at once what is against the rules of the house (DESIGN's invariants).

It sees facts only; what the file then holds is compared with the model by the machine.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from server.domain.events import Event, Recorded
from tests.operations.model import AT_A_COUNTER, OPEN, Known, local_day
from tests.operations.watch import MOVES, Watch

UNDOABLE = {
    "TicketWalkedIn", "ServingStarted", "TicketFinished", "TicketNoShow", "TicketRequeued", "TicketReturned",
    "TicketParked", "TicketResumed", "TicketTransferred", "TicketLeft",
}  # fmt: skip
COUNTER_STATUS = {"CounterOpened": "open", "CounterPaused": "paused", "CounterClosed": "closed"}
ASIDE = ("SlipReprinted", "SlipAccounted")


@dataclass
class Step:
    """The last fact about a ticket, and the ticket before it."""

    seq: int
    kind: str
    at: int
    clerk: str | None
    by: str | None
    before: Known


@dataclass
class Real:
    """What the world knows and the file does not: real time, and when what happened."""

    now: float = 0.0
    last_work: float = -1e9
    last_jump: float = -1e9
    last_start: float = 0.0


@dataclass
class Referee(Watch):
    """Hold the model and let facts change it, one by one."""

    real: Real = field(default_factory=Real)
    steps: dict[int, Step] = field(default_factory=dict)
    last_at: int = 0
    is_over: bool = False

    def see(self, recorded: Recorded) -> None:
        """Take in one fact; an assertion fails when it must not have happened."""
        fact, kind = recorded.event, recorded.event.kind.value
        assert recorded.seq == self.seq + 1, "facts are counted without a gap"
        assert fact.at_ms >= self.last_at, "time went back"
        self.seq, self.last_at = recorded.seq, fact.at_ms
        if self.is_over and kind not in ("TicketIncomplete", "CounterClosed"):
            self.check_over()
        if kind in COUNTER_STATUS:
            self._counter(fact, COUNTER_STATUS[kind])
        elif kind == "TicketIssued":
            self._issued(recorded)
        elif kind == "MoveUndone":
            self._undone(fact)
        elif fact.ticket_id is not None:
            self._moved(recorded, kind)
        else:
            _REST.get(kind, _nothing)(self, recorded)
        if fact.ticket_id is not None or fact.counter is not None:
            self.real.last_work = self.real.now

    def check_over(self) -> None:
        """Hold that a day that is over has left nobody and nothing open."""
        if self.is_over:
            assert not [one.label for one in self.model.tickets.values() if one.state in OPEN]
            assert not [desk.number for desk in self.model.desks.values() if desk.status != "closed"]
            self.is_over = False

    # Tickets

    def _issued(self, recorded: Recorded) -> None:
        fact, body = recorded.event, recorded.event.body
        key = (body["day"], body["series"])
        held = [
            one for one in self.model.tickets.values() if one.state in OPEN and one.label[0] == body["series"]
        ]
        first = max([0, *(int(one.label[1:]) for one in held)]) + 1
        number = self.model.last_number.get(key, first - 1) + 1
        assert body["day"] == self.model.day == max(self.model.day, local_day(fact.at_ms))
        assert body["number"] == number, "numbers run without a gap, from 1 or after those still held"
        assert body["label"] == f"{body['series']}{number:03d}" not in {one.label for one in held}
        assert fact.ticket_id not in self.model.tickets
        self.model.last_number[key] = number
        assert fact.ticket_id is not None
        one = Known(
            fact.ticket_id, body["label"], body["token"], body["day"], body["service"], body["priority"],
            recorded.seq, body.get("line_at_ms", fact.at_ms), fact.at_ms, tuple(body.get("next_services", ())),
        )  # fmt: skip
        self.model.tickets[one.id] = one

    def _moved(self, recorded: Recorded, kind: str) -> None:
        fact = recorded.event
        assert fact.ticket_id is not None
        one = self.model.tickets[fact.ticket_id]
        if kind in ASIDE:
            return
        before = replace(one)
        froms, change = MOVES[kind]
        assert one.state in froms, f"{one.label} is {one.state}: {kind}"
        change(self, one, fact)
        by = fact.body.get("by") if kind == "TicketWalkedIn" else None
        self.steps[one.id] = Step(recorded.seq, kind, fact.at_ms, fact.clerk, by, before)

    def _undone(self, fact: Event) -> None:
        step = self.steps.pop(fact.ticket_id or 0)
        assert step.seq == fact.body["undoes"] > self.model.day_seq
        assert step.kind in UNDOABLE, "the hall has heard it"
        assert fact.at_ms - step.at <= 10_000
        before, there = step.before, self.model.tickets[step.before.id]
        if before.state not in AT_A_COUNTER:
            self._rests(there, fact)
        else:
            desk = self._desk(before.counter)
            assert desk.status != "closed"
            assert self.model.at(desk.number) in (None, self.model.tickets[before.id])
            desk.awaits = False
            desk.rests_until = 0
        self.model.tickets[before.id] = before

    # Counters, days, rules

    def _counter(self, fact: Event, status: str) -> None:
        desk = self._desk(fact.counter)
        desk.status, desk.clerk, desk.awaits, desk.rests_until = status, fact.clerk, False, 0
        if status == "closed":
            assert fact.clerk is None
            assert self.model.at(desk.number) is None

    def _changed(self, recorded: Recorded) -> None:
        desk, body = self._desk(recorded.event.counter), recorded.event.body
        desk.own, desk.helps = frozenset(body["services"]), frozenset(body["helps"])
        desk.help_after_s, desk.auto = body["help_after_s"], body["auto_call"]

    def _awaited(self, recorded: Recorded) -> None:
        desk = self._desk(recorded.event.counter)
        desk.awaits, desk.rests_until = recorded.event.body.get("awaits", True), 0

    def _rules(self, recorded: Recorded) -> None:
        body, rules = recorded.event.body, self.model.rules
        if "policy" not in body:
            rules.hall |= body
            return
        rules.kind, rules.turns = body["policy"], body["turns"]
        for code, figures in body["classes"].items():
            rules.rates[code], rules.starts[code] = figures["rate"], figures["head_start_s"]
            rules.ranks[code] = figures["rank"]

    def _day(self, recorded: Recorded) -> None:
        body = recorded.event.body
        assert body["day"] > self.model.day, "the business day went back"
        assert body["day"] == local_day(recorded.event.at_ms)
        check_doors(self, carried=bool(body["carried"]), left=body["left_open"])
        self.is_over = bool(
            body["left_open"]
        )  # with nobody there the fact does not say whether the doors are open
        self.model.day, self.model.day_seq = body["day"], recorded.seq
        self.model.turns.clear()


def check_doors(referee: Referee, *, carried: bool, left: int) -> None:
    """Hold that nobody at work loses their place, and that a night ends the day, where both are plain to see."""
    real, model = referee.real, referee.model
    is_taken = any(desk.status != "closed" for desk in model.desks.values())
    people = sum(one.state in OPEN for one in model.tickets.values())
    if not people:
        return
    assert carried == (left == 0)
    if not is_taken:
        assert not carried
    elif max(real.last_jump, real.last_start) < real.last_work:
        quiet_s = real.now - real.last_work
        assert carried or quiet_s > 3600, "midnight with open doors costs nobody their place"
        assert not carried or quiet_s < 3 * 3600, "yesterday is over"


def _nothing(_referee: Referee, _recorded: Recorded) -> None:
    return None


_REST: dict[str, Callable[[Referee, Recorded], Any]] = {
    "CounterChanged": Referee._changed,
    "NextAwaited": Referee._awaited,
    "RulesChanged": Referee._rules,
    "DayOpened": Referee._day,
}
