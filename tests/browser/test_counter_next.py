"""Calling, ending and taking back, in Chromium, by keys and by touch: none takes more than two acts.

What is done with a ticket in between is test_counter_moves.py, with the counter itself test_counter_seat.py.
"""

import re
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.counter.driver import NewContext, issue, line_of, set_rules, set_service, sit_down
from tests.counter.hand import Hand, empty_hall, serving, ticket_of
from tests.servers import Centre

BY_HAND = pytest.mark.parametrize("touches", [False, True], ids=["keys", "touch"])
OUTLIVED_MS = 3_500  # longer than what counts as a slip of the hand


@pytest.fixture(autouse=True)
def _nobody_there(centre: Centre) -> Iterator[None]:
    empty_hall(centre)
    set_rules(centre, recall_gap_s=0, calls_before_no_show=1)
    yield
    set_service(centre, "HT", outcome_required=False, wrap_up_s=0)


@BY_HAND
def test_one_act_finishes_a_visit_and_calls_the_next(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand, first = serving(new_context, centre, touches)
    second = issue(centre, "HT")
    expect(hand.desk.primary).to_contain_text("Hoàn thành và gọi tiếp")
    hand.desk.page.wait_for_timeout(OUTLIVED_MS)
    hand.take("n", "Hoàn thành và gọi tiếp")
    expect(hand.desk.ticket).to_have_text(second)
    hand.desk.state("Đang gọi")
    assert hand.acts == 1
    assert ticket_of(centre, first)["state"] == "finished"


def test_a_visit_of_a_moment_is_not_ended_with_a_call_by_a_slip(
    new_context: NewContext, centre: Centre
) -> None:
    desk = sit_down(new_context, centre, "ana", 1)
    first, second = issue(centre, "HT"), issue(centre, "HT")
    expect(desk.page.locator(".queue-row")).to_have_count(2)
    desk.call()
    desk.page.clock.set_fixed_time(time.time())  # however slow the machine, it is the moment after the start
    desk.press("s")
    desk.state("Đang phục vụ")
    desk.press("n")
    expect(desk.dialog).to_contain_text(f"Vừa bắt đầu phục vụ {first}")
    expect(desk.dialog.get_by_role("button", name="Quay lại")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(desk.dialog).to_have_count(0)
    assert ticket_of(centre, first)["state"] == "serving"
    desk.press("n", "n")
    expect(desk.ticket).to_have_text(second)


@BY_HAND
def test_a_visit_is_finished_and_nobody_called(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand, first = serving(new_context, centre, touches)
    issue(centre, "HT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(1)
    hand.take("e", "Chỉ hoàn thành")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text(f"Vừa hoàn thành {first}")
    hand.desk.state("1 người đang chờ")
    assert hand.acts == 1


@BY_HAND
def test_a_service_that_asks_for_an_outcome_gets_one(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    set_service(centre, "HT", outcome_required=True)
    hand, first = serving(new_context, centre, touches)
    hand.take("e", "Hoàn thành")
    expect(hand.desk.dialog).to_contain_text(f"Kết quả của phiếu {first}")
    hand.take("3", "Cần bổ sung giấy tờ")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text("Vừa hoàn thành")
    assert hand.acts == 2
    assert ticket_of(centre, first)["outcome"] == "supplement"


def test_an_outcome_asked_for_since_a_moment_is_refused_in_words_then_asked(
    new_context: NewContext, centre: Centre
) -> None:
    hand, first = serving(new_context, centre, False)
    hand.desk.page.wait_for_timeout(500)
    with hand.desk.page.expect_response("**/finish"):
        hand.desk.page.route("**/counter/1.json", lambda route: route.abort())
        set_service(centre, "HT", outcome_required=True)
        hand.take("e", "")
    expect(hand.desk.page.locator("[data-notice]")).to_contain_text("Cần chọn kết quả")
    hand.desk.page.unroute("**/counter/1.json")
    expect(hand.desk.primary).to_be_focused()
    hand.desk.page.wait_for_timeout(2500)
    hand.take("e", "")
    hand.take("1", "")
    expect(hand.desk.page.locator("[data-last]")).to_contain_text("Vừa hoàn thành")
    assert ticket_of(centre, first)["outcome"] == "done"


@BY_HAND
def test_an_outcome_is_asked_before_the_next_is_called(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    set_service(centre, "HT", outcome_required=True)
    hand, first = serving(new_context, centre, touches)
    second = issue(centre, "HT")
    expect(hand.desk.primary).to_contain_text("Hoàn thành và gọi tiếp")
    hand.desk.page.wait_for_timeout(OUTLIVED_MS)
    hand.take("n", "Hoàn thành và gọi tiếp")
    hand.take("1", "Đã giải quyết")
    expect(hand.desk.ticket).to_have_text(second)
    assert hand.acts == 2
    assert ticket_of(centre, first)["outcome"] == "done"


def test_the_time_to_wrap_up_runs_and_does_not_stop_a_call(new_context: NewContext, centre: Centre) -> None:
    set_service(centre, "HT", wrap_up_s=60)
    hand, _ = serving(new_context, centre, False, "hanh", 3)
    second = issue(centre, "HT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(1)
    expect(hand.desk.primary).to_have_text(re.compile("^Hoàn thành ?E"))
    hand.take("e", "")
    hand.desk.state("Hoàn tất giấy tờ")
    expect(hand.desk.page.get_by_role("timer")).to_have_text(re.compile(r"^(1:00|0:5\d)$"))
    hand.take("n", "")
    expect(hand.desk.ticket).to_have_text(second)


def test_the_next_arrival_is_called_at_once_although_the_last_visit_is_still_wrapped_up(
    new_context: NewContext, centre: Centre
) -> None:
    set_service(centre, "DD", wrap_up_s=8)
    desk = sit_down(new_context, centre, "khoa", 4)
    issue(centre, "DD")
    expect(desk.page.locator(".queue-row")).to_have_count(1)
    desk.press("n")
    desk.state("Đang gọi")
    desk.press("s")
    desk.state("Đang phục vụ")
    desk.press("e")
    desk.state("Hoàn tất giấy tờ")
    desk.press("n")
    desk.state("Sẽ gọi ngay người đến tiếp theo")
    number = issue(centre, "DD")
    expect(desk.ticket).to_have_text(number)
    set_service(centre, "DD", wrap_up_s=0)


@BY_HAND
def test_next_on_an_empty_queue_calls_whoever_comes_first(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand = Hand(sit_down(new_context, centre, "ana", 1, touch=touches), touches)
    hand.desk.state("Không có ai đang chờ")
    hand.take("n", "Gọi ngay người đến tiếp")
    hand.desk.state("Sẽ gọi ngay người đến tiếp theo")
    number = issue(centre, "HT")
    expect(hand.desk.ticket).to_have_text(number)
    hand.desk.state("Đang gọi")
    expect(hand.desk.primary).to_be_focused()
    assert hand.acts == 1


@BY_HAND
def test_whoever_comes_first_is_not_called_after_all(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand = Hand(sit_down(new_context, centre, "ana", 1, touch=touches), touches)
    hand.take("n", "Gọi ngay người đến tiếp")
    hand.desk.state("Sẽ gọi ngay người đến tiếp theo")
    hand.take("n" if not touches else "", "Thôi, chưa gọi ngay")
    if not touches:
        hand.desk.state("Sẽ gọi ngay người đến tiếp theo")
        hand.take("z", "")
    hand.desk.state("Không có ai đang chờ")
    issue(centre, "HT")
    hand.desk.state("1 người đang chờ")


@BY_HAND
def test_a_visit_ends_and_the_next_arrival_is_awaited(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand, _ = serving(new_context, centre, touches)
    hand.desk.page.wait_for_timeout(OUTLIVED_MS)
    hand.take("n", "Xong, gọi ngay người đến sau")
    hand.desk.state("Sẽ gọi ngay người đến tiếp theo")
    assert hand.acts == 1
    hand.take("z", "Hoàn tác: hoàn thành")
    hand.desk.state("Đang phục vụ")
    with closing(centre.line("desk")) as line:
        assert line.get("/counters/1/desk").json["counter"]["awaits_next"] is False


def test_a_counter_that_calls_by_itself_says_so(new_context: NewContext, centre: Centre) -> None:
    work = {"services": ["HT", "CT"], "auto_call": True}
    with closing(line_of(centre, "carla")) as carla:
        assert carla.ask("PUT", "/api/v1/counters/1/work", work).status == 200
    desk = sit_down(new_context, centre, "ana", 1)
    expect(desk.page.locator(".calm")).to_contain_text("Có người đến thì quầy tự gọi")
    number = issue(centre, "CT")
    expect(desk.ticket).to_have_text(number)
    expect(desk.page.locator(".now-reason")).to_contain_text("tự gọi")
    with closing(line_of(centre, "carla")) as carla:
        assert carla.ask("PUT", "/api/v1/counters/1/work", work | {"auto_call": False}).status == 200


@BY_HAND
def test_a_no_show_is_taken_back_within_seconds(
    new_context: NewContext, centre: Centre, touches: bool
) -> None:
    hand = Hand(sit_down(new_context, centre, "ana", 1, touch=touches), touches)
    number = issue(centre, "HT")
    expect(hand.desk.page.locator(".queue-row")).to_have_count(1)
    hand.take("n", "Gọi số tiếp theo")
    hand.desk.state("Đang gọi")
    hand.take("v", "Báo vắng")
    hand.take("v", "Báo vắng")
    undo = hand.desk.page.get_by_role("button", name=f"Hoàn tác: báo vắng {number}")
    expect(undo).to_be_visible()
    hand.begin()
    hand.take("Control+z", f"Hoàn tác: báo vắng {number}")
    hand.desk.state("Đang gọi")
    assert hand.acts == 1
    assert ticket_of(centre, number)["state"] == "called"


def test_after_ten_seconds_there_is_nothing_to_take_back(new_context: NewContext, centre: Centre) -> None:
    hand, number = serving(new_context, centre, False)
    undo = hand.desk.page.get_by_role("button", name=f"Hoàn tác: bắt đầu phục vụ {number}")
    expect(undo).to_be_visible()
    expect(undo).to_have_count(0)
    hand.take("z", "")
    expect(hand.desk.page.locator("[data-notice]")).to_contain_text("Không có gì để hoàn tác")
    assert ticket_of(centre, number)["state"] == "serving"
