"""Every move with a ticket that is not at the counter, in Chromium, by keys and by touch: the row, then one act.

Who waits, who was set aside, who was missed. Moves with the ticket at the counter are test_counter_moves.py.
"""

import re
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.counter.driver import NewContext, issue, line_of, set_rules, sit_down
from tests.counter.hand import Hand, empty_hall, ticket_of
from tests.servers import Centre

BY_HAND = pytest.mark.parametrize("touches", [False, True], ids=["keys", "touch"])


@pytest.fixture(autouse=True)
def _nobody_there(centre: Centre) -> None:
    empty_hall(centre)
    set_rules(centre, recall_gap_s=0, calls_before_no_show=1, return_within_min=30, return_behind=2)


def sat(new_context: NewContext, centre: Centre, touches: bool, who: str = "ana", at: int = 1) -> Hand:
    """Sit a clerk down."""
    return Hand(sit_down(new_context, centre, who, at, touch=touches), touches)


def park(centre: Centre, who: str, at: int, reason: str) -> str:
    """Let a clerk call somebody, and set the ticket aside."""
    number = issue(centre, "HT")
    with closing(line_of(centre, who)) as line:
        line.post(f"/counters/{at}/open")
        called = line.post(f"/counters/{at}/calls", {}).json
        assert called["number"] == number
        assert line.post(f"/tickets/{called['ticket']}/park", {"reason": reason}).status == 200
    return number


def miss(centre: Centre) -> str:
    """Let Ana call somebody who does not come."""
    number = issue(centre, "HT")
    with closing(line_of(centre, "ana")) as ana:
        ana.post("/counters/1/open")
        called = ana.post("/counters/1/calls", {}).json
        assert called["number"] == number
        assert ana.post(f"/tickets/{called['ticket']}/no-show").status == 200
    return number


