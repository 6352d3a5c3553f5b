"""One set of fonts and one renderer for all: opening them is what costs time."""

import pytest

from printers.fonts import Fonts, default_font_dir
from printers.render import Renderer


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return Fonts(default_font_dir())


@pytest.fixture(scope="session")
def renderer(fonts: Fonts) -> Renderer:
    return Renderer(fonts)
