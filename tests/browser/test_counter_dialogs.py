"""Every dialog of the desk in Chromium: nothing for axe to find, the focus stays inside and returns, a finger fits."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.counter.driver import Desk, NewContext, issue, set_rules, set_service, sit_down, violations
from tests.counter.hand import empty_hall
from tests.servers import Centre

LEAST_PX = 44
SIZES = """() => [...document.querySelectorAll('dialog[open] button, dialog[open] a, dialog[open] .choice')]
  .map(one => [one.innerText, Math.round(one.getBoundingClientRect().height)])"""
SPILLS = """() => { const dialog = document.querySelector('dialog[open]');
  return [dialog.scrollWidth - dialog.clientWidth, dialog.getBoundingClientRect().top < 0,
    document.documentElement.scrollWidth > window.innerWidth]; }"""


@pytest.fixture(autouse=True)
def _nobody_there(centre: Centre) -> Iterator[None]:
    empty_hall(centre)
    set_rules(centre, recall_gap_s=0, calls_before_no_show=1)
    set_service(centre, "HT", outcome_required=True)
    yield
    set_service(centre, "HT", outcome_required=False)


def look_over(desk: Desk, *keys: str) -> None:
    """Open a dialog with keys and hold what every dialog must do."""
    page = desk.page
    desk.press(*keys[:-1])
    before = page.evaluate("document.activeElement.className")
    desk.press(keys[-1])
    expect(desk.dialog).to_be_visible()
    assert violations(page) == []
    assert [one for one in page.evaluate(SIZES) if one[1] < LEAST_PX] == []
    assert page.evaluate(SPILLS) == [0, False, False]
    assert stays_inside(page)
    page.keyboard.press("Escape")
    expect(desk.dialog).to_have_count(0)
    assert page.evaluate("document.activeElement.className") == before


def stays_inside(page: Page) -> bool:
    """Walk through the dialog with Tab, further than it is long; claim that nothing outside had the focus."""
    stops = page.locator("dialog[open] button, dialog[open] a, dialog[open] input").count()
    for _ in range(stops + 2):
        page.keyboard.press("Tab")
        outside = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        if page.evaluate(outside):
            return False
    return True


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("touch", [False, True], ids=["desk", "tablet"])
def test_every_dialog_is_fit_for_everybody(
    new_context: NewContext, centre: Centre, language: str, touch: bool
) -> None:
    desk = sit_down(new_context, centre, "ana", 1, language=language, touch=touch)
    if touch:
        desk.page.set_viewport_size({"width": 1024, "height": 768})
    sit_down(new_context, centre, "bruno", 2)
    for service in ("HT", "CT", "HT"):
        issue(centre, service, priority="small_child")
    expect(desk.page.locator(".queue-row")).to_have_count(3)
    look_over(desk, "p")
    look_over(desk, "w")
    look_over(desk, "?")
    look_over(desk, "q", "Enter")
    desk.press("n")
    expect(desk.page.locator(".now-number")).to_be_visible()
    for key in ("x", "k", "t", "v"):
        look_over(desk, key)
    desk.press("k", "1")
    expect(desk.page.locator("[data-last]")).to_be_visible()
    look_over(desk, "b", "Enter")
    desk.press("n")
    expect(desk.page.locator(".now-number")).to_be_visible()
    desk.press("v", "v")
    expect(desk.page.locator("[data-last='miss']")).to_be_visible()
    assert violations(desk.page) == []
    look_over(desk, "m", "Enter")


def test_the_outcomes_and_the_hasty_end_are_fit_for_everybody(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "ana", 1)
    for _ in range(2):
        issue(centre, "HT")
    expect(desk.page.locator(".queue-row")).to_have_count(2)
    desk.call()
    desk.press("s")
    desk.state("Đang phục vụ")
    look_over(desk, "e")
    look_over(desk, "x")


def test_keys_of_a_dialog_sleep_where_letters_are_switched_off(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "ana", 1)
    desk.press("?")
    desk.dialog.get_by_role("checkbox").uncheck()
    desk.page.keyboard.press("Escape")
    desk.page.get_by_role("button", name="Tạm nghỉ").click()
    desk.page.keyboard.press("2")
    expect(desk.dialog).to_be_visible()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".desk-state")).to_contain_text("Tạm nghỉ đến")


def test_letters_can_be_switched_off_and_function_keys_stay(new_context: NewContext, centre: Centre) -> None:
    desk = sit_down(new_context, centre, "nam", 6)
    desk.press("?")
    desk.dialog.get_by_role("checkbox").uncheck()
    desk.page.keyboard.press("Escape")
    desk.press("p")
    expect(desk.page.locator(".desk-state")).to_have_text("Đang mở")
    desk.press("F2")
    desk.state("Sẽ gọi ngay người đến tiếp theo")
