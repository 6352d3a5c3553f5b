"""Who is next, and why, in one line a clerk can read out. Policies beyond accumulating priority come beside it."""

import math
from collections.abc import Iterable, Mapping
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
    if rival is None:
        minutes = _minutes(first, now_ms)
        return f"đợi lâu nhất: {minutes} phút", f"longest wait: {minutes} min"
    left, left_score = _side(first, rates, now_ms)
    right, right_score = _side(rival, rates, now_ms)
    # whole minutes may tell less than the milliseconds that decided; then the line does not claim more than it shows
    sign = ">" if left_score > right_score else "=" if left_score == right_score else "≈"
    return (
        f"{left.format(rate='ưu tiên', unit='phút')} {sign} {right.format(rate='', unit='phút').strip()} của {rival.label}",
        f"{left.format(rate='priority', unit='min')} {sign} {right.format(rate='', unit='min').strip()} of {rival.label}",
    )


def _side(one: Waiting, rates: Mapping[str, float], now_ms: int) -> tuple[str, int]:
    rate = rates.get(one.priority, 1.0)
    minutes = _minutes(one, now_ms)
    score = round(rate * minutes)
    if rate == 1.0:
        return f"{minutes} {{unit}}", score
    return f"{{rate}} {rate:g} × {minutes} {{unit}} = {score}", score


def _minutes(one: Waiting, now_ms: int) -> int:
    return round(waited_s(one.queued_at_ms, now_ms) / 60)
