"""A founded centre on a file, its clock standing at Monday 7:20."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import Hall, hall_in


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """Open a founded centre."""
    hall = hall_in(tmp_path)
    yield hall
    hall.store.close()
