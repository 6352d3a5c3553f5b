"""The scene of every test here: a small app behind the gate, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.auth.devices import forget_devices
from tests.auth.cast import Scene, make_scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """Build the scene, and close its store."""
    forget_devices()
    scene = make_scene(tmp_path)
    yield scene
    scene.store.close()
