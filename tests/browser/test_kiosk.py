"""The touch screen in a real browser, from a real centre to the bytes on its paper: what a citizen sees and touches."""

import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.kiosk.looks import violations
from tests.kiosk.small_centre import found_small_centre
from tests.servers import PHONE_URL, Centre, found_centre, running_centre

NUMBER = re.compile(r"^[A-Z]\d{3}$")
ORDERS = re.compile(r"/api/v1/tickets$")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run the demo centre."""
    with running_centre(tmp_path_factory.mktemp("hall")) as centre:
        yield centre


@pytest.fixture
def kiosk(page: Page, hall: Centre) -> Page:
    """Open the touch screen, standing upright as in the hall."""
    page.set_viewport_size({"width": 1080, "height": 1920})
    return open_kiosk(page, hall)


def open_kiosk(page: Page, centre: Centre) -> Page:
    page.goto(f"{centre.url}/pair/{centre.tokens['Kiosk 1']}")
    expect(page.locator(".service").first).to_be_visible()
    return page


def touch(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def take(page: Page, service: str = "Đất đai", answer: str = "Không, lấy số thường") -> str:
    """Touch a service and an answer, and read the number on the screen."""
    touch(page, service)
    touch(page, answer)
    expect(page.locator(".take-number")).to_have_text(NUMBER)
    return page.locator(".take-number").inner_text()


def last_ticket(centre: Centre) -> tuple[str, str, str]:
    """Look up the token, service and class of the ticket that was taken last."""
    sql = "SELECT token, service, priority FROM ticket JOIN leg ON leg.ticket = ticket.id ORDER BY ticket.id DESC"
    with closing(centre.reader()) as reader:
        token, service, priority = reader.execute(sql).fetchone()
    return token, service, priority


def tickets(centre: Centre) -> int:
    return centre.count("SELECT COUNT(*) FROM ticket")


def test_a_touch_and_an_answer_give_a_number_a_paper_and_the_first_page_again(
    kiosk: Page, hall: Centre
) -> None:
    number = take(kiosk)
    expect(kiosk.get_by_role("heading", level=1)).to_have_text("Mời ông/bà lấy phiếu")
    expect(kiosk.get_by_role("status").first).to_contain_text(number)
    assert any(f"{hall.count('SELECT MAX(id) FROM print_job')}" in slip.name for slip in hall.slips)
    expect(kiosk.locator(".services")).to_be_visible(timeout=10_000)


def test_the_class_that_was_touched_stands_on_the_ticket_and_is_asked_once(kiosk: Page, hall: Centre) -> None:
    take(kiosk, "Chứng thực", "70 tuổi trở lên")
    assert last_ticket(hall)[1:] == ("CT", "elderly")
    assert "70" not in kiosk.locator(".take").inner_text()


def test_a_double_touch_takes_one_ticket(kiosk: Page, hall: Centre) -> None:
    before = tickets(hall)
    kiosk.get_by_role("button", name="Đất đai").click()
    kiosk.get_by_role("button", name="Không, lấy số thường").dblclick()
    expect(kiosk.locator(".take-number")).to_be_visible()
    assert tickets(hall) == before + 1


def test_the_second_touch_of_a_trembling_hand_does_not_answer_the_question(kiosk: Page, hall: Centre) -> None:
    before = tickets(hall)
    kiosk.get_by_role("button", name="Xây dựng, giao thông").dblclick()
    expect(kiosk.get_by_role("heading", name="Ông/bà có thuộc diện ưu tiên không?")).to_be_visible()
    kiosk.wait_for_timeout(400)
    assert tickets(hall) == before


def test_an_answer_lost_on_the_way_is_asked_for_again_and_makes_no_second_ticket(
    kiosk: Page, hall: Centre
) -> None:
    before, keys = tickets(hall), []

    def lose_the_first(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    kiosk.route(ORDERS, lose_the_first)
    take(kiosk)
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert tickets(hall) == before + 1


def test_two_wishes_have_two_keys(kiosk: Page) -> None:
    keys: list[str] = []

    def note(request: Request) -> None:
        if ORDERS.search(request.url):
            keys.append(request.headers["idempotency-key"])

    kiosk.on("request", note)
    first = take(kiosk)
    touch(kiosk, "Xong")
    assert take(kiosk) != first
    assert len(set(keys)) == 2


def test_letters_without_accents_find_the_certificate_of_marital_status_and_its_service(kiosk: Page) -> None:
    touch(kiosk, "Tìm thủ tục")
    for letter in "giay doc than":
        name = "Dấu cách" if letter == " " else letter
        kiosk.get_by_role("group", name="Bàn phím").get_by_role("button", name=name, exact=True).click()
    expect(kiosk.get_by_role("textbox")).to_have_value("giay doc than")
    touch(kiosk, "Cấp Giấy xác nhận tình trạng hôn nhân")
    for words in ("Giấy tờ cần mang", "Thẻ căn cước hoặc hộ chiếu", "3 ngày làm việc", "Lệ phí"):
        expect(kiosk.locator("main")).to_contain_text(words)
    touch(kiosk, "Lấy số cho việc này")
    touch(kiosk, "Không, lấy số thường")
    expect(kiosk.locator(".take-number")).to_have_text(re.compile(r"^A\d{3}$"))
    expect(kiosk.locator(".take-service")).to_have_text("Hộ tịch")


def test_a_word_can_be_corrected_on_the_screen(kiosk: Page) -> None:
    touch(kiosk, "Tìm thủ tục")
    keypad = kiosk.get_by_role("group", name="Bàn phím")
    for name in ("q", "q", "Xóa một chữ", "u"):
        keypad.get_by_role("button", name=name, exact=True).click()
    expect(kiosk.get_by_role("textbox")).to_have_value("qu")
    keypad.get_by_role("button", name="Xóa hết").click()
    expect(kiosk.get_by_role("textbox")).to_have_value("")
    kiosk.get_by_role("textbox").fill("qqqq")
    expect(kiosk.get_by_text("Không tìm thấy thủ tục nào.")).to_be_visible()


def test_every_page_but_the_ticket_has_a_way_back_to_where_one_came_from(kiosk: Page) -> None:
    touch(kiosk, "Tìm thủ tục")
    kiosk.get_by_role("textbox").fill("khai sinh")
    kiosk.locator(".find-hit").first.click()
    touch(kiosk, "Lấy số cho việc này")
    touch(kiosk, "Quay lại")
    expect(kiosk.locator(".procedure-papers")).to_be_visible()
    kiosk.wait_for_timeout(500)
    touch(kiosk, "Quay lại")
    expect(kiosk.get_by_role("textbox")).to_have_value("khai sinh")
    kiosk.wait_for_timeout(500)
    touch(kiosk, "Quay lại")
    expect(kiosk.locator(".services")).to_be_visible()


def test_without_paper_the_number_stays_with_a_code_that_opens_the_phone_page(
    kiosk: Page, hall: Centre, tmp_path: Path
) -> None:
    state = hall.folder / "paper" / "kiosk-1" / "state.json"
    state.write_text('{"paper": "out"}')
    try:
        number = take(kiosk)
        expect(kiosk.get_by_role("heading", level=1)).to_have_text("Máy in hết giấy.", timeout=8000)
        expect(kiosk.locator(".take-advice")).to_contain_text(f"nhớ số {number}")
        kiosk.wait_for_timeout(9000)
        expect(kiosk.locator(".take-number")).to_have_text(number)
        kiosk.screenshot(path=tmp_path / "screen.png")
        found = zxingcpp.read_barcodes(Image.open(tmp_path / "screen.png"))
        assert [one.text for one in found] == [f"{PHONE_URL}/T/{last_ticket(hall)[0]}".upper()]
    finally:
        state.write_text("{}")
    expect(kiosk.get_by_role("heading", level=1)).to_have_text("Mời ông/bà lấy phiếu", timeout=20_000)


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run a centre whose kiosk is idle after two seconds."""
    centre = found_small_centre(tmp_path_factory.mktemp("hasty"), 4, idle_s=2).start()
    yield centre
    centre.stop()


