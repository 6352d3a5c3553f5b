"""Past days as the replay of other rules needs them: visits from legs, shifts from what was said of the counters.

And how it was: the same visits as they were really called. Reading them is server/store/past.py, replaying them
server/domain/what_if.py.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from server.domain.events import EventKind
from server.domain.measures import mean, percentile
from server.domain.next_in_line import waited_s
from server.domain.ticket import OPEN_STATES, TicketState
from server.domain.what_if import ClassOutcome, Shift, Visit
from server.store.past import CounterFact, PastDay, PastLeg

_BEYOND = 2**62


@dataclass(frozen=True, slots=True)
class Called:
    """Hold a visit and when it was really called (UTC, Unix ms)."""

    visit: Visit
    called_at_ms: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Count the legs that cannot be replayed, by the reason.

    `left`: gone before a call. `moved_on`: sent to another queue before a call; their later leg counts. `incomplete`:
    never ended. `still_open`: of a day that is not over. `unstaffed`: no counter was open for their service that day.
    """

    left: int = 0
    moved_on: int = 0
    incomplete: int = 0
    still_open: int = 0
    unstaffed: int = 0

    def __add__(self, other: "LeftOut") -> "LeftOut":
        return LeftOut(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Work:
    """Hold what a counter serves, and with what it helps when its own queues are empty."""

    services: frozenset[str]
    helps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Spell:
    """A stretch in which a counter was open with the same work, from one fact to another."""

    counter: int
    work: Work
    from_seq: int
    from_ms: int
    to_seq: int = _BEYOND
    to_ms: int = _BEYOND


def visits_of(legs: Sequence[PastLeg]) -> tuple[list[Called], LeftOut]:
    """Turn the legs of a day into visits, and count those that cannot be replayed.

    The first leg of a ticket waits from its arrival, or its booked time; a later one from when it was queued. A
    counter is kept from the first call to the end, but for the time parked: so also by somebody who did not come.
    """
    found: list[Called] = []
    left_out: Counter[str] = Counter()
    for leg in sorted(legs, key=lambda one: (_line_at_ms(one), one.line_seq, one.ordinal)):
        if (reason := _why_left_out(leg)) is not None:
            left_out[reason] += 1
        elif leg.called_at_ms is not None:
            found.append(Called(_visit(leg), leg.called_at_ms))
    return found, LeftOut(**left_out)


def staffed(found: Sequence[Called], shifts: Sequence[Shift]) -> tuple[list[Called], LeftOut]:
    """Leave the visits to services that some counter had on their day, and count the others."""
    offered = frozenset().union(*(shift.services for shift in shifts))
    kept = [one for one in found if one.visit.service in offered]
    return kept, LeftOut(unstaffed=len(found) - len(kept))


def shifts_by_day(
    days: Sequence[PastDay],
    legs: Mapping[str, Sequence[PastLeg]],
    facts: Sequence[CounterFact],
    present: Mapping[int, Work],
) -> Mapping[str, Sequence[Shift]]:
    """Tell for each day which counter was open from when to when, and for which services.

    `facts` are those since the first of the days, up to now; `present` is what the counters serve today. Before the
    first change of a counter's work that is on record, it served what it called. A service it only helped with counts
    on the days on which it did help. A counter that nobody closed was open up to the last fact of its day.
    """
    called = {day: _called_at(of_day) for day, of_day in legs.items()}
    found: dict[str, list[Shift]] = {one.day: [] for one in days}
    by_counter: defaultdict[int, list[CounterFact]] = defaultdict(list)
    for fact in facts:
        by_counter[fact.counter].append(fact)
    for counter, its_facts in sorted(by_counter.items()):
        first = _first_work(counter, its_facts, legs, present)
        for spell in _spells(its_facts, first):
            for day in days:
                if shift := _on(day, spell, called[day.day][counter]):
                    found[day.day].append(shift)
    return found


def as_it_was(days: Sequence[Sequence[Called]]) -> Mapping[str | None, ClassOutcome]:
    """Measure how long each class really waited, and how often one of it was passed, each day for itself.

    A wait lasts until the first call. A later comer is one of the same service further back in line: the same counts
    as in a replay, so that both can be compared. All together stands under None.
    """
    waits: defaultdict[str, list[float]] = defaultdict(list)
    overtaken: Counter[str] = Counter()
    for day in days:
        for one in day:
            waits[one.visit.priority].append(waited_s(one.visit.line_at_ms, one.called_at_ms))
        overtaken.update(_overtaken(day))
    every = [one for each in waits.values() for one in each]
    outcomes: dict[str | None, ClassOutcome] = {None: _outcome(every, overtaken.total())}
    return outcomes | {code: _outcome(waits[code], overtaken[code]) for code in sorted(waits)}


def _why_left_out(leg: PastLeg) -> str | None:
    if leg.state is TicketState.INCOMPLETE:
        return "incomplete"
    if leg.state in OPEN_STATES:
        return "still_open"
    if leg.called_at_ms is None or leg.ended_at_ms is None:
        return "moved_on" if leg.state is TicketState.TRANSFERRED else "left"
    return None


def _line_at_ms(leg: PastLeg) -> int:
    return leg.line_at_ms if leg.ordinal == 1 else leg.queued_at_ms


def _visit(leg: PastLeg) -> Visit:
    called_at, ended_at = leg.called_at_ms or 0, leg.ended_at_ms or 0
    kept = max(0, ended_at - called_at - leg.parked_ms)
    walk = min(kept, max(0, (leg.serving_at_ms or ended_at) - called_at))
    return Visit(leg.service, leg.priority, _line_at_ms(leg), kept - walk, walk)


def _called_at(legs: Sequence[PastLeg]) -> defaultdict[int, set[str]]:
    """Tell for which services each counter called."""
    called: defaultdict[int, set[str]] = defaultdict(set)
    for leg in legs:
        if leg.counter is not None and leg.called_at_ms is not None:
            called[leg.counter].add(leg.service)
    return called


def _first_work(
    counter: int,
    facts: Sequence[CounterFact],
    legs: Mapping[str, Sequence[PastLeg]],
    present: Mapping[int, Work],
) -> Work:
    """Return what a counter served at first: what it serves now, unless that was changed since."""
    changed = next((one for one in facts if one.kind is EventKind.COUNTER_CHANGED), None)
    if changed is None:
        return present.get(counter, Work(frozenset()))
    before = [one for day in legs.values() for one in day if (one.called_at_ms or _BEYOND) < changed.at_ms]
    return Work(frozenset(_called_at(before)[counter]))


def _spells(facts: Sequence[CounterFact], work: Work) -> Iterator[_Spell]:
    since: CounterFact | None = None
    for fact in facts:
        if since is not None and fact.kind is not EventKind.COUNTER_OPENED:
            yield _Spell(fact.counter, work, since.seq, since.at_ms, fact.seq, fact.at_ms)
        if fact.kind is EventKind.COUNTER_CHANGED:
            work = Work(frozenset(fact.body["services"]), frozenset(fact.body["helps"]))
            since = fact if since is not None else None
        elif fact.kind is EventKind.COUNTER_OPENED:
            since = since or fact
        else:
            since = None
    if since is not None:
        yield _Spell(since.counter, work, since.seq, since.at_ms)


def _on(day: PastDay, spell: _Spell, called: set[str]) -> Shift | None:
    """Cut out of a spell what falls on a day; None when that is nothing."""
    if spell.from_seq > day.last_seq or spell.to_seq < day.opened_seq:
        return None
    from_ms = spell.from_ms if spell.from_seq >= day.opened_seq else day.opened_ms
    to_ms = spell.to_ms if spell.to_seq <= day.last_seq else day.last_ms
    services = spell.work.services | (spell.work.helps & called)
    return Shift(spell.counter, services, from_ms, to_ms) if from_ms < to_ms else None


def _overtaken(day: Sequence[Called]) -> Counter[str]:
    """Count how often one of each class still waited when a later comer of its service was called."""
    lines: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, one in enumerate(day):
        lines[one.visit.service][one.visit.priority].append(place)
    overtaken: Counter[str] = Counter()
    for place, one in sorted(enumerate(day), key=lambda each: (each[1].called_at_ms, each[0])):
        waiting = lines[one.visit.service]
        waiting[one.visit.priority].remove(place)
        for code, line in waiting.items():
            overtaken[code] += bisect_left(line, place)
    return overtaken


def _outcome(waits_s: Sequence[float], overtaken: int) -> ClassOutcome:
    longest = max(waits_s, default=None)
    return ClassOutcome(len(waits_s), mean(waits_s), percentile(waits_s, 95), longest, overtaken)
