"""The machine's own clocks, and the belief that the store keeps of them."""

import time

from server.domain.day import Suspicion
from server.store.clock import BelievedClock, SystemClock
from tests.builders import DAY_S, FakeClock


def test_the_wall_clock_is_the_machines_in_milliseconds() -> None:
    assert abs(SystemClock().wall_ms() - time.time() * 1000) < 1_000


def test_the_running_clock_counts_the_time_a_pc_sleeps() -> None:
    assert abs(SystemClock().monotonic_ms() - time.clock_gettime(time.CLOCK_BOOTTIME) * 1000) < 1_000


def test_a_weekend_slept_through_is_believed_and_a_jump_of_a_weekend_is_not() -> None:
    clock = FakeClock()
    believed = BelievedClock(clock, None)
    clock.run(2.6 * DAY_S)
    assert believed.look().suspicion is None
    clock.jump(2.6 * DAY_S)
    assert believed.look().suspicion is Suspicion.AHEAD