@BY_HAND
def test_a_chosen_ticket_is_called_with_its_reason(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand = sat(new_context, centre, touches)
    first, chosen = issue(centre, "HT"), issue(centre, "CT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(2)
    hand.open_row("q", chosen)
    hand.take("4", "việc gấp")
    expect(hand.desk.ticket).to_have_text(chosen)
    assert hand.acts == 2
    expect(hand.desk.page.locator(".now-reason")).to_contain_text("cán bộ chọn số này: việc gấp")
    assert ticket_of(centre, first)["state"] == "waiting"


def test_a_reason_of_the_clerks_own_is_kept(new_context: NewContext, centre: Centre) -> None:
    hand = sat(new_context, centre, False)
    number = issue(centre, "HT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(1)
    hand.open_row("q", number)
    reason = hand.desk.dialog.get_by_label("Lý do khác")
    reason.fill("xe cấp cứu đợi ngoài cổng 2")
    reason.press("Enter")
    expect(hand.desk.page.locator(".now-reason")).to_contain_text("xe cấp cứu đợi ngoài cổng 2")


def test_who_may_not_choose_is_offered_everything_but_that(new_context: NewContext, centre: Centre) -> None:
    hand = sat(new_context, centre, False, "nam", 6)
    number = issue(centre, "KD")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(1)
    hand.open_row("q", number)
    expect(hand.desk.dialog).not_to_contain_text("Gọi trước lượt")
    expect(hand.desk.dialog.get_by_role("button", name="Đất đai")).to_be_visible()
    expect(hand.desk.dialog.get_by_role("link", name="Xem phiếu")).to_be_visible()
    hand.take("1", "")
    assert ticket_of(centre, number)["state"] == "waiting"


def test_nobody_is_called_to_a_counter_with_a_ticket_and_the_row_says_why(
    new_context: NewContext, centre: Centre
) -> None:
    hand = sat(new_context, centre, False)
    here, waiting = issue(centre, "HT"), issue(centre, "HT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(2)
    hand.desk.call()
    hand.open_row("q", waiting)
    expect(hand.desk.dialog).to_contain_text(f"Chưa gọi được: quầy đang có phiếu {here}")


@BY_HAND
def test_who_waits_is_sent_to_another_service(new_context: NewContext, centre: Centre, touches: bool) -> None:
    hand = sat(new_context, centre, touches)
    number = issue(centre, "HT")
    hand.open_row("q", number)
    hand.take("h", "Cư trú, căn cước")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text(f"Vừa chuyển {number}")
    assert hand.acts == 2
    assert ticket_of(centre, number)["service"] == "CTRU"


@BY_HAND
def test_who_is_gone_leaves_the_queue_and_comes_back_by_undo(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand = sat(new_context, centre, touches)
    number = issue(centre, "HT")
    hand.open_row("q", number)
    hand.take("0", "Rời đi")
    expect(hand.desk.page.locator(".queue-row", has_text=number)).to_have_count(0)
    assert hand.acts == 2
    assert ticket_of(centre, number)["state"] == "left"
    hand.take("z", f"Hoàn tác: rời đi {number}")
    expect(hand.desk.page.locator(".queue-row", has_text=number)).to_be_visible()
    assert ticket_of(centre, number)["state"] == "waiting"


@BY_HAND
def test_what_was_set_aside_is_taken_back(new_context: NewContext, centre: Centre, touches: bool) -> None:
    number = park(centre, "ana", 1, "đi photo giấy tờ")
    hand = sat(new_context, centre, touches)
    hand.open_row("b", number)
    expect(hand.desk.dialog).to_contain_text("đi photo giấy tờ")
    hand.take("1", "Tiếp tục phục vụ")
    expect(hand.desk.ticket).to_have_text(number)
    hand.desk.state("Đang phục vụ")
    assert hand.acts == 2


@BY_HAND
def test_what_was_set_aside_is_called_by_name(new_context: NewContext, centre: Centre, touches: bool) -> None:
    number = park(centre, "ana", 1, "chờ người nhà")
    hand = sat(new_context, centre, touches)
    hand.open_row("b", number)
    hand.take("2", "Gọi lại quầy")
    hand.desk.state("Đang gọi")
    expect(hand.desk.page.locator(".now-reason")).to_contain_text("gọi lại phiếu đã tạm dừng")
    assert hand.acts == 2


@BY_HAND
def test_what_a_colleague_set_aside_is_only_shown(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    number = park(centre, "bruno", 2, "lấy thêm giấy tờ")
    hand = sat(new_context, centre, touches)
    hand.open_row("b", number)
    expect(hand.desk.page.locator(".queue-row", has_text=number)).to_contain_text("Trần Văn Bảo")
    expect(hand.desk.dialog).to_contain_text("Phiếu này của Trần Văn Bảo")
    expect(hand.desk.dialog.get_by_role("button")).to_have_text([re.compile("Quay lại")])
    expect(hand.desk.dialog.get_by_role("link", name="Xem phiếu")).to_be_visible()
    assert ticket_of(centre, number)["state"] == "parked"


@BY_HAND
def test_a_manager_goes_on_with_what_a_missing_clerk_set_aside(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    number = park(centre, "bruno", 2, "lấy thêm giấy tờ")
    hand = sat(new_context, centre, touches, "carla", 1)
    hand.open_row("b", number)
    hand.take("1", "Tiếp tục phục vụ")
    expect(hand.desk.ticket).to_have_text(number)
    hand.desk.state("Đang phục vụ")
    assert hand.acts == 2


@BY_HAND
def test_a_missed_one_comes_back_two_calls_behind(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    number = miss(centre)
    hand = sat(new_context, centre, touches)
    hand.open_row("m", number)
    hand.take("1", "Nhận lại")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text(f"Vừa nhận lại {number}")
    assert hand.acts == 2
    back = ticket_of(centre, number)
    assert (back["state"], back["lets_pass"]) == ("waiting", 2)


def test_who_comes_back_too_late_is_refused_in_words(new_context: NewContext, centre: Centre) -> None:
    number = miss(centre)
    hand = sat(new_context, centre, False)
    hand.open_row("m", number)
    set_rules(centre, return_within_min=0)
    hand.take("1", "Nhận lại")
    expect(hand.desk.page.locator("[data-notice]")).to_contain_text("Đã quá giờ quay lại")
    assert ticket_of(centre, number)["state"] == "no_show"


def test_a_ticket_a_colleague_called_meanwhile_is_refused_in_words(
    new_context: NewContext, centre: Centre
) -> None:
    hand = sat(new_context, centre, False)
    number = issue(centre, "HT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(1)
    hand.open_row("q", number)
    with closing(line_of(centre, "bruno")) as bruno:
        bruno.post("/counters/2/open")
        assert bruno.post("/counters/2/calls", {}).json["number"] == number
    hand.take("1", "người già yếu")
    expect(hand.desk.page.locator("[data-notice]")).to_contain_text("Phiếu đã được gọi")


def test_arrows_and_typed_digits_find_a_row_and_its_neighbour_takes_the_focus_when_it_goes(
    new_context: NewContext, centre: Centre
) -> None:
    hand = sat(new_context, centre, False)
    numbers = [issue(centre, "HT") for _ in range(3)]
    rows = hand.desk.page.locator(".queue-row")
    expect(rows).to_have_count(3)
    hand.desk.press("q", "ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    hand.open_row("q", numbers[0])
    hand.take("0", "Rời đi")
    expect(rows).to_have_count(2)
    expect(rows.first).to_be_focused()
    expect(rows.first).to_contain_text(numbers[1])
