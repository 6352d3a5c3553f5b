"""What a clerk does with the counter itself, in Chromium, by keys and by touch: walk-ins, pauses, logging out."""

import pytest
from playwright.sync_api import expect

from tests.counter.driver import NewContext, issue, sit_down
from tests.counter.hand import Hand, empty_hall, serving
from tests.servers import Centre

BY_HAND = pytest.mark.parametrize("touches", [False, True], ids=["keys", "touch"])


@pytest.fixture(autouse=True)
def _nobody_there(centre: Centre) -> None:
    empty_hall(centre)


@BY_HAND
def test_who_has_no_number_is_served_at_once_without_a_call(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand = Hand(sit_down(new_context, centre, "ana", 1, touch=touches), touches)
    calls = centre.count("SELECT COUNT(*) FROM event WHERE kind = 'TicketCalled'")
    hand.take("w", "Phục vụ trực tiếp")
    hand.take("a", "Hộ tịch")
    hand.desk.state("Đang phục vụ")
    assert hand.acts == 2
    assert centre.count("SELECT COUNT(*) FROM event WHERE kind = 'TicketCalled'") == calls


def test_who_has_no_number_is_served_in_their_class(new_context: NewContext, centre: Centre) -> None:
    hand = Hand(sit_down(new_context, centre, "ana", 1), False)
    hand.take("w", "")
    hand.desk.dialog.get_by_label("70 tuổi trở lên").check()
    hand.take("c", "")
    hand.desk.state("Đang phục vụ")
    expect(hand.desk.page.locator(".now")).to_contain_text("Ưu tiên: 70 tuổi trở lên")


@BY_HAND
def test_the_counter_pauses_with_a_time_to_be_back(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand = Hand(sit_down(new_context, centre, "ana", 1, touch=touches), touches)
    hand.take("p", "Tạm nghỉ")
    hand.take("1", "Nghỉ trưa, trở lại lúc 13:30")
    hand.desk.state("Tạm nghỉ đến 13:30")
    expect(hand.desk.page.locator(".calm")).to_contain_text("nghỉ trưa")
    expect(hand.desk.page.locator(".desk-state")).to_have_text("Tạm nghỉ đến 13:30")
    assert hand.acts == 2
    hand.take("p", "Mở lại quầy")
    expect(hand.desk.page.locator(".desk-state")).to_have_text("Đang mở")


def test_the_counter_pauses_with_words_and_a_time_of_its_own(new_context: NewContext, centre: Centre) -> None:
    hand = Hand(sit_down(new_context, centre, "ana", 1), False)
    hand.take("p", "")
    hand.desk.dialog.get_by_label("Lý do khác").fill("đón đoàn kiểm tra")
    back = hand.desk.dialog.get_by_label("Trở lại lúc")
    back.fill("25:00")
    back.press("Enter")
    expect(hand.desk.dialog.locator(".field-error")).to_be_visible()
    back.fill("9h05")
    back.press("Enter")
    hand.desk.state("Tạm nghỉ đến 09:05")
    expect(hand.desk.page.locator(".calm")).to_contain_text("đón đoàn kiểm tra")


def test_while_paused_a_visit_is_finished_but_nobody_called(new_context: NewContext, centre: Centre) -> None:
    hand, _ = serving(new_context, centre, False)
    issue(centre, "HT")
    hand.take("p", "")
    hand.take("6", "")
    expect(hand.desk.page.locator(".desk-state")).to_have_text("Đang tạm nghỉ")
    hand.take("n", "")
    expect(hand.desk.page.locator("[data-notice]")).to_contain_text("Quầy đang tạm nghỉ")
    hand.take("e", "")
    hand.desk.state("Quầy đang tạm nghỉ")


@BY_HAND
def test_nobody_logs_out_with_a_ticket_at_the_counter(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand, number = serving(new_context, centre, touches)
    out = hand.desk.page.get_by_role("button", name="Đăng xuất")
    if touches:
        out.tap()
    else:
        out.press("Enter")
    expect(hand.desk.page.locator("[data-notice]")).to_contain_text(f"quầy còn phiếu {number}")
    hand.take("e", "Hoàn thành")
    expect(hand.desk.page.locator("[data-last]")).to_be_visible()
    out.click()
    hand.desk.page.wait_for_url("**/login")
    assert centre.count("SELECT COUNT(*) FROM counter WHERE number = 1 AND status = 'closed'") == 1
