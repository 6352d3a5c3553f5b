"""The policies of who is next: what a priority class counts under each, and how many are ahead of a newcomer.

Who is chosen from a line belongs in server/domain/next_in_line.py, the words for it in reasons.py.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from server.domain.errors import InvalidInput


class PolicyKind(StrEnum):
    """Name the rule by which classes are weighed against each other; within a class it is always first come first."""

    ACCUMULATING = "accumulating"
    HEAD_START = "head_start"
    STRICT = "strict"
    ALTERNATION = "alternation"


@dataclass(frozen=True, slots=True)
class ClassRule:
    """Hold what one priority class counts: its rate, its start in seconds, its rank (the bigger goes first).

    Each policy reads what it needs of it. The values as they stand here are those of everybody else.
    """

    rate: float = 1.0
    head_start_s: int = 0
    rank: int = 0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.rate) and self.rate > 0):
            raise InvalidInput("The rate of a priority class must be above 0.", rate=self.rate)
        if self.head_start_s < 0:
            raise InvalidInput("A head start cannot be negative.", head_start_s=self.head_start_s)

    @property
    def is_priority(self) -> bool:
        """Claim that this class is favoured over everybody else; its calls count in an alternation."""
        return self.rate > 1.0 or self.rank > 0 or self.head_start_s > 0


EVERYBODY_ELSE = ClassRule()


@dataclass(frozen=True)
class Policy:
    """Hold the rule in force and what each class counts. `turns` is the N of an N:1 alternation."""

    kind: PolicyKind
    classes: Mapping[str, ClassRule]
    turns: int = 2

    def __post_init__(self) -> None:
        if self.turns < 1:
            raise InvalidInput("An alternation needs at least one priority turn.", turns=self.turns)

    @classmethod
    def accumulating(cls, rates: Mapping[str, float]) -> "Policy":
        """Make the default policy from the rate of each class."""
        return cls(PolicyKind.ACCUMULATING, {code: ClassRule(rate) for code, rate in rates.items()})

    def rule_of(self, code: str) -> ClassRule:
        """Give what a class counts; one that is not known counts as everybody else."""
        return self.classes.get(code, EVERYBODY_ELSE)

    def is_priority(self, code: str) -> bool:
        """Claim that a call of this class counts into the streak of an alternation."""
        return self.rule_of(code).is_priority

    def score(self, code: str, waited_s: float) -> float:
        """Weigh a wait: the largest goes first, equal ones by place in line.

        Accumulating: rate × wait (Kleinrock 1964; Stanford, Taylor & Ziedins 2014), in seconds; so also within each
        side of an alternation. Head start: start + wait, in seconds. Strict: the rank alone.
        """
        rule = self.rule_of(code)
        if self.kind is PolicyKind.HEAD_START:
            return rule.head_start_s + waited_s
        if self.kind is PolicyKind.STRICT:
            return float(rule.rank)
        return rule.rate * waited_s


def expected_ahead(waiting: Mapping[str, int], priority: str, policy: Policy) -> int:
    """Count whom a newcomer of this class can expect to be called first in one service, from those who wait now.

    Accumulating: everybody of the same or a higher rate; of a lower rate b_j only the share b_j / b that has waited
    long enough not to be passed (the ratio bound), rounded up. Strict: everybody of the same or a higher rank.
    Head start: everybody. Those of a lesser start who came within the difference will be passed, but counts do not
    say how many they are, so that the promise is never too small. Alternation: one's own side, and of the other as
    many as its turns let in at the most. Who comes later and passes is not counted.
    """
    return _AHEAD[policy.kind](waiting, priority, policy)


def _by_rates(waiting: Mapping[str, int], priority: str, policy: Policy) -> int:
    own = policy.rule_of(priority).rate
    return sum(
        math.ceil(count * min(1.0, policy.rule_of(code).rate / own)) for code, count in waiting.items()
    )


def _by_starts(waiting: Mapping[str, int], _priority: str, _policy: Policy) -> int:
    return sum(waiting.values())


def _by_ranks(waiting: Mapping[str, int], priority: str, policy: Policy) -> int:
    own = policy.rule_of(priority).rank
    return sum(count for code, count in waiting.items() if policy.rule_of(code).rank >= own)


def _by_turns(waiting: Mapping[str, int], priority: str, policy: Policy) -> int:
    favoured = policy.is_priority(priority)
    side = {code: count for code, count in waiting.items() if policy.is_priority(code) == favoured}
    own = _by_rates(side, priority, policy)
    others = sum(waiting.values()) - sum(side.values())
    let_in = own // policy.turns + 1 if favoured else policy.turns * (own + 1)
    return own + min(others, let_in)


_AHEAD = MappingProxyType(
    {
        PolicyKind.ACCUMULATING: _by_rates,
        PolicyKind.HEAD_START: _by_starts,
        PolicyKind.STRICT: _by_ranks,
        PolicyKind.ALTERNATION: _by_turns,
    }
)

DESCRIPTIONS: Mapping[PolicyKind, tuple[str, str]] = MappingProxyType(
    {
        PolicyKind.ACCUMULATING: (
            "Mỗi phút chờ được nhân với hệ số của nhóm; tích lớn nhất được gọi trước. Ví dụ hệ số 3: "
            "chờ 12 phút tính là 36 nên đi trước người thường đã chờ 31 phút, nhưng đi sau người đã chờ 40 phút. "
            "Nên chọn khi muốn người ưu tiên đợi ngắn hơn mà không ai bị bỏ quên: chỉ người đã tự mình chờ ít nhất "
            "một phần ba thời gian của người kia mới được vượt. Cần lưu ý: hệ số quá lớn thì gần như ưu tiên tuyệt đối.",
            "Each minute of waiting is multiplied by the rate of the class; the largest product is called first. "
            "With a rate of 3, a wait of 12 minutes counts 36: it goes before somebody else's 31 minutes and after 40. "
            "Choose it when priority should wait less and nobody be forgotten: one may pass only after waiting at least "
            "a third as long. Its danger: a very large rate comes close to strict priority.",
        ),
        PolicyKind.HEAD_START: (
            "Người ưu tiên được tính như đã đến sớm hơn một số phút; ai có tổng lớn nhất được gọi trước. "
            "Ví dụ được tính sớm 15 phút: chờ 12 phút tính là 27 nên đi trước người đã chờ 20 phút. "
            "Nên chọn khi muốn một quy tắc dễ giải thích: không ai bị người đến sau quá 15 phút vượt lên. "
            "Cần lưu ý: khi đông, chờ hàng giờ thì 15 phút hầu như không còn giúp được người ưu tiên.",
            "Priority counts as if it had come some minutes earlier; the largest sum is called first. "
            "With a start of 15 minutes, a wait of 12 counts 27 and goes before somebody else's 20. Choose it for a rule "
            "that is easy to explain: nobody is passed by anyone who came more than 15 minutes later. "
            "Its danger: on a crowded day with waits of hours, 15 minutes hardly help any more.",
        ),
        PolicyKind.STRICT: (
            "Bậc cao hơn luôn được gọi trước, dù chờ bao lâu; cùng bậc thì ai đến trước gọi trước. "
            "Ví dụ người bậc 1 vừa đến đi trước người thường đã chờ 50 phút. Nên chọn khi nhóm ưu tiên rất ít người và "
            "không thể chờ. Nguy hiểm: khi người ưu tiên đến liên tục, người thường có thể không bao giờ được gọi.",
            "The higher rank is always called first, however long the others have waited; within a rank first come, first "
            "served. Somebody of rank 1 who has just come goes before somebody else's 50 minutes. Choose it when the "
            "favoured are very few and cannot wait. Its danger: while they keep coming, everybody else starves and may "
            "never be called.",
        ),
        PolicyKind.ALTERNATION: (
            "Cứ sau N số ưu tiên liên tiếp thì gọi một số thường, nếu có người chờ. Ví dụ 2 : 1 là hai số ưu tiên, một số "
            "thường, rồi lại hai số ưu tiên; không bên nào bị bỏ quên. Nên chọn khi muốn người ngồi chờ thấy ngay thứ tự. "
            "Cần lưu ý: nếu số ưu tiên nhiều hơn phần của mình (2 trong 3 với 2 : 1), họ có thể chờ lâu hơn người thường.",
            "After N priority numbers in a row one ordinary number is called, when one waits. With 2:1, two priority "
            "numbers, one ordinary, two priority again; neither side starves. Choose it when everybody in the hall should "
            "see the order at a glance. Its danger: when priority is more than its share of the hall (2 in 3 with 2:1), "
            "it may wait longer than everybody else.",
        ),
    }
)
