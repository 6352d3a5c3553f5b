"""When somebody with a booked time is taken in, and from when the wait counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.appointments import Admission, TooEarly, admit

MIN = 60_000
BOOKED = 1_795_400_000_000
EARLY, LATE = 30 * MIN, 15 * MIN


def admitted(minutes: float, extra_ms: int = 0) -> Admission:
    return admit(BOOKED, BOOKED + int(minutes * MIN) + extra_ms, early_ms=EARLY, late_ms=LATE)


@pytest.mark.parametrize("minutes", [-30, -10, 0, 10, 15])
def test_within_the_window_the_clock_starts_at_the_booked_time_neither_before_nor_after(minutes: int) -> None:
    assert admitted(minutes) == Admission(is_booked=True, line_at_ms=BOOKED)


def test_a_moment_too_early_is_refused_and_told_from_when() -> None:
    with pytest.raises(TooEarly) as refused:
        admitted(-30, -1)
    assert refused.value.code == "appointment_too_early"
    assert refused.value.details == {"from_ms": BOOKED - EARLY, "booked_ms": BOOKED}


def test_a_moment_too_late_the_booking_is_forfeit_and_the_wait_begins_now() -> None:
    assert admitted(15, 1) == Admission(is_booked=False, line_at_ms=BOOKED + LATE + 1)


@given(st.integers(-30 * MIN, 300 * MIN))
def test_nobody_waits_from_a_time_both_before_the_booking_and_before_coming(late_ms: int) -> None:
    now_ms = BOOKED + late_ms
    line_at_ms = admit(BOOKED, now_ms, early_ms=EARLY, late_ms=LATE).line_at_ms
    assert line_at_ms in (BOOKED, now_ms)
    assert line_at_ms >= BOOKED
