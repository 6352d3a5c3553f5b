"""The machine finds what other systems got wrong: each bug, planted, is found within a minute; without it the run is clean.

LAYSO_STRESS=full lets every seed run clean.
"""

import os
from contextlib import AbstractContextManager, nullcontext

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from server.domain.errors import QueueError
from server.store.sqlite import IntegrityError
from tests.operations.machine import HallMachine
from tests.operations.more_bugs import ALL

FULL = os.environ.get("LAYSO_STRESS") == "full"
SEEDS = range(50, 58)
EXAMPLES = 60
SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=50,
    deadline=None,
    database=None,
    print_blob=False,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


def fault(number: int, planted: AbstractContextManager[object]) -> BaseException | None:
    """Let the machine run from a seed, and give what it found."""

    class Machine(HallMachine):
        """A machine with a seed of its own."""

    seed(number)(Machine)
    with planted:
        try:
            run_state_machine_as_test(Machine, settings=SETTINGS)
        except (AssertionError, IntegrityError, QueueError) as found:
            return found
    return None


@pytest.mark.parametrize("bug", ALL)
def test_a_planted_bug_is_found(bug: str) -> None:
    assert ALL[bug].__doc__
    assert any(fault(number, ALL[bug]()) for number in SEEDS), f"{bug}: not found"


@pytest.mark.parametrize("number", SEEDS if FULL else SEEDS[:1])
def test_without_a_bug_the_same_run_is_clean(number: int) -> None:
    found = fault(number, nullcontext())
    assert found is None, found
