"""A manager changes who is next, the pace and the skills in Chromium, and the next call follows."""

import re
from typing import Any

import pytest
from playwright.sync_api import Dialog, expect

from tests.counter.driver import NewContext
from tests.manager.driver import Office, carla
from tests.servers import Centre


@pytest.fixture
def office(new_context: NewContext, centre: Centre) -> Office:
    """Give Carla's browser."""
    return carla(new_context, centre)


def in_force(office: Office) -> str:
    kind: str = office.ask("GET", "/policy").json["kind"]
    return kind


def figures(office: Office, code: str) -> tuple[float, int, int]:
    (one,) = (row for row in office.ask("GET", "/policy").json["classes"] if row["code"] == code)
    return one["rate"], one["head_start_s"], one["rank"]


def test_the_next_call_follows_the_rule_that_was_chosen(office: Office) -> None:
    page = office.open()
    office.field("classes.elderly.rate").fill("1")
    office.save()
    expect(office.question).to_contain_text("70 tuổi trở lên: hệ số 3 → 1.")
    office.agree()
    expect(page.locator("#policy-form [data-state=saved]")).to_be_visible()
    first, old = office.issue("CTRU").json["number"], office.issue("CTRU", "elderly").json["number"]
    assert office.called(9) == first, "with a rate of 1 first come is first served"
    assert office.called(9) == old

    page.check("[name=kind][value=strict]")
    office.field("classes.elderly.rank").fill("1")
    office.save()
    expect(office.question).to_contain_text("Cách gọi: Cộng dồn theo hệ số → Ưu tiên tuyệt đối.")
    office.agree()
    expect(page.locator("[data-policy=strict] [data-in-force]")).to_be_visible()
    expect(page.locator("[data-policy=accumulating] [data-in-force]")).to_be_hidden()
    first, old = office.issue("CTRU").json["number"], office.issue("CTRU", "elderly").json["number"]
    assert office.called(9) == old, "the higher rank goes first, however short the wait"
    assert office.called(9) == first


def test_saying_no_changes_nothing(office: Office) -> None:
    before = in_force(office)
    page = office.open()
    page.check("[name=kind][value=alternation]")
    office.save()
    page.keyboard.press("Escape")
    expect(office.question).to_have_count(0)
    expect(page.locator("#policy-form [data-state=unsaved]")).to_have_text("Chưa lưu")
    assert in_force(office) == before


def test_figures_are_typed_as_people_write_them_and_only_what_was_touched_is_sent(office: Office) -> None:
    rank = figures(office, "pregnant")[2]
    page = office.open()
    with page.expect_request("**/api/v1/policy") as sent:
        office.field("classes.pregnant.rate").fill("2,5")
        office.field("classes.pregnant.head_start_s").fill("7,5")
        office.save()
        office.agree()
    body: Any = sent.value.post_data_json
    assert set(body["classes"]) == {"pregnant"}
    expect(page.locator("#policy-form [data-state=saved]")).to_be_visible()
    assert figures(office, "pregnant") == (2.5, 450, rank)
    expect(office.open().locator('[data-name="classes.pregnant.rate"] input')).to_have_value("2,5")


def test_what_cannot_be_is_said_next_to_its_field_and_nothing_is_sent(office: Office) -> None:
    page = office.open()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    for name, typed in (("turns", "21"), ("classes.elderly.rate", "0,5"), ("classes.merit.rank", "một")):
        office.field(name).fill(typed)
    office.save()
    expect(office.told("turns")).to_have_text("Xin nhập một số nguyên từ 1 đến 20.")
    expect(office.told("classes.elderly.rate")).to_have_text("Xin nhập một số từ 1 đến 100, ví dụ 2,5.")
    expect(office.told("classes.merit.rank")).to_have_text("Xin nhập một số nguyên từ 0 đến 99.")
    expect(office.field("turns")).to_be_focused()
    expect(office.field("turns")).to_have_attribute("aria-invalid", "true")
    assert "PUT" not in sent


def test_leaving_with_something_unsaved_is_asked_about(office: Office) -> None:
    page = office.open("/pace")
    asked: list[str] = []

    def stay(question: Dialog) -> None:
        asked.append(question.type)
        question.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Giờ mở cửa").click()
    expect(page).to_have_url(re.compile("hours"))
    assert asked == [], "nothing was typed"
    page.get_by_role("link", name="Nhịp gọi số").click()
    office.field("requeue_behind").fill("7")
    page.get_by_role("link", name="Giờ mở cửa").click(no_wait_after=True)
    expect(page.locator("[data-state=unsaved]")).to_be_visible()
    assert asked == ["beforeunload"]
    expect(page).to_have_url(re.compile("pace"))
    office.saved()
    page.get_by_role("link", name="Giờ mở cửa").click()
    expect(page).to_have_url(re.compile("hours"))


def test_the_pace_is_changed_with_the_keyboard_and_the_rest_stays(office: Office) -> None:
    before = office.ask("GET", "/hall-rules").json
    page = office.open("/pace")
    page.get_by_label("Số lần gọi trước khi được báo vắng").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state=saved]")).to_be_visible()
    assert office.ask("GET", "/hall-rules").json == before | {"calls_before_no_show": 3}
    absent = office.issue("CTRU").json["id"]
    office.ask("POST", "/counters/9/open")
    assert office.ask("POST", "/counters/9/calls", {}).json["ticket"] == absent
    office.ask("POST", f"/tickets/{absent}/finish")
    office.field("calls_before_no_show").fill("1")
    office.saved()


