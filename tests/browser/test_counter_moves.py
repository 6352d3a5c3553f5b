"""Every move with the ticket at the counter, in Chromium, by keys and by touch: none takes more than two acts.

Those that begin at a list are test_counter_lists.py; calling, ending and pausing are test_counter_next.py.
"""

import pytest
from playwright.sync_api import expect

from tests.counter.driver import NewContext, issue, set_rules, set_service, sit_down
from tests.counter.hand import Hand, empty_hall, ticket_of
from tests.servers import Centre

BY_HAND = pytest.mark.parametrize("touches", [False, True], ids=["keys", "touch"])


@pytest.fixture(autouse=True)
def _nobody_there(centre: Centre) -> None:
    empty_hall(centre)
    set_rules(centre, recall_gap_s=0, calls_before_no_show=1)


def at_the_desk(
    new_context: NewContext, centre: Centre, touches: bool, *, served: bool = False
) -> tuple[Hand, str]:
    """Sit Ana down at counter 1 with the ticket of a birth called, or served already."""
    desk = sit_down(new_context, centre, "ana", 1, touch=touches)
    hand = Hand(desk, touches)
    number = issue(centre, "HT")
    expect(desk.page.locator(".queue-row")).to_have_count(1)
    hand.take("n", "Gọi số tiếp theo")
    desk.state("Đang gọi")
    if served:
        hand.take("s", "Bắt đầu phục vụ")
        desk.state("Đang phục vụ")
    hand.begin()
    return hand, number


@BY_HAND
def test_a_ticket_is_called_again_and_served(new_context: NewContext, centre: Centre, touches: bool) -> None:
    hand, number = at_the_desk(new_context, centre, touches)
    hand.take("r", "Gọi lại")
    expect(hand.desk.page.locator(".now-facts")).to_contain_text("2")
    hand.take("s", "Bắt đầu phục vụ")
    hand.desk.state("Đang phục vụ")
    assert hand.acts == 2
    assert ticket_of(centre, number)["calls"] == 2


