"""The policies themselves: what a class counts, what is refused, how they are described, and who is ahead."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.errors import InvalidInput
from server.domain.next_in_line import Waiting, order
from server.domain.policy import DESCRIPTIONS, ClassRule, Policy, PolicyKind, expected_ahead
from tests.domain.people import CLASSES, NOW, POLICIES, codes, halls, policies, waiting

counts = st.dictionaries(st.sampled_from(sorted(CLASSES)), st.integers(0, 50))
NEWCOMER = 99


@pytest.mark.parametrize("rate", [0, -1, math.inf, math.nan])
def test_a_rate_that_weighs_nothing_is_refused(rate: float) -> None:
    with pytest.raises(InvalidInput):
        ClassRule(rate=rate)


def test_a_start_behind_everybody_else_is_refused() -> None:
    with pytest.raises(InvalidInput):
        ClassRule(head_start_s=-1)


def test_an_alternation_without_a_priority_turn_is_refused() -> None:
    with pytest.raises(InvalidInput):
        Policy(PolicyKind.ALTERNATION, CLASSES, turns=0)


def test_the_plain_policy_is_the_accumulating_one() -> None:
    policy = Policy.accumulating({"normal": 1.0, "elderly": 3.0})
    assert (policy.kind, policy.rule_of("elderly").rate) == (PolicyKind.ACCUMULATING, 3.0)
    assert policy.rule_of("abolished") == ClassRule()


@pytest.mark.parametrize(
    ("rule", "favoured"),
    [
        (ClassRule(), False),
        (ClassRule(rate=0.5), False),
        (ClassRule(rate=1.5), True),
        (ClassRule(rank=1), True),
        (ClassRule(head_start_s=60), True),
    ],
)
def test_what_is_favoured_over_everybody_else_is_priority(rule: ClassRule, favoured: bool) -> None:
    assert Policy(PolicyKind.ALTERNATION, {"x": rule}).is_priority("x") is favoured


@pytest.mark.parametrize("kind", PolicyKind)
def test_every_policy_is_described_in_both_languages_with_an_example(kind: PolicyKind) -> None:
    vi, en = DESCRIPTIONS[kind]
    assert vi != en
    for text in (vi, en):
        assert any(sign.isdigit() for sign in text)
        assert text.count(". ") >= 2
        assert text.endswith(".")


@given(counts, codes, policies())
def test_one_more_waiting_never_makes_fewer_ahead(tally: dict[str, int], own: str, policy: Policy) -> None:
    for other in CLASSES:
        more = tally | {other: tally.get(other, 0) + 1}
        assert expected_ahead(more, own, policy) >= expected_ahead(tally, own, policy)


@given(counts, policies(PolicyKind.ACCUMULATING, PolicyKind.HEAD_START, PolicyKind.STRICT))
def test_a_higher_class_never_has_more_ahead(tally: dict[str, int], policy: Policy) -> None:
    ranked = sorted(CLASSES, key=lambda code: policy.score(code, 1.0))
    ahead = [expected_ahead(tally, code, policy) for code in ranked]
    assert ahead == sorted(ahead, reverse=True)


@given(counts, codes, policies())
def test_never_more_are_ahead_than_wait(tally: dict[str, int], own: str, policy: Policy) -> None:
    assert 0 <= expected_ahead(tally, own, policy) <= sum(tally.values())


def ahead_of_a_newcomer(hall: list[Waiting], own: str, policy: Policy, streak: int = 0) -> tuple[int, int]:
    """Count whom a newcomer is promised ahead, and who is ahead if nobody else comes and no time passes."""
    one_service = [Waiting(w.ticket_id, w.label, "HT", w.priority, w.line_at_ms, w.line_seq) for w in hall]
    tally = {code: sum(w.priority == code for w in hall) for code in CLASSES}
    line = order([*one_service, waiting(NEWCOMER, 0, own)], policy, NOW, streak)
    truth = [one.ticket_id for one in line].index(NEWCOMER)
    return expected_ahead(tally, own, policy), truth


@given(halls(), codes, policies(PolicyKind.STRICT))
def test_strict_ranks_put_exactly_those_ahead_who_are_called_first(
    hall: list[Waiting], own: str, policy: Policy
) -> None:
    promised, truth = ahead_of_a_newcomer(hall, own, policy)
    assert promised == truth


@given(halls(), codes, policies(PolicyKind.HEAD_START))
def test_a_head_start_never_promises_too_few_ahead(hall: list[Waiting], own: str, policy: Policy) -> None:
    promised, truth = ahead_of_a_newcomer(hall, own, policy)
    assert promised >= truth


@given(halls(), codes, st.integers(1, 4), st.integers(0, 9))
def test_an_alternation_promises_at_most_one_round_too_many_ahead(
    hall: list[Waiting], own: str, turns: int, streak: int
) -> None:
    favoured = {"elderly": ClassRule(rank=1), "severely_disabled": ClassRule(rank=2)}
    policy = Policy(PolicyKind.ALTERNATION, favoured, turns)
    promised, truth = ahead_of_a_newcomer(hall, own, policy, streak)
    assert truth <= promised <= truth + turns


@pytest.mark.parametrize(
    ("kind", "tally", "own", "ahead"),
    [
        (PolicyKind.ACCUMULATING, {}, "normal", 0),
        (PolicyKind.ACCUMULATING, {"normal": 7}, "normal", 7),
        (PolicyKind.ACCUMULATING, {"normal": 7, "elderly": 2}, "normal", 9),
        (PolicyKind.ACCUMULATING, {"normal": 7}, "elderly", 3),  # a third of 7 has waited long enough
        (PolicyKind.ACCUMULATING, {"normal": 7, "elderly": 2, "severely_disabled": 1}, "elderly", 6),
        (PolicyKind.ACCUMULATING, {"elderly": 4}, "severely_disabled", 3),
        (PolicyKind.HEAD_START, {"normal": 7, "elderly": 2}, "elderly", 9),
        (PolicyKind.HEAD_START, {"normal": 7, "elderly": 2}, "normal", 9),
        (PolicyKind.STRICT, {"normal": 7, "elderly": 2, "severely_disabled": 1}, "elderly", 3),
        (PolicyKind.STRICT, {"normal": 7, "elderly": 2}, "normal", 9),
        (PolicyKind.ALTERNATION, {"normal": 7}, "elderly", 1),
        (PolicyKind.ALTERNATION, {"normal": 7, "elderly": 4}, "elderly", 7),
        (PolicyKind.ALTERNATION, {"normal": 2, "elderly": 20}, "normal", 8),
        (PolicyKind.ALTERNATION, {"normal": 2, "elderly": 3}, "normal", 5),
    ],
)
def test_who_is_ahead_of_a_newcomer(kind: PolicyKind, tally: dict[str, int], own: str, ahead: int) -> None:
    assert expected_ahead(tally, own, POLICIES[kind]) == ahead
