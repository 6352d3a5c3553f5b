"""Who is next in a line, and the whole line in the order of the calls. What classes count is policy.py's matter."""

import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.domain import reasons
from server.domain.policy import Policy, PolicyKind
from server.domain.reasons import Said, Waiter


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold one waiting ticket. `line_at_ms`, `line_seq`: from when its wait counts, and its place among equals.

    `lets_pass` above 0: it was put back, and so many calls must still be made first where its service is served.
    """

    ticket_id: int
    label: str
    service: str
    priority: str
    line_at_ms: int
    line_seq: int
    lets_pass: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold who is called and the reason in both languages."""

    ticket_id: int
    label: str
    reason_vi: str
    reason_en: str


def waited_s(line_at_ms: int, now_ms: int) -> float:
    """Measure a wait in seconds; a clock that went back, or a time still to come, gives 0, never a negative wait."""
    return max(0, now_ms - line_at_ms) / 1000


def choose(heads: Iterable[Waiting], policy: Policy, now_ms: int, *, streak: int = 0) -> Choice | None:
    """Choose who is called next and say why; None when nobody waits. Linear in the number of heads.

    `heads` holds the first ready ticket of each (service, class), and any that were put back: one of these is called
    only when nobody in the line is ready, the one with the fewest calls to let pass first. Within a class
    whoever is first in line goes first; between classes the largest score (Policy.score), equal ones by place in
    line. A booked time still to come has no claim yet: it waits for all whose wait has begun. `streak` says how many
    calls in a row at these services went to priority; only an alternation asks for it.
    """
    due = _due(list(heads))
    if not due:
        return None
    firsts = _begun(_first_of_each_class(due), now_ms)
    first = _pick(firsts, policy, now_ms, streak)
    vi, en = _reason(first, firsts, policy, now_ms, streak)
    return Choice(first.ticket_id, first.label, vi, en)


def order(waiting: Sequence[Waiting], policy: Policy, now_ms: int, streak: int = 0) -> list[Waiting]:
    """List a whole line as it would be called if nobody else came and no time passed: n · (log n + classes)."""
    line, calls = _Line(waiting), []
    while firsts := line.firsts():
        one = _pick(_begun(firsts, now_ms), policy, now_ms, streak)
        line.call(one)
        calls.append(one)
        streak = streak + 1 if policy.is_priority(one.priority) else 0
    return calls


class _Line:
    """A line that is being called: who is due by class, and who still lets others pass."""

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        self._due: dict[str, list[tuple[int, int, int, Waiting]]] = {}
        self._ready = self._calls = 0
        self._held = deque(sorted(waiting, key=_after_letting_pass))
        self._release()

    def firsts(self) -> dict[str, Waiting]:
        """Give the first due of each class."""
        return {code: line[0][-1] for code, line in self._due.items() if line}

    def call(self, one: Waiting) -> None:
        """Take the first of a class out; whoever let this call pass moves up."""
        heapq.heappop(self._due[one.priority])
        self._ready -= 1
        self._calls += 1
        self._release()

    def _release(self) -> None:
        while self._held and (self._held[0].lets_pass <= self._calls or not self._ready):
            one = self._held.popleft()
            heapq.heappush(
                self._due.setdefault(one.priority, []), (one.line_at_ms, one.line_seq, one.ticket_id, one)
            )
            self._ready += 1


def _due(heads: list[Waiting]) -> list[Waiting]:
    """Leave who is ready; when nobody is, whoever has the fewest calls to let pass."""
    ready = [one for one in heads if one.lets_pass <= 0]
    return ready or sorted(heads, key=_after_letting_pass)[:1]


def _first_of_each_class(due: Iterable[Waiting]) -> dict[str, Waiting]:
    firsts: dict[str, Waiting] = {}
    for one in due:
        known = firsts.get(one.priority)
        if known is None or _place(one) < _place(known):
            firsts[one.priority] = one
    return firsts


def _begun(firsts: Mapping[str, Waiting], now_ms: int) -> Mapping[str, Waiting]:
    """Leave out whose booked time is still to come, unless nobody else waits."""
    return {code: one for code, one in firsts.items() if one.line_at_ms <= now_ms} or firsts


def _place(one: Waiting) -> tuple[int, int]:
    return one.line_at_ms, one.line_seq


def _after_letting_pass(one: Waiting) -> tuple[int, int, int]:
    return one.lets_pass, one.line_at_ms, one.line_seq


def _pick(firsts: Mapping[str, Waiting], policy: Policy, now_ms: int, streak: int) -> Waiting:
    """Pick among the first of each class: a longer wait never scores less, so that no other of a class can win."""

    def rank(one: Waiting) -> tuple[float, int, int]:
        return -policy.score(one.priority, waited_s(one.line_at_ms, now_ms)), one.line_at_ms, one.line_seq

    return min(_side(firsts, policy, streak).values(), key=rank)


def _side(firsts: Mapping[str, Waiting], policy: Policy, streak: int) -> Mapping[str, Waiting]:
    """Leave only the side whose turn it is, when classes alternate and both sides wait."""
    if policy.kind is not PolicyKind.ALTERNATION:
        return firsts
    favoured = streak < policy.turns
    return {code: one for code, one in firsts.items() if policy.is_priority(code) == favoured} or firsts


def _reason(first: Waiting, firsts: Mapping[str, Waiting], policy: Policy, now_ms: int, streak: int) -> Said:
    side = _side(firsts, policy, streak)
    rivals = {code: one for code, one in side.items() if _differs(code, first.priority, policy)}
    rival = _waiter(_pick(rivals, policy, now_ms, streak), policy, now_ms) if rivals else None
    said = reasons.compare(_waiter(first, policy, now_ms), rival, policy)
    if len(side) < len(firsts):
        turn = reasons.turn(streak, policy, is_priority=policy.is_priority(first.priority))
        said = reasons.joined(turn, said) if rival else turn
    if first.lets_pass > 0:
        said = reasons.joined(reasons.put_back(), said) if len(firsts) > 1 else reasons.put_back()
    return said


def _differs(code: str, other: str, policy: Policy) -> bool:
    if policy.kind is PolicyKind.STRICT:
        return policy.rule_of(code).rank != policy.rule_of(other).rank
    return code != other


def _waiter(one: Waiting, policy: Policy, now_ms: int) -> Waiter:
    return Waiter(one.label, waited_s(one.line_at_ms, now_ms), policy.rule_of(one.priority))
