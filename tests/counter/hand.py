"""A clerk's hand at the desk, on the keys or on the glass; it counts what a move takes. And an empty hall to begin with."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, expect

from tests.counter.driver import Desk, NewContext, issue, sit_down
from tests.servers import Centre

NUMBER_OF_COUNTERS = 10


@dataclass
class Hand:
    """Hold how a clerk acts, and how many presses or touches it took since `begin`."""

    desk: Desk
    touches: bool
    acts: int = 0

    def begin(self) -> None:
        """Count from here."""
        self.acts = 0

    def take(self, key: str, name: str) -> None:
        """Press a key, or touch the button with this name: in the dialog when one is open."""
        self._rest()
        if self.touches:
            self._button(name).tap()
        else:
            self.desk.page.keyboard.press(key)
        self.acts += 1

    def open_row(self, letter: str, number: str) -> None:
        """Open a ticket of a list: walk to it with the keys and press Enter, or touch it. Walking is not counted."""
        self._rest()
        page = self.desk.page
        row = page.locator(".queue-row", has_text=number)
        if not self.touches:
            page.keyboard.press(letter)
            expect(page.locator(".queue-row").first).to_be_focused()
            page.keyboard.type(number[1:].lstrip("0"))
            expect(row).to_be_focused()
            page.keyboard.press("Enter")
        else:
            page.locator(".queue-tab", has_text={"q": "Chờ", "b": "Tạm dừng", "m": "Vắng"}[letter]).tap()
            row.tap()
        self.acts += 1
        expect(self.desk.dialog).to_be_visible()

    def _rest(self) -> None:
        expect(self.desk.primary).not_to_have_attribute("aria-busy", "true")

    def _button(self, name: str) -> Locator:
        place = self.desk.dialog if self.desk.dialog.count() else self.desk.page
        return place.get_by_role("button", name=name)


def serving(
    new_context: NewContext, centre: Centre, touches: bool, who: str = "ana", at: int = 1
) -> tuple[Hand, str]:
    """Let a clerk serve the only one who waits."""
    hand = Hand(sit_down(new_context, centre, who, at, touch=touches), touches)
    number = issue(centre, "HT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(1)
    hand.take("n", "Gọi số tiếp theo")
    hand.desk.state("Đang gọi")
    hand.take("s", "Bắt đầu phục vụ")
    hand.desk.state("Đang phục vụ")
    hand.begin()
    return hand, number


def empty_hall(centre: Centre) -> None:
    """Send everybody home, so that a test finds the counters and queues empty."""
    with closing(centre.line("desk")) as line:
        for number in range(1, NUMBER_OF_COUNTERS + 1):
            desk = line.get(f"/counters/{number}/desk").json
            held = desk["ticket"]
            if held:
                line.post(f"/tickets/{held['id']}/requeue", {"confirm": True})
            gone = [*desk["queue"], *desk["parked"], *([held] if held else [])]
            for one in gone:
                line.post(f"/tickets/{one['id']}/leave")
            line.post(f"/counters/{number}/close")


def ticket_of(centre: Centre, label: str) -> dict[str, Any]:
    """Look a ticket up by its number, as an integration may."""
    with closing(centre.reader()) as connection:
        row = connection.execute("SELECT id FROM ticket WHERE label = ?", (label,)).fetchone()
    with closing(centre.line("desk")) as line:
        found: dict[str, Any] = line.get(f"/tickets/{row['id']}").json
        return found
