"""The chart says what the figures say: heights in proportion, lines above the highest, gaps where nothing was measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.measures import HourMeasures
from server.manager.chart import BARS_FOOT, BARS_TOP, LEFT, RIGHT, WAIT_FOOT, WAIT_TOP, day_chart, scale

HOURS = st.lists(
    st.builds(
        lambda number, legs, share, wait_s: HourMeasures(number, legs, legs, int(legs * share), wait_s),
        st.integers(0, 23),
        st.integers(0, 3000),
        st.floats(0, 1),
        st.none() | st.floats(0, 20_000),
    ),
    min_size=1,
    max_size=24,
)


def hour(number: int, legs: int, served: int, wait_s: float | None) -> HourMeasures:
    return HourMeasures(number, legs, legs, served, wait_s)


def test_a_bar_twice_as_high_is_twice_as_many() -> None:
    chart = day_chart([hour(7, 10, 5, 60), hour(8, 20, 20, 60)], 900)
    seven, eight = chart.hours
    assert eight.issued.height == pytest.approx(2 * seven.issued.height, abs=0.2)
    assert seven.issued.height == pytest.approx(2 * seven.served.height, abs=0.2)
    assert (seven.issued.value, eight.served.value) == (10, 20)


def test_the_line_of_waits_breaks_where_nobody_was_called() -> None:
    hours = [
        hour(7, 3, 3, 60),
        hour(8, 3, 3, 90),
        hour(9, 0, 0, None),
        hour(10, 3, 3, 60),
        hour(11, 3, 3, 30),
    ]
    chart = day_chart(hours, 900)
    assert len(chart.strokes) == 2
    assert chart.hours[2].wait is None


def test_the_target_lies_within_the_drawing_even_when_all_waits_are_short() -> None:
    chart = day_chart([hour(7, 3, 3, 1)], 900)
    assert WAIT_TOP <= chart.target.y <= WAIT_FOOT
    assert chart.target.value == 15


@given(HOURS)
def test_nothing_is_drawn_outside_its_panel(hours: list[HourMeasures]) -> None:
    chart = day_chart(hours, 900)
    for one in chart.hours:
        for bar in (one.issued, one.served):
            assert BARS_TOP - 0.1 <= bar.y <= BARS_FOOT + 0.1
            assert bar.x >= LEFT
            assert bar.x + bar.width <= RIGHT
        if one.wait is not None:
            assert WAIT_TOP - 0.1 <= one.wait.y <= WAIT_FOOT + 0.1


@given(st.floats(0, 20_000))
def test_the_lines_reach_the_highest_value_and_are_few(most: float) -> None:
    lines = scale(most)
    assert lines[0] == 0
    assert lines[-1] >= most - 0.001
    assert 2 <= len(lines) <= 6
