"""The reason of a call: one line in two languages, whose numbers are the true ones and whose arithmetic holds."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.next_in_line import Choice, Waiting, choose, waited_s
from server.domain.policy import ClassRule, Policy, PolicyKind
from tests.domain.people import MIN, NOW, POLICIES, halls, policies, waiting

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
N = r"(\d+(?:\.\d+)?)"
PRODUCT = re.compile(rf"{N} × {N} (?:min|s) = {N}")
SUM = re.compile(rf"{N} \+ {N} = {N}")
SIDE = r"\d\S* (?:× \d+ (?:min|s) = \S+|\+ \d+ = \d+(?: min| s)?|min|s)|\d+"
SIDES = re.compile(
    rf"^(?:priority |counted (?P<early>\d+) (?:min|s) early: )?(?P<left>{SIDE}) (?P<sign>[>=≈]) (?P<right>{SIDE}) "
    r"of (?P<rival>A\d{3})$"
)
RANKS = re.compile(r"^strict priority: rank (?P<left>\d+) > rank (?P<right>\d+) of (?P<rival>A\d{3})$")
LONGEST = re.compile(r"^longest wait: (?P<wait>\d+) (?P<unit>min|s)$")
TURN = re.compile(
    r"^(?:priority number (\d+) of (\d+) before an ordinary one is due|turn of an ordinary number after (\d+) .*)$"
)
PUT_BACK = "put back earlier; nobody else is due"
SECONDS = {"min": 60, "s": 1}
streaks = st.integers(0, 5)


def chosen(heads: list[Waiting], policy: Policy, streak: int = 0) -> Choice:
    choice = choose(heads, policy, NOW, streak=streak)
    assert choice is not None
    return choice


def numbers(text: str) -> list[str]:
    return [found.replace(",", ".") for found in NUMBER.findall(re.sub(r"A\d{3}", "", text))]


def value(side: str) -> Decimal:
    """Read what a side of a comparison says it comes to, and check how it comes to that."""
    for left, right, makes in PRODUCT.findall(side):
        assert Decimal(left) * Decimal(right) == Decimal(makes)
    for left, right, makes in SUM.findall(side):
        assert Decimal(left) + Decimal(right) == Decimal(makes)
    return Decimal(NUMBER.findall(side)[-1])


def shown_waits(side: str) -> int:
    product = PRODUCT.search(side)
    return int(product[2] if product else NUMBER.findall(side)[0])


@given(halls(put_back=True, booked=True), policies(), streaks)
def test_both_languages_state_the_same_numbers(hall: list[Waiting], policy: Policy, streak: int) -> None:
    choice = chosen(hall, policy, streak)
    assert numbers(choice.reason_vi) == numbers(choice.reason_en)
    assert re.findall(r"A\d{3}", choice.reason_vi) == re.findall(r"A\d{3}", choice.reason_en)
    assert "\n" not in choice.reason_vi + choice.reason_en


@given(halls(booked=True), policies(PolicyKind.ACCUMULATING, PolicyKind.HEAD_START))
def test_the_reason_never_claims_what_its_numbers_do_not_show(hall: list[Waiting], policy: Policy) -> None:
    choice = chosen(hall, policy)
    by_label = {one.label: one for one in hall}
    if longest := LONGEST.match(choice.reason_en):
        begun = {one.priority for one in hall if one.line_at_ms <= NOW} or {one.priority for one in hall}
        assert len(begun) == 1
        assert int(longest["wait"]) == shown(by_label[choice.label], longest["unit"])
        return
    read = SIDES.match(choice.reason_en)
    assert read, choice.reason_en
    left, right = value(read["left"]), value(read["right"])
    assert read["sign"] == (">" if left > right else "=" if left == right else "≈")
    assert not read["early"] or f"+ {read['early']} =" in read["left"]
    unit = "min" if " min" in choice.reason_en else "s"
    assert shown_waits(read["left"]) == shown(by_label[choice.label], unit)
    assert shown_waits(read["right"]) == shown(by_label[read["rival"]], unit)
    assert by_label[read["rival"]].priority != by_label[choice.label].priority


def shown(one: Waiting, unit: str) -> int:
    return round(waited_s(one.line_at_ms, NOW) / SECONDS[unit])


@given(halls(), policies(PolicyKind.STRICT))
def test_the_reason_of_a_strict_call_names_true_ranks(hall: list[Waiting], policy: Policy) -> None:
    choice = chosen(hall, policy)
    ranks = {one.label: policy.rule_of(one.priority).rank for one in hall}
    if read := RANKS.match(choice.reason_en):
        assert (int(read["left"]), int(read["right"])) == (ranks[choice.label], ranks[read["rival"]])
        assert ranks[choice.label] == max(ranks.values()) > ranks[read["rival"]]
    else:
        assert LONGEST.match(choice.reason_en)
        assert len(set(ranks.values())) == 1


@given(halls(), policies(PolicyKind.ALTERNATION), streaks)
def test_the_reason_of_an_alternation_names_the_true_turn(
    hall: list[Waiting], policy: Policy, streak: int
) -> None:
    choice = chosen(hall, policy, streak)
    sides = {policy.is_priority(one.priority) for one in hall}
    turn, _, compared = choice.reason_en.partition("; ")
    read = TURN.match(turn)
    assert bool(read) == (len(sides) == 2)
    if read and read[1]:
        assert (int(read[1]), int(read[2])) == (streak + 1, policy.turns)
        assert int(read[1]) <= int(read[2])
    elif read:
        assert int(read[3]) == streak >= policy.turns
    rest = compared if read else turn
    if rest and not LONGEST.match(rest):
        sides_read = SIDES.match(rest)
        assert sides_read, rest
        assert value(sides_read["left"]) >= value(sides_read["right"]) or sides_read["sign"] == "≈"


@given(halls(put_back=True), policies(), streaks)
def test_exactly_those_put_back_are_said_to_have_been(
    hall: list[Waiting], policy: Policy, streak: int
) -> None:
    choice = chosen(hall, policy, streak)
    first = next(one for one in hall if one.ticket_id == choice.ticket_id)
    assert choice.reason_en.startswith(PUT_BACK) == (first.lets_pass > 0)


def test_a_crooked_rate_is_shown_as_it_is_multiplied() -> None:
    policy = Policy.accumulating({"elderly": 1.25, "merit": 1 / 3})
    heads = [waiting(1, 7 * MIN, "elderly"), waiting(2, 10 * MIN, "merit")]
    choice = chosen(heads, policy)
    assert choice.reason_en == "priority 1.25 × 7 min = 8.75 > 0.333 × 10 min = 3.33 of A002"
    assert choice.reason_vi == "ưu tiên 1,25 × 7 phút = 8,75 > 0,333 × 10 phút = 3,33 của A002"


def test_the_reason_names_the_strongest_of_another_class_as_rival() -> None:
    heads = [waiting(1, 20 * MIN), waiting(2, 9 * MIN, "elderly"), waiting(3, 5 * MIN, "severely_disabled")]
    choice = chosen(heads, POLICIES[PolicyKind.ACCUMULATING])
    assert choice.reason_en == "priority 3 × 9 min = 27 > 5 × 5 min = 25 of A003"


def test_the_reason_admits_when_whole_minutes_are_too_coarse() -> None:
    heads = [waiting(1, 28 * MIN), waiting(2, 9 * MIN + 27_000, "elderly")]
    choice = chosen(heads, POLICIES[PolicyKind.ACCUMULATING])
    assert choice.reason_en == "priority 3 × 9 min = 27 ≈ 28 min of A001"


ACCUMULATING, HEAD_START, STRICT, ALTERNATION = PolicyKind


@pytest.mark.parametrize(
    ("kind", "heads", "streak", "vi", "en"),
    [
        (ACCUMULATING, [waiting(1, 12 * MIN)], 0, "đợi lâu nhất: 12 phút", "longest wait: 12 min"),
        (
            ACCUMULATING,
            [waiting(1, 12 * MIN), waiting(2, 4 * MIN, service="CT")],
            0,
            "đợi lâu nhất: 12 phút",
            "longest wait: 12 min",
        ),
        (
            ACCUMULATING,
            [waiting(1, 12 * MIN), waiting(2, 9 * MIN, "elderly")],
            0,
            "ưu tiên 3 × 9 phút = 27 > 12 phút của A001",
            "priority 3 × 9 min = 27 > 12 min of A001",
        ),
        (
            ACCUMULATING,
            [waiting(1, 30 * MIN), waiting(2, 4 * MIN, "elderly")],
            0,
            "30 phút > 3 × 4 phút = 12 của A002",
            "30 min > 3 × 4 min = 12 of A002",
        ),
        (
            ACCUMULATING,
            [waiting(1, 5 * MIN, "elderly"), waiting(2, 4 * MIN, "severely_disabled")],
            0,
            "ưu tiên 5 × 4 phút = 20 > 3 × 5 phút = 15 của A001",
            "priority 5 × 4 min = 20 > 3 × 5 min = 15 of A001",
        ),
        (
            ACCUMULATING,
            [waiting(1, 30 * MIN), waiting(2, 10 * MIN, "elderly")],
            0,
            "30 phút = 3 × 10 phút = 30 của A002",
            "30 min = 3 × 10 min = 30 of A002",
        ),
        (
            ACCUMULATING,
            [waiting(1, 40_000), waiting(2, 30_000, "elderly")],
            0,
            "ưu tiên 3 × 30 giây = 90 > 40 giây của A001",
            "priority 3 × 30 s = 90 > 40 s of A001",
        ),
        (
            HEAD_START,
            [waiting(17, 20 * MIN), waiting(2, 12 * MIN, "elderly")],
            0,
            "được tính sớm 15 phút: 12 + 15 = 27 > 20 phút của A017",
            "counted 15 min early: 12 + 15 = 27 > 20 min of A017",
        ),
        (
            HEAD_START,
            [waiting(1, 30 * MIN), waiting(2, 12 * MIN, "elderly")],
            0,
            "30 phút > 12 + 15 = 27 phút của A002",
            "30 min > 12 + 15 = 27 min of A002",
        ),
        (
            HEAD_START,
            [waiting(1, 5 * MIN, "severely_disabled"), waiting(2, 12 * MIN, "elderly")],
            0,
            "được tính sớm 30 phút: 5 + 30 = 35 > 12 + 15 = 27 phút của A002",
            "counted 30 min early: 5 + 30 = 35 > 12 + 15 = 27 min of A002",
        ),
        (
            STRICT,
            [waiting(17, 50 * MIN), waiting(2, 1 * MIN, "severely_disabled")],
            0,
            "ưu tiên tuyệt đối: bậc 2 > bậc 0 của A017",
            "strict priority: rank 2 > rank 0 of A017",
        ),
        (
            ALTERNATION,
            [waiting(1, 3 * MIN), waiting(2, 12 * MIN, "elderly")],
            2,
            "đến lượt người không ưu tiên sau 2 số ưu tiên",
            "turn of an ordinary number after 2 priority numbers",
        ),
        (
            ALTERNATION,
            [waiting(1, 30 * MIN), waiting(2, 1 * MIN, "elderly")],
            1,
            "số ưu tiên thứ 2 trong 2 số trước khi đến lượt người không ưu tiên",
            "priority number 2 of 2 before an ordinary one is due",
        ),
        (
            ALTERNATION,
            [waiting(1, 30 * MIN), waiting(2, 9 * MIN, "elderly"), waiting(3, 6 * MIN, "severely_disabled")],
            0,
            "số ưu tiên thứ 1 trong 2 số trước khi đến lượt người không ưu tiên; "
            "ưu tiên 5 × 6 phút = 30 > 3 × 9 phút = 27 của A002",
            "priority number 1 of 2 before an ordinary one is due; "
            "priority 5 × 6 min = 30 > 3 × 9 min = 27 of A002",
        ),
        (
            ALTERNATION,
            [waiting(1, 12 * MIN, "elderly")],
            5,
            "đợi lâu nhất: 12 phút",
            "longest wait: 12 min",
        ),
        (
            ACCUMULATING,
            [waiting(1, 12 * MIN, lets_pass=2)],
            0,
            "đã xếp lại; không còn ai khác đến lượt",
            PUT_BACK,
        ),
    ],
)
def test_the_reason_reads_as_one_line_in_both_languages(
    kind: PolicyKind, heads: list[Waiting], streak: int, vi: str, en: str
) -> None:
    choice = chosen(heads, POLICIES[kind], streak)
    assert (choice.reason_vi, choice.reason_en) == (vi, en)


def test_one_priority_number_is_not_said_in_the_plural() -> None:
    policy = Policy(PolicyKind.ALTERNATION, {"elderly": ClassRule(rank=1)}, turns=1)
    choice = chosen([waiting(1, 3 * MIN), waiting(2, 12 * MIN, "elderly")], policy, 1)
    assert choice.reason_en == "turn of an ordinary number after 1 priority number"
