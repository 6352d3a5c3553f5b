"""The citizen's phone page in a real browser: it follows the ticket by itself, with and without scripts or sockets."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.kiosk.looks import violations, watch_errors
from tests.lines import Line
from tests.servers import Centre, running_centre

PHONE = {"width": 360, "height": 740}
COUNTER = 4  # land
OWN_BYTES = 24_000  # beside the library that keeps the socket


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run the demo centre."""
    with running_centre(tmp_path_factory.mktemp("hall")) as centre:
        yield centre


@pytest.fixture
def desk(hall: Centre) -> Iterator[Line]:
    """Sit at the land counter through the API; leave nobody waiting there behind."""
    with closing(hall.line("desk")) as line:
        assert line.post(f"/counters/{COUNTER}/open").status == 200
        yield line
        free(line)
        while line.post(f"/counters/{COUNTER}/calls", {}).status == 201:
            free(line)


@pytest.fixture
def phone(page: Page) -> Page:
    """Hold a small phone."""
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    return page


def free(desk: Line) -> None:
    """Send away whoever is at the counter."""
    ticket = desk.get(f"/counters/{COUNTER}/desk").json["ticket"]
    if ticket is not None:
        desk.post(f"/tickets/{ticket['id']}/serve")
        desk.post(f"/tickets/{ticket['id']}/finish")


def finish(desk: Line, ticket: int) -> None:
    for move in ("serve", "finish"):
        assert desk.post(f"/tickets/{ticket}/{move}").status == 200


def card(page: Page) -> str:
    """Read the card as somebody sees it, in one line."""
    return " ".join(page.locator(".phone-card").first.inner_text().split())


def test_the_page_follows_the_ticket_from_the_queue_to_its_dossiers(
    phone: Page, hall: Centre, desk: Line
) -> None:
    errors = watch_errors(phone)
    first, mine = (desk.issue("DD").json for _ in range(2))
    phone.goto(f"{hall.url}/T/{mine['token']}")
    assert f"Số của ông/bà {mine['number']} Còn 1 người trước ông/bà" in card(phone)
    assert desk.post(f"/counters/{COUNTER}/calls", {}).json["ticket"] == first["id"]
    expect(phone.get_by_text("Ông/bà là người tiếp theo")).to_be_visible()
    finish(desk, first["id"])
    desk.post(f"/counters/{COUNTER}/calls", {})
    expect(phone.get_by_text("ĐẾN LƯỢT ÔNG/BÀ")).to_be_visible()
    assert f"QUẦY {COUNTER}" in card(phone)
    expect(phone).to_have_title(re.compile(f"^ĐẾN LƯỢT ÔNG/BÀ · {mine['number']}"))
    desk.post(f"/tickets/{mine['id']}/serve")
    expect(phone.get_by_text("Đang được phục vụ")).to_be_visible()
    procedure = desk.get("/procedures?q=dat").json[0]["code"]
    dossier = desk.post(
        f"/tickets/{mine['id']}/dossiers", {"procedure": procedure, "applicant": "Lê Văn Tám"}
    )
    expect(phone.locator("#codes")).to_have_text(re.compile(re.escape(dossier.json["code"])))
    desk.post(f"/tickets/{mine['id']}/finish")
    expect(phone.get_by_text("Đã hoàn thành")).to_be_visible()
    expect(phone.locator("#codes")).to_contain_text(dossier.json["code"])
    assert "Tám" not in phone.content()
    assert not errors


def test_being_called_buzzes_the_phone_once_and_again_when_called_again(
    phone: Page, hall: Centre, desk: Line
) -> None:
    phone.add_init_script(
        "window.buzzed = 0; navigator.vibrate = () => { window.buzzed += 1; return true; };"
    )
    mine = desk.issue("DD").json
    phone.goto(f"{hall.url}/t/{mine['token']}")
    desk.post(f"/counters/{COUNTER}/calls", {})
    expect(phone.get_by_text("ĐẾN LƯỢT ÔNG/BÀ")).to_be_visible()
    assert phone.evaluate("buzzed") == 1
    desk.post(f"/tickets/{mine['id']}/recall")
    phone.wait_for_function("buzzed === 2")
    desk.post(f"/tickets/{mine['id']}/no-show")
    expect(phone.get_by_text("Đã gọi nhưng chưa thấy ông/bà")).to_be_visible()


def test_without_scripts_number_and_place_are_there(browser: Browser, hall: Centre, desk: Line) -> None:
    mine = desk.issue("DD", language="en").json
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{hall.url}/t/{mine['token']}")
    assert f"Your number {mine['number']} You are next" in card(page)
    context.close()


def test_without_a_socket_the_page_asks_every_ten_seconds(phone: Page, hall: Centre, desk: Line) -> None:
    phone.route_web_socket(re.compile("socket.io"), lambda socket: socket.close())
    phone.clock.install()
    mine = desk.issue("DD").json
    phone.goto(f"{hall.url}/t/{mine['token']}")
    desk.post(f"/counters/{COUNTER}/calls", {})
    phone.wait_for_timeout(300)
    expect(phone.get_by_text("Ông/bà là người tiếp theo")).to_be_visible()
    phone.clock.run_for(10_100)
    expect(phone.get_by_text("ĐẾN LƯỢT ÔNG/BÀ")).to_be_visible()


def test_a_lost_connection_is_said_and_forgotten(phone: Page, hall: Centre) -> None:
    with closing(hall.line("desk")) as door:
        phone.goto(f"{hall.url}/t/{door.issue('NN').json['token']}")
    expect(phone.locator("#offline")).to_be_hidden()
    hall.kill()
    expect(phone.get_by_text("Mất kết nối, đang tự kết nối lại.")).to_be_visible(timeout=15_000)
    hall.start()
    expect(phone.locator("#offline")).to_be_hidden(timeout=15_000)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_state_is_accessible_and_fits_a_small_phone(
    phone: Page, hall: Centre, desk: Line, language: str
) -> None:
    mine = desk.issue("DD", language=language).json
    phone.goto(f"{hall.url}/t/{mine['token']}")
    moves = (
        "",
        f"/counters/{COUNTER}/calls",
        *(f"/tickets/{mine['id']}/{move}" for move in ("serve", "finish")),
    )
    for move, state in zip(moves, ("waiting", "called", "serving", "finished"), strict=True):
        if move:
            assert desk.post(move, {"ticket": mine["id"]} if move.endswith("calls") else None).status < 300
        expect(phone.locator(f"main[data-status={state}]")).to_be_visible()
        assert not violations(phone)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert phone.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_nobodys_page_is_accessible_and_gives_no_hint(phone: Page, hall: Centre) -> None:
    answer = phone.goto(f"{hall.url}/t/ABCDEFGHIJKLMNOPQRSTUVWXYZ?lang=vi")
    assert answer is not None
    assert answer.status == 404
    expect(phone.get_by_role("heading")).to_have_text("Không tìm thấy phiếu")
    assert not violations(phone)


def test_the_page_asks_for_little_and_for_nothing_twice(phone: Page, hall: Centre, desk: Line) -> None:
    asked: dict[str, int] = {}
    phone.on("response", lambda one: asked.update({one.url: len(one.body())}))
    phone.goto(f"{hall.url}/t/{desk.issue('DD').json['token']}", wait_until="networkidle")
    own = sum(size for url, size in asked.items() if "socket.io" not in url)
    assert 5_000 < own < OWN_BYTES
    assert not [url for url in asked if "font" in url or "preact" in url]
