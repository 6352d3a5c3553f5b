"""The reception in Chromium: numbers in two touches, people led to free counters. Tickets found: test_reception_tickets.py."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Route, expect

from tests.counter.door import PHONE, TABLET, open_door, seen, send_all_home
from tests.counter.driver import COOKIE, NewContext, session_of, sign_in, violations
from tests.kiosk.looks import small_targets, watch_errors
from tests.lines import Line
from tests.servers import Centre

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
FINGER_PX = 36  # small acts beside others; what is touched for every visitor is far larger


@pytest.fixture
def desk(centre: Centre) -> Iterator[Line]:
    """Act as an integration; in the end nobody waits and every counter is closed."""
    with closing(centre.line("desk")) as line:
        yield line
        send_all_home(centre, line)


@pytest.fixture(scope="module")
def brunos(centre: Centre) -> Line:
    """Sign Bruno in once: the login page lets in ten people a minute."""
    return centre.browser("bruno")


@pytest.fixture(scope="module")
def carla(centre: Centre) -> Line:
    """Sign the manager in."""
    return centre.browser("carla")


@pytest.fixture
def bruno(brunos: Line, desk: Line) -> Line:
    """Bruno sits at counter 2."""
    assert brunos.post("/counters/2/open").status == 200
    return brunos


def test_three_people_in_a_row_take_two_touches_each(
    new_context: NewContext, centre: Centre, desk: Line
) -> None:
    door = open_door(new_context, centre)
    errors = watch_errors(door.page)
    slips = len(centre.slips)
    answers = (("Hộ tịch", "Số thường"), ("Đất đai", "Người khuyết tật nặng"), ("Hộ tịch", "70 tuổi trở lên"))
    given = [door.give(service, answer) for service, answer in answers]
    assert door.touches == 6
    assert [number[0] for number in given] == ["A", "L", "A"]
    assert [seen(desk, number)["priority"] for number in given] == ["normal", "severely_disabled", "elderly"]
    expect(door.card).to_contain_text("70 tuổi trở lên")
    expect(door.card).to_contain_text("Còn 1 người trước")
    expect(door.card).to_contain_text("Phiếu đã in ra")
    assert len(centre.slips) == slips + 3
    expect(door.page.locator(".reception-recent button")).to_have_text(given[::-1])
    expect(door.page.locator(".reception-services button").first).to_be_focused()
    assert not errors


def test_on_a_phone_the_number_just_given_out_is_in_sight(
    new_context: NewContext, centre: Centre, desk: Line
) -> None:
    door = open_door(new_context, centre, size=PHONE)
    for service in ("Tiếp công dân", "Nông nghiệp"):
        door.give(service)
        expect(door.card).to_contain_text("Phiếu đã in ra")
        expect(door.number).to_be_in_viewport(ratio=1)


def test_the_keyboard_alone_gives_numbers(new_context: NewContext, centre: Centre, desk: Line) -> None:
    door = open_door(new_context, centre)
    door.page.keyboard.press("a")
    expect(door.issue.get_by_role("heading", name="Hộ tịch")).to_be_visible()
    expect(door.issue.get_by_role("button", name="Số thường")).to_be_focused()
    door.page.keyboard.press("Escape")
    expect(door.page.locator(".reception-services button").first).to_be_focused()
    door.page.keyboard.press("l")
    expect(door.issue.get_by_role("heading", name="Đất đai")).to_be_visible()
    expect(door.issue.get_by_role("button", name="Số thường")).to_be_focused()
    door.page.keyboard.press("Enter")
    expect(door.number).to_have_text(re.compile(r"^L\d{3}$"))
    door.page.keyboard.press("a")
    expect(door.issue.get_by_role("button", name="Số thường")).to_be_focused()
    door.page.keyboard.press("3")
    expect(door.number).to_have_text(re.compile(r"^A\d{3}$"))
    assert seen(desk, door.number.inner_text())["priority"] == "severely_disabled"
    door.page.keyboard.press("/")
    expect(door.page.get_by_role("textbox", name="Tìm phiếu")).to_be_focused()


def test_letters_can_be_switched_off(new_context: NewContext, centre: Centre) -> None:
    door = open_door(new_context, centre)
    door.page.get_by_label("Dùng phím tắt một chữ cái trên máy này").uncheck()
    door.page.keyboard.press("a")
    expect(door.page.locator(".reception-services")).to_be_visible()


def test_several_services_are_one_visit_in_the_order_of_the_touches(
    new_context: NewContext, centre: Centre, desk: Line
) -> None:
    door = open_door(new_context, centre)
    door.page.get_by_label("Nhiều lĩnh vực, một phiếu").check()
    door.touch("Đất đai", "Chứng thực", "Hộ tịch", "Chứng thực", "Tiếp tục với 2 lĩnh vực")
    expect(door.issue.get_by_role("heading", name="Đất đai → Hộ tịch")).to_be_visible()
    door.touch("Số thường")
    expect(door.number).to_have_text(re.compile(r"^L\d{3}$"))
    ticket = seen(desk, door.number.inner_text())
    assert (ticket["service"], ticket["next_services"]) == ("DD", ["HT"])
    expect(door.card).to_contain_text("Đất đai → Hộ tịch")
    expect(door.page.get_by_label("Nhiều lĩnh vực, một phiếu")).not_to_be_checked()


def test_a_booked_time_is_asked_for_only_where_bookings_are_taken(
    new_context: NewContext, centre: Centre, desk: Line, carla: Line
) -> None:
    booked = {"name_vi": "Theo lịch hẹn", "name_en": "By appointment", "rate": 2.0, "by_appointment": True}
    for known in carla.get("/policy").json["classes"]:
        if known["by_appointment"]:
            carla.ask("DELETE", f"/api/v1/priorities/{known['code']}")
    assert open_door(new_context, centre).page.get_by_label("Giờ hẹn").count() == 0
    assert carla.ask("PUT", "/api/v1/priorities/hen", booked).status == 200
    door = open_door(new_context, centre)
    at = datetime.now(HERE) + timedelta(minutes=5)
    door.page.get_by_label("Giờ hẹn").fill(f"{at:%H:%M}")
    door.touch("Đất đai")
    expect(door.issue.get_by_role("heading", name=f"hẹn {at:%H:%M}")).to_be_visible()
    door.touch("Số thường")
    expect(door.card).to_contain_text("Theo lịch hẹn")
    assert seen(desk, door.number.inner_text())["priority"] == "hen"


def test_a_ticket_in_english_is_asked_for_beforehand(
    new_context: NewContext, centre: Centre, desk: Line
) -> None:
    door = open_door(new_context, centre)
    door.page.get_by_label("Phiếu tiếng Anh").check()
    assert seen(desk, door.give("Đất đai"))["language"] == "en"
    expect(door.page.get_by_label("Phiếu tiếng Anh")).not_to_be_checked()


@pytest.mark.parametrize("first", ["the service", "the counter"])
def test_somebody_new_is_led_straight_to_a_free_counter(
    new_context: NewContext, centre: Centre, desk: Line, bruno: Line, first: str
) -> None:
    door = open_door(new_context, centre)
    if first == "the counter":
        door.touch("Dẫn người mới đến đây", where=door.page.locator(".reception-counters"))
        expect(door.issue.get_by_role("button", name="Đất đai")).to_have_attribute("aria-disabled", "true")
        door.touch("Hộ tịch")
    else:
        door.touch("Hộ tịch", "Quầy 2 trống")
    door.touch("Dẫn đến quầy 2, không ưu tiên")
    expect(door.card).to_contain_text("Mời đến quầy 2")
    expect(door.page.locator(".reception-counters")).to_contain_text(
        f"đang chờ {door.number.inner_text()} đến"
    )
    there = bruno.get("/counters/2/desk").json["ticket"]
    assert (there["number"], there["state"], there["calls"]) == (door.number.inner_text(), "called", 0)
    assert bruno.get("/board").json["calls"] == []


def test_counters_say_who_is_free_and_why_the_others_are_not(
    new_context: NewContext, centre: Centre, desk: Line, bruno: Line
) -> None:
    desk.post("/counters/4/open")
    desk.post("/counters/4/pause", {"reason": "họp giao ban", "until": "23:59"})
    desk.post("/counters/9/open")
    number = desk.post("/counters/9/walk-ins", {"service": "CTRU"}).json["number"]
    door = open_door(new_context, centre)
    counters = door.page.locator(".reception-counters")
    expect(counters.get_by_role("heading")).to_have_text("Quầy đang trống 1/10")
    expect(counters.get_by_role("button")).to_have_count(1)
    for words in ("đang tạm nghỉ, họp giao ban, đến 23:59", f"đang phục vụ {number}", "7 quầy đóng"):
        expect(counters).to_contain_text(words)
    tile = door.issue.get_by_role("button", name="Đất đai")
    expect(tile).to_contain_text("nghỉ đến 23:59")
    bruno.post("/counters/2/pause")
    expect(counters.get_by_role("heading")).to_have_text("Quầy đang trống 0/10")


def test_a_closed_service_says_why_and_gives_nothing(
    new_context: NewContext, centre: Centre, desk: Line, carla: Line
) -> None:
    assert carla.ask("PUT", "/api/v1/services/NN", {"is_open": False}).status == 200
    door = open_door(new_context, centre)
    tile = door.issue.get_by_role("button", name="Nông nghiệp")
    expect(tile).to_have_attribute("aria-disabled", "true")
    tile.click(force=True)
    expect(door.page.locator(".reception-services")).to_be_visible()
    carla.ask("PUT", "/api/v1/services/NN", {"is_open": True})
    expect(tile).not_to_have_attribute("aria-disabled", "true")


def test_an_answer_that_is_lost_makes_no_second_number(
    new_context: NewContext, centre: Centre, desk: Line
) -> None:
    door = open_door(new_context, centre)
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().json()["number"])
            route.abort()
        else:
            route.continue_()

    door.page.route("**/api/v1/tickets", lose_the_first)
    assert [door.give("Đất đai")] == lost


def test_whoever_was_signed_out_comes_back_after_signing_in(new_context: NewContext, centre: Centre) -> None:
    door = open_door(new_context, centre)
    door.page.context.clear_cookies(name=COOKIE)
    door.touch("Đất đai", "Số thường")
    door.page.wait_for_url("**/login?next=/reception")
    cookie = {"name": COOKIE, "value": session_of(centre, "dan"), "url": centre.url}
    door.page.context.add_cookies([cookie])  # type: ignore[list-item]
    door.page.reload()
    door.page.wait_for_url("**/reception")


def test_the_list_of_counters_leads_to_the_reception_and_back(
    new_context: NewContext, centre: Centre
) -> None:
    page = new_context(locale="vi").new_page()
    sign_in(page, centre, "dan", "/counter")
    page.get_by_role("link", name="Đón tiếp").click()
    expect(page.locator(".reception-services")).to_be_visible()
    page.get_by_role("link", name="Chọn quầy").click()
    expect(page.get_by_role("heading", name="Chọn quầy làm việc")).to_be_visible()


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_step_is_accessible_and_fits(
    new_context: NewContext, centre: Centre, desk: Line, bruno: Line, size: tuple[int, int], language: str
) -> None:
    door = open_door(new_context, centre, size=size, language=language)
    look(door.page)
    door.page.keyboard.press("a")
    expect(door.page.locator(".reception-classes")).to_be_visible()
    look(door.page)
    door.page.keyboard.press("0")
    expect(door.number).to_be_visible()
    expect(door.card.locator(".reception-slip")).to_contain_text("printed" if language == "en" else "đã in")
    more = door.card.get_by_role("button", name=re.compile("Mã QR và|QR code and"))
    if more.is_visible():
        more.click()
    expect(door.card.get_by_role("img", name=re.compile("QR"))).to_be_visible()
    look(door.page)
    door.card.get_by_role("button", name=re.compile("Chuyển|Transfer")).click()
    expect(door.page.get_by_role("dialog")).to_be_visible()
    look(door.page)


def look(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = re.compile(r"^[12]\dx[12]\d $")  # their labels are what is touched
    assert [one for one in small_targets(page, FINGER_PX) if not boxes.match(one)] == []
