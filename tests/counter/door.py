"""The official at the door in Chromium: touches, types, reads. What is expected stands in the tests."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.counter.driver import NewContext, sign_in
from tests.lines import Line
from tests.servers import Centre

TABLET = (1280, 800)
PHONE = (360, 740)


@dataclass
class Door:
    """Hold the reception's page and how many touches were made on it."""

    page: Page
    touches: int = 0

    @property
    def number(self) -> Locator:
        """Find the number of the ticket that is shown."""
        return self.page.locator(".reception-number")

    @property
    def card(self) -> Locator:
        """Find the card of the ticket that is shown."""
        return self.page.locator(".reception-shown")

    @property
    def issue(self) -> Locator:
        """Find the panel where numbers are given out."""
        return self.page.locator(".reception-issue")

    def touch(self, *names: str, where: Locator | None = None) -> None:
        """Touch buttons by their names, one after the other."""
        for name in names:
            (where or self.issue).get_by_role("button", name=name).first.click()
            self.touches += 1

    def act(self, name: str) -> None:
        """Touch an act of the ticket that is shown."""
        self.touch(name, where=self.card)

    def give(self, service: str, answer: str = "Số thường") -> str:
        """Give out a number in two touches and read it."""
        before = self.number.inner_text() if self.number.count() else ""
        self.touch(service, answer)
        expect(self.number).not_to_have_text(before)
        return self.number.inner_text()

    def seek(self, number: str) -> None:
        """Look a ticket up by its number."""
        field = self.page.get_by_role("textbox", name="Tìm phiếu")
        field.fill(number)
        field.press("Enter")


def open_door(
    new_context: NewContext,
    centre: Centre,
    name: str = "dan",
    *,
    size: tuple[int, int] = TABLET,
    language: str = "vi",
) -> Door:
    """Sign an official in at the door, on a tablet unless told."""
    context = new_context(
        locale=language,
        viewport={"width": size[0], "height": size[1]},
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    sign_in(page, centre, name, "/reception")
    expect(page.locator(".reception-services")).to_be_visible()
    return Door(page)


def seen(desk: Line, number: str) -> dict[str, Any]:
    """Read a ticket as staff see it."""
    found: dict[str, Any] = desk.get(f"/tickets?number={number}").json
    return found


def send_all_home(centre: Centre, desk: Line) -> None:
    """End every visit and close every counter, so that the next test finds an empty hall."""
    for counter in desk.get("/counters").json:
        if counter["ticket"]:
            desk.post(f"/tickets/{counter['ticket']['id']}/finish")
        desk.post(f"/counters/{counter['number']}/close")
    with closing(centre.reader()) as connection:
        waiting = connection.execute("SELECT ticket FROM leg WHERE state IN ('waiting', 'parked')").fetchall()
    for (ticket,) in waiting:
        desk.post(f"/tickets/{ticket}/leave")
