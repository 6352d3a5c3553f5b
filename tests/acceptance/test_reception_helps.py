"""Scene 14: an official at the door, on a tablet: three numbers in a row, and one walk to a free counter."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from printers.slip import Big
from tests.acceptance.door import at_the_door, code_on
from tests.acceptance.hall import Hall, now_on, press
from tests.acceptance.paper import decoded, read_qr, read_qr_of, stands_on
from tests.acceptance.witness import told_by
from tests.counter.door import Door

FREE, LAND = 2, 4
VISITORS = (
    ("Chứng thực", "Số thường", "C001"),
    ("Đất đai", "Người khuyết tật nặng", "L002"),
    ("Hộ tịch", "70 tuổi trở lên", "A001"),
)
TELLTALES = ("khuyết tật", "disab", "70 tuổi", "aged", "ưu tiên", "priority")


def test_reception_helps(hall: Hall) -> None:
    """An official at the door issues tickets for three people in a row, one of them severely disabled; walks one
    directly to a free counter.
    """
    line, board = hall.line(), hall.board()
    assert line.issue("DD").json["number"] == "L001"
    bruno, land, door = hall.desk("bruno", FREE), hall.desk("khoa", LAND), at_the_door(hall)

    papers = len(hall.centre.slips)
    for service, answer, number in VISITORS:
        assert door.give(service, answer) == number
        expect(door.card).to_contain_text("Phiếu đã in ra")
        papers += 1
        assert_one_paper_came_out(door, hall.centre.slips, papers, number)
    assert door.touches == 2 * len(VISITORS)

    phone = hall.phone(read_qr(decoded(hall.centre.slips[-1]))[0])
    door.act(f"Dẫn đến quầy {FREE}")
    expect(door.card).to_contain_text(f"Mời đến quầy {FREE}")
    expect(phone.get_by_text(f"QUẦY {FREE}").locator("visible=true")).to_be_visible()
    expect(bruno.get_by_role("heading", name="Lễ tân đưa tới")).to_be_visible()
    expect(bruno.get_by_role("link", name="Phiếu A001")).to_be_visible()
    press(bruno, "s", "Bắt đầu phục vụ")
    expect(door.card).to_contain_text(f"Đang phục vụ tại quầy {FREE}")
    assert_the_hall_heard_nothing(board)

    press(land, "n", "Gọi số tiếp theo")
    expect(land.get_by_role("link", name="Phiếu L002")).to_be_visible()
    expect(land.get_by_text("Ưu tiên: Người khuyết tật nặng")).to_be_visible()
    expect(land.get_by_text("Vì sao gọi: ưu tiên 5 ×")).to_contain_text("của L001")
    expect(now_on(board)).to_contain_text("L002")
    said = "\n".join([board.content(), *hall.heard[board], phone.content(), *hall.heard[phone]]).lower()
    assert [word for word in TELLTALES if word in said] == []
    assert hall.centre.faults() == []


def assert_one_paper_came_out(door: Door, slips: list[Path], papers: int, number: str) -> None:
    """The paper bears the number; its code, the one on the tablet and no other lead to the same page."""
    assert len(slips) == papers
    paper = decoded(slips[-1])
    assert stands_on(paper, Big(number))
    expect(code_on(door)).to_be_visible()
    door.page.wait_for_function("() => document.querySelector('.reception-code').complete")
    tablet = Image.open(BytesIO(code_on(door).screenshot()))
    assert read_qr_of(tablet.resize((2 * tablet.width, 2 * tablet.height))) == read_qr(paper)


def assert_the_hall_heard_nothing(board: Page) -> None:
    """Whoever is walked to a counter is neither announced nor shown."""
    expect(now_on(board)).to_contain_text("Mời ông/bà chờ gọi số")
    assert told_by(board) == []
    assert "A001" not in board.locator("#board").inner_text()
