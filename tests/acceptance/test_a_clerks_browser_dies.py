"""Scene 12: a browser that really crashes, in the middle of a word."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Error, Page, Response, expect

from tests.acceptance.hall import DESK, Hall, open_dossier, press
from tests.lines import Line

HALF_TYPED = "Nguyễn Văn Hò"


@pytest.fixture
def doomed_browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], hall: Hall
) -> Browser:
    """Start a browser of the clerk's own, so that its death is nobody else's."""
    return browser_type.launch(**browser_type_launch_args)


def test_a_clerks_browser_dies(hall: Hall, doomed_browser: Browser) -> None:
    """It dies while serving, with a half-typed dossier. After logging in again, on another PC even: same counter,
    same ticket, same draft; the dossier is finished from there.
    """
    line = hall.line()
    ticket = line.issue("HT").json
    page = doomed_browser.new_context(viewport=DESK, locale="vi-VN").new_page()  # type: ignore[arg-type]
    desk = hall.take_counter(hall.signed_in("ana", page), 1)
    press(desk, "n", "Gọi số tiếp theo")
    press(desk, "s", "Bắt đầu phục vụ")
    type_half_a_dossier(desk, line)
    crash(doomed_browser)

    desk = hall.signed_in("ana", hall.screen(DESK))
    expect(desk).to_have_url(f"{hall.centre.url}/counter/1")
    expect(desk.get_by_role("link", name=f"Phiếu {ticket['number']}")).to_be_visible()
    expect(desk.get_by_role("heading", name="Đang phục vụ")).to_be_visible()
    expect(desk.get_by_role("combobox", name="Thủ tục")).to_have_value("Thủ tục đăng ký khai sinh")
    expect(desk.get_by_label("Người nộp")).to_have_value(HALF_TYPED)
    expect(desk.get_by_role("radio", name="Bưu chính")).to_be_checked()

    desk.get_by_label("Người nộp").press("End")
    desk.keyboard.type("a")
    desk.keyboard.press("Enter")
    expect(desk.locator(".opened > li")).to_contain_text(f"{HALF_TYPED}a")
    expect(desk.get_by_label("Người nộp")).to_have_value(f"{HALF_TYPED}a")
    open_dossier(desk, "giay doc than", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "Trần Thị Mai")
    assert hall.facts("TicketCalled") == hall.facts("ServingStarted") == hall.facts("CounterOpened") == 1


def type_half_a_dossier(desk: Page, line: Line) -> None:
    """Choose the procedure and the channel, type most of a name; the page says that it is kept."""
    expect(desk.get_by_role("button", name="Lưu hồ sơ")).to_be_enabled()
    procedure = desk.get_by_role("combobox", name="Thủ tục")
    procedure.press_sequentially("dang ky khai sinh")
    expect(desk.get_by_role("option", name="Thủ tục đăng ký khai sinh", selected=True).first).to_be_visible()
    procedure.press("Enter")
    desk.get_by_role("radio", name="Bưu chính").check(force=True)
    with desk.expect_response(is_the_draft):
        desk.get_by_label("Người nộp").press_sequentially(HALF_TYPED)
    expect(desk.get_by_text("Bản nháp được lưu từng chữ")).to_be_visible()
    assert line.get("/counters/1/desk").json["draft"]["applicant"] == HALF_TYPED


def is_the_draft(answer: Response) -> bool:
    return answer.url.endswith("/draft") and HALF_TYPED in (answer.request.post_data or "")


def crash(browser: Browser) -> None:
    """Kill the browser as the system does when memory is short."""
    with pytest.raises(Error):
        browser.new_browser_cdp_session().send("Browser.crash")
