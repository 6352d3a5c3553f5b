"""Why somebody is next, in one line a clerk can read out, in Vietnamese and English. Who it is, is decided elsewhere.

The line claims no more than its own numbers show: where whole units hide what decided, it says ≈.
"""

from dataclasses import dataclass
from decimal import Decimal

from server.domain.policy import ClassRule, Policy, PolicyKind

Said = tuple[str, str]
"""The same sentence in Vietnamese and in English."""


@dataclass(frozen=True, slots=True)
class Waiter:
    """Hold what a reason says of one person: the number on paper, the wait in seconds, what the class counts."""

    label: str
    waited_s: float
    rule: ClassRule


@dataclass(frozen=True, slots=True)
class _Unit:
    seconds: int
    vi: str
    en: str

    def whole(self, seconds: float) -> int:
        return round(seconds / self.seconds)


_SECONDS = _Unit(1, "giây", "s")
_MINUTES = _Unit(60, "phút", "min")
_SHORT_WAIT_S = 300


def compare(first: Waiter, rival: Waiter | None, policy: Policy) -> Said:
    """Say why the first goes before the strongest of another class, or that the wait is the longest of all.

    Minutes, as people count; seconds where all is under five minutes and whole minutes would say nothing.
    """
    if rival is None:
        return _longest(first)
    if policy.kind is PolicyKind.STRICT:
        return _by_rank(first, rival)
    if policy.kind is PolicyKind.HEAD_START:
        return _by_start(first, rival)
    return _by_rate(first, rival)


def turn(streak: int, policy: Policy, *, is_priority: bool) -> Said:
    """Say whose turn it is while both sides of an alternation wait; `streak` counts the priority calls in a row."""
    if is_priority:
        return (
            f"số ưu tiên thứ {streak + 1} trong {policy.turns} số trước khi đến lượt người không ưu tiên",
            f"priority number {streak + 1} of {policy.turns} before an ordinary one is due",
        )
    plural = "" if streak == 1 else "s"
    return (
        f"đến lượt người không ưu tiên sau {streak} số ưu tiên",
        f"turn of an ordinary number after {streak} priority number{plural}",
    )


def put_back() -> Said:
    """Say that somebody put back goes before their place, for nobody else is due."""
    return (
        "đã xếp lại; không còn ai khác đến lượt",
        "put back earlier; nobody else is due",
    )


def joined(one: Said, other: Said) -> Said:
    """Put two sentences on one line."""
    return f"{one[0]}; {other[0]}", f"{one[1]}; {other[1]}"


def _longest(first: Waiter) -> Said:
    unit = _unit(first.waited_s)
    waited = unit.whole(first.waited_s)
    return f"đợi lâu nhất: {waited} {unit.vi}", f"longest wait: {waited} {unit.en}"


def _by_rate(first: Waiter, rival: Waiter) -> Said:
    unit = _unit(max(first.waited_s, rival.waited_s))
    (left, left_vi, left_en), (right, right_vi, right_en) = _product(first, unit), _product(rival, unit)
    sign = _sign(left, right)
    favoured = first.rule.rate != 1.0
    return (
        f"{'ưu tiên ' if favoured else ''}{left_vi} {sign} {right_vi} của {rival.label}",
        f"{'priority ' if favoured else ''}{left_en} {sign} {right_en} of {rival.label}",
    )


def _product(one: Waiter, unit: _Unit) -> tuple[Decimal, str, str]:
    waited = unit.whole(one.waited_s)
    if one.rule.rate == 1.0:
        return Decimal(waited), f"{waited} {unit.vi}", f"{waited} {unit.en}"
    rate = Decimal(f"{one.rule.rate:.3g}")
    makes = rate * waited
    return (
        makes,
        f"{_vi(rate)} × {waited} {unit.vi} = {_vi(makes)}",
        f"{_en(rate)} × {waited} {unit.en} = {_en(makes)}",
    )


def _by_start(first: Waiter, rival: Waiter) -> Said:
    unit = _unit(max(one.waited_s + one.rule.head_start_s for one in (first, rival)))
    (left, left_text), (right, right_text) = _sum(first, unit), _sum(rival, unit)
    compared = f"{_sign(left, right)} {right_text}"
    early = unit.whole(first.rule.head_start_s)
    if not early:
        return (
            f"{left_text} {unit.vi} {compared} {unit.vi} của {rival.label}",
            f"{left_text} {unit.en} {compared} {unit.en} of {rival.label}",
        )
    return (
        f"được tính sớm {early} {unit.vi}: {left_text} {compared} {unit.vi} của {rival.label}",
        f"counted {early} {unit.en} early: {left_text} {compared} {unit.en} of {rival.label}",
    )


def _sum(one: Waiter, unit: _Unit) -> tuple[int, str]:
    waited, early = unit.whole(one.waited_s), unit.whole(one.rule.head_start_s)
    return (waited + early, f"{waited} + {early} = {waited + early}") if early else (waited, f"{waited}")


def _by_rank(first: Waiter, rival: Waiter) -> Said:
    left, right = first.rule.rank, rival.rule.rank
    return (
        f"ưu tiên tuyệt đối: bậc {left} > bậc {right} của {rival.label}",
        f"strict priority: rank {left} > rank {right} of {rival.label}",
    )


def _sign(left: int | Decimal, right: int | Decimal) -> str:
    return ">" if left > right else "=" if left == right else "≈"


def _unit(longest_s: float) -> _Unit:
    return _SECONDS if longest_s < _SHORT_WAIT_S else _MINUTES


def _en(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _vi(number: Decimal) -> str:
    return _en(number).replace(".", ",")
