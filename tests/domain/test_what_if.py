"""What another rule would have done: small days counted by hand, generated ones, and Ciw beside a long one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.measures import mean, percentile
from server.domain.policy import ClassRule, Policy, PolicyKind
from server.domain.what_if import ClassOutcome, Shift, Visit, what_if
from tests.domain.oracle import comers, started_by_ciw
from tests.domain.people import CLASSES, MIN, POLICIES, codes

HOUR = 60 * MIN
FIRST_COME = Policy.accumulating({})
NAMED = {kind.value: policy for kind, policy in POLICIES.items()}
MORNING = Shift(1, frozenset({"HT"}), 0, 4 * HOUR)


def visit(at_min: float, priority: str = "normal", *, service: str = "HT", serving_min: float = 10) -> Visit:
    return Visit(service, priority, round(at_min * MIN), round(serving_min * MIN))


def played(
    visits: list[Visit], *shifts: Shift, policy: Policy = FIRST_COME
) -> dict[str | None, ClassOutcome]:
    return dict(what_if(visits, shifts or (MORNING,), {"rule": policy})["rule"])


def test_three_in_order_of_arrival_wait_nothing_then_eight_then_sixteen_minutes() -> None:
    hall = played([visit(0), visit(2), visit(4)])
    assert hall[None] == ClassOutcome(3, 480.0, 960.0, 960.0, 0)
    assert hall["normal"] == hall[None]


def test_walking_keeps_the_counter_but_is_no_wait() -> None:
    slow = Visit("HT", "normal", 0, 10 * MIN, walk_ms=2 * MIN)
    assert played([slow, visit(2)])[None] == ClassOutcome(2, 300.0, 600.0, 600.0, 0)


def test_a_strict_call_passes_who_came_before() -> None:
    hall = played([visit(0), visit(2), visit(4, "elderly")], policy=POLICIES[PolicyKind.STRICT])
    assert hall["elderly"] == ClassOutcome(1, 360.0, 360.0, 360.0, 0)
    assert hall["normal"] == ClassOutcome(2, 540.0, 1080.0, 1080.0, 1)
    assert hall[None] == ClassOutcome(3, 480.0, 1080.0, 1080.0, 1)


@pytest.mark.parametrize("kind", PolicyKind)
def test_a_wait_of_four_minutes_with_priority_goes_before_one_of_eight_under_every_policy(
    kind: PolicyKind,
) -> None:
    hall = played([visit(0), visit(2), visit(6, "elderly")], policy=POLICIES[kind])
    assert hall["elderly"].longest_s == 4 * 60
    assert hall["normal"].longest_s == 18 * 60


def test_the_accumulating_rule_lets_a_long_wait_go_first_where_the_others_do_not() -> None:
    visits = [visit(0, serving_min=60), visit(1), visit(50, "elderly")]  # at 60: 59 against 10
    waits = {name: outcome["elderly"].mean_s for name, outcome in what_if(visits, [MORNING], NAMED).items()}
    assert waits == {"accumulating": 1200.0, "head_start": 1200.0, "strict": 600.0, "alternation": 600.0}


def test_an_alternation_gives_every_third_call_to_an_ordinary_number() -> None:
    visits = [
        visit(0),
        *(visit(1 + n / 10) for n in range(2)),
        *(visit(2 + n / 10, "elderly") for n in range(4)),
    ]
    hall = played(visits, policy=POLICIES[PolicyKind.ALTERNATION])
    assert hall["normal"].longest_s == pytest.approx((60 - 1.1) * 60)  # called 4th and 7th: at 30 and at 60
    assert hall["normal"].overtaken == 2 + 4


def test_a_streak_counts_only_calls_at_services_of_the_counter() -> None:
    shifts = [Shift(1, frozenset({"HT"}), 0, HOUR), Shift(2, frozenset({"CT"}), 0, HOUR)]
    elsewhere = [visit(n, "elderly", service="CT", serving_min=1) for n in range(9)]
    visits = [visit(0), visit(1), visit(2, "elderly"), *elsewhere]
    hall = played(visits, *shifts, policy=POLICIES[PolicyKind.ALTERNATION])
    assert hall["elderly"].longest_s == 8 * 60  # called at 10, before the ordinary one


def test_a_counter_calls_only_for_its_services_and_only_while_it_is_open() -> None:
    late = Shift(2, frozenset({"CT"}), 30 * MIN, HOUR)
    hall = played([visit(0, service="CT"), visit(0)], MORNING, late)
    assert hall[None] == ClassOutcome(2, 900.0, 1800.0, 1800.0, 0)


def test_a_pause_at_noon_is_waited_through() -> None:
    shifts = [Shift(1, frozenset({"HT"}), 0, HOUR), Shift(1, frozenset({"HT"}), 3 * HOUR, 4 * HOUR)]
    assert played([visit(61)], *shifts)[None].longest_s == 119 * 60


def test_who_is_still_there_at_closing_is_served_by_the_counter_that_closed_last() -> None:
    shifts = [Shift(1, frozenset({"HT"}), 0, HOUR), Shift(2, frozenset({"CT", "HT"}), 0, 30 * MIN)]
    visits = [visit(n, serving_min=30) for n in range(6)]
    hall = played(visits, *shifts)
    assert hall[None].count == 6
    assert hall[None].longest_s == 115 * 60  # the sixth, called at 120: counter 2 had gone at 30
    assert hall[None].mean_s == (0 + 0 + 28 + 57 + 86 + 115) * 60 / 6


def test_a_night_is_not_waited_through() -> None:
    shifts = [MORNING, Shift(1, frozenset({"HT"}), 24 * HOUR, 28 * HOUR)]
    visits = [visit(239, serving_min=30), visit(239.5), visit(245), visit(24 * 60 - 20)]
    hall = played(visits, *shifts)
    assert hall[None].count == 4
    assert hall[None].longest_s == 34 * 60


def test_a_service_that_no_counter_had_that_day_is_left_out() -> None:
    assert played([visit(0), visit(0, service="DD")])[None].count == 1
    assert played([visit(0)], Shift(1, frozenset({"HT"}), 5, 5))[None] == ClassOutcome(0, None, None, None, 0)
    assert what_if([], [], NAMED) == {name: {None: ClassOutcome(0, None, None, None, 0)} for name in NAMED}


visits_of_a_morning = st.lists(
    st.builds(
        Visit,
        service=st.sampled_from(("HT", "CT")),
        priority=codes,
        line_at_ms=st.integers(-30 * MIN, 5 * HOUR),
        serving_ms=st.integers(0, 30 * MIN),
        walk_ms=st.integers(0, 2 * MIN),
    ),
    max_size=40,
)
shifts_of_a_morning = st.lists(
    st.builds(
        Shift,
        counter=st.integers(1, 4),
        services=st.sets(st.sampled_from(("HT", "CT"))).map(frozenset),
        from_ms=st.integers(0, 2 * HOUR),
        to_ms=st.integers(2 * HOUR, 4 * HOUR),
    ),
    max_size=6,
)


@given(visits_of_a_morning, shifts_of_a_morning)
def test_everybody_whom_a_counter_could_serve_is_served_once_under_every_policy(
    visits: list[Visit], shifts: list[Shift]
) -> None:
    offered = {service for shift in shifts if shift.from_ms < shift.to_ms for service in shift.services}
    for hall in what_if(visits, shifts, NAMED).values():
        for code in CLASSES:
            there = sum(one.service in offered and one.priority == code for one in visits)
            assert (hall[code].count if code in hall else 0) == there
        every = hall[None]
        parts = [one for code, one in hall.items() if code is not None]
        assert every.count == sum(one.count for one in parts)
        assert every.overtaken == sum(one.overtaken for one in parts)
        assert every.longest_s == max((one.longest_s or 0 for one in parts), default=None)


equal_visits = st.lists(
    st.builds(
        Visit,
        service=st.just("HT"),
        priority=codes,
        line_at_ms=st.integers(0, 3 * HOUR),
        serving_ms=st.just(10 * MIN),
    ),
    min_size=1,
    max_size=40,
)


@given(equal_visits, st.integers(1, 3))
def test_with_equal_services_a_policy_only_shifts_waits_and_strict_ranks_shift_most(
    visits: list[Visit], counters: int
) -> None:
    shifts = [Shift(n, frozenset({"HT"}), 0, 4 * HOUR) for n in range(counters)]
    halls = what_if(visits, shifts, NAMED | {"first_come": FIRST_COME})
    total = halls["first_come"][None].mean_s
    top = max({one.priority for one in visits}, key=lambda code: CLASSES[code].rank)
    for hall in halls.values():
        assert hall[None].mean_s == pytest.approx(total)
        assert (halls["strict"][top].mean_s or 0) <= (hall[top].mean_s or 0) + 1e-9
    assert halls["first_come"][None].overtaken == 0
    assert halls["strict"][top].overtaken == 0


def test_on_crowded_days_strict_ranks_favour_most_and_hurt_most() -> None:
    visits, shifts = month(days=3, seed=4)
    halls = what_if(visits, shifts, NAMED | {"first_come": FIRST_COME})
    mean_of = {name: {code: hall[code].mean_s or 0 for code in CLASSES} for name, hall in halls.items()}
    for code in ("elderly", "severely_disabled"):
        assert mean_of["strict"][code] <= mean_of["accumulating"][code] < mean_of["first_come"][code]
    assert mean_of["strict"]["normal"] >= mean_of["accumulating"]["normal"] > mean_of["first_come"]["normal"]


def test_the_same_days_give_the_same_figures() -> None:
    visits, shifts = month(days=2, seed=1)
    mixed = list(visits)
    random.Random(0).shuffle(mixed)
    assert what_if(mixed, list(reversed(shifts)), NAMED) == what_if(visits, shifts, NAMED)


@pytest.mark.parametrize("ranks", [{}, {"elderly": 1, "severely_disabled": 2}], ids=["in order", "strict"])
def test_a_long_day_is_as_ciw_simulates_it(ranks: dict[str, int]) -> None:
    shares = dict(zip(CLASSES, (6, 3, 1), strict=True))
    people = comers(2_000, shares, gap_ms=50_000, serving_ms=95_000, seed=3)
    shifts = [Shift(n, frozenset({"HT"}), 0, people[-1].at_ms) for n in (1, 2)]
    policy = Policy(PolicyKind.STRICT, {code: ClassRule(rank=rank) for code, rank in ranks.items()})
    hall = played(
        [Visit("HT", one.priority, one.at_ms, one.serving_ms) for one in people], *shifts, policy=policy
    )
    started = started_by_ciw(people, 2, dict.fromkeys(shares, 0) | ranks)
    for code in shares:
        waits = [(at - p.at_ms) / 1000 for at, p in zip(started, people, strict=True) if p.priority == code]
        passed = sum(
            one.at_ms < other.at_ms and started[n] > started[m]
            for n, one in enumerate(people)
            if one.priority == code
            for m, other in enumerate(people)
        )
        assert hall[code].mean_s == pytest.approx(mean(waits))
        assert (hall[code].p95_s, hall[code].longest_s) == (percentile(waits, 95), max(waits))
        assert hall[code].overtaken == passed


def month(*, days: int, seed: int) -> tuple[list[Visit], list[Shift]]:
    """Draw days of 300 visits, seven services at ten counters with a break at noon, two in ten with priority."""
    dice, services = random.Random(seed), [f"S{n}" for n in range(7)]
    visits, shifts = [], []
    for day in range(days):
        opens = day * 24 * HOUR
        for _ in range(300):
            code = dice.choices(list(CLASSES), weights=(80, 15, 5))[0]
            at_ms = opens + round(dice.triangular(0, 8 * HOUR, 2 * HOUR))
            serving_ms = round(dice.lognormvariate(13.2, 0.6))
            visits.append(Visit(dice.choice(services), code, at_ms, serving_ms, walk_ms=20_000))
        for counter in range(10):
            skills = frozenset(
                {services[counter % 7], services[(counter + 1) % 7], services[(counter + 3) % 7]}
            )
            shifts.append(Shift(counter, skills, opens, opens + 4 * HOUR))
            shifts.append(Shift(counter, skills, opens + 6 * HOUR, opens + 10 * HOUR))
    return visits, shifts
