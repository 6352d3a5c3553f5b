"""The rough wait told to somebody who takes a number: a range, or nothing when nothing is known.

Opening hours, breaks and who counts as ahead are decided by the caller.
"""

import math
from collections.abc import Sequence

from server.domain.measures import mean

MOST_RECENT = 30
_FEW = 5
_Z80 = 1.2816
_MINUTE_S = 60


def estimate_wait(
    people_ahead: int, *, recent_serving_s: Sequence[float], counters_open: int
) -> tuple[int, int] | None:
    """Estimate the wait in seconds as (low, high), whole minutes, or None if no counter is open or nothing known.

    With c counters busy, the work ahead of the n-th waiting is n services, and one more at the most until a
    counter is free: low ≈ n·S/c, high ≈ (n+1)·S/c, each widened by 1.28·σ·√k/c so that about 8 of 10 waits fall
    inside. S and σ are mean and deviation of the last 30 served (oldest first); under 5 served, σ = S as for
    exponential times. Source: mean work ahead in an M/M/c queue; the sum of k services has deviation σ·√k.
    """
    if people_ahead < 0 or counters_open < 0:
        raise ValueError("people_ahead and counters_open cannot be negative")
    known = _most_recent(recent_serving_s)
    average = mean(known)
    if average is None or counters_open == 0:
        return None
    deviation = average if len(known) < _FEW else math.sqrt(_variance(known, average))
    low = people_ahead * average - _Z80 * deviation * math.sqrt(people_ahead)
    high = (people_ahead + 1) * average + _Z80 * deviation * math.sqrt(people_ahead + 1)
    return (
        math.floor(max(0.0, low) / counters_open / _MINUTE_S) * _MINUTE_S,
        math.ceil(high / counters_open / _MINUTE_S) * _MINUTE_S,
    )


def mean_service_s(recent_serving_s: Sequence[float]) -> float | None:
    """Average the serving times of the last 30 served, in seconds (oldest first); None when nothing is known."""
    return mean(_most_recent(recent_serving_s))


def _most_recent(serving_s: Sequence[float]) -> list[float]:
    return [value for value in serving_s if math.isfinite(value) and value > 0][-MOST_RECENT:]


def _variance(values: Sequence[float], average: float) -> float:
    return math.fsum((value - average) ** 2 for value in values) / (len(values) - 1)
