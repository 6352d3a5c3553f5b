"""The official at the door of a scene: Dan, who has no counter of his own, with the reception's page on his tablet."""

from playwright.sync_api import Locator, expect

from tests.acceptance.hall import DESK, Hall
from tests.counter.door import Door


def at_the_door(hall: Hall) -> Door:
    """Sign Dan in and lead him from the list of counters to the reception."""
    page = hall.signed_in("dan", hall.screen(DESK))
    page.get_by_role("link", name="Đón tiếp").click()
    expect(page.locator(".reception-services")).to_be_visible()
    return Door(page)


def code_on(door: Door) -> Locator:
    """Find the code that the tablet shows for a phone."""
    return door.card.get_by_role("img", name="Mã QR của phiếu")
