"""A running centre and the people before it: a kiosk, an integration at every counter, Ana in her browser."""

import pytest

from tests.lines import Line
from tests.servers import Centre


@pytest.fixture(scope="module")
def kiosk(centre: Centre) -> Line:
    """Speak as Kiosk 1."""
    return centre.line("Kiosk 1")


@pytest.fixture(scope="module")
def desk(centre: Centre) -> Line:
    """Speak as an integration, which may act at every counter."""
    return centre.line("desk")


@pytest.fixture(scope="module")
def ana(centre: Centre) -> Line:
    """Ana's browser, signed in."""
    return centre.browser("ana")


@pytest.fixture(scope="module")
def carla(centre: Centre) -> Line:
    """Carla the manager's browser, signed in."""
    return centre.browser("carla")


@pytest.fixture(scope="module")
def dan(centre: Centre) -> Line:
    """Dan's browser: a clerk of no counter, who must be refused what is not his."""
    return centre.browser("dan")
