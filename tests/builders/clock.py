"""A machine's clocks for tests: they stand still until they are turned."""

from dataclasses import dataclass
from datetime import UTC, datetime

MONDAY_0720_MS = int(datetime(2026, 11, 23, 0, 20, tzinfo=UTC).timestamp() * 1000)  # 7:20 in Hoa Lộc
DAY_S = 86_400
YEAR_S = 365 * DAY_S


@dataclass
class FakeClock:
    """Hold the wall clock (UTC, Unix ms), which may be set to anything, and the one that only runs forward."""

    wall: int = MONDAY_0720_MS
    monotonic: int = 1_000

    def wall_ms(self) -> int:
        """Read the wall clock."""
        return self.wall

    def monotonic_ms(self) -> int:
        """Read the monotonic clock."""
        return self.monotonic

    def run(self, seconds: float) -> None:
        """Let time really pass."""
        self.wall += int(seconds * 1000)
        self.monotonic += int(seconds * 1000)

    def jump(self, seconds: float) -> None:
        """Set the wall clock, forward or back, while no time passes."""
        self.wall += int(seconds * 1000)

    def sleep_through(self, seconds: float) -> None:
        """Pass time with the machine switched off: the monotonic clock begins anew."""
        self.wall += int(seconds * 1000)
        self.monotonic = 500
