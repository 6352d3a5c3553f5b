"""The login page in Chromium: by keyboard, in both languages, without a breach of WCAG or of the page's own policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.auth.cast import PASSWORD, Scene
from tests.auth.serving import serving

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def address(scene: Scene) -> Iterator[str]:
    """Serve the scene."""
    with serving(scene.app) as address:
        yield address


def breaches(page: Page) -> list[str]:
    """List what axe-core finds wrong; evaluated by the debugger, so the page's policy stays as it is."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


def complaints(page: Page) -> list[str]:
    """Collect errors of the page's console, among them breaches of the content policy."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_ana_signs_in_by_keyboard_alone(page: Page, address: str) -> None:
    said = complaints(page)
    page.goto(f"{address}/login?next=/desk")
    page.keyboard.type("ana")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/desk")
    expect(page.get_by_text("ana", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{address}/login")
    assert said == []


def test_a_wrong_password_says_so_keeps_the_name_and_waits_in_the_password(page: Page, address: str) -> None:
    page.goto(f"{address}/login?lang=vi")
    page.get_by_label("Tên đăng nhập").fill("ana")
    page.get_by_label("Mật khẩu").fill("sai mật khẩu")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu chưa đúng")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("ana")
    expect(page.get_by_label("Mật khẩu")).to_be_focused()


def test_the_password_can_be_shown_before_it_is_sent(page: Page, address: str) -> None:
    page.goto(f"{address}/login?lang=vi")
    page.get_by_label("Mật khẩu").fill("hoa sen")
    page.get_by_role("button", name="Hiện").click()
    expect(page.get_by_label("Mật khẩu")).to_have_attribute("type", "text")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
@pytest.mark.parametrize("path", ["/login?lang=vi", "/login?lang=en", "/nothing-here?lang=vi"])
def test_a_page_keeps_to_wcag_and_never_scrolls_sideways(
    page: Page, address: str, path: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address + path)
    assert breaches(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