def test_outcomes_are_added_moved_and_taken_out_and_keep_their_codes(office: Office) -> None:
    before = [one["code"] for one in office.ask("GET", "/hall-rules").json["outcomes"]]
    page = office.open("/pace")
    page.get_by_role("button", name="Thêm kết quả").click()
    row = page.locator("[data-row]").last
    expect(row.locator("[data-key=vi]")).to_be_focused()
    row.locator("[data-key=vi]").fill("Đã chuyển lên tỉnh")
    office.save()
    told = page.locator("[data-name=outcomes] > [data-error]")
    expect(told).to_have_text("Xin ghi cả tiếng Việt và tiếng Anh.")
    row.locator("[data-key=en]").fill("Sent to the province")
    row.get_by_role("button", name="Lên trên").click()
    page.locator("[data-row]").first.get_by_role("button", name="Bỏ kết quả này").click()
    office.saved()
    expect(told).to_be_hidden()
    after = office.ask("GET", "/hall-rules").json["outcomes"]
    assert [one["code"] for one in after] == [*before[1:-1], "sent-to-the-province", before[-1]]


def test_a_counter_calls_what_it_was_given_to_serve(office: Office) -> None:
    page = office.open("/counters/10")
    number = office.issue("KD").json["number"]
    office.called(10)
    assert office.called(10) is None, "counter 10 does not serve it"
    page.locator("[data-skill=KD] input[value=own]").check()
    office.saved()
    assert office.called(10) == number
    page.locator("[data-skill=KD] input[value=none]").check()
    office.saved()
    for value in page.locator("[data-skill] input[value=none]").all():
        value.check()
    office.save()
    expect(office.told("services")).to_have_text("Xin chọn ít nhất một lĩnh vực của quầy.")


def test_a_skill_whose_ticket_is_there_cannot_be_taken_away(office: Office) -> None:
    page = office.open("/counters/9")
    office.ask("POST", "/counters/9/open")
    ticket = office.issue("CTRU").json["id"]
    assert office.ask("POST", "/counters/9/calls", {}).json["ticket"] == ticket
    page.locator("[data-skill=CTRU] input[value=none]").check()
    page.locator("[data-skill=TD] input[value=own]").check()
    office.save()
    expect(office.told("services")).to_contain_text("Quầy còn một phiếu của lĩnh vực sắp bỏ.")
    assert office.ask("POST", f"/tickets/{ticket}/finish").status == 200


def test_a_work_profile_is_made_given_to_a_counter_and_forgotten(office: Office) -> None:
    page = office.open("/new-profile")
    page.get_by_label("Tên tiếng Việt").fill("Buổi chiều đông")
    page.get_by_label("Tên tiếng Anh").fill("Busy afternoon")
    page.locator("[data-skill=NN] input[value=own]").check()
    page.locator("[data-skill=XD] input[value=helps]").check()
    office.save()
    expect(page.locator("[data-profile=busy-afternoon]")).to_contain_text("Buổi chiều đông")

    page = office.open("/counters/8")
    page.get_by_label("Giao một bộ lĩnh vực").select_option("busy-afternoon")
    page.get_by_role("button", name="Giao cho quầy này").click()
    office.agree()
    expect(page.locator("[data-skill=NN] input[value=own]")).to_be_checked()
    expect(page.locator("[data-skill=XD] input[value=helps]")).to_be_checked()
    expect(page.locator("[data-skill=TD] input[value=none]")).to_be_checked()
    number = office.issue("NN").json["number"]
    assert office.called(8) == number

    page = office.open("/profiles/busy-afternoon")
    page.get_by_role("button", name="Bỏ bộ lĩnh vực này").click()
    office.agree()
    expect(page).to_have_url(re.compile("/counters$"))
    assert office.ask("GET", "/work-profiles").json == []


def test_a_second_profile_of_the_same_name_does_not_take_the_place_of_the_first(office: Office) -> None:
    for service in ("NN", "XD"):
        page = office.open("/new-profile")
        page.get_by_label("Tên tiếng Việt").fill("Sáng")
        page.get_by_label("Tên tiếng Anh").fill("Morning")
        page.locator(f"[data-skill={service}] input[value=own]").check()
        office.save()
        expect(page).to_have_url(re.compile("/counters$"))
    kept = {one["code"]: one["services"] for one in office.ask("GET", "/work-profiles").json}
    assert kept == {"morning": ["NN"], "morning-2": ["XD"]}


def test_a_priority_class_is_added_offered_and_withdrawn(office: Office) -> None:
    page = office.open("/new-class")
    page.get_by_label("Tên tiếng Việt").fill("Nạn nhân thiên tai")
    page.get_by_label("Tên tiếng Anh").fill("Flood victims")
    office.field("rate").fill("4")
    office.save()
    expect(page.locator("[data-class=flood-victims]")).to_contain_text("Nạn nhân thiên tai")
    assert office.issue("CTRU", "flood-victims").status == 201
    page.locator("[data-class=flood-victims]").get_by_role("link").click()
    page.get_by_label("Đang dùng: hiện ở nơi lấy số").uncheck()
    office.save()
    expect(page.locator("[data-class=flood-victims]")).to_contain_text("đã ngừng")
    assert office.issue("CTRU", "flood-victims").code == "unknown_priority"
