"""The phone page while a clerk moves the ticket about: each move is said by itself; its holder may give it up."""

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kiosk.looks import small_targets, violations, watch_errors
from tests.lines import Line
from tests.servers import Centre, running_centre

CIVIL, LAND, BUILDING = 1, 4, 5
FINGER_PX = 44


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run the demo centre with three counters open."""
    with running_centre(tmp_path_factory.mktemp("hall")) as centre:
        with closing(centre.line("desk")) as line:
            for counter in (CIVIL, LAND, BUILDING):
                line.post(f"/counters/{counter}/open")
        yield centre


@pytest.fixture
def desk(hall: Centre) -> Iterator[Line]:
    with closing(hall.line("desk")) as line:
        yield line


@pytest.fixture
def phone(page: Page) -> Page:
    """Hold a small phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    return page


def shown(hall: Centre, phone: Page, ticket: Any) -> Page:
    phone.goto(f"{hall.url}/t/{ticket['token']}")
    return phone


def call(desk: Line, ticket: Any, counter: int) -> None:
    assert desk.post(f"/counters/{counter}/calls", {"ticket": ticket["id"]}).status == 201


def move(desk: Line, ticket: Any, name: str, **body: object) -> None:
    answer = desk.post(f"/tickets/{ticket['id']}/{name}", body or None)
    assert answer.status == 200, answer.text


def says(phone: Page, words: str) -> None:
    expect(phone.get_by_text(words).locator("visible=true")).to_be_visible()


def does_not_say(phone: Page, words: str) -> None:
    expect(phone.get_by_text(words).locator("visible=true")).to_have_count(0)


def test_every_move_of_the_clerk_is_said_by_itself(phone: Page, hall: Centre, desk: Line) -> None:
    errors = watch_errors(phone)
    mine = desk.issue("HT").json
    shown(hall, phone, mine)
    call(desk, mine, CIVIL)
    says(phone, "ĐẾN LƯỢT ÔNG/BÀ")
    move(desk, mine, "transfer", service="DD")
    says(phone, "Đã chuyển sang Đất đai, giữ nguyên thứ tự chờ.")
    says(phone, "Ông/bà là người tiếp theo")
    for _ in range(2):
        desk.issue("DD")
    call(desk, mine, LAND)
    move(desk, mine, "requeue", behind=2)
    says(phone, "Xin chờ thêm 2 lượt")
    call(desk, mine, LAND)
    move(desk, mine, "park", reason="thiếu sổ đỏ")
    says(phone, "Phiếu đang tạm dừng")
    move(desk, mine, "transfer", service="DD", counter=BUILDING)
    says(phone, f"Quầy {BUILDING} sẽ gọi ông/bà.")
    call(desk, mine, BUILDING)
    move(desk, mine, "recall")
    move(desk, mine, "no-show")
    says(phone, "để được xếp lại")
    assert re.search(r"trong 30 phút, trước \d\d:\d\d", phone.locator("main").inner_text())
    move(desk, mine, "return")
    says(phone, "Xin chờ thêm 2 lượt")
    assert "sổ đỏ" not in phone.content()
    assert not errors


def test_the_services_still_to_come_are_named_and_the_next_one_begins_by_itself(
    phone: Page, hall: Centre, desk: Line
) -> None:
    mine = desk.issue("HT", then=["DD"]).json
    shown(hall, phone, mine)
    says(phone, "Sau đó, cũng với phiếu này: Đất đai")
    call(desk, mine, CIVIL)
    move(desk, mine, "serve")
    says(phone, "Sau đó, cũng với phiếu này: Đất đai")
    move(desk, mine, "finish")
    says(phone, "Việc tiếp theo: Đất đai.")
    does_not_say(phone, "Sau đó")


def test_without_a_socket_the_moves_are_said_too(phone: Page, hall: Centre, desk: Line) -> None:
    phone.route_web_socket(re.compile("socket.io"), lambda socket: socket.close())
    phone.clock.install()
    mine = desk.issue("HT").json
    shown(hall, phone, mine)
    call(desk, mine, CIVIL)
    move(desk, mine, "transfer", service="DD")
    phone.clock.run_for(10_100)
    says(phone, "Đã chuyển sang Đất đai, giữ nguyên thứ tự chờ.")


def give_up(phone: Page) -> None:
    phone.get_by_text("Không chờ nữa?").click()
    phone.get_by_role("button", name="Bỏ số, rời hàng chờ").click()


def test_giving_up_a_number_takes_two_touches_and_is_said(phone: Page, hall: Centre, desk: Line) -> None:
    mine = desk.issue("XD").json
    shown(hall, phone, mine)
    expect(phone.get_by_role("button", name="Bỏ số, rời hàng chờ")).to_be_hidden()
    give_up(phone)
    says(phone, "Đã rời hàng chờ")
    expect(phone).to_have_url(f"{hall.url}/t/{mine['token']}")
    expect(phone.get_by_text("Không chờ nữa?")).to_be_hidden()
    assert desk.get(f"/tickets/{mine['id']}").json["state"] == "left"


def test_it_works_without_scripts_and_in_english(browser: Browser, hall: Centre, desk: Line) -> None:
    mine = desk.issue("XD", language="en").json
    context = browser.new_context(java_script_enabled=False)
    page = shown(hall, context.new_page(), mine)
    page.get_by_text("Not waiting any longer?").click()
    page.get_by_role("button", name="Give up my number").click()
    says(page, "You left the queue")
    context.close()


def test_a_call_takes_the_question_away_before_it_is_answered(phone: Page, hall: Centre, desk: Line) -> None:
    mine = desk.issue("XD").json
    shown(hall, phone, mine)
    phone.get_by_text("Không chờ nữa?").click()
    call(desk, mine, BUILDING)
    says(phone, "ĐẾN LƯỢT ÔNG/BÀ")
    expect(phone.get_by_role("button", name="Bỏ số, rời hàng chờ")).to_be_hidden()
    for name in ("recall", "no-show"):
        move(desk, mine, name)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_further_state_is_accessible_and_no_wider_than_a_small_phone(
    phone: Page, hall: Centre, desk: Line, language: str
) -> None:
    mine = desk.issue("HT", language=language, then=["CT"]).json
    shown(hall, phone, mine)
    phone.locator("summary").click()
    phone.locator("summary").click()
    look(phone, "waiting")
    call(desk, mine, CIVIL)
    move(desk, mine, "transfer", service="DD")
    look(phone, "waiting")
    call(desk, mine, LAND)
    move(desk, mine, "park", reason="x")
    look(phone, "parked")
    move(desk, mine, "transfer", service="DD", counter=BUILDING)
    call(desk, mine, BUILDING)
    move(desk, mine, "recall")
    move(desk, mine, "no-show")
    look(phone, "no_show")
    move(desk, mine, "return")
    move(desk, mine, "leave")
    look(phone, "left")


def look(phone: Page, state: str) -> None:
    expect(phone.locator(f"main[data-status={state}]")).to_be_visible()
    assert not violations(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert small_targets(phone, FINGER_PX) == []
