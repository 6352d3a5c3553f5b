"""The invariants of the hall, held by a state machine. LAYSO_STRESS=full tries many more days."""

import os

from hypothesis import HealthCheck, settings

from tests.operations.machine import HallMachine

FULL = os.environ.get("LAYSO_STRESS") == "full"

TestHall = HallMachine.TestCase
TestHall.settings = settings(
    max_examples=300 if FULL else 20,
    stateful_step_count=60 if FULL else 40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
