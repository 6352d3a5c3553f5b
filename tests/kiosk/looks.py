"""What can be measured of a page as it is drawn: sizes of text and targets, overflow, and axe-core's findings."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_RUN_AXE = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(found =>
  found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(' | ')}`))"""

_DRAWN = """const drawn = node => node.checkVisibility({checkVisibilityCSS: true}) && !node.closest('.visually-hidden');"""

_SMALL_TEXT = (
    "least => {"
    + _DRAWN
    + """
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const {parentElement: box, textContent: text} = walk.currentNode;
    if (!text.trim() || box.closest('script, noscript, template') || !drawn(box)) continue;
    const size = parseFloat(getComputedStyle(box).fontSize);
    if (size < least) found.add(`${size}px ${text.trim()}`);
  }
  return [...found];
}"""
)

_SMALL_TARGETS = (
    "least => {"
    + _DRAWN
    + """
  return [...document.querySelectorAll('button, a[href], input')].filter(drawn).map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => Math.min(box.width, box.height) < least - 0.5)
    .map(([one, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${one.textContent.trim()}`);
}"""
)

_CUT_OFF = (
    "() => {"
    + _DRAWN
    + """
  const root = document.documentElement;
  const found = root.scrollHeight > innerHeight || root.scrollWidth > innerWidth ? ['the page scrolls'] : [];
  for (const one of document.querySelectorAll('main, main *, footer, footer *, header, header *')) {
    if (!(one instanceof HTMLElement) || !drawn(one)) continue;
    const box = one.getBoundingClientRect();
    const name = `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`;
    if (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1 || box.left < -1) found.push('outside: ' + name);
    if (getComputedStyle(one).webkitLineClamp !== 'none' || one.matches('.find-service')) continue; // ends in "…"
    const clips = getComputedStyle(one).overflow !== 'visible' || one.matches('.tile-name, .take-number');
    const tooTall = one.scrollHeight > one.clientHeight + 2 && !one.matches('.take-number'); // its line is as high as its digits
    if (clips && (tooTall || one.scrollWidth > one.clientWidth + 2)) found.push('cut off: ' + name);
  }
  for (const bar of document.querySelectorAll('footer')) {
    const last = document.querySelector('main').lastElementChild.getBoundingClientRect();
    if (last.bottom > bar.getBoundingClientRect().top + 1) found.push('under the acts');
  }
  return found;
}"""
)


def violations(page: Page) -> list[str]:
    """Run axe-core (WCAG 2.2 A and AA, best practices) on the page as it is now."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(_RUN_AXE, RULES)
    return found


def small_text(page: Page, least_px: float) -> list[str]:
    """List the drawn text below a size."""
    found: list[str] = page.evaluate(_SMALL_TEXT, least_px)
    return found


def small_targets(page: Page, least_px: float) -> list[str]:
    """List what can be touched and is smaller than a size in either direction."""
    found: list[str] = page.evaluate(_SMALL_TARGETS, least_px)
    return found


def cut_off(page: Page) -> list[str]:
    """List what does not fit: a page that scrolls, an element outside the screen or under the bottom bar."""
    found: list[str] = page.evaluate(_CUT_OFF)
    return found


def watch_errors(page: Page) -> list[Any]:
    """Collect what the page's scripts throw from now on."""
    errors: list[Any] = []

    def note(error: object) -> None:
        errors.append(error)

    page.on("pageerror", note)  # Playwright cannot take a builtin for a listener
    return errors
