"""What each policy would have done to past days: the same people and counters, called by another rule.

How long somebody is served is taken as it was. Reading the past from the store is not this module's matter.
"""

import heapq
from bisect import bisect
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

from server.domain.measures import mean, percentile
from server.domain.next_in_line import Waiting, choose, waited_s
from server.domain.policy import Policy, PolicyKind

NIGHT_MS = 6 * 3600_000
_COMES, _CHANGES, _FREE = range(3)


@dataclass(frozen=True, slots=True)
class Visit:
    """Hold one past visit to a service: from when it waited, and how long it then kept a counter (milliseconds)."""

    service: str
    priority: str
    line_at_ms: int
    serving_ms: int
    walk_ms: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """Hold from when to when a counter was open, and for which services."""

    counter: int
    services: frozenset[str]
    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class ClassOutcome:
    """Hold what one class met with: waits in seconds, and how often one of it was passed by a later comer."""

    count: int
    mean_s: float | None
    p95_s: float | None
    longest_s: float | None
    overtaken: int


def what_if(
    visits: Sequence[Visit], shifts: Sequence[Shift], policies: Mapping[str, Policy]
) -> Mapping[str, Mapping[str | None, ClassOutcome]]:
    """Replay past days under each policy and measure every class, and all together under None.

    Whenever a counter is free it calls whom `choose` names among its services; nobody is interrupted. A night is six
    hours without an open counter; each day ends with its last visit: the counters that were the last to serve a
    service stay for those of it who still wait. A visit whose service no counter had that day is left out, under
    every policy alike. A wait lasts until the call; a later comer is one of the same service further back in line.
    """
    days = _days(visits, [shift for shift in shifts if shift.from_ms < shift.to_ms])
    return {name: _outcomes([_Day(*day, policy) for day in days]) for name, policy in policies.items()}


def _days(visits: Sequence[Visit], shifts: Sequence[Shift]) -> list[tuple[list[Visit], list[Shift]]]:
    days: list[list[Shift]] = []
    until = 0
    for shift in sorted(shifts, key=lambda one: one.from_ms):
        if not days or shift.from_ms - until > NIGHT_MS:
            days.append([])
        days[-1].append(shift)
        until = max(until, shift.to_ms)
    nights = [(max(one.to_ms for one in day) + after[0].from_ms) // 2 for day, after in pairwise(days)]
    offered = [frozenset().union(*(shift.services for shift in day)) for day in days]
    came: list[list[Visit]] = [[] for _ in days]
    for visit in sorted(visits, key=lambda one: one.line_at_ms) if days else ():
        day = bisect(nights, visit.line_at_ms)
        if visit.service in offered[day]:
            came[day].append(visit)
    return list(zip(came, days, strict=True))


def _outcomes(days: Sequence["_Day"]) -> dict[str | None, ClassOutcome]:
    waits: defaultdict[str, list[float]] = defaultdict(list)
    overtaken: Counter[str] = Counter()
    for day in days:
        overtaken.update(day.overtaken)
        for code, waited in day.waits_s.items():
            waits[code] += waited
    every = [one for each in waits.values() for one in each]
    outcomes: dict[str | None, ClassOutcome] = {None: _outcome(every, overtaken.total())}
    return outcomes | {code: _outcome(waits[code], overtaken[code]) for code in sorted(waits)}


def _outcome(waits_s: Sequence[float], overtaken: int) -> ClassOutcome:
    longest = max(waits_s, default=None)
    return ClassOutcome(len(waits_s), mean(waits_s), percentile(waits_s, 95), longest, overtaken)


def _skills(shifts: Sequence[Shift]) -> list[tuple[int, int, frozenset[str]]]:
    """List from when on which counter serves what; after a shift, the services that nobody serves any later."""
    last = {
        service: max(one.to_ms for one in shifts if service in one.services)
        for service in frozenset().union(*(shift.services for shift in shifts))
    }
    changes = []
    for counter in sorted({shift.counter for shift in shifts}):
        own = [shift for shift in shifts if shift.counter == counter]
        for at_ms in sorted({moment for shift in own for moment in (shift.from_ms, shift.to_ms)}):
            on = {code for one in own if one.from_ms <= at_ms < one.to_ms for code in one.services}
            stays = {
                code for one in own if one.to_ms <= at_ms for code in one.services if last[code] == one.to_ms
            }
            changes.append((at_ms, counter, frozenset(on | stays)))
    return changes


class _Day:
    """One day run through under one policy: how long each class waited, and how often it was passed."""

    def __init__(self, visits: Sequence[Visit], shifts: Sequence[Shift], policy: Policy) -> None:
        self.waits_s: defaultdict[str, list[float]] = defaultdict(list)
        self.overtaken: Counter[str] = Counter()
        self._visits = visits
        self._changes = _skills(shifts)
        self._policy = policy
        self._lines: defaultdict[str, dict[str, deque[Waiting]]] = defaultdict(dict)
        self._skills: dict[int, frozenset[str]] = {}
        self._idle: dict[int, None] = {}  # who has been idle longest comes first
        self._calls: list[tuple[str, bool]] = []
        self._run()

    def _run(self) -> None:
        events = [(visit.line_at_ms, _COMES, number) for number, visit in enumerate(self._visits)]
        events += [(change[0], _CHANGES, number) for number, change in enumerate(self._changes)]
        heapq.heapify(events)
        while events:
            now_ms = events[0][0]
            while events and events[0][0] == now_ms:
                self._happen(*heapq.heappop(events)[1:])
            for counter in list(self._idle):
                called = self._call(counter, now_ms)
                if called is not None:
                    del self._idle[counter]
                    busy_ms = max(0, called.walk_ms) + max(0, called.serving_ms)
                    heapq.heappush(events, (now_ms + busy_ms, _FREE, counter))

    def _happen(self, kind: int, number: int) -> None:
        if kind == _COMES:
            visit = self._visits[number]
            line = self._lines[visit.service].setdefault(visit.priority, deque())
            line.append(Waiting(number, str(number), visit.service, visit.priority, visit.line_at_ms, number))
        elif kind == _CHANGES:
            _, counter, skills = self._changes[number]
            if counter not in self._skills:
                self._idle[counter] = None
            self._skills[counter] = skills
        else:
            self._idle[number] = None

    def _call(self, counter: int, now_ms: int) -> Visit | None:
        skills = self._skills[counter]
        lines = (line for service in skills for line in self._lines[service].values())
        heads = [line[0] for line in lines if line]
        choice = choose(heads, self._policy, now_ms, streak=self._streak(skills)) if heads else None
        if choice is None:
            return None
        visit = self._visits[choice.ticket_id]
        self._lines[visit.service][visit.priority].popleft()
        self._calls.append((visit.service, self._policy.is_priority(visit.priority)))
        self.waits_s[visit.priority].append(waited_s(visit.line_at_ms, now_ms))
        for code, line in self._lines[visit.service].items():
            self.overtaken[code] += sum(
                1 for _ in takewhile(lambda one: one.line_seq < choice.ticket_id, line)
            )
        return visit

    def _streak(self, skills: frozenset[str]) -> int:
        """Count the calls in a row at these services that went to priority, as far as an alternation asks."""
        if self._policy.kind is not PolicyKind.ALTERNATION:
            return 0
        here = (favoured for service, favoured in reversed(self._calls) if service in skills)
        return sum(1 for _ in islice(takewhile(bool, here), self._policy.turns))
