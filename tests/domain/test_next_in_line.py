"""Who is next under every policy: order of arrival within a class (invariant 4), put-back tickets, the whole line."""

import random
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.next_in_line import Choice, Waiting, choose, order, waited_s
from server.domain.policy import Policy, PolicyKind
from tests.domain.people import CLASSES, MIN, NOW, POLICIES, halls, policies, waiting

ACCUMULATING = POLICIES[PolicyKind.ACCUMULATING]
EVERY_POLICY = pytest.mark.parametrize("policy", POLICIES.values(), ids=str)
streaks = st.integers(0, 5)


def chosen(heads: list[Waiting], policy: Policy = ACCUMULATING, streak: int = 0) -> Choice:
    choice = choose(heads, policy, NOW, streak=streak)
    assert choice is not None
    return choice


def first_of(hall: list[Waiting], policy: Policy = ACCUMULATING, streak: int = 0) -> Waiting:
    called = chosen(hall, policy, streak).ticket_id
    return next(one for one in hall if one.ticket_id == called)


@EVERY_POLICY
def test_nobody_is_chosen_from_an_empty_hall(policy: Policy) -> None:
    assert choose([], policy, NOW) is None
    assert order([], policy, NOW) == []


@given(halls(booked=True), policies(), streaks)
def test_within_a_class_the_first_to_come_is_the_first_to_go(
    hall: list[Waiting], policy: Policy, streak: int
) -> None:
    first = first_of(hall, policy, streak)
    same = [one for one in hall if one.priority == first.priority]
    assert all((first.line_at_ms, first.line_seq) <= (one.line_at_ms, one.line_seq) for one in same)


@given(halls(put_back=True, booked=True), policies(), streaks, st.randoms())
def test_the_choice_does_not_depend_on_the_order_of_the_list(
    hall: list[Waiting], policy: Policy, streak: int, dice: random.Random
) -> None:
    mixed = list(hall)
    dice.shuffle(mixed)
    assert chosen(mixed, policy, streak) == chosen(hall, policy, streak)


@given(halls(put_back=True, booked=True), policies(), streaks)
def test_the_first_of_each_service_and_class_decide_for_all(
    hall: list[Waiting], policy: Policy, streak: int
) -> None:
    in_line = sorted(hall, key=lambda one: (one.line_at_ms, one.line_seq))
    ready = {(one.service, one.priority): one for one in reversed(in_line) if not one.lets_pass}
    put_back = [one for one in hall if one.lets_pass]
    assert chosen([*ready.values(), *put_back], policy, streak) == chosen(hall, policy, streak)


def test_an_equal_score_goes_to_who_came_first() -> None:
    heads = [waiting(2, 10 * MIN, "elderly", seq=9), waiting(1, 30 * MIN, seq=4)]
    assert chosen(heads).ticket_id == 1


def test_who_came_in_the_same_millisecond_goes_by_place_in_line() -> None:
    assert chosen([waiting(1, 9 * MIN, seq=7), waiting(2, 9 * MIN, seq=6)]).ticket_id == 2


@EVERY_POLICY
def test_a_class_that_nobody_knows_any_more_counts_as_everybody_else(policy: Policy) -> None:
    assert chosen([waiting(1, 20 * MIN), waiting(2, 19 * MIN, "abolished")], policy).ticket_id == 1
    assert chosen([waiting(1, 20 * MIN), waiting(2, 21 * MIN, "abolished")], policy).ticket_id == 2


def test_milliseconds_count() -> None:
    assert waited_s(NOW - 1_500, NOW) == 1.5
    assert chosen([waiting(1, 1_000), waiting(2, 1_001, "x")]).ticket_id == 2


@EVERY_POLICY
def test_a_booked_time_still_to_come_has_no_claim_yet_but_may_be_called(policy: Policy) -> None:
    early = waiting(1, -5 * MIN, "elderly")
    assert waited_s(early.line_at_ms, NOW) == 0
    assert chosen([early], policy).ticket_id == 1
    assert chosen([early, waiting(2, 1_000)], policy).ticket_id == 2
    assert chosen([early, waiting(2, 1_000)], policy, streak=9).ticket_id == 2


def test_booked_times_still_to_come_go_in_their_order() -> None:
    heads = [waiting(1, -9 * MIN, seq=1), waiting(2, -5 * MIN, "x", seq=2)]
    assert chosen(heads).ticket_id == 2


@EVERY_POLICY
def test_who_was_put_back_lets_others_of_the_line_pass(policy: Policy) -> None:
    put_back = waiting(1, 90 * MIN, "severely_disabled", lets_pass=1)
    assert chosen([put_back, waiting(2, 1_000)], policy).ticket_id == 2
    assert chosen([put_back, waiting(2, 1_000, service="CT")], policy).ticket_id == 2
    assert chosen([put_back], policy).ticket_id == 1


def test_who_was_put_back_by_the_fewest_calls_goes_first_when_nobody_else_is_due() -> None:
    three, two = waiting(1, 90 * MIN, lets_pass=3), waiting(2, 80 * MIN, lets_pass=2)
    assert chosen([three, two]).ticket_id == 2
    assert chosen([three, replace(two, lets_pass=3)]).ticket_id == 1


def test_who_has_let_enough_pass_is_back_at_the_old_place() -> None:
    assert chosen([waiting(1, 90 * MIN, lets_pass=0), waiting(2, 20 * MIN)]).ticket_id == 1


@given(halls(put_back=True, booked=True), policies(), streaks)
def test_nobody_put_back_is_called_while_somebody_is_due(
    hall: list[Waiting], policy: Policy, streak: int
) -> None:
    first = first_of(hall, policy, streak)
    if first.lets_pass:
        assert min(one.lets_pass for one in hall) == first.lets_pass


@given(halls(put_back=True, booked=True), policies(), streaks)
def test_the_whole_line_is_what_one_call_after_another_would_make(
    hall: list[Waiting], policy: Policy, streak: int
) -> None:
    expected, left, in_a_row = [], list(hall), streak
    while left:
        called = first_of(left, policy, in_a_row)
        expected.append(called.ticket_id)
        left = [
            replace(one, lets_pass=max(0, one.lets_pass - 1))
            for one in left
            if one.ticket_id != called.ticket_id
        ]
        in_a_row = in_a_row + 1 if policy.is_priority(called.priority) else 0
    assert [one.ticket_id for one in order(hall, policy, NOW, streak)] == expected


def test_a_put_back_ticket_stands_behind_as_many_as_it_lets_pass() -> None:
    hall = [waiting(1, 60 * MIN, lets_pass=2), *(waiting(n, (60 - n) * MIN) for n in range(2, 6))]
    assert [one.ticket_id for one in order(hall, ACCUMULATING, NOW)] == [2, 3, 1, 4, 5]


@dataclass(frozen=True)
class Counting(Policy):
    """A policy that counts how many people are weighed."""

    weighed: list[str] = field(default_factory=list)

    def score(self, code: str, waited_s: float) -> float:
        self.weighed.append(code)
        return super().score(code, waited_s)


@pytest.mark.parametrize("kind", PolicyKind)
def test_choosing_weighs_classes_and_not_people(kind: PolicyKind) -> None:
    policy = Counting(kind, CLASSES)
    hall = [waiting(n, (2_001 - n) * 1_000, sorted(CLASSES)[n % 3]) for n in range(1, 2_001)]
    choose(hall, policy, NOW)
    assert len(policy.weighed) <= 2 * len(CLASSES)
    policy.weighed.clear()
    assert len(order(hall, policy, NOW)) == len(hall)
    assert len(policy.weighed) <= len(CLASSES) * len(hall)
