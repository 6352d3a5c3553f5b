"""What tests of the core are built from: a clock to turn, a founded centre on a file, and its cast."""

from tests.builders.clock import DAY_S, MONDAY_0720_MS, YEAR_S, FakeClock
from tests.builders.hall import ANA, BRUNO, CARLA, DAN, DESK, Hall, demo_file, hall_in

__all__ = [
    "ANA",
    "BRUNO",
    "CARLA",
    "DAN",
    "DAY_S",
    "DESK",
    "MONDAY_0720_MS",
    "YEAR_S",
    "FakeClock",
    "Hall",
    "demo_file",
    "hall_in",
]
