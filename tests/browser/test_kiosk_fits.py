"""How the touch screen looks: at both sizes, in both languages, with few and many services, nothing is small or cut off."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.kiosk.looks import cut_off, small_targets, small_text, violations, watch_errors
from tests.kiosk.small_centre import found_small_centre
from tests.servers import Centre, running_centre

SIZES = {"tall": (1080, 1920), "wide": (1280, 800)}
LEAST_TEXT_PX = 24
LEAST_TARGET_PX = 72
FIND = {"vi": "Tìm thủ tục", "en": "Find a procedure"}
OWN_NAME = {"vi": "Tiếng Việt", "en": "English"}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run the demo centre."""
    with running_centre(tmp_path_factory.mktemp("hall")) as centre:
        yield centre


@pytest.fixture(scope="module", params=[4, 7, 24])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run a centre with 4, 7 or 24 services and no printer."""
    centre = found_small_centre(tmp_path_factory.mktemp("small"), request.param).start()
    yield centre
    centre.stop()


@pytest.fixture(params=SIZES)
def screen(request: pytest.FixtureRequest, page: Page) -> Page:
    """Give a page of one of the two screens."""
    width, height = SIZES[request.param]
    page.set_viewport_size({"width": width, "height": height})
    return page


def open_kiosk(page: Page, centre: Centre, language: str) -> None:
    page.goto(f"{centre.url}/pair/{centre.tokens['Kiosk 1']}")
    page.get_by_role("button", name=OWN_NAME[language]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.evaluate("document.fonts.ready")


def assert_fine(page: Page) -> None:
    page.wait_for_timeout(150)
    assert not cut_off(page)
    assert not small_text(page, LEAST_TEXT_PX)
    assert not small_targets(page, LEAST_TARGET_PX)
    assert not violations(page)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_on_the_way_to_a_ticket_is_large_whole_and_accessible(
    screen: Page, hall: Centre, language: str
) -> None:
    errors = watch_errors(screen)
    open_kiosk(screen, hall, language)
    assert_fine(screen)
    screen.get_by_role("button", name=FIND[language]).click()
    assert_fine(screen)
    for words in ("dang ky", "khai sinh", "giao dat"):
        screen.get_by_role("textbox").fill(words)
        expect(screen.locator(".find-hit").nth(3)).to_be_visible()
        screen.wait_for_timeout(400)
        assert_fine(screen)
    screen.get_by_role("textbox").fill("giay doc than")
    expect(screen.locator(".find-hit")).to_have_count(1)
    screen.locator(".find-hit").click()
    assert_fine(screen)
    screen.locator(".procedure-take").click()
    assert_fine(screen)
    screen.locator(".question-no").click()
    expect(screen.locator("[data-slip=printed]")).to_be_visible()
    screen.wait_for_timeout(1700)
    assert_fine(screen)
    assert not errors


@pytest.mark.parametrize("language", ["vi", "en"])
def test_four_to_twenty_four_services_fit_without_scrolling_and_no_printer_shows_the_code(
    screen: Page, small: Centre, language: str
) -> None:
    open_kiosk(screen, small, language)
    assert_fine(screen)
    screen.locator(".service").first.click()
    assert_fine(screen)
    screen.locator(".question-no").click()
    expect(screen.locator(".take-code")).to_be_visible()
    screen.wait_for_timeout(300)
    assert screen.locator(".take-code").evaluate("image => image.naturalWidth") > 0
    assert_fine(screen)


def test_a_closed_service_says_so_on_its_tile_and_when_touched(page: Page, small: Centre) -> None:
    open_kiosk(page, small, "vi")
    tile = page.locator(".service").last
    expect(tile).to_contain_text("chưa nhận số")
    tile.click(force=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lĩnh vực này hiện chưa nhận số")
    assert not violations(page)
    page.get_by_role("button", name=re.compile("Về trang đầu")).click()
    expect(tile).to_be_visible()


def test_a_procedure_with_the_longest_name_and_one_with_the_most_papers_fit(
    screen: Page, hall: Centre
) -> None:
    open_kiosk(screen, hall, "vi")
    for words in ("giao dat o co thu tien khong qua dau gia can bo cong chuc", "dang ky ket hon"):
        screen.get_by_role("button", name=FIND["vi"]).click()
        screen.get_by_role("textbox").fill(words)
        screen.locator(".find-hit").first.click()
        assert_fine(screen)
        screen.get_by_role("button", name="Quay lại").click()
        screen.wait_for_timeout(500)  # a second touch at the same place would count as a trembling hand
        screen.get_by_role("button", name="Quay lại").click()