def test_who_goes_away_leaves_the_first_page_in_vietnamese(page: Page, hasty: Centre) -> None:
    kiosk = open_kiosk(page, hasty)
    touch(kiosk, "English")
    touch(kiosk, "Certified copies and signatures")
    expect(kiosk.get_by_role("alertdialog")).to_contain_text("Are you still there?", timeout=5000)
    assert not violations(kiosk)
    touch(kiosk, "I am still here")
    expect(kiosk.get_by_role("alertdialog")).to_be_hidden()
    expect(kiosk.get_by_role("heading", name="Does a priority apply to you?")).to_be_visible()
    expect(kiosk.get_by_role("heading", name="Ông/bà đến làm việc gì?")).to_be_visible(timeout=16_000)


def test_a_first_page_left_in_english_speaks_vietnamese_again(page: Page, hasty: Centre) -> None:
    kiosk = open_kiosk(page, hasty)
    touch(kiosk, "English")
    expect(kiosk.get_by_role("heading", name="What do you come for?")).to_be_visible()
    expect(kiosk.get_by_role("heading", name="Ông/bà đến làm việc gì?")).to_be_visible(timeout=8000)


def test_a_touch_on_the_question_does_not_fall_through_to_the_page_below(
    browser: Browser, hasty: Centre
) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 1280, "height": 800})
    kiosk, before = open_kiosk(context.new_page(), hasty), tickets(hasty)
    kiosk.get_by_role("button", name="Hộ tịch").tap()
    expect(kiosk.get_by_role("alertdialog")).to_be_visible(timeout=5000)
    place = kiosk.locator(".question-no").bounding_box()
    assert place is not None
    kiosk.touchscreen.tap(place["x"] + 60, place["y"] + place["height"] / 2)
    expect(kiosk.get_by_role("alertdialog")).to_be_hidden()
    kiosk.wait_for_timeout(500)
    assert tickets(hasty) == before
    context.close()


