"""Who is next, and why, in one line a clerk can read out. Policies beyond accumulating priority come beside it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hold the head of one (service, priority class) queue. `seq` is the order of arrival."""

    ticket_id: int
    label: str
    service: str
    priority: str
    queued_at_ms: int
    queued_seq: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold who is called and the reason in both languages."""

    ticket_id: int
    label: str
    reason_vi: str
    reason_en: str


def waited_s(queued_at_ms: int, now_ms: int) -> float:
    """Measure a wait in seconds; a clock that went back gives 0, never a negative wait."""
    return max(0, now_ms - queued_at_ms) / 1000


def choose(heads: Iterable[Waiting], rates: Mapping[str, float], now_ms: int) -> Choice | None:
    """Choose the largest rate × wait among the heads of the queues; equal scores go by order of arrival.

    The rule is accumulating priority (Kleinrock 1964; Stanford, Taylor & Ziedins 2014): j passes i only
    if wait_j ≥ (b_i / b_j) · wait_i. `rates` maps a priority class to its rate b; an unknown class has 1.
    """

    def score(one: Waiting) -> float:
        return rates.get(one.priority, 1.0) * waited_s(one.queued_at_ms, now_ms)

    order = sorted(heads, key=lambda one: (-score(one), one.queued_seq))
    if not order:
        return None
    first = order[0]
    rival = next((one for one in order[1:] if one.priority != first.priority), None)
    vi, en = _reason(first, rival, rates, now_ms)
    return Choice(first.ticket_id, first.label, vi, en)


def expected_ahead(waiting: Mapping[str, int], priority: str, rates: Mapping[str, float]) -> int:
    """Count whom a newcomer of this class can expect to be called first in one service.

    Everybody of the same or a higher rate is ahead; of a class with a lower rate b_j only the share
    b_j / b that has waited long enough not to be passed (the ratio bound of accumulating priority), rounded up.
    """
    own = rates.get(priority, 1.0)
    ahead = 0.0
    for other, count in waiting.items():
        share = min(1.0, rates.get(other, 1.0) / own) if own > 0 else 1.0
        ahead += math.ceil(count * share)
    return int(ahead)


def _reason(
    first: Waiting, rival: Waiting | None, rates: Mapping[str, float], now_ms: int
) -> tuple[str, str]:
    unit = _unit([one for one in (first, rival) if one], now_ms)
    if rival is None:
        waited = _in_units(first, now_ms, unit)
        return f"đợi lâu nhất: {waited} {unit.vi}", f"longest wait: {waited} {unit.en}"
    left, right = _Side.of(first, rates, now_ms, unit), _Side.of(rival, rates, now_ms, unit)
    # whole units may tell less than the milliseconds that decided; then the line does not claim more than it shows
    sign = ">" if left.score > right.score else "=" if left.score == right.score else "≈"
    return (
        f"{left.said('ưu tiên ', unit.vi)} {sign} {right.said('', unit.vi)} của {rival.label}",
        f"{left.said('priority ', unit.en)} {sign} {right.said('', unit.en)} of {rival.label}",
    )


@dataclass(frozen=True, slots=True)
class _Unit:
    seconds: int
    vi: str
    en: str


_SECONDS = _Unit(1, "giây", "s")
_MINUTES = _Unit(60, "phút", "min")
_SHORT_WAIT_S = 300


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the comparison: rate, wait in whole units, and what the two make."""

    rate: float
    waited: int
    score: int

    @classmethod
    def of(cls, one: Waiting, rates: Mapping[str, float], now_ms: int, unit: _Unit) -> "_Side":
        rate = rates.get(one.priority, 1.0)
        waited = _in_units(one, now_ms, unit)
        return cls(rate, waited, round(rate * waited))

    def said(self, priority: str, unit: str) -> str:
        if self.rate == 1.0:
            return f"{self.waited} {unit}"
        return f"{priority}{self.rate:g} × {self.waited} {unit} = {self.score}"


def _unit(compared: Sequence[Waiting], now_ms: int) -> _Unit:
    """Count in minutes, as people do; in seconds where whole minutes would say nothing."""
    longest = max(waited_s(one.queued_at_ms, now_ms) for one in compared)
    return _SECONDS if longest < _SHORT_WAIT_S else _MINUTES


def _in_units(one: Waiting, now_ms: int, unit: _Unit) -> int:
    return round(waited_s(one.queued_at_ms, now_ms) / unit.seconds)
