"""A running hall for the tests of this folder, and screens that hang up at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.hall import Hall, running_hall
from tests.live.wire import Screen

Connect = Callable[..., Screen]


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Run one centre with open counters: 1 to 8 in the main hall, 9 and 10 in the side hall."""
    folder: Path = tmp_path_factory.mktemp("live") / "centre"
    with running_hall(folder) as running:
        running.open(*range(1, 11))
        yield running


@pytest.fixture
def connect(hall: Hall) -> Iterator[Connect]:
    """Connect screens; a device is named, or anything else given as auth."""
    screens: list[Screen] = []

    def open_screen(namespace: str, device: str = "", **given: Any) -> Screen:
        auth = given.pop("auth", {"token": hall.token(device)} if device else None)
        screens.append(Screen(hall.url, namespace, auth, **given))
        return screens[-1]

    yield open_screen
    for screen in screens:
        screen.close()
