"""The clerk's desk in Chromium: whole visits by keyboard, a browser that dies, other clerks, both languages.

What goes wrong around it (sessions, server, paper) is test_counter_trouble.py.
"""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.counter.driver import (
    Desk,
    NewContext,
    fill_in_login,
    issue,
    set_rules,
    sign_in,
    sit_down,
    violations,
)
from tests.servers import Centre


def state_of(centre: Centre, label: str) -> str:
    sql = "SELECT l.state FROM leg l JOIN ticket t ON t.id = l.ticket WHERE t.label = ?"
    with closing(centre.reader()) as connection:
        return str(connection.execute(sql, (label,)).fetchone()[0])


def test_a_whole_visit_is_done_with_the_keyboard_alone(new_context: NewContext, centre: Centre) -> None:
    page = new_context(locale="vi").new_page()
    sign_in(page, centre, "ana", "/counter")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/counter/1")
    desk = Desk(page, 1)
    number = issue(centre, "HT", priority="elderly")
    expect(desk.primary).to_contain_text("Gọi số tiếp theo")
    expect(page.locator(".queue")).to_contain_text(number)
    desk.press("F2")
    expect(desk.ticket).to_have_text(number)
    expect(page.locator(".now")).to_contain_text("Ưu tiên: 70 tuổi trở lên")
    expect(page.locator(".now")).to_contain_text("Vì sao gọi: ")
    set_rules(centre, recall_gap_s=0)
    page.reload()
    desk.press("r")
    expect(page.locator(".now-facts")).to_contain_text("2")
    desk.press("s")
    desk.state("Đang phục vụ")
    desk.type_dossier("khai sinh", "Nguyễn Thị Hoà")
    expect(desk.opened).to_contain_text(re.compile(r"hẹn trả \d\d:\d\d, .+\d{4}.*\("))
    desk.press("i")
    expect(page.locator(".work")).to_contain_text(re.compile("Đ(ã|ang) in giấy hẹn"))
    desk.press("e")
    expect(page.locator(".between-last")).to_contain_text(number)
    assert state_of(centre, number) == "finished"


def test_enter_alone_leads_through_a_visit_and_the_next_act_has_the_focus(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "bruno", 2)
    number = issue(centre, "CT")
    expect(desk.page.locator(".queue")).to_contain_text(number)
    for words in ("Đang gọi", "Đang phục vụ"):
        desk.press("Enter")
        desk.state(words)
        expect(desk.primary).to_be_focused()
    desk.press("Enter")
    expect(desk.page.locator(".between-last")).to_contain_text(number)


def test_a_key_pressed_twice_by_a_slip_does_one_thing(new_context: NewContext, centre: Centre) -> None:
    desk = sit_down(new_context, centre, "bruno", 2)
    issue(centre, "CT")
    expect(desk.page.locator(".queue-row")).not_to_have_count(0)
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Enter")
    desk.state("Đang gọi")
    desk.press("s")
    desk.state("Đang phục vụ")
    desk.press("e")
    expect(desk.page.locator(".between-last")).to_be_visible()


def test_a_killed_browser_loses_neither_the_ticket_nor_the_half_typed_dossier(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "khoa", 4)
    number = issue(centre, "DD")
    expect(desk.page.locator(".queue")).to_contain_text(number)
    desk.call()
    desk.press("s", "d")
    desk.page.keyboard.type("di chuc")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_label("Người nộp")).to_be_focused()
    desk.page.keyboard.type("Phạm Văn Ước")
    expect(desk.page.locator("[data-draft]")).to_have_attribute("data-draft", "kept")
    desk.page.context.close()

    page = new_context(locale="vi").new_page()
    page.goto(f"{centre.url}/counter")
    fill_in_login(page, centre, "khoa")
    again = Desk(page, 4)
    expect(again.ticket).to_have_text(number)
    again.state("Đang phục vụ")
    expect(again.procedure).to_have_value("Chứng thực di chúc")
    expect(again.page.get_by_label("Người nộp")).to_have_value("Phạm Văn Ước")
    expect(again.page.locator(".papers")).to_contain_text("2.001019")


