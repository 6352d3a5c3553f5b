"""Measures and the rough wait."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.estimate import estimate_wait
from server.domain.measures import LegRow, by_hour, mean, measure, measure_by_service, percentile, spread
from server.domain.ticket import TicketState

ROWS = [
    LegRow("HT", 8, TicketState.FINISHED, waiting_s=60, walking_s=10, serving_s=300),
    LegRow("HT", 8, TicketState.FINISHED, waiting_s=1200, walking_s=20, serving_s=500),
    LegRow("HT", 10, TicketState.NO_SHOW, waiting_s=600),
    LegRow("HT", 10, TicketState.INCOMPLETE),
    LegRow("CT", 10, TicketState.SERVING, waiting_s=30, walking_s=5),
]
TIMES = st.lists(st.floats(0, 1e5), min_size=1, max_size=50)


def test_the_nearest_rank_is_a_value_that_occurred() -> None:
    values = [15, 20, 35, 40, 50]
    assert [percentile(values, p) for p in (5, 30, 40, 50, 100)] == [15, 20, 20, 35, 50]
    assert percentile(range(1, 101), 90) == 90
    assert percentile([], 90) is None


@given(TIMES, st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_with_enough_below_it(values: list[float], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(v <= found for v in values) * 100 >= percent * len(values)
    assert sum(v < found for v in values) * 100 < percent * len(values)


def test_a_no_show_has_a_wait_but_no_serving_time() -> None:
    figures = measure(ROWS, target_s=900, service="HT")
    assert (figures.legs, figures.called, figures.served, figures.incomplete, figures.open) == (4, 3, 2, 1, 0)
    assert figures.serving == spread([300, 500])
    assert figures.serving.mean_s == 400
    assert figures.waiting.count == 3
    assert figures.waiting.mean_s == 620
    assert figures.walking.count == 2


def test_rates_keep_numerator_and_denominator() -> None:
    figures = measure(ROWS, target_s=900, service="HT")
    assert (figures.no_show.numerator, figures.no_show.denominator, figures.no_show.value) == (1, 4, 0.25)
    assert (figures.within_target.numerator, figures.within_target.denominator) == (1, 2)


def test_nothing_measured_is_none_and_not_zero() -> None:
    figures = measure([], target_s=900)
    assert figures.no_show.value is None
    assert figures.serving == spread([])
    assert figures.serving.mean_s is None
    assert by_hour([]) == ()


def test_a_leg_still_at_the_counter_is_open_and_not_served() -> None:
    parts = measure_by_service(ROWS, target_s=900)
    assert [m.service for m in parts] == ["CT", "HT"]
    assert (parts[0].open, parts[0].served, parts[0].serving.count) == (1, 0, 0)


def test_the_whole_centre_is_the_sum_of_its_services() -> None:
    whole = measure(ROWS, target_s=900)
    parts = measure_by_service(ROWS, target_s=900)
    assert whole.legs == sum(part.legs for part in parts)
    assert whole.waiting.count == sum(part.waiting.count for part in parts)


def test_the_day_by_hour_has_no_gap() -> None:
    hours = by_hour(ROWS)
    assert [(h.hour, h.legs, h.called, h.served) for h in hours] == [
        (8, 2, 2, 2),
        (9, 0, 0, 0),
        (10, 3, 2, 0),
    ]
    assert [h.mean_waiting_s for h in hours] == [630, None, 315]


def test_nothing_known_or_nobody_there_gives_no_estimate() -> None:
    assert estimate_wait(3, recent_serving_s=[], counters_open=2) is None
    assert estimate_wait(3, recent_serving_s=[300], counters_open=0) is None
    assert estimate_wait(3, recent_serving_s=[0, 0], counters_open=1) is None


def test_equal_services_give_the_work_ahead() -> None:
    assert estimate_wait(4, recent_serving_s=[300] * 30, counters_open=2) == (600, 780)
    assert estimate_wait(0, recent_serving_s=[300] * 30, counters_open=1) == (0, 300)


def test_only_the_last_thirty_services_count() -> None:
    assert estimate_wait(4, recent_serving_s=[9000] * 50 + [300] * 30, counters_open=2) == (600, 780)


def test_a_few_services_give_a_wider_range_than_many() -> None:
    few = estimate_wait(4, recent_serving_s=[300] * 4, counters_open=1)
    many = estimate_wait(4, recent_serving_s=[300] * 5, counters_open=1)
    assert few is not None
    assert many is not None
    assert few[0] < many[0] < many[1] < few[1]


@given(st.integers(0, 200), st.lists(st.floats(1, 7200), min_size=1, max_size=40), st.integers(1, 10))
def test_more_people_ahead_never_shorten_the_wait_and_more_counters_never_lengthen_it(
    ahead: int, recent: list[float], counters: int
) -> None:
    first = estimate_wait(ahead, recent_serving_s=recent, counters_open=counters)
    second = estimate_wait(ahead + 1, recent_serving_s=recent, counters_open=counters)
    third = estimate_wait(ahead, recent_serving_s=recent, counters_open=counters + 1)
    assert first is not None
    assert second is not None
    assert third is not None
    assert 0 <= first[0] <= first[1]
    assert first[0] <= second[0]
    assert first[1] <= second[1]
    assert third[0] <= first[0]
    assert third[1] <= first[1]
    assert mean(recent) is not None
    assert first[0] % 60 == first[1] % 60 == 0


@pytest.mark.parametrize(("ahead", "counters"), [(-1, 1), (1, -1)])
def test_a_negative_count_is_a_programming_error(ahead: int, counters: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        estimate_wait(ahead, recent_serving_s=[300], counters_open=counters)
