"""Scene 10: all land counters pause; the kiosk says from when they serve again, and goes on giving numbers that fit."""

from contextlib import closing

from playwright.sync_api import Locator, Page, expect

from tests.acceptance.hall import Hall, read_number, touch
from tests.acceptance.office import at_work, bind_hours

LAND_COUNTERS = (4, 5)
VISIT_MIN = 60


def test_lunch(closed_hall: Hall) -> None:
    """It is past ten. Land takes an hour a visit, and its tile says how long one waits. Its two clerks leave until
    13:30: the tile says that instead of minutes. From 13:30 to 17:30 two counters can take eight visits of an hour:
    so many numbers are given, each with the time on its screen, and no more; other services do not change.
    """
    hall = closed_hall
    at_work(hall, 10, service="DD", counter=4, visits=5, minutes=VISIT_MIN)
    with closing(hall.centre.browser("carla")) as carla:
        bind_hours(carla, "07:30-11:30", "13:30-17:30")
    desk, kiosk = hall.line(), hall.kiosk()
    for counter in (1, *LAND_COUNTERS):
        assert desk.post(f"/counters/{counter}/open").status == 200
    first = [desk.issue("DD") for _ in range(2)]
    assert [one.status for one in first] == [201, 201]
    assert first[1].json["estimate"] is not None
    expect(tile(kiosk, "Đất đai")).to_contain_text("2 người chờ")
    expect(tile(kiosk, "Đất đai")).to_contain_text("phút")

    for counter in LAND_COUNTERS:
        paused = desk.post(f"/counters/{counter}/pause", {"reason": "nghỉ trưa", "until": "13:30"})
        assert paused.status == 200, paused.text
    expect(tile(kiosk, "Đất đai")).to_contain_text("phục vụ lại từ 13:30")
    expect(tile(kiosk, "Đất đai")).not_to_contain_text("phút")
    expect(tile(kiosk, "Hộ tịch")).not_to_contain_text("13:30")

    touch(kiosk, "Đất đai")
    touch(kiosk, "Không, lấy số thường")
    number = read_number(kiosk)
    expect(kiosk.locator(".take-sheet")).to_contain_text("Phục vụ lại từ 13:30")
    expect(kiosk.locator(".take-sheet")).not_to_contain_text("phút")
    assert hall.jobs(hall.centre.count("SELECT id FROM ticket WHERE label = ? ORDER BY id DESC", number))

    answers = [desk.issue("DD") for _ in range(5)]
    assert [one.status for one in answers] == [201, 201, 201, 201, 409]
    assert {one.json["serves_again"] for one in answers[:4]} == {"13:30"}
    assert (
        answers[4].code == "closing_soon"
    )  # seven wait: with the next one, eight hours of work would not be enough
    assert desk.issue("HT").status == 201
    assert hall.centre.faults() == []


def tile(kiosk: Page, name: str) -> Locator:
    """Find the tile of a service."""
    return kiosk.locator(".service", has=kiosk.get_by_text(name, exact=True))
