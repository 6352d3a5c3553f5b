"""Two worlds with the same arrivals and service times: one run by our own choice, one by Ciw, which knows nothing of it.

Ciw (Palmer, Knight, Harper & Hawa 2019) simulates queueing networks. The theory of accumulating priority stands here too.
"""

import heapq
import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import ciw  # type: ignore[import-untyped]

from server.domain.next_in_line import Waiting, choose
from server.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Comer:
    """One who comes at a time, in milliseconds, and keeps a counter busy for so long."""

    at_ms: int
    priority: str
    serving_ms: int


def comers(
    count: int,
    shares: Mapping[str, float],
    *,
    gap_ms: float,
    serving_ms: float,
    seed: int,
    evenly: bool = False,
) -> list[Comer]:
    """Draw Poisson arrivals of several classes, no two in one millisecond; exponential service times, or equal ones."""
    dice, at_ms, drawn = random.Random(seed), 0, []
    for _ in range(count):
        at_ms += 1 + round(dice.expovariate(1 / gap_ms))
        code = dice.choices(list(shares), weights=list(shares.values()))[0]
        serving = serving_ms if evenly else dice.expovariate(1 / serving_ms)
        drawn.append(Comer(at_ms, code, 1 + round(serving)))
    return drawn


def started_by_choice(people: Sequence[Comer], counters: int, policy: Policy) -> list[int]:
    """Say when each is called, in milliseconds, by our own choice whenever a counter is free and somebody waits."""
    free = [0] * counters
    lines: dict[str, deque[Waiting]] = {}
    started = [0] * len(people)
    coming = deque(range(len(people)))
    left = len(people)
    while left:
        now = max(heapq.heappop(free), _earliest(people, coming, lines))
        while coming and people[coming[0]].at_ms <= now:
            number = coming.popleft()
            one = people[number]
            line = lines.setdefault(one.priority, deque())
            line.append(Waiting(number, f"A{number:03d}", "HT", one.priority, one.at_ms, number))
        choice = choose([line[0] for line in lines.values() if line], policy, now)
        assert choice is not None
        lines[people[choice.ticket_id].priority].popleft()
        started[choice.ticket_id] = now
        heapq.heappush(free, now + people[choice.ticket_id].serving_ms)
        left -= 1
    return started


def _earliest(people: Sequence[Comer], coming: deque[int], lines: Mapping[str, deque[Waiting]]) -> int:
    return 0 if any(lines.values()) else people[coming[0]].at_ms


def started_by_ciw(people: Sequence[Comer], counters: int, ranks: Mapping[str, int]) -> list[int]:
    """Say when each is called, in milliseconds, by Ciw's non-preemptive priorities: the bigger rank goes first."""
    numbers = {code: [n for n, one in enumerate(people) if one.priority == code] for code in ranks}
    levels = {rank: level for level, rank in enumerate(sorted(set(ranks.values()), reverse=True))}
    network = ciw.create_network(
        arrival_distributions={code: [_gaps([people[n].at_ms for n in of])] for code, of in numbers.items()},
        service_distributions={
            code: [ciw.dists.Sequential([people[n].serving_ms for n in of])] for code, of in numbers.items()
        },
        number_of_servers=[counters],
        priority_classes={code: levels[rank] for code, rank in ranks.items()},
    )
    ciw.seed(0)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(people[-1].at_ms + sum(one.serving_ms for one in people) + 1)
    at = {people[n].at_ms: n for n in range(len(people))}
    started = [-1] * len(people)
    for record in simulation.get_all_records():
        started[at[round(record.arrival_date)]] = round(record.service_start_date)
    return started


def _gaps(times: Sequence[int]) -> ciw.dists.Sequential:
    return ciw.dists.Sequential([b - a for a, b in pairwise([0, *times])] + [float("inf")])


def accumulating_waits_s(
    arrivals_per_s: Mapping[str, float], rates: Mapping[str, float], mean_s: float, second_moment_s2: float
) -> dict[str, float]:
    """Give the mean wait of each class in a single-server queue with Poisson arrivals under accumulating priority.

    W_k · (1 − Σ_{b_i > b_k} ρ_i (1 − b_k / b_i)) = W_0 / (1 − ρ) − Σ_{b_i < b_k} ρ_i W_i (1 − b_i / b_k), with
    W_0 = λ E[S²] / 2; one service time for all. Kleinrock, "A delay dependent queue discipline", Naval Research
    Logistics Quarterly 11 (1964); Stanford, Taylor & Ziedins, Queueing Systems 77 (2014), section 3.
    """
    loads = {code: each * mean_s for code, each in arrivals_per_s.items()}
    first_come = sum(arrivals_per_s.values()) * second_moment_s2 / 2 / (1 - sum(loads.values()))
    waits: dict[str, float] = {}
    for code in sorted(rates, key=lambda one: rates[one]):
        own = rates[code]
        passed = sum(loads[low] * wait * (1 - rates[low] / own) for low, wait in waits.items())
        passing = sum(loads[high] * (1 - own / rates[high]) for high in rates if rates[high] > own)
        waits[code] = (first_come - passed) / (1 - passing)
    return waits
