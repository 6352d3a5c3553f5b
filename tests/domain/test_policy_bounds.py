"""What each policy promises about overtaking (invariant 6): ratio, head start, rank, and turns of an alternation."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.next_in_line import Waiting, choose, waited_s
from server.domain.policy import Policy, PolicyKind
from tests.domain.people import CLASSES, MIN, NOW, POLICIES, codes, halls, policies, waiting

ordinary = st.just("normal")


def called(hall: list[Waiting], policy: Policy, now_ms: int = NOW, streak: int = 0) -> Waiting:
    choice = choose(hall, policy, now_ms, streak=streak)
    assert choice is not None
    return next(one for one in hall if one.ticket_id == choice.ticket_id)


def wait_s(one: Waiting) -> float:
    return waited_s(one.line_at_ms, NOW)


@given(halls(), policies(PolicyKind.ACCUMULATING))
def test_nobody_is_passed_sooner_than_the_rates_allow(hall: list[Waiting], policy: Policy) -> None:
    first = called(hall, policy)
    for passed in hall:
        ratio = policy.rule_of(passed.priority).rate / policy.rule_of(first.priority).rate
        assert wait_s(first) >= ratio * wait_s(passed) * (1 - 1e-9)


@given(halls(), policies(PolicyKind.HEAD_START))
def test_nobody_is_passed_by_who_came_later_than_the_head_start(hall: list[Waiting], policy: Policy) -> None:
    first = called(hall, policy)
    for passed in hall:
        start = policy.rule_of(first.priority).head_start_s - policy.rule_of(passed.priority).head_start_s
        assert (first.line_at_ms - passed.line_at_ms) / 1000 <= start


@given(halls(), policies(PolicyKind.ACCUMULATING, PolicyKind.HEAD_START))
def test_the_strongest_claim_is_called(hall: list[Waiting], policy: Policy) -> None:
    def claim(one: Waiting) -> float:
        rule = policy.rule_of(one.priority)
        accumulates = policy.kind is PolicyKind.ACCUMULATING
        return rule.rate * wait_s(one) if accumulates else rule.head_start_s + wait_s(one)

    assert claim(called(hall, policy)) == pytest.approx(max(claim(one) for one in hall), rel=1e-12)


@pytest.mark.parametrize(
    ("kind", "as_strong_ms"), [(PolicyKind.ACCUMULATING, 20 * MIN), (PolicyKind.HEAD_START, 45 * MIN)]
)
def test_claims_are_weighed_to_the_millisecond(kind: PolicyKind, as_strong_ms: int) -> None:
    """An hour of anybody's wait: a third of it at a rate of 3, 15 minutes less with a head start of 15."""
    for more_ms, goes_first in ((-1, "normal"), (0, "normal"), (1, "elderly")):
        hall = [waiting(1, 60 * MIN), waiting(2, as_strong_ms + more_ms, "elderly")]
        assert called(hall, POLICIES[kind]).priority == goes_first


@given(halls(), policies(PolicyKind.STRICT))
def test_a_higher_rank_always_goes_first_and_an_equal_one_in_order(
    hall: list[Waiting], policy: Policy
) -> None:
    first = called(hall, policy)
    assert (policy.rule_of(first.priority).rank, -first.line_at_ms) == max(
        (policy.rule_of(one.priority).rank, -one.line_at_ms) for one in hall
    )


@given(
    st.lists(st.one_of(codes, st.none(), st.none()), max_size=60),
    policies(PolicyKind.ALTERNATION),
    st.integers(0, 6),
)
def test_while_both_sides_wait_each_round_has_n_priority_calls_and_one_ordinary(
    happenings: list[str | None], policy: Policy, streak: int
) -> None:
    """None is a call, a class is somebody of it who comes. A round is N + 1 calls in a row with both sides there."""
    hall = [waiting(n, 1, code) for n, code in enumerate(("normal", "elderly") * 2, 1)]
    rounds: list[list[bool]] = [[]]
    for minute, happening in enumerate(happenings):
        if happening is not None:
            hall.append(waiting(100 + minute, -minute, happening))
            continue
        both = len({policy.is_priority(one.priority) for one in hall}) == 2
        if not hall or not both:
            rounds.append([])
        if hall:
            one = called(hall, policy, NOW + minute, streak)
            hall.remove(one)
            favoured = policy.is_priority(one.priority)
            streak = streak + 1 if favoured else 0
            if both:
                rounds[-1].append(favoured)
    for calls in rounds:
        for start in range(len(calls) - policy.turns):
            assert sum(calls[start : start + policy.turns + 1]) == policy.turns


@given(halls(), policies(PolicyKind.ALTERNATION), st.integers(0, 6))
def test_within_a_side_of_an_alternation_the_ratio_bound_holds(
    hall: list[Waiting], policy: Policy, streak: int
) -> None:
    first = called(hall, policy, streak=streak)
    favoured = policy.is_priority(first.priority)
    for passed in (one for one in hall if policy.is_priority(one.priority) == favoured):
        ratio = policy.rule_of(passed.priority).rate / policy.rule_of(first.priority).rate
        assert wait_s(first) >= ratio * wait_s(passed) * (1 - 1e-9)


def test_priority_keeps_its_turns_however_long_everybody_else_has_waited() -> None:
    policy = Policy(PolicyKind.ALTERNATION, CLASSES, turns=2)
    hall = [waiting(n, 10 * 3600_000) for n in range(1, 50)]
    hall += [waiting(n, 1_000, "elderly") for n in range(50, 99)]
    calls, streak = [], 0
    for _ in range(48):
        one = called(hall, policy, streak=streak)
        hall.remove(one)
        calls.append(one.priority)
        streak = streak + 1 if one.priority == "elderly" else 0
    assert calls == ["elderly", "elderly", "normal"] * 16


def test_an_ordinary_number_is_due_at_once_after_a_long_run_of_priority() -> None:
    policy = Policy(PolicyKind.ALTERNATION, CLASSES, turns=2)
    hall = [waiting(1, 1_000), waiting(2, 90_000, "elderly")]
    assert [called(hall, policy, streak=n).ticket_id for n in (0, 1, 2, 3, 9)] == [2, 2, 1, 1, 1]


@given(halls(), policies(PolicyKind.ACCUMULATING, PolicyKind.HEAD_START), st.integers(1, 10**7))
def test_who_is_first_among_its_equals_gains_on_all_who_come_later(
    hall: list[Waiting], policy: Policy, later_ms: int
) -> None:
    """Waiting longer never costs a place: over time, who was ahead of a later comer of no higher claim stays so."""
    for earlier, later in pairwise(hall):
        if policy.score(earlier.priority, 1) >= policy.score(later.priority, 1):
            assert called([later, earlier], policy, NOW + later_ms) is earlier
