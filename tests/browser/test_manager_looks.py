"""The rules' pages fit a desk and a phone, in both languages, and can be used by everybody."""

from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.counter.driver import NewContext, violations
from tests.lines import API
from tests.manager.driver import RULES, Office, carla
from tests.servers import Centre

PARTS = (
    "",
    "/new-class",
    "/pace",
    "/hours",
    "/services",
    "/services/CTRU",
    "/counters",
    "/counters/1",
    "/profiles/morning",
    "/day-end",
)
WAYS = (("vi", (1280, 800)), ("en", (1920, 1080)), ("vi", (360, 740)), ("en", (360, 740)))

PROFILE = {"name_vi": "Buổi sáng đông người", "name_en": "Morning", "services": ["CT"], "helps": ["HT"]}
CLOSURE = {"first_day": "2100-01-04", "last_day": "2100-01-05", "reason_vi": "Cán bộ đi tập huấn"}
GIVEN = (
    ("PUT", "/work-profiles/morning", PROFILE),
    ("PUT", "/services/TD", {"prefix": "P", "daily_quota": 40}),
    ("PUT", "/services/XD", {"is_open": False}),
    ("POST", "/services/CTRU/closures", CLOSURE),
)


@pytest.fixture(scope="module")
def filled(centre: Centre) -> Centre:
    """Give the pages something to show: people who wait, a profile, a closure, letters that sound alike."""
    with closing(centre.browser("carla")) as manager, closing(centre.line("desk")) as desk:
        for method, path, body in GIVEN:
            assert manager.ask(method, API + path, body).status in (200, 201), path
        for service in ("HT", "HT", "CT", "DD"):
            assert desk.issue(service).status == 201
        desk.post("/counters/1/open")
        ticket = desk.post("/counters/1/calls", {}).json["ticket"]
        assert desk.post(f"/tickets/{ticket}/finish").status == 200
    return centre


def opened(office: Office, part: str) -> None:
    office.open(part)
    if part == "":
        expect(office.page.locator("#trade-off-place > *")).to_be_visible()


@pytest.mark.parametrize(("language", "size"), WAYS, ids=str)
def test_every_part_fits_and_reads_well(
    new_context: NewContext, filled: Centre, language: str, size: tuple[int, int]
) -> None:
    office = carla(new_context, filled, language=language, size=size)
    for part in PARTS:
        opened(office, part)
        width = office.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], f"{RULES}{part} is {width} px wide"
        assert violations(office.page) == [], part


def test_a_wrong_form_can_be_read_by_everybody_too(new_context: NewContext, filled: Centre) -> None:
    office = carla(new_context, filled)
    opened(office, "")
    office.field("turns").fill("0")
    office.field("classes.elderly.rate").fill("")
    office.save()
    expect(office.told("turns")).to_be_visible()
    assert violations(office.page) == []
    office.field("turns").fill("3")
    office.field("classes.elderly.rate").fill("4")
    office.save()
    expect(office.question).to_be_visible()
    assert violations(office.page) == []


def test_what_has_the_focus_is_never_behind_the_bar_that_saves(
    new_context: NewContext, filled: Centre
) -> None:
    office = carla(new_context, filled)
    opened(office, "")
    page = office.page
    bar = page.locator("#policy-form .saving")
    page.locator("[name=kind]:checked").focus()
    for _ in range(24):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const one = document.activeElement; const box = one.getBoundingClientRect();"
            " return [one.closest('.saving') !== null, box.top, box.bottom, innerHeight]; }"
        )
        is_bar, top, bottom, height = focused
        box = bar.bounding_box()
        assert box is not None
        assert top >= 0, focused
        assert is_bar or bottom <= height, focused
        assert is_bar or bottom <= box["y"] or top >= box["y"] + box["height"], focused
