"""The main job from end to end, in five pages at once: touch, paper, call, board and phone, dossier, receipt, figures."""

from playwright.sync_api import Page, expect

from printers.slip import Big, Size, Text
from tests.acceptance.hall import (
    DOSSIER_CODE,
    Hall,
    await_paper,
    figure,
    now_on,
    open_dossier,
    press,
    take_number,
)
from tests.acceptance.paper import decoded, read_qr, stands_on


def test_the_whole_way(hall: Hall) -> None:
    """A mother touches "Hộ tịch" and takes the paper; its code opens her phone's page. Hạnh at counter 3 calls by
    keyboard: the board shows it, the phone beckons. A birth is registered, the receipt printed, the visit ended;
    Carla's figures are those of the log.
    """
    kiosk, board, manager = hall.kiosk(), hall.board(), hall.manager()
    desk = hall.desk("hanh", 3)

    number = take_number(kiosk, "Hộ tịch")
    await_paper(kiosk)
    phone = hall.phone(link_on_the_paper(hall, number))
    expect(phone.get_by_role("heading")).to_contain_text(number)
    expect(phone.get_by_text("Ông/bà là người tiếp theo")).to_be_visible()

    press(desk, "n", "Gọi số tiếp theo")
    expect(now_on(board)).to_contain_text(number)
    expect(now_on(board)).to_contain_text("đến quầy")
    expect(now_on(board).locator(".now-counter")).to_have_text("3")
    expect(phone.get_by_text("ĐẾN LƯỢT ÔNG/BÀ")).to_be_visible()
    expect(phone.get_by_text("QUẦY 3").first).to_be_visible()

    press(desk, "s", "Bắt đầu phục vụ")
    expect(phone.get_by_text("Đang được phục vụ")).to_be_visible()
    code = register_a_birth(desk)
    expect(phone.get_by_role("listitem")).to_have_text([code])
    press(desk, "i", "In giấy hẹn")
    expect(desk.get_by_text("Đã in giấy hẹn")).to_be_visible()
    assert_a_receipt_came_out(hall, code)

    press(desk, "e", "Hoàn thành")
    expect(phone.get_by_text("Đã hoàn thành")).to_be_visible()
    assert_the_figures_are_those_of_the_log(hall, manager)
    assert_ticket_and_dossier_name_each_other(desk, number, code)
    assert hall.centre.faults() == []


def link_on_the_paper(hall: Hall, number: str) -> str:
    """Decode the slip in the tray, find the number of the screen on it, and read its code."""
    (slip,) = hall.centre.slips
    paper = decoded(slip)
    assert stands_on(paper, Big(number))
    assert not stands_on(paper, Big("A002"))
    (link,) = read_qr(paper)
    return link


def register_a_birth(desk: Page) -> str:
    """Open the dossier by keyboard; give its code, with the due time beside it on the screen."""
    expect(desk.get_by_role("button", name="Hoàn thành")).to_be_enabled()
    desk.keyboard.press("d")
    expect(desk.get_by_role("combobox", name="Thủ tục")).to_be_focused()
    open_dossier(desk, "khai sinh", "Thủ tục đăng ký khai sinh", "Trần Thị Mai")
    opened = desk.locator(".opened > li")
    expect(opened).to_contain_text("hẹn trả")
    expect(opened).to_contain_text("Trần Thị Mai")
    code = opened.get_by_role("link").inner_text()
    assert DOSSIER_CODE.fullmatch(code)
    desk.keyboard.press("Escape")
    return code


def assert_a_receipt_came_out(hall: Hall, code: str) -> None:
    """The second slip carries the dossier's code and no other, and no address of a phone page."""
    _, slip = hall.centre.slips
    paper = decoded(slip)
    assert stands_on(paper, Text(code, size=Size.LARGE, bold=True))
    assert not stands_on(paper, Text(code[:-1] + "9", size=Size.LARGE, bold=True))
    (job,) = hall.jobs(1, "receipt")
    assert job["state"] == "printed"
    assert [(one["code"], one["applicant"]) for one in job["dossiers"]] == [(code, "Trần Thị Mai")]


def assert_the_figures_are_those_of_the_log(hall: Hall, manager: Page) -> None:
    shown = {"Số đã cấp": "TicketIssued", "Đã phục vụ": "TicketFinished", "Vắng khi gọi": "TicketNoShow"}
    for name, wanted in zip(shown, ("1", "1", "0"), strict=True):
        expect(figure(manager, name)).to_have_text(wanted)
        assert hall.facts(shown[name]) == int(wanted)
    expect(figure(manager, "Đang chờ")).to_have_text("0")
    expect(figure(manager, "Chưa xong")).to_have_text("0")
    assert hall.facts("TicketCalled") == hall.facts("ServingStarted") == hall.facts("DossierOpened") == 1


def assert_ticket_and_dossier_name_each_other(desk: Page, number: str, code: str) -> None:
    with desk.context.expect_page() as opened:
        desk.get_by_role("heading", name="Vừa hoàn thành").get_by_role("link", name=number).click()
    ticket = opened.value
    expect(ticket.get_by_role("heading", level=1)).to_contain_text(number)
    ticket.get_by_role("link", name=code).click()
    expect(ticket.get_by_role("heading", level=1)).to_have_text(code)
    expect(ticket.get_by_role("link", name=number)).to_be_visible()
