"""The machine's clocks, and the belief about the time that they support. Injected in tests."""

import time
from dataclasses import dataclass
from typing import Protocol

from server.domain.day import Belief, believe, first_belief

# On Linux the monotonic clock stands still while a PC sleeps; a weekend slept through would look like a jump ahead.
_RUNNING: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Read a machine's clocks."""

    def wall_ms(self) -> int:
        """Read the wall clock: UTC, Unix milliseconds."""

    def monotonic_ms(self) -> int:
        """Read a clock that only ever runs forward, in milliseconds from anywhere."""


@dataclass(frozen=True)
class SystemClock:
    """Read this machine's clocks."""

    def wall_ms(self) -> int:
        """Read the wall clock."""
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        """Read the monotonic clock."""
        return time.clock_gettime_ns(_RUNNING) // 1_000_000


class BelievedClock:
    """Follow a clock and keep what is believed of it. Used by the writer's thread only."""

    def __init__(self, clock: Clock, last_event_ms: int | None) -> None:
        self._clock = clock
        self.belief: Belief = first_belief(last_event_ms, clock.wall_ms(), clock.monotonic_ms())

    def look(self) -> Belief:
        """Look at the clock once more."""
        self.belief = believe(self.belief, self._clock.wall_ms(), self._clock.monotonic_ms())
        return self.belief
