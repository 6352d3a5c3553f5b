"""Our choice against the outside world: Ciw for order of arrival and strict ranks, the theory for accumulating priority."""

import pytest

from server.domain.measures import mean
from server.domain.policy import ClassRule, Policy, PolicyKind
from tests.domain.oracle import Comer, accumulating_waits_s, comers, started_by_choice, started_by_ciw

SHARES = {"normal": 0.6, "elderly": 0.3, "severely_disabled": 0.1}
RANKS = {"normal": 0, "elderly": 1, "severely_disabled": 2}
FIRST_COME = Policy.accumulating({})
STRICT = Policy(PolicyKind.STRICT, {code: ClassRule(rank=rank) for code, rank in RANKS.items()})


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("counters", [1, 3])
def test_among_equals_every_call_is_at_the_moment_ciw_says(counters: int, seed: int) -> None:
    people = comers(2_500, SHARES, gap_ms=100_000 / counters, serving_ms=95_000, seed=seed)
    started = started_by_choice(people, counters, FIRST_COME)
    assert started == started_by_ciw(people, counters, dict.fromkeys(RANKS, 0))
    assert started == sorted(started)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("counters", [1, 3])
def test_under_strict_ranks_every_call_is_at_the_moment_ciw_says(counters: int, seed: int) -> None:
    people = comers(2_500, SHARES, gap_ms=100_000 / counters, serving_ms=95_000, seed=seed)
    started = started_by_choice(people, counters, STRICT)
    assert started == started_by_ciw(people, counters, RANKS)
    assert started != sorted(started)


RATES = {"normal": 1.0, "elderly": 3.0, "severely_disabled": 5.0}
SERVING_S, LOAD = 100.0, 0.8
ARRIVALS = {code: share * LOAD / SERVING_S for code, share in SHARES.items()}


def waits_s(people: list[Comer], policy: Policy) -> dict[str, float]:
    started = started_by_choice(people, 1, policy)
    waits: dict[str, list[float]] = {code: [] for code in SHARES}
    for at_ms, one in zip(started, people, strict=True):
        waits[one.priority].append((at_ms - one.at_ms) / 1000)
    return {code: mean(each) or 0.0 for code, each in waits.items()}


@pytest.mark.parametrize("evenly", [True, False])
def test_the_mean_waits_of_accumulating_priority_are_those_of_the_theory(evenly: bool) -> None:
    """The same people in order of arrival take the chance of one long sample out: within 10 %, then within 4 %."""
    second_moment = SERVING_S**2 * (1 if evenly else 2)
    theory = accumulating_waits_s(ARRIVALS, RATES, SERVING_S, second_moment)
    in_order = accumulating_waits_s(ARRIVALS, dict.fromkeys(RATES, 1.0), SERVING_S, second_moment)
    people = comers(
        60_000, SHARES, gap_ms=1000 * SERVING_S / LOAD, serving_ms=1000 * SERVING_S, seed=0, evenly=evenly
    )
    reference, measured = waits_s(people, FIRST_COME), waits_s(people, Policy.accumulating(RATES))
    for code in RATES:
        assert reference[code] == pytest.approx(in_order[code], rel=0.1)
        assert measured[code] / reference[code] == pytest.approx(theory[code] / in_order[code], rel=0.04)


def test_the_theory_gives_order_of_arrival_and_strict_ranks_at_its_ends() -> None:
    residual = SERVING_S * LOAD
    loads = {code: each * SERVING_S for code, each in ARRIVALS.items()}
    equal = accumulating_waits_s(ARRIVALS, dict.fromkeys(RATES, 2.0), SERVING_S, 2 * SERVING_S**2)
    assert list(equal.values()) == pytest.approx([residual / (1 - LOAD)] * 3)
    steep = {"normal": 1.0, "elderly": 1e9, "severely_disabled": 1e18}
    strict, above = accumulating_waits_s(ARRIVALS, steep, SERVING_S, 2 * SERVING_S**2), 0.0
    for code in sorted(steep, key=lambda one: -steep[one]):  # Cobham, Operations Research 2 (1954)
        assert strict[code] == pytest.approx(residual / (1 - above) / (1 - above - loads[code]), rel=1e-6)
        above += loads[code]


def test_the_theory_only_shifts_waits_between_classes() -> None:
    waits = accumulating_waits_s(ARRIVALS, RATES, SERVING_S, 2 * SERVING_S**2)
    shared = sum(ARRIVALS[code] * SERVING_S * wait for code, wait in waits.items())
    assert shared == pytest.approx(LOAD * SERVING_S * LOAD / (1 - LOAD))  # Kleinrock's conservation law