def test_the_keyboard_alone_takes_a_ticket(kiosk: Page) -> None:
    for key in ("Tab", "Enter", "Tab", "Enter"):
        kiosk.keyboard.press(key)
        kiosk.wait_for_timeout(150)
    expect(kiosk.locator(".take-number")).to_have_text(NUMBER)


def test_who_waits_is_told_live(kiosk: Page, hall: Centre) -> None:
    tile = kiosk.get_by_role("button", name="Nông nghiệp, môi trường")
    expect(tile).to_contain_text("chưa ai chờ")
    with closing(hall.line("desk")) as desk:
        desk.issue("NN")
    expect(tile).to_contain_text("1 người chờ")


def test_nothing_opens_is_selected_or_dragged(kiosk: Page) -> None:
    refused = """name => {
      const event = new Event(name, {bubbles: true, cancelable: true});
      document.querySelector('.service .tile-name').dispatchEvent(event);
      return event.defaultPrevented; }"""
    assert all(kiosk.evaluate(refused, name) for name in ("contextmenu", "selectstart", "dragstart"))
    assert kiosk.evaluate("getComputedStyle(document.body).userSelect") == "none"


@pytest.fixture
def own_hall(tmp_path: Path) -> Iterator[Centre]:
    """Run a centre that this test may stop."""
    centre = found_centre(tmp_path / "hall").start()
    yield centre
    centre.stop()
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_restart_in_mid_ticket_loses_nothing_and_needs_no_touch(page: Page, own_hall: Centre) -> None:
    kiosk = open_kiosk(page, own_hall)
    touch(kiosk, "Đất đai")
    own_hall.kill()
    touch(kiosk, "Không, lấy số thường")
    expect(kiosk.get_by_role("alert")).to_contain_text("Máy đang kết nối lại", timeout=5000)
    expect(kiosk.get_by_role("alert")).to_contain_text("Số của ông/bà vẫn được giữ")
    own_hall.start()
    expect(kiosk.locator(".take-number")).to_have_text("L001", timeout=10_000)
    expect(kiosk.get_by_role("alert")).to_be_hidden(timeout=10_000)
    assert tickets(own_hall) == 1


def test_a_server_that_stands_still_is_said_calmly_and_forgotten_when_it_goes_on(
    page: Page, own_hall: Centre
) -> None:
    kiosk = open_kiosk(page, own_hall)
    assert own_hall.process is not None
    own_hall.process.send_signal(signal.SIGSTOP)
    try:
        expect(kiosk.get_by_role("alert")).to_contain_text("Máy đang kết nối lại", timeout=20_000)
    finally:
        own_hall.process.send_signal(signal.SIGCONT)
    expect(kiosk.get_by_role("alert")).to_be_hidden(timeout=10_000)
    began = time.monotonic()
    take(kiosk)
    assert time.monotonic() - began < 5
