"""The board's looks in Chromium: capitals high enough for eight metres, nothing cut off, nothing axe objects to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.display.wall import NewContext, open_wall, violations
from tests.live.hall import Hall, running_hall

SIZES = ((1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (1024, 768))
# EN 301 549: height of capitals ≥ distance × 0.0122; 8 m on a 55-inch screen, 1,218 mm wide for 1,920 pixels.
CAPITAL_OF_1080 = 8000 * 0.0122 / 1218 * 1920
MEASURE = """(selector) => {
  const element = document.querySelector(selector), style = getComputedStyle(element);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("H").actualBoundingBoxAscent;
}"""
CUT_OFF = """() => {
  const edge = (e) => e.getBoundingClientRect();
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const pairs = [[".now *", ".now"], [".waiting *", ".waiting"], [".head *", ".head"], [".calls th *", ".calls th"],
    [".calls tbody td :not(.ticket-number)", ".calls tbody tr"]];
  const cut = [];
  for (const [child, parent] of pairs) for (const e of document.querySelectorAll(child)) {
    const around = e.closest(parent);
    if (edge(e).width && around && !inside(edge(e), edge(around)))
      cut.push(`${e.className || e.tagName} ${e.textContent.trim().slice(0, 20)} ${Math.round(edge(e).bottom - edge(around).bottom)}`);
  }
  for (const td of document.querySelectorAll(".calls-number, .waiting-name, .waiting-count"))
    if (td.scrollWidth > td.clientWidth + 1) cut.push(`${td.className} ${td.textContent}`);
  if (document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth) cut.push("page");
  return cut;
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Run a centre with a ticket at each of ten counters, some of them served, and people who wait."""
    folder: Path = tmp_path_factory.mktemp("looks") / "centre"
    with running_hall(folder) as running:
        running.open(*range(1, 11))
        for service, people in (("HT", 7), ("CT", 34), ("CTRU", 1)):
            for _ in range(people):
                running.issue(service)
        for counter in range(1, 9):
            called = running.call(counter, ("HT", "DD", "ASXH")[counter % 3])
            if counter % 3:
                running.move(called["ticket"], "serve")
        yield running


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_off_and_the_newest_call_is_read_from_eight_metres(
    new_context: NewContext, hall: Hall, size: tuple[int, int], theme: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = open_wall(new_context, hall, viewport=viewport, query=f"?theme={theme}").page
    announce(page, "M888", 28)
    assert "\n".join(page.evaluate(CUT_OFF)) == ""
    for part in (".now-number", ".now-counter"):
        assert page.evaluate(MEASURE, part) >= CAPITAL_OF_1080 * min(size) / 1080


@pytest.mark.parametrize("label", ["A1", "M888", "MM888", "MMM888", "MMM888888"])
def test_the_longest_labels_fit(new_context: NewContext, hall: Hall, label: str) -> None:
    for width, height in ((1920, 1080), (1080, 1920)):
        page = open_wall(new_context, hall, viewport={"width": width, "height": height}).page
        announce(page, label, 28)
        assert "\n".join(page.evaluate(CUT_OFF)) == ""


@pytest.mark.parametrize("theme", ["day", "night"])
def test_axe_finds_nothing_to_object_to(new_context: NewContext, hall: Hall, theme: str) -> None:
    page = open_wall(new_context, hall, query=f"?theme={theme}", reduced_motion="reduce").page
    assert violations(page) == []
    announce(page, "A042", 3)
    assert violations(page) == []


def announce(page: Page, label: str, counter: int) -> None:
    """Put a call of any label into the big place, and its like into the list, some sent on, with the page's own parts."""
    call = {"seq": 10**9, "number": label, "counter": counter, "status": "called", "calls": 1}
    page.evaluate(
        """async ([call]) => {
          const [{ html }, { render }, { Board }, { boot }] = await Promise.all(
            ["htm/preact", "preact", "/static/display/board.js", "layso/boot.js"].map((name) => import(name)));
          const words = { vi: "Mời số e-lờ tám tám tám đến quầy số hai mươi tám", en: "Number L eight eight eight, please go to counter twenty-eight" };
          const now = { ...call, words };
          const name = { vi: "An sinh xã hội, người có công", en: "Culture, education, home affairs" };
          const to = (n) => ({ service: "X", name, counter: n === 8 ? 28 : null, at: new Date().toISOString(), seq: n });
          const others = [...Array(9).keys()].map((n) => ({ ...call, seq: n, number: call.number.replace(/.$/, String(n)),
            status: ["called", "serving", "transferred"][n % 3], calls: 2, moved_to: n % 3 === 2 ? to(n) : null }));
          const calls = { current: () => now, isTelling: () => true, isFresh: () => true };
          const waiting = boot.services.map(({ code }) => ({ service: code, count: 128 }));
          const root = document.createElement("div");
          document.getElementById("board").replaceWith(root);
          render(html`<${Board} board=${{ calls: others, waiting }} link=${{ online: true }} calls=${calls} sound="blocked" wake=${() => {}} />`, root);
        }""",
        [call],
    )
    expect(page.locator(".now-number")).to_have_text(label)
    page.wait_for_timeout(200)
