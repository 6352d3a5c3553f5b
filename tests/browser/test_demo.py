"""The demo in Chromium: an index that anybody understands, doors that open by one click, and paper that comes out."""

import re
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.counter.driver import NewContext, violations
from tests.demo.theatre import Theatre, theatre, until
from tests.lines import Line

SIZES = ((1280, 800), (1920, 1080), (360, 740))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """Run one demo for all tests."""
    with theatre(tmp_path_factory.mktemp("demo")) as running:
        yield running


def index(context: BrowserContext, demo: Theatre) -> Page:
    page = context.new_page()
    page.goto(demo.url)
    return page


def through(page: Page, door: str) -> Page:
    """Open a door and give the page behind it."""
    with page.context.expect_page() as opened:
        page.locator(door).click()
    opened.value.wait_for_load_state()
    return opened.value


def issue(demo: Theatre, page: Page, service: str = "HT") -> str:
    """Take a ticket as the kiosk of the index does, and give its number."""
    token = str(page.locator("#open-kiosk").get_attribute("href")).removeprefix("/pair/")
    with closing(Line(f"http://127.0.0.1:{demo.port}", token)) as line:
        return str(line.issue(service, key=f"demo-{time.monotonic_ns()}").json["number"])


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_first_screenful_says_everything_in_both_languages(
    new_context: NewContext, demo: Theatre, locale: str
) -> None:
    page = index(new_context(locale=locale, viewport={"width": 1280, "height": 800}), demo)
    doors = ("Kiosk lấy số", "Màn hình", "Quầy", "Quản lý", "Máy in ảo")
    english = ("Kiosk", "Display", "Counter", "Manager", "Virtual printer", "Bring the hall to life")
    for words in (*doors, *english, "Cho sảnh hoạt động"):
        place = page.get_by_text(words, exact=True).first
        expect(place).to_be_visible()
        box = place.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800, words
    said = [page.locator(f"body [lang={language}]").count() for language in ("vi", "en")]
    assert said[0] == said[1]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("path", ["/", "/demo/paper", "/demo/paper?lang=en"])
def test_the_demos_pages_fit_and_read_well(
    new_context: NewContext, demo: Theatre, size: tuple[int, int], path: str
) -> None:
    page = new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce").new_page()
    page.goto(demo.url)
    issue(demo, page)
    page.goto(f"{demo.url}{path}")
    if path != "/":
        expect(page.locator(".slip img").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert violations(page) == []


def test_one_click_opens_the_kiosk_the_display_and_the_manager(
    new_context: NewContext, demo: Theatre
) -> None:
    page = index(new_context(), demo)
    expect(through(page, "#open-kiosk")).to_have_url(re.compile("/kiosk$"))
    expect(through(page, "#open-display")).to_have_url(re.compile("/display$"))
    manager = through(page, "#open-manager")
    expect(manager).to_have_url(re.compile("/manager$"))
    expect(manager.locator("#figure-issued")).to_be_visible()


def test_one_click_signs_a_clerk_in_and_opens_the_counter(new_context: NewContext, demo: Theatre) -> None:
    page = index(new_context(), demo)
    for number, clerk in ((3, "hanh"), (4, "khoa")):
        desk = through(page, f"button.seat >> nth={number - 1}")
        expect(desk).to_have_url(re.compile(f"/counter/{number}$"))
        assert demo.rows("SELECT status, clerk FROM counter WHERE number = ?", number) == [("open", clerk)]


def test_every_slip_comes_out_on_the_paper_drawn_from_its_bytes(
    new_context: NewContext, demo: Theatre
) -> None:
    page = index(new_context(), demo)
    paper = through(page, "#open-paper")
    before = paper.locator(".slip").count()
    number = issue(demo, page)
    expect(paper.locator(".slip")).to_have_count(before + 1, timeout=8000)
    newest = paper.locator(".slip").first
    expect(newest.locator("img")).to_be_visible()
    assert newest.locator("img").evaluate("one => one.complete && one.naturalWidth") == 576
    slips = sorted((demo.folder / "paper" / "kiosk-1").glob("*.escpos"))
    assert str(newest.get_attribute("data-slip")).endswith(slips[-1].name)
    expect(newest).to_contain_text(f"{slips[-1].stat().st_size:,} byte")
    assert demo.rows("SELECT COUNT(*) FROM ticket WHERE label = ?", number) == [(1,)]


def test_the_printers_troubles_are_made_and_mended_by_a_button(
    new_context: NewContext, demo: Theatre
) -> None:
    page = index(new_context(locale="vi"), demo)
    paper = through(page, "#open-paper")
    paper.get_by_role("button", name="Hết giấy").click()
    expect(paper.locator("#condition")).to_contain_text("Hết giấy")
    issue(demo, page)
    until(
        lambda: (
            demo.rows("SELECT COUNT(*) FROM print_job WHERE state IN ('failed', 'unknown', 'queued')")
            != [(0,)]
        )
    )
    paper.get_by_role("button", name="Nạp giấy").click()
    expect(paper.locator("#condition")).to_contain_text("Máy in sẵn sàng")


def test_the_hall_comes_to_life_by_a_button_and_a_clerk_takes_a_counter_from_it(
    new_context: NewContext, tmp_path: Path
) -> None:
    with theatre(tmp_path) as demo:
        page = index(new_context(locale="en"), demo)
        page.get_by_role("button", name="10×").click()
        expect(page.locator("button.speed[value='10']")).to_have_attribute("aria-pressed", "true")
        until(lambda: demo.glance()["calls"] and demo.glance()["open"] == 10)
        expect(page.locator("[data-glance=open]").first).to_have_text("10")
        through(page, "button.seat >> nth=0")
        assert demo.rows("SELECT clerk FROM counter WHERE number = 1") == [("ana",)]
        time.sleep(2)
        assert demo.rows("SELECT clerk, status FROM counter WHERE number = 1") == [("ana", "open")]
        assert len(demo.children()) == 1
        page.get_by_role("button", name="Stop").click()
        until(lambda: not demo.children())
        until(lambda: demo.glance()["open"] == 1)
        assert demo.faults() == []


def test_the_people_go_with_the_demo_that_let_them_in(tmp_path: Path) -> None:
    with theatre(tmp_path, "--speed", "10") as demo:
        until(lambda: demo.glance()["issued"] > 3)
        [child] = demo.children()
        demo.process.kill()
        demo.process.wait()
        until(lambda: not _runs(child), 10)


def test_another_web_page_cannot_read_the_demos_keys_by_its_own_name(demo: Theatre) -> None:
    with closing(Line(f"http://127.0.0.1:{demo.port}")) as line:
        answer = line.ask("GET", "/", headers={"Host": "rebound.example"})
    assert (answer.status, b"/pair/" in answer.body) == (404, False)


@pytest.mark.parametrize("path", ["/demo/enter/carla", "/demo/simulation", "/demo/paper/trouble"])
def test_nothing_is_done_without_the_pages_own_token(demo: Theatre, path: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(Line(f"http://127.0.0.1:{demo.port}")) as line:
        answer = line.ask("POST", path, b"speed=1&trouble=well", form)
    assert (answer.status, answer.code) == (403, "csrf")


def _runs(pid: int) -> bool:
    return (
        Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[1][:3]
    )
