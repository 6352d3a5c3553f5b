"""Scene 2: a priority that only the clerk knows the reason of, and that waits for its turn like everybody's."""

import time
from datetime import datetime

from playwright.sync_api import Page, expect

from printers.slip import Big
from server.spool.slips import ticket_slip
from tests.acceptance.hall import Hall, await_paper, now_on, press, take_number
from tests.acceptance.paper import decoded, read_qr, stands_on
from tests.lines import Line

TELLTALES = ("elderly", "tuổi", "aged", "seventy", "ưu tiên", "priority")
RATE = 3  # of people aged 70 or over, against 1 for everybody else


def test_a_farmer_of_seventy_one(hall: Hall) -> None:
    """He touches "Chứng thực", is asked once whether somebody may go first, touches "70 tuổi trở lên" and takes
    C014. Neither paper, board nor phone shows age or reason. He passes nobody at once, but comes before those who
    waited less than three times as long; the clerk alone reads why.
    """
    line = hall.line()
    line.post("/counters/2/open")
    earlier = [line.issue("CT").json for _ in range(13)]
    board, desk, kiosk = hall.board(), hall.desk("ana", 1), hall.kiosk()

    assert take_number(kiosk, "Chứng thực", "70 tuổi trở lên") == "C014"
    assert line.post("/counters/2/calls", {}).json["number"] == earlier[0]["number"] == "C001"
    await_paper(kiosk)
    phone = hall.phone(paper_of_the_farmer(hall))
    expect(phone.get_by_role("heading")).to_contain_text("C014")

    wait_until_due(line, farmer=14, before_ticket=2)
    press(desk, "n", "Gọi số tiếp theo")
    expect(desk.get_by_role("link", name="Phiếu C014")).to_be_visible()
    expect(desk.get_by_text("Ưu tiên: 70 tuổi trở lên")).to_be_visible()
    expect(desk.get_by_text("Vì sao gọi: ưu tiên 3 ×")).to_contain_text("của C002")

    expect(now_on(board)).to_contain_text("C014")
    expect(phone.get_by_text("ĐẾN LƯỢT ÔNG/BÀ")).to_be_visible()
    for screen in (board, phone):
        assert_tells_nothing(screen, hall.heard[screen])


def paper_of_the_farmer(hall: Hall) -> str:
    """Decode the paper: his number, and nothing of the reason in what was to be printed; give its link."""
    paper = decoded(hall.centre.slips[-1])
    assert stands_on(paper, Big("C014"))
    (job,) = hall.jobs(14)
    (link,) = read_qr(paper)
    assert link.endswith(job["token"])
    said = repr((job, ticket_slip(job))).lower()
    assert "c014" in said
    assert [word for word in TELLTALES if word in said] == []
    return link


def wait_until_due(line: Line, *, farmer: int, before_ticket: int) -> None:
    """Wait until three times his wait is as long as the wait of somebody who came before him."""
    his, theirs = (
        datetime.fromisoformat(line.get(f"/tickets/{one}").json["issued_at"]).timestamp()
        for one in (farmer, before_ticket)
    )
    due = his + (his - theirs) / (RATE - 1)
    time.sleep(max(0.0, due - time.time()) + 0.01)


def assert_tells_nothing(screen: Page, heard: list[str]) -> None:
    """Nothing that a board or phone shows or is sent names the class or the reason."""
    assert any('["call",' in message for message in heard)
    said = "\n".join([screen.content(), *heard]).lower()
    assert [word for word in TELLTALES if word in said] == []
