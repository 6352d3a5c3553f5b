"""What the state machine knows of the hall by itself: tickets, desks, policies. It shares no rule with the code."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from server.operations.actors import Actor

SERVICES = {"HT": "A", "CT": "C", "DD": "L"}
SKILLS = {1: ("HT", "CT"), 2: ("HT", "CT"), 4: ("DD", "NN")}
CLASSES = ("normal", "elderly", "severely_disabled")
BOOKED = "appointment"
STRICT_SERVICE = "CT"  # asks for an outcome
SLOW_SERVICE, WRAP_UP_S = "DD", 60
PROCEDURE = "1.001193"
AT_A_COUNTER = ("called", "serving")
OPEN = ("waiting", "called", "serving", "parked")
MINUTE_MS = 60_000
OFFSET_S = 7 * 3600  # Hoa Lộc knows no summer time


def local_day(at_ms: int) -> str:
    """Give the day in Hoa Lộc."""
    return str(date(1970, 1, 1) + timedelta(days=(at_ms // 1000 + OFFSET_S) // 86_400))


@dataclass(frozen=True)
class Past:
    """One leg that is over, as it was watched: times in ms, None where it never came to that."""

    service: str
    state: str
    waited: int | None
    served: int | None
    is_plain: bool  # never called out of being parked: then the wait to the last call is plain too


@dataclass
class Known:
    """What the model knows of a ticket. `order` is its place among all issues, `since` what its wait counts from."""

    id: int
    label: str
    token: str
    day: str
    service: str
    priority: str
    order: int
    since: int
    queued: int
    then: tuple[str, ...] = ()
    state: str = "waiting"
    counter: int | None = None
    clerk: str | None = None
    passes: int = 0  # put back: not before its service has had so many calls
    sent_to: tuple[int | None, str | None] = (None, None)
    calls: int = 0
    last_call: int | None = None  # what the wait is measured to
    last_heard: int | None = None
    served_at: int | None = None
    parked_at: int | None = None
    parked: int = 0
    is_plain: bool = True
    ended: int | None = None
    past: tuple[Past, ...] = ()

    @property
    def place(self) -> tuple[int, int]:
        """Give the place in line."""
        return self.since, self.order


@dataclass
class Desk:
    """What the model knows of a counter."""

    number: int
    own: frozenset[str]
    status: str = "closed"
    clerk: str | None = None
    helps: frozenset[str] = frozenset()
    help_after_s: int = 0
    auto: bool = False
    awaits: bool = False
    rests_until: int = 0

    @property
    def skills(self) -> frozenset[str]:
        """Give everything that may be called here."""
        return self.own | self.helps

    def is_for(self, who: Actor) -> bool:
        """Say whether this actor may act here."""
        return who.any_counter or who.leads or self.clerk in (None, who.name)


@dataclass
class Rules:
    """What the centre asks for at the moment."""

    kind: str = "accumulating"
    turns: int = 2
    rates: dict[str, float] = field(
        default_factory=lambda: {"normal": 1.0, "elderly": 3.0, "severely_disabled": 5.0, BOOKED: 2.0}
    )
    starts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*CLASSES, BOOKED), 0))
    ranks: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*CLASSES, BOOKED), 0))
    hall: dict[str, Any] = field(
        default_factory=lambda: {
            "recall_gap_s": 3,
            "calls_before_no_show": 1,
            "return_within_min": 30,
            "return_behind": 2,
            "requeue_behind": 3,
            "auto_call_pause_s": 10,
        }
    )

    def is_favoured(self, code: str) -> bool:
        """Say whether a class counts as priority."""
        return self.rates[code] > 1 or self.starts[code] > 0 or self.ranks[code] > 0

    def weigh(self, code: str, waited_ms: int) -> float:
        """Weigh a wait in its class."""
        if self.kind == "head_start":
            return self.starts[code] * 1000 + waited_ms
        if self.kind == "strict":
            return self.ranks[code]
        return self.rates[code] * waited_ms


@dataclass
class Model:
    """The hall as the model sees it."""

    tickets: dict[int, Known] = field(default_factory=dict)
    desks: dict[int, Desk] = field(
        default_factory=lambda: {number: Desk(number, frozenset(own)) for number, own in SKILLS.items()}
    )
    rules: Rules = field(default_factory=Rules)
    calls: dict[str, int] = field(default_factory=dict)
    turns: list[tuple[str, bool]] = field(default_factory=list)  # today's calls: service, whether favoured
    last_number: dict[tuple[str, str], int] = field(default_factory=dict)
    day: str = ""
    day_seq: int = 0

    def at(self, counter: int) -> Known | None:
        """Find who is at a counter."""
        return next(
            (t for t in self.tickets.values() if t.counter == counter and t.state in AT_A_COUNTER), None
        )

    def waiting(self) -> Iterator[Known]:
        """Go through who waits."""
        return (one for one in self.tickets.values() if one.state == "waiting")

    def seat_of(self, clerk: str) -> Desk | None:
        """Find where a clerk sits."""
        return next((desk for desk in self.desks.values() if desk.clerk == clerk), None)

    def is_ready(self, one: Known) -> bool:
        """Say whether somebody put back has let enough pass."""
        return self.calls.get(one.service, 0) >= one.passes

    def is_within_reach(self, one: Known, desk: Desk) -> bool:
        """Say whether a waiting ticket may be taken at a desk: sent elsewhere, it may not while somebody is there."""
        meant = [other for other in self.desks.values() if self._is_meant(one, other)]
        return desk in meant or not meant

    def _is_meant(self, one: Known, desk: Desk) -> bool:
        counter, clerk = one.sent_to
        is_there = desk.status != "closed" and one.service in desk.skills
        return is_there and counter in (None, desk.number) and clerk in (None, desk.clerk)

    def reach(self, desk: Desk, now: int) -> list[Known]:
        """List whom a desk can take by the rule: from its own queues, else whoever has waited long for its help."""
        near = [one for one in self.waiting() if self.is_within_reach(one, desk)]
        own = [one for one in near if one.service in desk.own]
        if any(one.since <= now for one in own):
            return own
        others = [one for one in near if one.service in desk.helps]
        helped = [
            one
            for one in others
            if max(0, now - one.since) >= desk.help_after_s * 1000 and not self.is_held(one, others)
        ]
        return helped or own

    def is_held(self, one: Known, line: list[Known]) -> bool:
        """Say whether somebody put back must still let others of the line pass."""
        return not self.is_ready(one) and any(self.is_ready(other) for other in line)
