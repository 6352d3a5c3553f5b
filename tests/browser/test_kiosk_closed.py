"""The touch screen when services are closed, used up or paused: every tile says so, and a touch explains it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server.domain.calendar import MONDAY_TO_FRIDAY, written_week
from server.domain.catalogue import Counter
from server.store import catalogue, counters, founding, settings_table
from server.store.store import FILE_NAME, Store
from server.store.transaction import Transaction
from tests.kiosk.looks import cut_off, small_targets, small_text, violations
from tests.kiosk.small_centre import found_small_centre
from tests.lines import Line
from tests.servers import Centre

SIZES = {"tall": (1080, 1920), "wide": (1280, 800)}
OWN_NAME = {"vi": "Tiếng Việt", "en": "English"}
HOUR_MS = 3_600_000


@pytest.fixture(scope="module", params=[4, 7, 24])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run a centre in which a third of the services is switched off, a third used up, and the rest paused."""
    folder: Path = tmp_path_factory.mktemp("small") / "centre"
    centre = found_small_centre(
        folder, request.param
    ).start()  # whoever starts opens the day, and closes all counters
    store = Store(folder / FILE_NAME)
    store.write(lambda tx: pause_all(tx, back_at_ms=time.time_ns() // 1_000_000 + HOUR_MS))
    store.close()
    yield centre
    centre.stop()


def pause_all(tx: Transaction, back_at_ms: int) -> None:
    offered = tuple(one.code for one in catalogue.services(tx.connection))
    founding.insert_counters(tx, [Counter(1, "Một cửa", "One stop", offered, "sanh-chinh")])
    counters.set_status(tx, 1, "paused", "ana", back_at_ms=back_at_ms)
    settings_table.put(tx, "hours", written_week(MONDAY_TO_FRIDAY))
    settings_table.put(tx, "hours_bind", False)
    tx.connection.execute("UPDATE service SET is_open = position % 3 <> 0")
    tx.connection.execute("UPDATE service SET daily_quota = 0 WHERE position % 3 = 1")


@pytest.fixture(params=SIZES)
def screen(request: pytest.FixtureRequest, page: Page) -> Page:
    """Give a page of one of the two screens."""
    width, height = SIZES[request.param]
    page.set_viewport_size({"width": width, "height": height})
    return page


def open_kiosk(page: Page, centre: Centre, language: str = "vi") -> None:
    page.goto(f"{centre.url}/pair/{centre.tokens['Kiosk 1']}")
    page.get_by_role("button", name=OWN_NAME[language]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.evaluate("document.fonts.ready")


def assert_fine(page: Page) -> None:
    page.wait_for_timeout(150)
    assert not cut_off(page)
    assert not small_text(page, 24)
    assert not small_targets(page, 72)
    assert not violations(page)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_closed_used_up_and_paused_tiles_stay_whole_and_so_does_the_page_that_explains(
    screen: Page, small: Centre, language: str
) -> None:
    open_kiosk(screen, small, language)
    assert_fine(screen)
    for place in (0, 1):
        screen.locator(".service").nth(place).click(force=True)
        expect(screen.locator(".closed h1")).to_be_visible()
        assert_fine(screen)
        screen.get_by_role("button", name="Về trang đầu" if language == "vi" else "First page").click()
        screen.wait_for_timeout(500)  # a second touch nearby would count as a trembling hand


def test_each_tile_says_what_is_the_matter_and_a_paused_one_still_gives_numbers(
    page: Page, small: Centre
) -> None:
    page.set_viewport_size({"width": 1080, "height": 1920})
    open_kiosk(page, small)
    off, used_up, paused = (page.locator(".service").nth(place) for place in range(3))
    expect(off).to_contain_text("chưa nhận số")
    expect(used_up).to_contain_text("hết số")
    expect(paused).to_contain_text("từ ")
    used_up.click(force=True)
    expect(page.get_by_text("Số của lĩnh vực này hôm nay đã phát hết.")).to_be_visible()
    expect(page.locator(".closed-when")).to_contain_text("Mở lại 07:30 ")
    page.get_by_role("button", name="Về trang đầu").click()
    paused.click()
    page.get_by_role("button", name="Không, lấy số thường").click()
    expect(page.locator(".take-sheet")).to_contain_text("Phục vụ lại từ ")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Centre]:
    """Run a centre of four services for one test."""
    centre = found_small_centre(tmp_path / "own", 4).start()
    yield centre
    centre.stop()


def set_by_hand(centre: Centre, sql: str) -> None:
    """Change the file behind the server's back, as time does: nothing is recorded that the socket could tell."""
    store = Store(centre.folder / FILE_NAME)
    store.write(lambda tx: tx.connection.execute(sql).rowcount)
    store.close()


def test_a_tile_that_is_out_of_date_is_refused_with_the_reason_and_renews_itself(
    page: Page, own: Centre
) -> None:
    page.clock.install()
    open_kiosk(page, own)
    tile = page.locator(".service").first
    expect(tile).to_contain_text("chưa ai chờ")
    set_by_hand(own, "UPDATE service SET daily_quota = 0 WHERE position = 0")
    tile.click()
    page.get_by_role("button", name="Không, lấy số thường").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lĩnh vực này hiện chưa nhận số")
    expect(page.get_by_text("Số của lĩnh vực này hôm nay đã phát hết.")).to_be_visible()
    page.get_by_role("button", name="Về trang đầu").click()
    page.clock.fast_forward(16_000)
    expect(tile).to_contain_text("hết số hôm nay")
    set_by_hand(own, "UPDATE service SET daily_quota = NULL")
    page.clock.fast_forward(16_000)
    expect(tile).to_contain_text("chưa ai chờ")


def test_when_nothing_is_open_the_first_page_says_when_it_is(page: Page, own: Centre) -> None:
    set_by_hand(own, "UPDATE service SET is_open = 1, daily_quota = 0")
    open_kiosk(page, own)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Hiện chưa nhận số")
    expect(heading).to_contain_text("Mở lại ")
    page.locator(".service").first.click(force=True)
    expect(page.get_by_text("Nếu cần, xin ông/bà hỏi cán bộ hướng dẫn.")).to_be_visible()
    expect(page.get_by_text("Xin ông/bà chọn lĩnh vực khác")).to_be_hidden()
    assert not violations(page)


def test_a_refusal_that_comes_by_the_api_carries_what_the_screen_says(own: Centre) -> None:
    set_by_hand(own, "UPDATE service SET is_open = 0")
    kiosk: Line = own.line("Kiosk 1")
    told = kiosk.issue("S0").json["details"]
    assert told["why_vi"] == "Lĩnh vực này tạm ngừng nhận số."
    assert told["when_vi"] == ""
    assert told["reopens"] is None
