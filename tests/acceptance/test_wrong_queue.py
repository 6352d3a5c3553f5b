"""Scene 8: what turns out to be another field's matter goes there with its arrival and class, and every screen says so."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.acceptance.hall import Hall, await_paper, now_on, press, take_number
from tests.acceptance.paper import decoded, read_qr
from tests.acceptance.witness import told_by
from tests.lines import Line

CIVIL, ALSO_CIVIL, LAND = 1, 2, 4
MINE = "A001"


def test_wrong_queue(hall: Hall) -> None:
    """At the civil-status counter it turns out to be a land matter: transferred to land with arrival time and class
    kept; the board and phone say so; nobody calls the ticket meanwhile.
    """
    line = hall.line()
    line.post(f"/counters/{ALSO_CIVIL}/open")
    before = line.issue("DD").json["number"]
    board, kiosk = hall.board(), hall.kiosk()
    civil, land = hall.desk("ana", CIVIL), hall.desk("khoa", LAND)
    assert take_number(kiosk, "Hộ tịch", "70 tuổi trở lên") == MINE
    await_paper(kiosk)
    phone = hall.phone(read_qr(decoded(hall.centre.slips[-1]))[0])
    after = line.issue("DD").json["number"]
    arrived = seen(line)["issued_at"]

    press(civil, "n", "Gọi số tiếp theo")
    expect(now_on(board)).to_contain_text(MINE)
    press(civil, "s", "Bắt đầu phục vụ")
    expect(phone.get_by_text(f"QUẦY {CIVIL}").locator("visible=true")).to_be_visible()
    send_to_land(civil)

    expect(phone.get_by_text("Đã chuyển sang Đất đai, giữ nguyên thứ tự chờ.")).to_be_visible()
    assert_the_board_leads_on(board)
    assert_nobody_calls_it_here(line, board)
    assert_arrival_and_class_are_kept(line, arrived, {before, MINE, after})

    press(land, "n", "Gọi số tiếp theo")
    expect(land.get_by_role("link", name=f"Phiếu {MINE}")).to_be_visible()
    expect(land.get_by_text("Vì sao gọi: ưu tiên 3 ×")).to_contain_text(f"của {before}")
    expect(now_on(board).locator(".now-counter")).to_have_text(str(LAND))
    expect(now_on(board)).to_contain_text(MINE)
    expect(row_of_mine(board)).to_have_count(0)
    expect(phone.get_by_text("ĐẾN LƯỢT ÔNG/BÀ")).to_be_visible()
    expect(phone.get_by_text(f"QUẦY {LAND}").locator("visible=true")).to_be_visible()
    assert len(told_by(board)) == 2
    assert hall.centre.faults() == []


def send_to_land(desk: Page) -> None:
    """Two keys: T for a transfer, and the letter of the land's papers."""
    press(desk, "t", "Chuyển")
    expect(desk.get_by_role("dialog")).to_contain_text(f"Chuyển phiếu {MINE}")
    desk.keyboard.press("l")
    expect(desk.get_by_text(f"Vừa chuyển {MINE}")).to_be_visible()


def row_of_mine(board: Page) -> Locator:
    return board.get_by_role("row").filter(has_text=MINE)


def assert_the_board_leads_on(board: Page) -> None:
    """The number stands on the board with where it waits, and no longer at the old counter."""
    expect(row_of_mine(board)).to_contain_text("Đất đai")
    expect(row_of_mine(board)).to_contain_text("Land")
    expect(row_of_mine(board).get_by_role("img", name="chuyển sang")).to_be_visible()
    expect(row_of_mine(board).locator(".plate")).to_have_count(0)
    expect(now_on(board)).to_contain_text("Mời ông/bà chờ gọi số")


def assert_nobody_calls_it_here(line: Line, board: Page) -> None:
    """The next one at another civil-status counter is nobody; the hall hears nothing."""
    answer = line.post(f"/counters/{ALSO_CIVIL}/calls", {})
    assert (answer.status, answer.code) == (409, "nobody_waiting")
    assert seen(line)["state"] == "waiting"
    assert len(told_by(board)) == 1


def assert_arrival_and_class_are_kept(line: Line, arrived: str, queue: set[str]) -> None:
    """In its own record, and in the land queue as its clerks see it."""
    ticket = seen(line)
    assert (ticket["service"], ticket["priority"], ticket["issued_at"]) == ("DD", "elderly", arrived)
    rows = {one["number"]: one for one in line.get(f"/counters/{LAND}/desk").json["queue"]}
    assert set(rows) == queue
    assert (rows[MINE]["queued_at"], rows[MINE]["priority"]) == (arrived, "elderly")


def seen(line: Line) -> dict[str, Any]:
    found: dict[str, Any] = line.get(f"/tickets?number={MINE}").json
    return found
