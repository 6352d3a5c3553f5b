"""A hall for one scene: the demo centre and the screens that stand in it, each in a browser of its own."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.acceptance.witness import WITNESS
from tests.lines import Line
from tests.servers import Centre

PATIENCE_S = 15
NUMBER = re.compile(r"^[A-Z]\d{3}$")
DOSSIER_CODE = re.compile(r"X99\.99\.01-\d{6}-\d{4}")

KIOSK = {"width": 1080, "height": 1920}
BOARD = {"width": 1920, "height": 1080}
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
MAIN_BOARD = "Màn hình sảnh chính"


@dataclass
class Hall:
    """Hold the centre; open its screens. A screen's `url` is the centre's own unless a wire leads there; `heard` is
    what came to a screen over its sockets.
    """

    centre: Centre
    new_context: CreateContextCallback
    heard: dict[Page, list[str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def screen(self, size: dict[str, int]) -> Page:
        """Open a browser that has never been here before."""
        page = self.context(size).new_page()
        heard = self.heard[page] = []
        page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame)))
        )
        return page

    def context(self, size: dict[str, int]) -> BrowserContext:
        """Open a browser's profile that has never been here before."""
        width, height = size["width"], size["height"]
        return self.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )

    def kiosk(self, device: str = "Kiosk 1", url: str = "") -> Page:
        """Open a touch screen and wait for its tiles."""
        page = self.screen(KIOSK)
        page.goto(f"{url or self.centre.url}/pair/{self.centre.tokens[device]}")
        expect(page.get_by_role("heading", name="Ông/bà đến làm việc gì?")).to_be_visible()
        return page

    def board(self, url: str = "") -> Page:
        """Open the main hall's board with a witness before it, and let it be heard: somebody touches it once."""
        page = self.screen(BOARD)
        page.add_init_script(WITNESS)
        page.goto(f"{url or self.centre.url}/pair/{self.centre.tokens[MAIN_BOARD]}")
        expect(now_on(page)).to_contain_text("Mời ông/bà chờ gọi số")
        silent = page.get_by_role("button", name="Âm thanh đang tắt")
        if silent.is_visible():
            silent.click()
        expect(silent).to_be_hidden()
        return page

    def desk(self, name: str, counter: int, url: str = "") -> Page:
        """Sign a clerk in and take a counter, by keyboard."""
        return self.take_counter(self.signed_in(name, self.screen(DESK), url), counter)

    def take_counter(self, page: Page, counter: int) -> Page:
        """Choose a counter by its number."""
        expect(page.get_by_role("heading", name="Chọn quầy làm việc")).to_be_visible()
        page.keyboard.type(str(counter))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=f"Quầy {counter}:")).to_be_attached()
        expect(page.get_by_text("Đang mở")).to_be_visible()
        return page

    def signed_in(self, name: str, page: Page, url: str = "") -> Page:
        """Fill in the login page; it leads to the clerk's counters or to the manager's page."""
        page.goto(f"{url or self.centre.url}/login")
        page.get_by_label("Tên đăng nhập").fill(name)
        page.get_by_label("Mật khẩu", exact=True).fill(self.centre.passwords[name])
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/(counter|manager)"))
        return page

    def manager(self) -> Page:
        """Open Carla's page."""
        page = self.signed_in("carla", self.screen(DESK))
        expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
        return page

    def phone(self, link: str) -> Page:
        """Open a link on a citizen's phone."""
        page = self.screen(PHONE)
        page.goto(link)
        return page

    def line(self) -> Line:
        """Act at the server directly, as an integration may at every counter."""
        self.lines.append(self.centre.line("desk"))
        return self.lines[-1]

    def close(self) -> None:
        """Hang up and stop the centre; the browsers close by themselves."""
        for line in self.lines:
            line.close()
        self.centre.stop()

    def facts(self, kind: str) -> int:
        """Count the facts of one kind in the log."""
        return self.centre.count("SELECT COUNT(*) FROM event WHERE kind = ?", kind)

    def jobs(self, ticket: int, kind: str = "ticket") -> list[dict[str, Any]]:
        """Read the print jobs of a ticket, with what is to be written on the paper."""
        sql = "SELECT state, content FROM print_job WHERE ticket = ? AND kind = ? ORDER BY id"
        connection = self.centre.reader()
        try:
            rows = connection.execute(sql, (ticket, kind)).fetchall()
        finally:
            connection.close()
        return [json.loads(content) | {"state": state} for state, content in rows]


def touch(kiosk: Page, name: str) -> None:
    """Touch a tile or button."""
    kiosk.get_by_role("button", name=name).click()


def take_number(kiosk: Page, service: str, answer: str = "Không, lấy số thường") -> str:
    """Touch a service, answer the one question, and read the number on the screen."""
    touch(kiosk, service)
    touch(kiosk, answer)
    return read_number(kiosk)


def read_number(kiosk: Page) -> str:
    """Read the number on the screen."""
    number = kiosk.locator(".take-number")
    expect(number).to_have_text(NUMBER)
    return number.inner_text()


def await_paper(kiosk: Page) -> None:
    """Wait until the screen says that the paper is there."""
    expect(kiosk.get_by_role("heading", name="Mời ông/bà lấy phiếu")).to_be_visible()


def now_on(board: Page) -> Locator:
    """Find the big place of a board."""
    return board.get_by_role("region", name="Số đang gọi")


def press(desk: Page, key: str, act: str) -> None:
    """Press the key of an act as soon as its button may be used."""
    expect(desk.get_by_role("button", name=act)).to_be_enabled()
    desk.keyboard.press(key)


def open_dossier(desk: Page, words: str, name: str, applicant: str, due: str = "") -> None:
    """Find a procedure by typing, name the applicant, give a due day if the law gives none, Enter."""
    opened = desk.locator(".opened > li")
    before = opened.count()
    expect(desk.get_by_role("button", name="Lưu hồ sơ")).to_be_enabled()
    procedure = desk.get_by_role("combobox", name="Thủ tục")
    procedure.press_sequentially(words)
    expect(desk.get_by_role("option", name=name, selected=True)).to_be_visible()
    procedure.press("Enter")
    desk.get_by_label("Người nộp").fill(applicant)
    if due:
        desk.get_by_role("textbox", name="Ngày hẹn trả").fill(due)
    desk.keyboard.press("Enter")
    expect(opened).to_have_count(before + 1)


def figure(manager: Page, name: str) -> Locator:
    """Find one of the manager's figures by its name."""
    card = manager.locator(".figure", has=manager.get_by_text(name, exact=True))
    return card.locator(".figure-value")
