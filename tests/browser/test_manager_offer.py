"""A manager changes hours, services and closures, compares the rules and ends the day in Chromium."""

from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from playwright.sync_api import Page, expect

from tests.counter.driver import NewContext
from tests.manager.driver import Office, carla
from tests.servers import Centre

HANOI = timezone(timedelta(hours=7))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.fixture
def office(new_context: NewContext, centre: Centre) -> Office:
    """Give Carla's browser."""
    return carla(new_context, centre)


def clear_week(page: Page) -> None:
    for time in page.locator("[data-time]").all():
        time.fill("")


def other_day() -> str:
    """Name a weekday that neither today is nor begins in the next hours."""
    return WEEKDAYS[(datetime.now(UTC).astimezone(HANOI).weekday() + 3) % 7]


def test_a_service_gives_numbers_in_its_own_hours_alone_once_the_hours_bind(office: Office) -> None:
    page = office.open("/hours")
    page.get_by_label("Chỉ cấp số trong giờ mở cửa").check()
    office.saved()
    page = office.open("/services/XD")
    page.get_by_label("Giờ riêng").check()
    clear_week(page)
    day = page.locator(f"[data-day={other_day()}] [data-time]")
    day.nth(0).fill("7h30")
    day.nth(1).fill("930")
    office.saved()
    expect(day.nth(0)).to_have_value("07:30")
    assert office.issue("XD").code == "service_closed"
    expect(office.open("/services").locator("[data-service=XD]")).to_contain_text("07:30–09:30")
    expect(page.locator("[data-service=XD]")).to_contain_text("không cấp số")

    page = office.open("/hours")
    page.get_by_label("Chỉ cấp số trong giờ mở cửa").uncheck()
    office.saved()
    assert office.issue("XD").status == 201


def test_hours_that_cannot_be_are_told_at_their_day(office: Office) -> None:
    page = office.open("/hours")
    tuesday = page.locator("[data-day=tuesday]")
    tuesday.locator("[data-time]").nth(1).fill("")
    office.save()
    expect(tuesday.locator("[data-error]")).to_have_text(
        "Xin nhập đủ giờ bắt đầu và giờ kết thúc, ví dụ 07:30 và 11:30."
    )
    expect(tuesday.locator("[data-time]").nth(1)).to_be_focused()
    tuesday.locator("[data-time]").nth(1).fill("06:00")
    office.save()
    expect(tuesday.locator("[data-error]")).to_contain_text("Xin viết từng khoảng giờ như 07:30-11:30")
    page.get_by_role("button", name="Chép giờ thứ Hai cho đến thứ Sáu").click()
    expect(tuesday.locator("[data-time]").nth(1)).to_have_value("11:30")
    clear_week(page)
    office.save()
    expect(office.told("hours")).to_have_text("Xin nhập giờ mở cửa của ít nhất một ngày.")


def test_a_service_stops_giving_numbers_and_gives_them_again(office: Office) -> None:
    page = office.open("/services/NN")
    page.get_by_label("Nhận người đến lấy số").uncheck()
    office.saved()
    assert office.issue("NN").code == "service_closed"
    page.get_by_label("Nhận người đến lấy số").check()
    office.field("daily_quota").fill("0")
    office.saved()
    assert office.issue("NN").code == "quota_reached"
    office.field("daily_quota").fill("")
    office.saved()
    assert office.issue("NN").status == 201


def test_a_letter_that_is_taken_or_easily_misheard_is_told_beside_it(office: Office) -> None:
    page = office.open("/services/TD")
    office.field("prefix").fill("p")
    expect(page.locator("[data-alike]")).to_have_text("Khi đọc lên, P dễ nghe nhầm với C (Chứng thực).")
    office.field("prefix").fill("a")
    office.save()
    expect(office.told("prefix")).to_have_text("Một lĩnh vực khác đang dùng chữ này. Xin chọn chữ khác.")
    office.field("prefix").fill("p")
    office.saved()
    assert office.issue("TD").json["number"].startswith("P")
    expect(office.open("/services").locator(".notice")).to_contain_text("C – P")
    expect(page.locator("[data-service=TD]")).to_contain_text("dễ nghe nhầm: C")

    office.open("/services/TD")
    office.field("prefix").fill("r")
    office.save()
    expect(office.told("prefix")).to_contain_text("chỉ đổi được trước số đầu tiên trong ngày")


def test_an_outcome_can_be_asked_for(office: Office) -> None:
    page = office.open("/services/CTRU")
    page.get_by_label("Bắt buộc ghi kết quả").check()
    office.saved()
    ticket = office.issue("CTRU").json["id"]
    office.ask("POST", "/counters/9/open")
    assert office.ask("POST", "/counters/9/calls", {}).json["ticket"] == ticket
    assert office.ask("POST", f"/tickets/{ticket}/finish").code == "outcome_required"
    assert office.ask("POST", f"/tickets/{ticket}/finish", {"outcome": "done"}).status == 200
    page.get_by_label("Bắt buộc ghi kết quả").uncheck()
    office.saved()


