"""Tickets found at the reception in Chromium: led to a counter, taken back, sent elsewhere, let go; and the way back."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Route, expect

from tests.counter.door import open_door, seen, send_all_home
from tests.counter.driver import NewContext
from tests.lines import Line
from tests.servers import Centre


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


@pytest.fixture
def bruno(brunos: Line, desk: Line) -> Line:
    """Bruno sits at counter 2."""
    assert brunos.post("/counters/2/open").status == 200
    return brunos


def test_whoever_has_a_number_is_led_to_a_free_counter_and_back_again_by_a_mistake_undone(
    new_context: NewContext, centre: Centre, desk: Line, bruno: Line
) -> None:
    door = open_door(new_context, centre)
    number = door.give("Chứng thực")
    door.act("Dẫn đến quầy 2")
    expect(door.card).to_contain_text("Mời đến quầy 2")
    assert seen(desk, number)["counter"] == 2
    door.act("Hoàn tác")
    expect(door.card).to_contain_text("Đang chờ")
    assert seen(desk, number)["state"] == "waiting"


def test_a_missed_ticket_is_found_and_taken_back(new_context: NewContext, centre: Centre, desk: Line) -> None:
    ticket, *_ = (desk.issue("DD").json for _ in range(3))
    desk.post("/counters/4/open")
    for path in ("/counters/4/calls", f"/tickets/{ticket['id']}/recall", f"/tickets/{ticket['id']}/no-show"):
        assert desk.post(path).status in (200, 201)
    door = open_door(new_context, centre)
    door.seek(f"{ticket['number'][0].lower()} {int(ticket['number'][1:])}")
    expect(door.card).to_contain_text("Vắng mặt")
    door.act("Nhận lại, sau 2 lượt gọi")
    expect(door.card).to_contain_text("Vừa nhận lại")
    expect(door.card).to_contain_text("Còn 2 người trước")
    assert (seen(desk, ticket["number"])["state"], seen(desk, ticket["number"])["lets_pass"]) == (
        "waiting",
        2,
    )


def test_a_ticket_leaves_after_a_question_and_comes_back_if_that_was_a_mistake(
    new_context: NewContext, centre: Centre, desk: Line
) -> None:
    door = open_door(new_context, centre)
    number = door.give("Đất đai")
    door.act("Rời đi")
    expect(door.page.get_by_role("dialog")).to_contain_text(f"Phiếu {number} rời hàng chờ?")
    door.page.keyboard.press("Escape")
    assert seen(desk, number)["state"] == "waiting"
    door.act("Rời đi")
    door.page.get_by_role("button", name="Rời đi, bỏ số này").click()
    expect(door.card).to_contain_text("Đã rời đi")
    door.act("Hoàn tác")
    expect(door.card).to_contain_text("Đang chờ")
    assert seen(desk, number)["state"] == "waiting"


def test_a_ticket_is_sent_elsewhere_in_two_touches(
    new_context: NewContext, centre: Centre, desk: Line
) -> None:
    desk.post("/counters/4/open")
    door = open_door(new_context, centre)
    number = door.give("Hộ tịch")
    door.act("Chuyển")
    door.page.get_by_role("dialog").get_by_role("button", name="Đất đai").click()
    expect(door.card).to_contain_text("Vừa chuyển")
    expect(door.card).to_contain_text("Đất đai")
    assert seen(desk, number)["service"] == "DD"
    expect(door.card.get_by_role("button", name="Dẫn đến quầy 4")).to_be_visible()
    expect(door.card.get_by_role("link", name="Xem phiếu")).to_have_attribute(
        "href", f"/counter/tickets/{seen(desk, number)['id']}"
    )


def test_a_number_that_nobody_holds_and_a_move_refused_say_what_to_do(
    new_context: NewContext, centre: Centre, desk: Line, bruno: Line
) -> None:
    door = open_door(new_context, centre)
    door.seek("Z999")
    expect(door.page.locator("[data-notice]")).to_contain_text("Không tìm thấy phiếu")
    door.give("Hộ tịch")
    expect(door.page.locator("[data-notice]")).to_have_count(0)

    def be_late(route: Route) -> None:
        bruno.post("/counters/2/walk-ins", {"service": "HT"})
        route.continue_()

    door.page.route("**/walk-ins", be_late)
    door.act("Dẫn đến quầy 2")
    expect(door.page.locator("[data-notice]")).to_contain_text("Quầy đang có phiếu")
