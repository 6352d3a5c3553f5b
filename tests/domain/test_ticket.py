"""How a number is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.ticket import ticket_label

numbers = st.integers(1, 100_000)


@pytest.mark.parametrize(
    ("number", "label"), [(1, "A001"), (42, "A042"), (999, "A999"), (1000, "A1000"), (12_345, "A12345")]
)
def test_a_label_has_at_least_three_digits(number: int, label: str) -> None:
    assert ticket_label("A", number) == label


@given(numbers, numbers)
def test_two_numbers_of_a_series_never_share_a_label(one: int, other: int) -> None:
    assert (ticket_label("C", one) == ticket_label("C", other)) == (one == other)