def test_a_closure_is_added_and_dropped(office: Office) -> None:
    page = office.open("/services/VHGD")
    today = datetime.now(UTC).astimezone(HANOI).date()
    form = "#closure-form"
    office.save(form)
    expect(office.told("first_day")).to_have_text("Xin chọn một ngày có thật.")
    page.get_by_label("Từ ngày").fill(today.isoformat())
    page.get_by_label("Đến hết ngày").fill((today - timedelta(days=1)).isoformat())
    page.get_by_label("Lý do bằng tiếng Việt").fill("Cán bộ đi tập huấn")
    office.save(form)
    expect(office.told("last_day")).to_contain_text("Xin chọn ngày đầu và ngày cuối có thật, chưa qua")
    page.get_by_label("Đến hết ngày").fill((today + timedelta(days=1)).isoformat())
    office.save(form)
    row = page.locator("#closures tbody tr")
    expect(row).to_contain_text("Cán bộ đi tập huấn")
    assert office.issue("VHGD").code == "service_closed"
    expect(page.get_by_label("Lý do bằng tiếng Việt")).to_have_value("")
    row.get_by_role("button", name="Bỏ đợt nghỉ").click()
    office.agree()
    expect(row).to_have_count(0)
    assert office.issue("VHGD").status == 201


def test_the_comparison_leads_to_another_rule(office: Office) -> None:
    for priority in ("normal", "elderly"):
        office.issue("CTRU", priority)
        office.called(9)
    page = office.open()
    table = page.locator(".comparison")
    expect(table.locator("[data-kind=accumulating]")).to_contain_text("đang dùng")
    expect(table.locator("thead")).to_contain_text("70 tuổi trở lên1 lượt")
    expect(table.locator(".as-it-was td")).to_have_count(table.locator("thead th").count() - 1)
    page.get_by_label("Số lần bị vượt").check()
    expect(table.locator(".as-it-was td").first).to_have_text("0")
    table.locator("[data-kind=head_start]").get_by_role("button", name="Chọn cách này").click()
    expect(office.question).to_contain_text("Cộng dồn theo hệ số → Tính sớm một số phút")
    expect(office.question).to_contain_text("70 tuổi trở lên: chờ trung bình")
    office.agree()
    expect(page.locator("[data-policy=head_start] [data-in-force]")).to_be_visible()
    expect(table.locator("[data-kind=head_start]")).to_contain_text("đang dùng")
    assert office.ask("GET", "/policy").json["kind"] == "head_start"


def test_the_hall_shows_who_is_away_what_is_parked_and_who_waits_longest(
    office: Office, centre: Centre
) -> None:
    with closing(centre.browser("ana")) as ana:
        assert ana.post("/counters/1/open").status == 200
        parked = office.issue("HT").json
        assert ana.post("/counters/1/calls", {}).json["ticket"] == parked["id"]
        assert ana.post(f"/tickets/{parked['id']}/park", {"reason": "về lấy giấy tờ"}).status == 200
        assert ana.post("/counters/1/pause", {"reason": "họp giao ban", "until": "10:15"}).status == 200
    waiting = office.issue("HT").json["number"]
    office.page.goto(f"{centre.url}/manager")
    expect(office.page.locator("[data-counter='1']")).to_contain_text("họp giao ban, trở lại lúc 10:15")
    expect(office.page.locator(f"[data-parked={parked['number']}]")).to_contain_text("Lê Thị An")
    expect(office.page.locator(f"[data-parked={parked['number']}]")).to_contain_text("về lấy giấy tờ")
    expect(office.page.locator(f"[data-waiting={waiting}]")).to_contain_text("Hộ tịch")
    left = office.issue("HT").json
    expect(office.page.locator(f"[data-waiting={left['number']}]")).to_be_visible(timeout=5000)
    before = int(office.page.locator("#figure-left").inner_text())
    office.ask("POST", f"/tickets/{left['id']}/leave")
    expect(office.page.locator("#figure-left")).to_have_text(str(before + 1), timeout=5000)
    expect(office.page.locator(f"[data-waiting={left['number']}]")).to_have_count(0)


def test_the_day_is_ended_after_a_look_at_who_is_left(new_context: NewContext, own_centre: Centre) -> None:
    office = carla(new_context, own_centre)
    page = office.open("/day-end")
    expect(page.locator("#day-now")).to_contain_text("Không còn ai chờ.")
    first, second = office.issue("HT").json["number"], office.issue("DD").json["number"]
    page.get_by_role("button", name="Kết thúc ngày làm việc").click()
    expect(office.question).to_contain_text(f"2 người còn chờ sẽ được ghi là chưa xong: {first}, {second}.")
    page.keyboard.press("Escape")
    assert own_centre.count("SELECT COUNT(*) FROM event WHERE kind = 'DayEnded'") == 0
    page.get_by_role("button", name="Kết thúc ngày làm việc").click()
    office.agree()
    expect(page.locator("#day-left .ticket-number")).to_have_text([first, second])
    expect(page.locator("#day-left")).to_contain_text("người bấm: Lưu Thị Cẩm")
    expect(page.locator("#day-now")).to_contain_text("Không còn ai chờ.")
    page.emulate_media(media="print")
    expect(page.locator("#day-left")).to_be_visible()
    expect(page.locator("#day-now")).to_be_hidden()
    expect(page.get_by_role("button", name="In danh sách")).to_be_hidden()
