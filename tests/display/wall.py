"""A board in Chromium as somebody in the hall sees it: which call had the big place, when, and which tones rang."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.live.hall import Hall

MAIN = "Màn hình sảnh chính"
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NewContext = Callable[..., BrowserContext]

# Notes each call that gets the big place, and each tone, in the page's own time; the notes outlive a reload.
WATCH = """
  let last = null;
  new MutationObserver(() => {
    const now = document.querySelector(".now-fresh");
    const seq = now ? now.dataset.seq : null;
    if (seq && seq !== last) noteCall(now.querySelector(".now-number").textContent, performance.timeOrigin + performance.now());
    if (seq) last = seq;
  }).observe(document, { subtree: true, childList: true, attributes: true });
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) { noteTone(this.context.currentTime, at); return start.call(this, at); };
"""


@dataclass
class Wall:
    """Hold a board's page and what was noted in front of it."""

    page: Page
    told: list[tuple[str, float]] = field(default_factory=list)
    tones: list[float] = field(default_factory=list)

    @property
    def numbers(self) -> list[str]:
        """List the numbers that were announced, in order."""
        return [number for number, _ in self.told]

    def wait_for(self, *numbers: str, timeout_s: float = 15) -> None:
        """Wait until exactly these numbers have been announced, in this order."""
        deadline = time.monotonic() + timeout_s
        while self.numbers != list(numbers):
            assert time.monotonic() < deadline, f"announced {self.numbers}, not {list(numbers)}"
            self.page.wait_for_timeout(50)

    def rest(self, seconds: float) -> None:
        """Let time pass in front of the board."""
        self.page.wait_for_timeout(1000 * seconds)

    def is_live(self) -> None:
        """Wait until the board shows a state and no trouble."""
        expect(self.page.locator(".now")).to_be_visible()
        expect(self.page.locator(".trouble, .overlay")).to_have_count(0, timeout=10_000)

    def rows(self) -> list[str]:
        """List the numbers in the list of last calls."""
        return self.page.locator(".calls tbody .ticket-number").all_inner_texts()


def open_wall(
    new_context: NewContext, hall: Hall, *, url: str = "", query: str = "", device: str = MAIN, **options: Any
) -> Wall:
    """Pair a browser as a board, by this address, and open it."""
    options.setdefault("viewport", {"width": 1280, "height": 720})
    page = new_context(**options).new_page()
    wall = Wall(page)
    page.expose_function("noteCall", lambda number, at_ms: wall.told.append((number, at_ms / 1000)))
    page.expose_function("noteTone", lambda _now_s, at_s: wall.tones.append(at_s))
    page.add_init_script(WATCH)
    page.goto(f"{url or hall.url}/pair/{hall.token(device)}")
    page.goto(f"{url or hall.url}/display{query}")
    wall.is_live()
    page.wait_for_function("document.querySelector('.waiting-count') !== null")
    return wall


def violations(page: Page) -> list[str]:
    """Run axe over the page; list what it objects to (WCAG 2.2 AA and its best practices)."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    return [f"{one['id']}: {[node['html'][:90] for node in one['nodes']]}" for one in found["violations"]]
