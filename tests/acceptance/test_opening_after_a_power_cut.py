"""Scene 1. The machine's own clock runs on; the night passes by moving the centre a day east, while its power is off."""

from playwright.sync_api import Page, expect

from server.store import settings_table
from server.store.store import FILE_NAME, Store
from tests.acceptance.hall import Hall, await_paper, now_on, take_number, touch
from tests.servers import Centre

TODAY, TOMORROW = "Etc/GMT+12", "Etc/GMT-12"  # 24 hours apart; POSIX counts them westward
OPEN_LAST_NIGHT = ("A001", "A002", "A003")


def test_opening_after_a_power_cut(closed_hall: Hall) -> None:
    """The PC starts after the power failed in the night with 3 tickets open. Kiosk and board come up by themselves;
    the first ticket of the day is number 1 of its series, yesterday's open ones are reported as incomplete.
    """
    hall, centre = closed_hall, closed_hall.centre
    set_time_zone(centre, TODAY)
    centre.start()
    kiosk, board = hall.kiosk(), hall.board()
    phone = leave_three_tickets_open(hall, kiosk)
    expect(now_on(board)).to_contain_text("A001")

    centre.kill()
    expect(kiosk.get_by_role("alert")).to_contain_text("Máy đang kết nối lại")
    expect(board.get_by_text("Mất kết nối, đang tự kết nối lại.")).to_be_visible()
    set_time_zone(centre, TOMORROW)
    centre.start()

    expect(kiosk.get_by_role("alert")).to_be_hidden()
    expect(board.get_by_text("Mất kết nối")).to_be_hidden()
    expect(now_on(board)).to_contain_text("Mời ông/bà chờ gọi số")
    expect(board.get_by_role("cell", name="A001")).to_be_hidden()
    expect(phone.get_by_text("Phiếu đã hết ngày")).to_be_visible()
    assert_a_new_browser_finds_its_own_screen(kiosk, hall)

    assert take_number(kiosk, "Hộ tịch") == "A001"
    await_paper(kiosk)
    assert_yesterdays_are_reported(hall)
    assert centre.faults() == []


def set_time_zone(centre: Centre, name: str) -> None:
    store = Store(centre.folder / FILE_NAME)
    store.write(lambda tx: settings_table.put(tx, "timezone", name))
    store.close()


def leave_three_tickets_open(hall: Hall, kiosk: Page) -> Page:
    """One is called, one is being served, one waits; give the phone of the one that waits."""
    desk = hall.line()
    for number in (1, 2):
        assert desk.post(f"/counters/{number}/open").status == 200
    assert take_number(kiosk, "Hộ tịch") == "A001"
    touch(kiosk, "Xong")
    _, waiting = desk.issue("HT").json, desk.issue("HT").json
    for number in (1, 2):
        assert desk.post(f"/counters/{number}/calls", {}).json["number"] == OPEN_LAST_NIGHT[number - 1]
    assert desk.post("/tickets/2/serve").json["state"] == "serving"
    phone = hall.phone(f"{hall.centre.url}/t/{waiting['token']}")
    expect(phone.get_by_text("Ông/bà là người tiếp theo")).to_be_visible()
    return phone


def assert_a_new_browser_finds_its_own_screen(kiosk: Page, hall: Hall) -> None:
    """The kiosk's PC started anew too: its browser still knows whose screen it is."""
    again = kiosk.context.new_page()
    again.goto(hall.centre.url)
    expect(again.get_by_role("heading", name="Ông/bà đến làm việc gì?")).to_be_visible()
    again.close()


def assert_yesterdays_are_reported(hall: Hall) -> None:
    manager = hall.manager()
    report = manager.locator(".notice").filter(has_text="Ngày làm việc trước còn 3 số chưa xong")
    expect(report.locator(".ticket-number")).to_have_text(list(OPEN_LAST_NIGHT))
    assert hall.facts("TicketIncomplete") == 3
    report.get_by_role("link", name="Xem số liệu của ngày đó").click()
    expect(manager.get_by_role("heading", name="Ngày đã qua")).to_be_visible()
    expect(manager.get_by_text("0 đang mở, 3 bỏ dở khi hết ngày")).to_be_visible()
