"""Scene 7: one newborn, three dossiers at one counter, one paper."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from printers.slip import Big, Size, Text
from tests.acceptance.hall import DOSSIER_CODE, Hall, open_dossier, press
from tests.acceptance.paper import decoded, stands_on

FATHER = "Lê Văn Hòa"
BIRTH = "Thủ tục đăng ký khai sinh"
RESIDENCE = "Đăng ký thường trú"
INSURANCE = "Đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi"


def test_one_visit_three_dossiers(hall: Hall) -> None:
    """A father registers a birth, the child's residence and its health insurance at counter 3: three codes, three due
    times (one of a law in days, one the clerk's own), one receipt; his phone lists the three codes.
    """
    ticket = hall.line().issue("HT").json
    phone = hall.phone(f"{hall.centre.url}/t/{ticket['token']}")
    desk = hall.desk("hanh", 3)
    press(desk, "n", "Gọi số tiếp theo")
    press(desk, "s", "Bắt đầu phục vụ")
    expect(desk.get_by_role("heading", name="Đang phục vụ")).to_be_visible()

    codes = receive_three(desk)
    expect(phone.get_by_role("heading", name="Mã hồ sơ đã nộp")).to_be_visible()
    expect(phone.get_by_role("listitem")).to_have_text(codes)

    press(desk, "i", "In giấy hẹn")
    expect(desk.get_by_text("Đã in giấy hẹn")).to_be_visible()
    assert_one_paper_has_all(hall, codes)
    press(desk, "e", "Hoàn thành")
    expect(phone.get_by_text("Đã hoàn thành")).to_be_visible()
    expect(phone.get_by_role("listitem")).to_have_text(codes)
    assert hall.facts("DossierOpened") == 3


def receive_three(desk: Page) -> list[str]:
    """Open the three, one after the other; the desk says when a field is not its own. Give the codes."""
    in_a_month = (date.today() + timedelta(days=30)).strftime("%d/%m/%Y")  # noqa: DTZ011 - as the clerk reads it
    open_dossier(desk, "dang ky khai sinh", BIRTH, FATHER)
    open_dossier(desk, "dang ky thuong tru", RESIDENCE, FATHER)
    open_dossier(desk, "bao hiem y te", INSURANCE, FATHER, due=in_a_month)
    desk.keyboard.press("Escape")
    opened = desk.locator(".opened > li")
    expect(opened).to_have_count(3)
    newest_first = opened.get_by_role("link").all_inner_texts()
    assert all(DOSSIER_CODE.fullmatch(code) for code in newest_first)
    return newest_first[::-1]


def assert_one_paper_has_all(hall: Hall, codes: list[str]) -> None:
    """The ticket's paper came out before; of receipts there is one, with three codes and three due times."""
    _, slip = hall.centre.slips
    paper = decoded(slip)
    assert not stands_on(paper, Big("A001"))
    assert all(stands_on(paper, Text(code, size=Size.LARGE, bold=True)) for code in codes)
    (job,) = hall.jobs(1, "receipt")
    assert [one["code"] for one in job["dossiers"]] == codes
    assert len({one["due_at"] for one in job["dossiers"]}) == 3
