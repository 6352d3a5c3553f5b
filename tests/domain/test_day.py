"""Which business day it is, and when the machine's clock is not believed (invariant 11)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.day import (
    DAY_MS,
    TOLERANCE_MS,
    Belief,
    Suspicion,
    believe,
    business_day,
    first_belief,
    local_day,
)

HOA_LOC = ZoneInfo("Asia/Ho_Chi_Minh")
S, MIN, HOUR, YEAR = 1_000, 60_000, 3_600_000, 365 * DAY_MS
MONDAY = int(datetime(2026, 11, 23, 0, 20, tzinfo=UTC).timestamp() * 1000)
BELIEVED = Belief(MONDAY, 50_000)
BEHIND, AHEAD = Suspicion.BEHIND, Suspicion.AHEAD


def looked(before: Belief, *, wall: int, passed: int = 10 * S) -> Belief:
    return believe(before, wall, before.monotonic_ms + passed)


@pytest.mark.parametrize(
    ("name", "wall", "at", "suspicion"),
    [
        ("in step", MONDAY + 10 * S, MONDAY + 10 * S, None),
        ("a time service steps it 2 s ahead", MONDAY + 12 * S, MONDAY + 12 * S, None),
        ("a time service steps it 2 s back", MONDAY + 8 * S, MONDAY + 8 * S, None),
        ("it goes back behind the last belief by little", MONDAY - 20 * S, MONDAY, None),
        ("exactly as far back as is tolerated", MONDAY + 10 * S - TOLERANCE_MS, MONDAY, None),
        ("a moment further back than is tolerated", MONDAY + 10 * S - TOLERANCE_MS - 1, MONDAY + 10 * S, BEHIND),
        ("an hour back", MONDAY - HOUR, MONDAY + 10 * S, BEHIND),
        ("a year back", MONDAY - YEAR, MONDAY + 10 * S, BEHIND),
        ("an hour ahead", MONDAY + HOUR, MONDAY + HOUR, None),
        ("exactly a day ahead", MONDAY + 10 * S + DAY_MS, MONDAY + 10 * S + DAY_MS, None),
        ("a moment more than a day ahead", MONDAY + 10 * S + DAY_MS + 1, MONDAY + 10 * S, AHEAD),
        ("a year ahead", MONDAY + YEAR, MONDAY + 10 * S, AHEAD),
    ],
)  # fmt: skip
def test_what_is_believed_ten_seconds_later(
    name: str, wall: int, at: int, suspicion: Suspicion | None
) -> None:
    belief = looked(BELIEVED, wall=wall)
    assert (belief.at_ms, belief.suspicion) == (at, suspicion)


@pytest.mark.parametrize(
    ("name", "last", "wall", "at", "suspicion"),
    [
        ("a centre that never opened believes what it sees", None, MONDAY, MONDAY, None),
        ("after a night", MONDAY - 14 * HOUR, MONDAY, MONDAY, None),
        ("after a weekend off", MONDAY - 63 * HOUR, MONDAY, MONDAY, None),
        ("after a year off", MONDAY - YEAR, MONDAY, MONDAY, None),
        ("its battery is empty: it starts in 1970", MONDAY, 0, MONDAY, BEHIND),
        ("a little behind the last event", MONDAY, MONDAY - 2 * MIN, MONDAY, None),
        ("exactly as far behind as is tolerated", MONDAY, MONDAY - TOLERANCE_MS, MONDAY, None),
        ("further behind", MONDAY, MONDAY - TOLERANCE_MS - 1, MONDAY, BEHIND),
    ],
)
def test_what_is_believed_at_a_start(
    name: str, last: int | None, wall: int, at: int, suspicion: Suspicion | None
) -> None:
    assert first_belief(last, wall, 77) == Belief(at, 77, suspicion)


def test_a_machine_without_battery_is_believed_as_soon_as_its_clock_is_set_right() -> None:
    friday = MONDAY - 63 * HOUR
    started = first_belief(friday, 0, 500)
    minutes_later = looked(started, wall=3 * MIN, passed=3 * MIN)
    assert (minutes_later.at_ms, minutes_later.suspicion) == (friday + 3 * MIN, BEHIND)
    set_right = looked(minutes_later, wall=MONDAY)
    assert (set_right.at_ms, set_right.suspicion) == (MONDAY, None)


def test_while_the_clock_is_a_year_ahead_time_goes_on_as_it_really_passes() -> None:
    belief = BELIEVED
    for minute in range(1, 61):
        belief = looked(belief, wall=MONDAY + YEAR + minute * MIN, passed=MIN)
    assert (belief.at_ms, belief.suspicion) == (MONDAY + HOUR, AHEAD)


def test_a_clock_that_was_a_year_ahead_and_is_set_right_is_believed_again() -> None:
    suspect = looked(BELIEVED, wall=MONDAY + YEAR)
    assert looked(suspect, wall=MONDAY + 20 * S) == Belief(MONDAY + 20 * S, 70_000)


def test_a_monotonic_clock_that_began_anew_counts_as_no_time() -> None:
    assert believe(BELIEVED, MONDAY - HOUR, 0) == Belief(MONDAY, 0, BEHIND)


looks = st.lists(st.tuples(st.integers(-2 * YEAR, 2 * YEAR), st.integers(0, 3 * DAY_MS)), max_size=30)


@given(looks)
def test_what_is_believed_never_goes_back_whatever_the_clock_does(steps: list[tuple[int, int]]) -> None:
    belief, wall = BELIEVED, MONDAY
    for jump, passed in steps:
        wall = max(0, wall + jump + passed)
        after = looked(belief, wall=wall, passed=passed)
        assert after.at_ms >= belief.at_ms
        belief = after


@given(looks)
def test_the_business_day_never_goes_back_whatever_the_clock_does(steps: list[tuple[int, int]]) -> None:
    belief, wall, day = BELIEVED, MONDAY, date(2026, 11, 23)
    for jump, passed in steps:
        wall = max(0, wall + jump + passed)
        belief = looked(belief, wall=wall, passed=passed)
        after = business_day(day, belief.at_ms, HOA_LOC)
        assert after >= day
        day = after


@given(st.integers(0, 3 * DAY_MS), st.integers(DAY_MS + 1, 2 * YEAR))
def test_one_jump_of_more_than_a_day_never_moves_the_believed_time_by_a_day(passed: int, jump: int) -> None:
    assert looked(BELIEVED, wall=MONDAY + passed + jump, passed=passed).at_ms == MONDAY + passed


# The first moment of a day, taken from the zones' published rules and not from the library under test.
TURNS = [
    ("Asia/Ho_Chi_Minh", datetime(2026, 11, 22, 17, tzinfo=UTC), date(2026, 11, 23)),
    ("Europe/Berlin", datetime(2026, 10, 24, 22, tzinfo=UTC), date(2026, 10, 25)),  # a day of 25 hours
    ("Europe/Berlin", datetime(2026, 10, 25, 23, tzinfo=UTC), date(2026, 10, 26)),
    ("Europe/Berlin", datetime(2027, 3, 27, 23, tzinfo=UTC), date(2027, 3, 28)),  # a day of 23 hours
    ("Europe/Berlin", datetime(2027, 3, 28, 22, tzinfo=UTC), date(2027, 3, 29)),
    (
        "America/Sao_Paulo",
        datetime(2026, 11, 23, 3, tzinfo=UTC),
        date(2026, 11, 23),
    ),  # no summer time any more
    (
        "America/Sao_Paulo",
        datetime(2018, 11, 4, 3, tzinfo=UTC),
        date(2018, 11, 4),
    ),  # a day that began at 1:00
    (
        "America/Sao_Paulo",
        datetime(2019, 2, 17, 3, tzinfo=UTC),
        date(2019, 2, 17),
    ),  # 23:00 came twice before it
    ("Asia/Kathmandu", datetime(2026, 11, 22, 18, 15, tzinfo=UTC), date(2026, 11, 23)),
    ("Pacific/Kiritimati", datetime(2026, 11, 22, 10, tzinfo=UTC), date(2026, 11, 23)),
]


@pytest.mark.parametrize(("zone", "turn", "day"), TURNS)
def test_the_day_turns_at_its_first_moment_in_every_zone(zone: str, turn: datetime, day: date) -> None:
    at_ms = round(turn.timestamp() * 1000)
    assert local_day(at_ms, ZoneInfo(zone)) == day
    assert local_day(at_ms - 1, ZoneInfo(zone)) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 11, 22, 16, 59, 59, 999_000, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 0, 20, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_the_day_turns_at_midnight_in_hoa_loc(utc: datetime, day: date) -> None:
    assert local_day(round(utc.timestamp() * 1000), HOA_LOC) == day


@pytest.mark.parametrize(
    ("stored", "day"),
    [
        (None, date(2026, 11, 23)),
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2027, 11, 23), date(2027, 11, 23)),
    ],
)
def test_the_business_day_is_the_later_of_the_stored_and_the_local_day(
    stored: date | None, day: date
) -> None:
    assert business_day(stored, MONDAY, HOA_LOC) == day
