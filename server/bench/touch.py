"""Real touches on the kiosk's page in Chromium, timed by the page's own clock and brought over to ours.

The browser is a dependency of the tests only: without it the bench says that this part was left out.
"""

import os
import shutil
from dataclasses import dataclass, field
from time import monotonic_ns
from typing import TYPE_CHECKING

from server.bench.hall import Hall

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
WATCH = (
    "window.touched = []; addEventListener('pointerdown', (e) => touched.push(e.timeStamp), {capture: true});"
)
COMPARISONS = 60


@dataclass
class Touched:
    """Hold when each ordering touch happened on our clock, and by how much that may be wrong."""

    at_ns: list[int] = field(default_factory=list)
    clock_error_ms: float = 0.0
    browser: str = ""


def find_chromium() -> str:
    """Return the path of the Chromium to drive; LAYSO_CHROMIUM, even empty, decides."""
    given = os.environ.get("LAYSO_CHROMIUM")
    if given is not None:
        return given
    return next(filter(None, map(shutil.which, NAMES)), "")


def touches(hall: Hall, count: int) -> tuple[Touched, str]:
    """Touch until there are `count` tickets; or return why that cannot be done here."""
    if not count:
        return Touched(), "touch on the page: not asked for"
    path = find_chromium()
    if not path:
        return Touched(), "touch on the page: NOT MEASURED, no Chromium found (set LAYSO_CHROMIUM)"
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return (
            Touched(),
            "touch on the page: NOT MEASURED, playwright is not installed (the extra `test` brings it)",
        )
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        context = browser.new_context(viewport={"width": 1080, "height": 1920}, has_touch=True)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"http://{hall.address}/pair/{hall.tokens['kiosk']}")
        page.goto(f"http://{hall.address}/kiosk")
        touched = Touched(browser=browser.version)
        for number in range(count):
            touched.at_ns.append(_take_ticket(page, number, touched))
        browser.close()
    return touched, ""


def _take_ticket(page: "Page", number: int, touched: Touched) -> int:
    """Choose a service, answer the one question, and return when that last touch was."""
    tiles = page.locator(".tile:not([disabled])")
    tiles.first.wait_for()
    tiles.nth(number % min(tiles.count(), 6)).tap()
    answer = page.locator(".question-no")
    answer.wait_for()
    with page.expect_response("**/api/v1/tickets"):
        answer.tap()
    at_page_ms: float = page.evaluate("touched.at(-1)")
    offset_ns, error_ns = _clock_offset(page)
    touched.clock_error_ms = max(touched.clock_error_ms, error_ns / 1e6)
    page.goto(page.url)
    return int(at_page_ms * 1e6) + offset_ns


def _clock_offset(page: "Page") -> tuple[int, int]:
    """Return our clock minus the page's, from the quickest of many questions, and half its round trip as the error."""
    best: tuple[int, int] | None = None
    for _ in range(COMPARISONS):
        began = monotonic_ns()
        there_ms: float = page.evaluate("performance.now()")
        half = (monotonic_ns() - began) // 2
        if best is None or half < best[1]:
            best = (began + half - int(there_ms * 1e6), half)
    assert best is not None
    return best