def test_a_counter_where_another_clerk_sits_says_so_and_opens_when_it_is_free(
    new_context: NewContext, centre: Centre
) -> None:
    liens = sit_down(new_context, centre, "lien", 5)
    page = new_context(locale="vi").new_page()
    sign_in(page, centre, "dan", "/counter/5")
    expect(page.get_by_role("alert")).to_contain_text("Hoàng Thị Liên")
    expect(page.get_by_role("link", name="Chọn quầy khác")).to_be_focused()
    page.goto(f"{centre.url}/counter?other")
    seat = page.locator('[data-number="5"]')
    expect(seat).to_have_attribute("aria-disabled", "true")
    liens.page.get_by_role("button", name="Đóng quầy").click()
    liens.dialog.get_by_role("button", name="Đóng quầy").click()
    expect(seat).not_to_have_attribute("aria-disabled", "true")
    seat.click()
    page.wait_for_url("**/counter/5")
    expect(liens.page.get_by_role("alert")).to_contain_text("Dan")


def test_where_nobody_waits_the_desk_is_calm_and_tells_of_the_first_to_come(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "son", 9)
    desk.state("Không có ai đang chờ")
    number = issue(centre, "CTRU")
    expect(desk.page.locator(".calm")).to_contain_text(f"Vừa có người lấy số: {number}")
    expect(desk.page).to_have_title(re.compile(r"^\(1\)"))
    expect(desk.primary).to_be_focused()
    desk.call()
    expect(desk.ticket).to_have_text(number)


def test_a_chosen_ticket_is_called_before_the_others_only_with_a_reason(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "hanh", 3)
    first, second = issue(centre, "ASXH"), issue(centre, "ASXH")
    expect(desk.page.locator(".queue-row")).to_have_count(2)
    desk.press("q", "ArrowDown", "Enter")
    expect(desk.dialog).to_contain_text(f"Phiếu {second}")
    expect(desk.dialog.get_by_role("button", name="Quay lại")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(desk.dialog).to_have_count(0)
    assert state_of(centre, second) == "waiting"
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("1")
    expect(desk.ticket).to_have_text(second)
    assert state_of(centre, first) == "waiting"
    expect(desk.page.locator(".now")).to_contain_text("cán bộ chọn số này: người già yếu")


def test_three_dossiers_in_a_row_go_onto_one_receipt(new_context: NewContext, centre: Centre) -> None:
    desk = sit_down(new_context, centre, "quang", 8)
    issue(centre, "TD")
    expect(desk.page.locator(".queue-row")).to_have_count(1)
    desk.call()
    desk.press("s")
    desk.type_dossier("khai sinh", "Lò Thị Mây")
    desk.type_dossier("thuong tru")
    desk.type_dossier("ket hon")
    expect(desk.opened.filter(has_text="Lò Thị Mây")).to_have_count(3)
    desk.press("e")
    expect(desk.dialog).to_contain_text("3 hồ sơ chưa in giấy hẹn")
    desk.page.keyboard.press("Escape")
    expect(desk.dialog).to_have_count(0)
    desk.press("i")
    expect(desk.page.locator(".opened-head")).to_contain_text("Đã in giấy hẹn")
    sql = "SELECT COUNT(*) FROM print_job WHERE kind = 'receipt' AND json_array_length(content, '$.dossiers') = 3"
    assert centre.count(sql) == 1
    desk.press("e")
    expect(desk.page.locator(".between-last .opened > li")).to_have_count(3)


def test_a_procedure_without_a_fixed_time_asks_for_a_date_in_the_future(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "quang", 8)
    issue(centre, "TD")
    expect(desk.page.locator(".queue-row")).to_have_count(1)
    desk.call()
    desk.press("d")
    desk.page.keyboard.type("di chuc")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_label("Người nộp")).to_be_focused()
    desk.page.keyboard.type("Hà Văn Tú")
    desk.page.keyboard.press("Enter")
    day = desk.page.get_by_label("Ngày hẹn trả").last
    expect(day).to_be_focused()
    for wrong in ("31/2/2099", "1/1/2020"):
        day.fill(wrong)
        desk.press("Enter")
        expect(desk.page.locator(".field-error")).to_be_visible()
    day.fill("25/11/2099")
    expect(desk.page.locator("#due-said")).to_have_text("17:00, thứ Tư, 25/11/2099")
    desk.press("Enter")
    expect(desk.opened).to_contain_text("hẹn trả 17:00, thứ Tư, 25/11/2099")
    desk.press("Escape", "s")
    desk.state("Đang phục vụ")
    desk.press("i", "e")
    expect(desk.page.locator(".between-last")).to_be_visible()


