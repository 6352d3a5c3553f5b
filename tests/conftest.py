"""Settings every test shares: Hypothesis without timers, the system's Chromium, and the fixtures of real centres.

No builders and no cast here.
"""

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from tests.servers import centre, own_centre

__all__ = ["centre", "own_centre"]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Timed examples fail on a busy machine and say nothing about the rules.
settings.register_profile("layso", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("layso")

# Pages of several tests share two processors: what comes late is no fault, what does not come still fails.
expect.set_options(timeout=20_000)


def find_chromium() -> str:
    """Give the path of the Chromium to drive, or "" when there is none; LAYSO_CHROMIUM, even empty, decides."""
    given = os.environ.get("LAYSO_CHROMIUM")
    if given is not None:
        return given
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), "")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Tell pytest-playwright to start the system's Chromium, which root may only do without its sandbox."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return {"executable_path": find_chromium(), "args": [*QUIET, *sandbox], "handle_sigint": False}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what opens a page when there is no Chromium; `./layso test` says so loudly at its end."""
    if find_chromium():
        return
    skip = pytest.mark.skip(reason="no Chromium found: sudo apt install chromium")
    for item in items:
        if "browser_type" in getattr(item, "fixturenames", ()):
            item.add_marker(skip)
