"""The invariants of the hall, held by a state machine over everything that happens in it (machine.py).

LAYSO_STRESS=full tries many more days.
"""

import os

from hypothesis import HealthCheck, settings

from tests.operations.machine import HallMachine

FULL = os.environ.get("LAYSO_STRESS") == "full"

TestHall = HallMachine.TestCase
TestHall.settings = settings(
    max_examples=2000 if FULL else 50,
    stateful_step_count=80 if FULL else 50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
