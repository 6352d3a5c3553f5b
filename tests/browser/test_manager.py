"""The manager's page in Chromium: its figures are the log's, it lives, its chart can be read, and it fits."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.counter.driver import NewContext, violations
from tests.servers import Centre

SIZES = ((1280, 800), (1920, 1080), (360, 740))


@pytest.fixture(scope="module")
def cookies(centre: Centre) -> dict[str, str]:
    """Sign Carla in once for all tests, for an account may try only so often."""
    with closing(centre.browser("carla")) as carla:
        return carla.cookies


class Manager:
    """Open Carla's page in a fresh browser."""

    def __init__(self, new_context: NewContext, centre: Centre, cookies: dict[str, str]) -> None:
        self._new_context = new_context
        self._centre = centre
        self._cookies = cookies

    def open(self, *, language: str = "vi", size: tuple[int, int] = SIZES[0]) -> Page:
        """Open the page in a language and a size."""
        viewport = {"width": size[0], "height": size[1]}
        context = self._new_context(locale=language, viewport=viewport, reduced_motion="reduce")
        context.add_cookies(
            [{"name": k, "value": v, "url": self._centre.url} for k, v in self._cookies.items()]
        )
        page = context.new_page()
        page.goto(f"{self._centre.url}/manager?lang={language}")
        return page


@pytest.fixture
def manager(new_context: NewContext, centre: Centre, cookies: dict[str, str]) -> Manager:
    """Give the manager's browser."""
    return Manager(new_context, centre, cookies)


def play(centre: Centre, *services: str) -> None:
    """Take tickets; the first is served and finished, the second is absent, the others wait."""
    with closing(centre.line("desk")) as desk:
        for service in services:
            assert desk.issue(service).status == 201
        desk.post("/counters/3/open")
        for act in (("serve", "finish"), ("no-show",))[: len(services)]:
            ticket = desk.post("/counters/3/calls", {}).json["ticket"]
            for move in act:
                assert desk.post(f"/tickets/{ticket}/{move}").status == 200


def facts(centre: Centre, kind: str) -> int:
    return centre.count("SELECT COUNT(*) FROM event WHERE kind = ?", kind)


def number(page: Page, figure: str) -> int:
    return int(page.locator(f"#figure-{figure}").inner_text().replace(".", ""))


def test_the_figures_are_those_of_the_log_and_follow_what_happens(manager: Manager, centre: Centre) -> None:
    play(centre, "HT", "CT", "HT", "DD")
    page = manager.open()
    assert number(page, "issued") == facts(centre, "TicketIssued")
    assert number(page, "served") == facts(centre, "TicketFinished")
    assert number(page, "no-show") == facts(centre, "TicketNoShow")
    outcomes = ("served", "no-show", "left", "transferred", "incomplete")
    assert number(page, "issued") == sum(number(page, one) for one in outcomes)
    waiting = number(page, "waiting")
    with closing(centre.line("desk")) as desk:
        desk.issue("XD")
    expect(page.locator("#figure-waiting")).to_have_text(str(waiting + 1), timeout=5000)
    expect(page.locator("[data-service=XD] td").first).to_have_text("1")
    expect(page.locator("#figure-issued")).to_have_text(str(facts(centre, "TicketIssued")))


def test_rates_stand_beside_their_denominators(manager: Manager, centre: Centre) -> None:
    play(centre, "HT", "CT")
    page = manager.open()
    cell = page.locator("[data-measures=all] td").last
    expect(cell).to_have_text(re.compile(r"^(\d+)/\1 \(100,00\s%\)$"))
    expect(page.locator("#part-figures")).to_contain_text(re.compile(r"\d+/\d+ \(\d+,\d\d\s%\)"))


def test_the_chart_and_its_table_say_the_same(manager: Manager, centre: Centre) -> None:
    play(centre, "HT", "CT", "DD")
    page = manager.open()
    chart = page.get_by_role("img", name="Số đã lấy, đã phục vụ và thời gian chờ trung bình, theo giờ lấy số")
    expect(chart).to_be_visible()
    page.get_by_text("Bảng số liệu của biểu đồ").first.click()
    bars = page.locator(".chart g:not(.chart-legend) rect.bar-issued + text").all_text_contents()
    columns = [row.locator("td").all_inner_texts() for row in page.locator("[data-hour]").all()]
    assert bars == [taken for taken, *_ in columns if taken != "0"]
    assert sum(map(int, bars)) == facts(centre, "TicketIssued")
    served = page.locator(".chart g:not(.chart-legend) rect.bar-served + text").all_text_contents()
    assert served == [row[2] for row in columns if row[2] != "0"]


def test_an_unfolded_table_stays_unfolded_when_the_figures_change(manager: Manager, centre: Centre) -> None:
    play(centre, "HT")
    page = manager.open()
    page.locator("#chart-table summary").click()
    issued = number(page, "issued")
    with closing(centre.line("desk")) as desk:
        desk.issue("HT")
    expect(page.locator("#figure-issued")).to_have_text(str(issued + 1), timeout=5000)
    expect(page.locator("#chart-table")).to_have_attribute("open", "")
    expect(page.locator("#chart-table summary")).to_be_focused()


def test_an_earlier_day_has_no_hall_and_a_way_back(manager: Manager, centre: Centre) -> None:
    page = manager.open()
    page.fill("#day", "2026-01-05")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_text("thứ Hai, 05/01/2026")).to_be_visible()
    expect(page.locator("#part-counters")).to_have_count(0)
    expect(page.get_by_text("Chưa có số nào được cấp trong ngày này.")).to_be_visible()
    page.get_by_role("link", name="Về hôm nay").click()
    expect(page.locator("#part-counters")).to_be_visible()


def test_the_counters_say_who_sits_there(manager: Manager, centre: Centre) -> None:
    with closing(centre.browser("ana")) as ana:
        assert ana.post("/counters/1/open").status == 200
    page = manager.open()
    row = page.locator("[data-counter='1']")
    expect(row).to_contain_text("Lê Thị An")
    expect(row).to_contain_text(re.compile(r"mở\s+từ \d\d:\d\d"))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_fits_and_reads_well(
    manager: Manager, centre: Centre, size: tuple[int, int], language: str
) -> None:
    play(centre, "HT", "CT", "DD")
    page = manager.open(language=language, size=size)
    expect(page.locator("#part-services")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert violations(page) == []