def test_nobody_is_marked_absent_without_a_question(new_context: NewContext, centre: Centre) -> None:
    desk = sit_down(new_context, centre, "phuong", 7)
    number = issue(centre, "NN")
    expect(desk.page.locator(".queue-row")).to_have_count(1)
    desk.call()
    desk.press("v")
    expect(desk.dialog).to_contain_text(f"Báo vắng phiếu {number}?")
    expect(desk.dialog.get_by_role("button", name="Quay lại")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.dialog).to_have_count(0)
    assert state_of(centre, number) == "called"
    desk.press("v")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".between-last")).to_contain_text(f"Vừa báo vắng {number}")
    assert state_of(centre, number) == "no_show"


def test_shortcuts_sleep_while_somebody_types(new_context: NewContext, centre: Centre) -> None:
    desk = sit_down(new_context, centre, "phuong", 7)
    number = issue(centre, "NN")
    expect(desk.page.locator(".queue-row")).to_have_count(1)
    desk.call()
    desk.press("d")
    desk.page.keyboard.type("servepnr?")
    desk.page.keyboard.press("F2")
    expect(desk.procedure).to_have_value("servepnr?")
    expect(desk.dialog).to_have_count(0)
    assert state_of(centre, number) == "called"
    desk.page.keyboard.press("Escape")
    expect(desk.primary).to_be_focused()
    desk.press("s", "e")
    expect(desk.dialog).to_contain_text("Hồ sơ đang nhập chưa lưu")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".between-last")).to_contain_text(number)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing_on_any_page_of_the_desk(
    new_context: NewContext, own_centre: Centre, language: str
) -> None:
    desk = sit_down(new_context, own_centre, "ana", 1, language=language)
    page = desk.page
    assert violations(page) == []
    for priority in ("normal", "elderly", "normal"):
        issue(own_centre, "HT", priority=priority)
    expect(page.locator(".queue-row")).to_have_count(3)
    assert violations(page) == []
    desk.press("n", "s", "d")
    page.keyboard.type("di chuc" if language == "vi" else "certification of will")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(".papers")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".field-error").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    desk.press("?")
    expect(desk.dialog).to_be_visible()
    assert violations(page) == []
    ticket = page.locator(".now-number a").get_attribute("href")
    assert ticket is not None
    code = open_dossier(own_centre, ticket.rpartition("/")[2])
    for path in ("/counter?other", ticket, "/counter/tickets/1", f"/counter/dossiers/{code}"):
        assert page_violations(page, own_centre, path) == []


def page_violations(page: Page, centre: Centre, path: str) -> list[str]:
    page.goto(f"{centre.url}{path}")
    expect(page.get_by_role("heading").first).to_be_visible()
    return violations(page)


def open_dossier(centre: Centre, ticket: str) -> str:
    with closing(centre.line("desk")) as line:
        answer = line.post(
            f"/tickets/{ticket}/dossiers", {"procedure": "1.001193", "applicant": "Lò Thị Mây"}
        )
    return str(answer.json["code"])
