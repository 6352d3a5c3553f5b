"""Scene 16: the land queue cannot be finished by closing: no more land numbers; who is there is served or reported."""

from datetime import datetime, time, timedelta
from itertools import count

from playwright.sync_api import Page, expect

from server.domain.opening import Reopening
from server.domain.opening_lines import when_reopened
from tests.acceptance.hall import Hall, figure, touch
from tests.acceptance.office import at_work, bind_hours, now_at
from tests.lines import Line

CLOSING = "17:00"
VISIT_MIN = 20


def test_closing(closed_hall: Hall) -> None:
    """It is past three; land takes 20 minutes a visit at the one counter that is open. Numbers are given as long as
    the last of them is served by 17:00; then the kiosk stops giving land numbers, and says so with tomorrow's hours.
    At closing Carla ends the day: whoever sits at the counter is served, the others are reported, none is forgotten.
    """
    hall = closed_hall
    at_work(hall, 15, service="DD", counter=4, visits=5, minutes=VISIT_MIN)
    carla, desk, kiosk = hall.centre.browser("carla"), hall.line(), hall.kiosk()
    bind_hours(carla, "07:30-11:30", f"13:30-{CLOSING}")
    assert desk.post("/counters/4/open").status == 200
    at_the_counter = desk.issue("DD").json["id"]
    assert desk.post("/counters/4/calls").json["ticket"] == at_the_counter
    assert desk.post(f"/tickets/{at_the_counter}/serve").status == 200

    waiting = issue_until_refused(hall, desk)
    tile = kiosk.locator(".service", has=kiosk.get_by_text("Đất đai", exact=True))
    expect(tile).to_contain_text("hôm nay đã nhận đủ")
    expect(tile).to_contain_text("mở lại 07:30")
    read_the_reason(hall, kiosk)
    assert desk.issue("HT").status == 201  # others may still be served

    left = close(carla)
    assert sorted(left) == sorted([*waiting, "A001"])
    finished = desk.post(f"/tickets/{at_the_counter}/finish")
    assert (finished.status, finished.json["state"]) == (200, "finished")
    states = "SELECT COUNT(*) FROM leg JOIN ticket ON ticket.id = leg.ticket WHERE leg.state = ? AND ticket.day = ?"
    today = now_at(hall).date().isoformat()
    assert hall.centre.count(states, "incomplete", today) == len(left)
    assert hall.centre.count(states, "waiting", today) == 0
    expect(figure(hall.manager(), "Chưa xong")).to_have_text(str(len(left)))
    carla.close()
    assert hall.centre.faults() == []


def issue_until_refused(hall: Hall, desk: Line) -> list[str]:
    """Take land numbers until there is none, and hold their count against the time that is left."""
    numbers = []
    for taken in count():
        before = now_at(hall)
        answer = desk.issue("DD")
        if answer.status == 409:
            break
        assert must_fit(before, taken)
        numbers.append(answer.json["number"])
    assert answer.code == "closing_soon"
    assert not must_fit(now_at(hall), len(numbers))
    assert len(numbers) >= 2
    return numbers


def must_fit(now: datetime, waiting: int) -> bool:
    """Reckon by hand: those who wait, and one more, each 20 minutes, one after another."""
    hour, minute = map(int, CLOSING.split(":"))
    left = now.replace(hour=hour, minute=minute, second=0, microsecond=0) - now
    return timedelta(minutes=VISIT_MIN) * (waiting + 1) <= left


def read_the_reason(hall: Hall, kiosk: Page) -> None:
    """Touch the closed tile: it explains, names tomorrow's hour, and offers nothing but the way back."""
    tomorrow = Reopening(now_at(hall).date() + timedelta(days=1), time(7, 30))
    kiosk.locator(".service", has=kiosk.get_by_text("Đất đai", exact=True)).click(force=True)
    expect(kiosk.get_by_role("heading", name="Lĩnh vực này hiện chưa nhận số")).to_be_visible()
    expect(kiosk.get_by_text("Số người đang chờ đã vừa đủ đến giờ đóng cửa hôm nay.")).to_be_visible()
    expect(kiosk.locator(".closed-when")).to_have_text(when_reopened(tomorrow, now_at(hall).date())[0])
    assert kiosk.locator("main button, footer button").count() == 1
    touch(kiosk, "Về trang đầu")


def close(carla: Line) -> list[str]:
    """Let Carla end the day; she is told the numbers of whoever is left."""
    answer = carla.post("/day/end")
    assert answer.status == 200, answer.text
    left: list[str] = answer.json["left"]
    return left
