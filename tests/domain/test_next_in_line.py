"""Who is next: the bound on overtaking (invariant 6), order of arrival within a class (invariant 4), the reason."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.next_in_line import Choice, Waiting, choose, expected_ahead, waited_s

RATES = {"normal": 1.0, "elderly": 3.0, "severely_disabled": 5.0}
MIN = 60_000
COMPARED = re.compile(
    r"(?:priority [\d.]+ × \d+ (?:min|s) = (?P<left>\d+)|(?P<left_min>\d+) (?:min|s)) (?P<sign>[>=≈]) "
    r"(?:[\d.]+ × \d+ (?:min|s) = (?P<right>\d+)|(?P<right_min>\d+) (?:min|s)) of A\d{3}"
)
NOW = 1_795_400_000_000

rates = st.fixed_dictionaries({name: st.integers(4, 400).map(lambda n: n / 4) for name in RATES})
waits = st.integers(0, 8 * 3600_000)


def waiting(
    number: int, wait_ms: int, priority: str = "normal", *, seq: int | None = None, service: str = "HT"
) -> Waiting:
    return Waiting(number, f"A{number:03d}", service, priority, NOW - wait_ms, number if seq is None else seq)


@st.composite
def lines(draw: st.DrawFn) -> list[Waiting]:
    """A hall: who arrived earlier has waited at least as long."""
    arrivals = sorted(draw(st.lists(waits, min_size=1, max_size=12)), reverse=True)
    classes = draw(st.lists(st.sampled_from(sorted(RATES)), min_size=len(arrivals), max_size=len(arrivals)))
    return [
        waiting(number, wait, one)
        for number, (wait, one) in enumerate(zip(arrivals, classes, strict=True), 1)
    ]


def chosen(heads: list[Waiting], by: dict[str, float] = RATES) -> Choice:
    choice = choose(heads, by, NOW)
    assert choice is not None
    return choice


def test_nobody_is_chosen_from_an_empty_hall() -> None:
    assert choose([], RATES, NOW) is None


@given(lines(), rates)
def test_nobody_is_passed_sooner_than_the_rates_allow(hall: list[Waiting], by: dict[str, float]) -> None:
    first = next(one for one in hall if one.ticket_id == chosen(hall, by).ticket_id)
    for passed in hall:
        bound = by[passed.priority] / by[first.priority] * waited_s(passed.queued_at_ms, NOW)
        assert waited_s(first.queued_at_ms, NOW) >= bound * (1 - 1e-9)


@given(lines(), rates)
def test_within_a_class_the_first_to_come_is_the_first_to_go(
    hall: list[Waiting], by: dict[str, float]
) -> None:
    first = next(one for one in hall if one.ticket_id == chosen(hall, by).ticket_id)
    assert all(first.queued_seq <= one.queued_seq for one in hall if one.priority == first.priority)


@given(lines(), st.randoms())
def test_the_choice_does_not_depend_on_the_order_of_the_list(
    hall: list[Waiting], dice: random.Random
) -> None:
    mixed = list(hall)
    dice.shuffle(mixed)
    assert chosen(mixed).ticket_id == chosen(hall).ticket_id


def test_an_equal_score_goes_to_who_came_first() -> None:
    heads = [waiting(2, 10 * MIN, "elderly", seq=9), waiting(1, 30 * MIN, seq=4)]
    assert chosen(heads).ticket_id == 1


def test_a_class_that_nobody_knows_any_more_gains_as_everybody_else() -> None:
    assert chosen([waiting(1, 20 * MIN), waiting(2, 19 * MIN, "abolished")]).ticket_id == 1
    assert chosen([waiting(1, 20 * MIN), waiting(2, 21 * MIN, "abolished")]).ticket_id == 2


def test_a_clock_that_went_back_gives_no_negative_wait() -> None:
    assert waited_s(NOW + 5_000, NOW) == 0
    assert chosen([waiting(2, -5_000, "elderly"), waiting(1, -9_000)]).ticket_id == 1


def test_milliseconds_count() -> None:
    assert waited_s(NOW - 1_500, NOW) == 1.5
    assert chosen([waiting(1, 1_000), waiting(2, 1_001, "x")]).ticket_id == 2


@pytest.mark.parametrize(
    ("heads", "vi", "en"),
    [
        ([waiting(1, 12 * MIN)], "đợi lâu nhất: 12 phút", "longest wait: 12 min"),
        (
            [waiting(1, 12 * MIN), waiting(2, 4 * MIN, service="CT")],
            "đợi lâu nhất: 12 phút",
            "longest wait: 12 min",
        ),
        (
            [waiting(1, 12 * MIN), waiting(2, 9 * MIN, "elderly")],
            "ưu tiên 3 × 9 phút = 27 > 12 phút của A001",
            "priority 3 × 9 min = 27 > 12 min of A001",
        ),
        (
            [waiting(1, 30 * MIN), waiting(2, 4 * MIN, "elderly")],
            "30 phút > 3 × 4 phút = 12 của A002",
            "30 min > 3 × 4 min = 12 of A002",
        ),
        (
            [waiting(1, 5 * MIN, "elderly"), waiting(2, 4 * MIN, "severely_disabled")],
            "ưu tiên 5 × 4 phút = 20 > 3 × 5 phút = 15 của A001",
            "priority 5 × 4 min = 20 > 3 × 5 min = 15 of A001",
        ),
        (
            [waiting(1, 30 * MIN), waiting(2, 10 * MIN, "elderly")],
            "30 phút = 3 × 10 phút = 30 của A002",
            "30 min = 3 × 10 min = 30 of A002",
        ),
        (
            [waiting(1, 40_000), waiting(2, 30_000, "elderly")],
            "ưu tiên 3 × 30 giây = 90 > 40 giây của A001",
            "priority 3 × 30 s = 90 > 40 s of A001",
        ),
    ],
)
def test_the_reason_reads_as_one_line_in_both_languages(heads: list[Waiting], vi: str, en: str) -> None:
    choice = chosen(heads)
    assert (choice.reason_vi, choice.reason_en) == (vi, en)


def test_the_reason_names_the_strongest_of_another_class_as_rival() -> None:
    heads = [waiting(1, 20 * MIN), waiting(2, 9 * MIN, "elderly"), waiting(3, 5 * MIN, "severely_disabled")]
    assert chosen(heads).reason_en == "priority 3 × 9 min = 27 > 5 × 5 min = 25 of A003"


@given(lines())
def test_the_reason_never_claims_what_its_numbers_do_not_show(hall: list[Waiting]) -> None:
    words = chosen(hall).reason_en
    if words.startswith("longest wait: "):
        assert len({one.priority for one in hall}) == 1
        return
    read = COMPARED.fullmatch(words)
    assert read, words
    left, right = (int(read[side] or read[f"{side}_min"]) for side in ("left", "right"))
    assert read["sign"] == (">" if left > right else "=" if left == right else "≈")


def test_the_reason_admits_when_whole_minutes_are_too_coarse() -> None:
    heads = [waiting(1, 28 * MIN), waiting(2, 9 * MIN + 27_000, "elderly")]
    assert chosen(heads).reason_en == "priority 3 × 9 min = 27 ≈ 28 min of A001"


counts = st.dictionaries(st.sampled_from(sorted(RATES)), st.integers(0, 50))


@given(counts, st.sampled_from(sorted(RATES)), rates)
def test_one_more_waiting_never_makes_fewer_ahead(
    tally: dict[str, int], own: str, by: dict[str, float]
) -> None:
    for other in RATES:
        more = tally | {other: tally.get(other, 0) + 1}
        assert expected_ahead(more, own, by) >= expected_ahead(tally, own, by)


@given(counts, rates)
def test_a_higher_class_never_has_more_ahead(tally: dict[str, int], by: dict[str, float]) -> None:
    ranked = sorted(RATES, key=lambda one: by[one])
    ahead = [expected_ahead(tally, one, by) for one in ranked]
    assert ahead == sorted(ahead, reverse=True)


@given(counts, st.sampled_from(sorted(RATES)), rates)
def test_never_more_are_ahead_than_wait(tally: dict[str, int], own: str, by: dict[str, float]) -> None:
    assert 0 <= expected_ahead(tally, own, by) <= sum(tally.values())


@pytest.mark.parametrize(
    ("tally", "own", "ahead"),
    [
        ({}, "normal", 0),
        ({"normal": 7}, "normal", 7),
        ({"normal": 7, "elderly": 2}, "normal", 9),
        ({"normal": 7}, "elderly", 3),  # a third of 7 has waited long enough, rounded up
        ({"normal": 7, "elderly": 2, "severely_disabled": 1}, "elderly", 6),
        ({"elderly": 4}, "severely_disabled", 3),
    ],
)
def test_who_is_ahead_of_a_newcomer(tally: dict[str, int], own: str, ahead: int) -> None:
    assert expected_ahead(tally, own, RATES) == ahead
