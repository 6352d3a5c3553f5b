"""Scene 11. The screens reach the centre over wires that the test cuts; the centre itself never notices more than that."""

import os
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.hall import Hall, now_on
from tests.acceptance.wire import Wire
from tests.acceptance.witness import chimes_of, told_by
from tests.lines import Line

# By default short and with connections refused; in full as long as a switch takes, with connections that hang.
IS_FULL = os.environ.get("LAYSO_STRESS") == "full"
CUT_S = 40 if IS_FULL else 12
TOLD = [
    "Mời số A không không một đến quầy số một",
    "Mời số A không không hai đến quầy số ba",
    "Mời số A không không ba đến quầy số hai",
]


@pytest.fixture
def wire(hall: Hall) -> Iterator[Wire]:
    """Lay the wire over which kiosk, board and desk reach the centre."""
    wire = Wire(hall.centre.port)
    yield wire
    wire.close()


def test_the_switch_reboots(hall: Hall, wire: Wire) -> None:
    """Kiosk, board and counter are cut off. Each says so calmly, recovers without a touch and shows the truth; a call
    made at the server meanwhile is announced once, and one that was announced before is not told again.
    """
    line = hall.line()
    for counter in (1, 2):
        line.post(f"/counters/{counter}/open")
    for _ in range(3):
        line.issue("HT")
    kiosk, board, desk = (
        hall.kiosk(url=wire.url),
        hall.board(url=wire.url),
        hall.desk("hanh", 3, url=wire.url),
    )
    tile = kiosk.get_by_role("button", name="Hộ tịch")
    call(line, 1, "A001")
    expect(now_on(board)).to_contain_text("A001")
    expect(tile).to_contain_text("2 người chờ")

    began = time.monotonic()
    wire.go_dead() if IS_FULL else wire.cut()
    call(line, 3, "A002")
    assert_each_says_so(kiosk, board, desk)
    time.sleep(max(0.0, began + CUT_S - time.monotonic()))
    assert told_by(board) == TOLD[:1]
    wire.mend()

    expect(kiosk.get_by_role("alert")).to_be_hidden()
    expect(tile).to_contain_text("1 người chờ")
    expect(desk.get_by_text("Mất kết nối với máy chủ.")).to_be_hidden()
    expect(desk.get_by_role("link", name="Phiếu A002")).to_be_visible()
    expect(desk.get_by_role("button", name="Bắt đầu phục vụ")).to_be_enabled()
    assert_announced_once(line, board)


def call(line: Line, counter: int, number: str) -> None:
    """Call at the server, whatever the screens know of it."""
    assert line.post(f"/counters/{counter}/calls", {}).json["number"] == number


def assert_each_says_so(kiosk: Page, board: Page, desk: Page) -> None:
    patience = 20_000  # a dead line is noticed when a ping stays away: every 5 s, 5 s patience, and 2 s calm
    expect(kiosk.get_by_role("alert")).to_contain_text("Máy đang kết nối lại", timeout=patience)
    expect(board.get_by_text("Mất kết nối, đang tự kết nối lại.")).to_be_visible(timeout=patience)
    expect(desk.get_by_text("Mất kết nối với máy chủ. Các nút tạm khóa")).to_be_visible(timeout=patience)
    expect(desk.get_by_role("button", name="Gọi số tiếp theo")).to_be_disabled()


def assert_announced_once(line: Line, board: Page) -> None:
    """The next call follows the missed one: what was told and rung up to then is each of them once."""
    expect(board.get_by_text("Mất kết nối")).to_be_hidden()
    expect(board.get_by_text("Bảng gọi số tạm dừng")).to_be_hidden()
    expect(now_on(board)).to_contain_text("A002")
    expect(now_on(board).locator(".now-counter")).to_have_text("3")
    call(line, 2, "A003")
    expect(now_on(board)).to_contain_text("A003")
    for number, counter in (("A001", "1"), ("A002", "3")):
        expect(board.get_by_role("row").filter(has_text=number)).to_contain_text(counter)
    assert told_by(board) == TOLD
    assert chimes_of(board) == len(TOLD)