@BY_HAND
def test_a_ticket_is_put_back_behind_as_many_as_the_centre_says(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    set_rules(centre, requeue_behind=4)
    hand, number = at_the_desk(new_context, centre, touches)
    hand.take("x", "Xếp lại")
    hand.take("x", "Xếp lại sau 4 người")
    expect(hand.desk.page.locator(".queue-row", has_text=number)).to_contain_text("sau 4 lượt gọi")
    assert hand.acts == 2
    assert ticket_of(centre, number)["state"] == "waiting"


@BY_HAND
def test_a_ticket_is_put_back_as_far_as_the_clerk_says(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    set_rules(centre, requeue_behind=3)
    hand, number = at_the_desk(new_context, centre, touches)
    hand.take("x", "Xếp lại")
    hand.take("+", "Thêm một người")
    hand.take("+", "Thêm một người")
    hand.take("-", "Bớt một người")
    hand.take("x", "Xếp lại sau 4 người")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text(f"Vừa xếp lại {number}")
    assert ticket_of(centre, number)["lets_pass"] == 4


@BY_HAND
def test_a_ticket_is_put_at_the_end(new_context: NewContext, centre: Centre, touches: bool) -> None:
    hand, number = at_the_desk(new_context, centre, touches)
    issue(centre, "HT")
    issue(centre, "HT")
    hand.take("x", "Xếp lại")
    hand.take("c", "Xếp xuống cuối hàng")
    expect(hand.desk.page.locator(".queue-row").last).to_contain_text(number)
    assert hand.acts == 2


@BY_HAND
def test_a_running_service_is_broken_off_only_after_a_question(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand, number = at_the_desk(new_context, centre, touches, served=True)
    hand.take("x", "Xếp lại")
    expect(hand.desk.dialog).to_contain_text("Đang phục vụ: xếp lại thì dừng giữa chừng")
    expect(hand.desk.dialog.get_by_role("button", name="Quay lại")).to_be_focused()
    hand.desk.page.keyboard.press("Enter")
    expect(hand.desk.dialog).to_have_count(0)
    assert ticket_of(centre, number)["state"] == "serving"
    hand.begin()
    hand.take("x", "Xếp lại")
    hand.take("x", "Xếp lại sau")
    expect(hand.desk.page.locator(".queue-row", has_text=number)).to_be_visible()
    assert hand.acts == 2


@BY_HAND
def test_a_ticket_is_set_aside_with_a_ready_reason(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand, number = at_the_desk(new_context, centre, touches, served=True)
    hand.take("k", "Tạm dừng")
    hand.take("2", "chờ người nhà")
    expect(hand.desk.page.locator(".queue-tab", has_text="Tạm dừng")).to_contain_text("1")
    assert hand.acts == 2
    parked = ticket_of(centre, number)
    assert (parked["state"], parked["park_reason"], parked["clerk"]) == ("parked", "chờ người nhà", "ana")


def test_a_ticket_is_set_aside_with_a_reason_of_the_clerks_own(
    new_context: NewContext, centre: Centre
) -> None:
    hand, number = at_the_desk(new_context, centre, False)
    hand.take("k", "Tạm dừng")
    reason = hand.desk.dialog.get_by_label("Lý do khác")
    reason.fill("   ")
    reason.press("Enter")
    expect(hand.desk.dialog).to_be_visible()
    reason.fill("đi lấy con dấu 2 bên")
    reason.press("Enter")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text("Vừa tạm dừng")
    assert ticket_of(centre, number)["park_reason"] == "đi lấy con dấu 2 bên"


@BY_HAND
def test_a_ticket_goes_to_another_service(new_context: NewContext, centre: Centre, touches: bool) -> None:
    hand, number = at_the_desk(new_context, centre, touches, served=True)
    hand.take("t", "Chuyển")
    hand.take("l", "Đất đai")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text(f"Vừa chuyển {number}")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text("Chờ tại Đất đai")
    assert hand.acts == 2
    assert ticket_of(centre, number)["service"] == "DD"


@BY_HAND
@pytest.mark.parametrize(
    ("key", "name", "where"),
    [("2", "Quầy 2", ("for_counter", 2)), ("Shift+Digit2", "Trần Văn Bảo", ("for_clerk", "bruno"))],
    ids=["counter", "clerk"],
)
def test_a_ticket_goes_to_one_counter_or_clerk(
    new_context: NewContext,
    centre: Centre,
    touches: bool,
    key: str,
    name: str,
    where: tuple[str, object],
) -> None:
    sit_down(new_context, centre, "bruno", 2)
    hand, number = at_the_desk(new_context, centre, touches)
    hand.take("t", "Chuyển")
    expect(hand.desk.dialog.get_by_role("button", name="Quầy 3")).to_contain_text("đang đóng")
    expect(hand.desk.dialog.get_by_role("button", name="Quầy 4")).to_have_count(0)
    hand.take(key, name)
    expect(hand.desk.page.locator("[data-last]")).to_contain_text("đích danh")
    assert hand.acts == 2
    field, value = where
    assert ticket_of(centre, number)[field] == value


def test_a_closed_service_is_shown_closed_and_takes_no_transfer(
    new_context: NewContext, centre: Centre
) -> None:
    set_service(centre, "XD", is_open=False)
    hand, number = at_the_desk(new_context, centre, False)
    hand.take("t", "Chuyển")
    closed = hand.desk.dialog.get_by_role("button", name="Xây dựng, giao thông")
    expect(closed).to_have_attribute("aria-disabled", "true")
    expect(closed).to_contain_text("đang đóng")
    hand.take("x", "")
    expect(hand.desk.dialog).to_be_visible()
    assert ticket_of(centre, number)["service"] == "HT"
    set_service(centre, "XD", is_open=True)


def test_a_service_that_closes_under_the_clerks_hand_is_refused_in_words(
    new_context: NewContext, centre: Centre
) -> None:
    hand, number = at_the_desk(new_context, centre, False)
    hand.take("t", "Chuyển")
    set_service(centre, "KD", is_open=False)
    hand.take("k", "")
    expect(hand.desk.page.locator("[data-notice]")).to_contain_text("Lĩnh vực tạm ngừng cấp số")
    assert ticket_of(centre, number)["state"] == "called"
    set_service(centre, "KD", is_open=True)


@BY_HAND
def test_an_absent_one_is_called_as_often_as_the_centre_asks_before_a_no_show(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    set_rules(centre, calls_before_no_show=2)
    hand, number = at_the_desk(new_context, centre, touches)
    hand.take("v", "Báo vắng")
    notice = hand.desk.page.locator("[data-notice]")
    expect(notice).to_contain_text("Gọi lại trước đã: đã gọi 1/2 lần")
    expect(hand.desk.dialog).to_have_count(0)
    hand.take("r", "Gọi lại")
    expect(hand.desk.page.locator(".now-facts")).to_contain_text("2/2")
    hand.begin()
    hand.take("v", "Báo vắng")
    hand.take("v", "Báo vắng")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text(f"Vừa báo vắng {number}")
    assert hand.acts == 2


@BY_HAND
def test_a_call_is_repeated_only_after_the_gap(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    set_rules(centre, recall_gap_s=6)
    hand, number = at_the_desk(new_context, centre, touches)
    again = hand.desk.page.get_by_role("button", name="Gọi lại")
    expect(again).to_have_attribute("aria-disabled", "true")
    if not touches:
        hand.take("r", "")
        expect(hand.desk.page.locator("[data-notice]")).to_contain_text("Gọi lại được sau")
    assert ticket_of(centre, number)["calls"] == 1
    expect(again).not_to_have_attribute("aria-disabled", "true")
    hand.take("r", "Gọi lại")
    expect(hand.desk.page.locator(".now-facts")).to_contain_text("2")


def test_who_reception_brought_is_shown_as_such_and_called_aloud_only_by_a_key(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "ana", 1)
    number = issue(centre, "HT")
    with_line = centre.line("desk")
    with_line.post("/counters/1/walk-ins", {"ticket": ticket_of(centre, number)["id"]})
    desk.state("Lễ tân đưa tới")
    expect(desk.page.locator(".now-facts")).to_contain_text("0")
    expect(desk.primary).to_contain_text("Bắt đầu phục vụ")
    desk.press("r")
    desk.state("Đang gọi")
    assert ticket_of(centre, number)["calls"] == 1


def test_what_comes_after_this_service_is_said_and_happens(new_context: NewContext, centre: Centre) -> None:
    desk = sit_down(new_context, centre, "ana", 1)
    number = issue(centre, "HT", then=["DD"])
    expect(desk.page.locator(".queue-row")).to_have_count(1)
    desk.call()
    expect(desk.page.locator(".now-then")).to_have_text("Tiếp theo: Đất đai")
    desk.press("s")
    desk.state("Đang phục vụ")
    desk.press("e")
    expect(desk.page.locator("[data-last]")).to_contain_text("Phiếu tự sang hàng chờ Đất đai")
    assert ticket_of(centre, number)["service"] == "DD"
