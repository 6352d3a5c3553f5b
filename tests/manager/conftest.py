"""A hall on a file with a clock to turn, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Hall, hall_in


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """Open the demo centre at 7:20 on a Monday."""
    hall = hall_in(tmp_path)
    yield hall
    hall.store.close()
