"""Scene 6. In the browser it plays within a minute; that ten minutes are within the tolerance is played on a turned clock."""

import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from server.domain.errors import ReturnTooLate
from server.operations import places, rules
from server.operations.reports import day_report
from tests.acceptance.door import at_the_door
from tests.acceptance.hall import Hall, await_paper, now_on, press, take_number
from tests.acceptance.paper import decoded, read_qr
from tests.acceptance.witness import chimes_of
from tests.builders import ANA, CARLA, hall_in
from tests.builders import Hall as Books

PACE = {"calls_before_no_show": 3, "recall_gap_s": 5, "return_within_min": 15, "return_behind": 2}
BEHIND = ("C002", "C003", "C004", "C005")
MINUTE_S = 60


def test_missed_then_back(hall: Hall) -> None:
    """Called three times, absent, marked no-show; comes back with the paper, is re-admitted at the door two behind the
    next; the wait measured is the one up to the call that was followed.
    """
    assert hall.centre.browser("carla").ask("PUT", "/api/v1/hall-rules", PACE).status == 200
    line, board, desk, kiosk = hall.line(), hall.board(), hall.desk("ana", 1), hall.kiosk()
    assert take_number(kiosk, "Chứng thực") == "C001"
    came = time.time()
    await_paper(kiosk)
    phone = hall.phone(read_qr(decoded(hall.centre.slips[0]))[0])
    assert tuple(line.issue("CT").json["number"] for _ in BEHIND) == BEHIND

    call_three_times_in_vain(desk, board)
    expect(phone.get_by_text("Đã gọi nhưng chưa thấy ông/bà")).to_be_visible()
    assert re.search(r"trong 15 phút, trước \d\d:\d\d", phone.locator("main").inner_text())
    expect(board.get_by_role("row").filter(has_text="C001")).to_have_count(0)
    serve_next(desk, board, "C002")

    door = at_the_door(hall)
    door.seek("c1")
    expect(door.card).to_contain_text("Vắng mặt")
    door.act("Nhận lại, sau 2 lượt gọi")
    expect(phone.get_by_text("Xin chờ thêm 2 lượt")).to_be_visible()

    for number in ("C003", "C004"):
        serve_next(desk, board, number)
    chimes = chimes_of(board)
    serve_next(desk, board, "C001")
    called = time.time()
    expect(phone.get_by_text("Đang được phục vụ")).to_be_visible()
    assert chimes_of(board) == chimes + 1
    assert_the_wait_is_the_true_one(line.get("/tickets?number=C001").json, called - came)
    assert hall.centre.faults() == []


def call_three_times_in_vain(desk: Page, board: Page) -> None:
    """Ana calls and calls again, as soon as she may; only then may she mark the absence, and is asked whether to."""
    press(desk, "n", "Gọi số tiếp theo")
    expect(now_on(board)).to_contain_text("C001")
    for times in (2, 3):
        press(desk, "r", "Gọi lại")
        expect(desk.locator(".now-facts")).to_contain_text(f"{times}/3")
    expect(now_on(board)).to_contain_text("C001")
    press(desk, "v", "Báo vắng")
    desk.get_by_role("dialog").get_by_role("button", name="Báo vắng").click()
    expect(desk.get_by_text("Vừa báo vắng")).to_be_visible()
    assert chimes_of(board) == 3


def serve_next(desk: Page, board: Page, number: str) -> None:
    """Ana ends the visit that is there, if any, calls the next one, and serves."""
    expect(desk.locator("[data-primary]")).to_be_enabled()
    desk.keyboard.press("n")
    sure = desk.get_by_role("dialog").get_by_role("button", name="Hoàn thành và gọi tiếp")
    shown = desk.get_by_role("link", name=f"Phiếu {number}")
    expect(sure.or_(shown)).to_be_visible()
    if sure.is_visible():
        sure.click()
    expect(shown).to_be_visible()
    expect(now_on(board)).to_contain_text(number)
    press(desk, "s", "Bắt đầu phục vụ")


def assert_the_wait_is_the_true_one(ticket: dict[str, Any], waited_s: float) -> None:
    issued, called = (datetime.fromisoformat(ticket[name]) for name in ("issued_at", "called_at"))
    assert (called - issued).total_seconds() == pytest.approx(waited_s, abs=5)
    assert waited_s > 20


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """Open the demo centre on a Monday at 7:20 with Ana at counter 1 and the pace of the scene."""
    books = hall_in(tmp_path)
    books.write(lambda tx: rules.set_rules(tx, PACE, CARLA))
    books.open()
    yield books
    books.store.close()


def missed(books: Books) -> int:
    """Let somebody wait two minutes, be called three times in fifteen seconds, and not come."""
    ticket: int = books.issue("CT")["id"]
    books.clock.run(2 * MINUTE_S)
    books.call()
    for _ in range(2):
        books.clock.run(5)
        books.recall(ticket)
    books.clock.run(5)
    books.no_show(ticket)
    return ticket


def test_after_ten_minutes_within_the_tolerance_and_the_wait_is_the_true_one(books: Books) -> None:
    ticket = missed(books)
    others = [books.issue("CT")["id"] for _ in range(3)]
    books.clock.run(10 * MINUTE_S)
    assert books.write(lambda tx: places.take_back(tx, ticket, ANA)).state == "waiting"
    order = []
    for _ in range(4):
        books.clock.run(MINUTE_S)
        order.append(books.call()["ticket"])
        books.serve(order[-1])
        books.clock.run(MINUTE_S)
        books.finish(order[-1])
    assert order == [others[0], others[1], ticket, others[2]]

    true_s = 2 * MINUTE_S + 15 + 10 * MINUTE_S + 5 * MINUTE_S
    leg = books.ticket(ticket).leg
    assert leg.called_at_ms is not None
    assert (leg.called_at_ms - leg.queued_at_ms) / 1000 == true_s
    report = day_report(books.store.reader(), books.ticket(ticket).day)
    assert report.whole.waiting.longest_s == true_s
    assert (report.whole.no_show.numerator, report.whole.served) == (0, 4)
    assert books.faults() == []


@pytest.mark.parametrize(("after_s", "comes_back"), [(15 * MINUTE_S, True), (15 * MINUTE_S + 1, False)])
def test_the_tolerance_ends_to_the_second(books: Books, after_s: int, comes_back: bool) -> None:
    ticket = missed(books)
    books.clock.run(after_s)
    if comes_back:
        books.write(lambda tx: places.take_back(tx, ticket, ANA))
    else:
        with pytest.raises(ReturnTooLate):
            books.write(lambda tx: places.take_back(tx, ticket, ANA))
    assert (books.ticket(ticket).state == "waiting") is comes_back
