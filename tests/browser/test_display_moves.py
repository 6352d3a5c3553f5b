"""The board in Chromium while tickets are moved about: who was sent on is led on, who is not coming is not waited for."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.display.wall import NewContext, Wall, open_wall
from tests.lines import Line
from tests.live.hall import Hall, running_hall

LAND = 4


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Run a centre with all counters open."""
    folder: Path = tmp_path_factory.mktemp("moves") / "centre"
    with running_hall(folder) as running:
        running.open(*range(1, 11))
        yield running


@pytest.fixture(autouse=True)
def _free_counters(hall: Hall) -> Iterator[None]:
    """Leave every counter free, and nobody waiting, for the next test."""
    yield
    for counter in hall.act("counters", method="GET"):
        if counter["ticket"]:
            hall.move(
                counter["ticket"]["id"], "finish" if counter["ticket"]["state"] == "serving" else "no-show"
            )


def row(wall: Wall, number: str) -> Locator:
    """Find a number among the last calls."""
    return wall.page.locator(".calls tbody tr").filter(has_text=number)


def served(hall: Hall, wall: Wall, counter: int) -> dict[str, Any]:
    """Call somebody to a counter and serve them; another call has the big place."""
    called = hall.call(counter)
    wall.wait_for(*wall.numbers, called["number"])
    hall.move(called["ticket"], "serve")
    return called


def test_who_is_sent_on_is_led_on_and_no_longer_stands_at_the_old_counter(
    new_context: NewContext, hall: Hall
) -> None:
    wall = open_wall(new_context, hall)
    called = served(hall, wall, 1)
    hall.act(f"tickets/{called['ticket']}/transfer", {"service": "DD"})
    moved = row(wall, called["number"])
    expect(moved).to_contain_text("Đất đai", timeout=8000)
    expect(moved).to_contain_text("Land")
    expect(moved.get_by_role("img", name="chuyển sang")).to_be_visible()
    expect(moved.locator(".plate")).to_have_count(0)
    hall.act(f"counters/{LAND}/calls", {"ticket": called["ticket"]})
    wall.wait_for(called["number"], called["number"])
    expect(moved).to_have_count(0)
    expect(wall.page.locator(".now .now-counter")).to_have_text(str(LAND))


def test_who_is_meant_for_one_counter_is_told_to_wait_for_it(new_context: NewContext, hall: Hall) -> None:
    wall = open_wall(new_context, hall)
    called = served(hall, wall, 1)
    hall.act(f"tickets/{called['ticket']}/transfer", {"service": "DD", "counter": 5})
    expect(row(wall, called["number"])).to_contain_text("chờ quầy 5", timeout=8000)
    expect(row(wall, called["number"])).to_contain_text("wait for counter 5")
    hall.move(called["ticket"], "leave")
    expect(row(wall, called["number"])).to_have_count(0)


def test_it_is_told_for_two_minutes(new_context: NewContext, hall: Hall) -> None:
    context = new_context(viewport={"width": 1280, "height": 720})
    context.clock.install()
    wall = open_wall(lambda **_: context, hall)
    called = hall.call(1)
    hall.act(f"tickets/{called['ticket']}/transfer", {"service": "DD"})
    expect(wall.page.locator(".now-number")).to_have_text(called["number"])
    wall.page.clock.run_for(8000)
    expect(row(wall, called["number"])).to_contain_text("Đất đai")
    context.set_offline(
        True
    )  # news, and a reconnection too, would set the board's clock back to the centre's
    try:
        wall.page.clock.run_for(100_000)
        expect(row(wall, called["number"])).to_have_count(1)
        wall.page.clock.run_for(30_000)
        expect(row(wall, called["number"])).to_have_count(0)
    finally:
        context.set_offline(False)
        hall.move(called["ticket"], "leave")


def test_a_call_is_seen_for_its_time_even_if_the_ticket_is_sent_on_at_once(
    new_context: NewContext, hall: Hall
) -> None:
    wall = open_wall(new_context, hall)
    first, second = hall.call(1), hall.call(2)
    for one in (first, second):
        hall.act(f"tickets/{one['ticket']}/transfer", {"service": "DD"})
    wall.wait_for(first["number"], second["number"])
    (_, begun), (_, followed) = wall.told
    assert 3.9 < followed - begun < 5
    for one in (first, second):
        hall.move(one["ticket"], "leave")


@pytest.mark.parametrize(
    ("move", "body"), [("park", {}), ("requeue", {"at_end": True, "confirm": True}), ("finish", {})]
)
def test_who_is_not_at_the_counter_any_more_is_not_shown_there(
    new_context: NewContext, hall: Hall, move: str, body: dict[str, Any]
) -> None:
    wall = open_wall(new_context, hall)
    called = served(hall, wall, 1)
    hall.act(f"tickets/{called['ticket']}/{move}", body)
    expect(wall.page.locator(".now")).to_contain_text("Mời ông/bà chờ gọi số", timeout=10_000)
    expect(row(wall, called["number"])).to_have_count(0)
    assert wall.numbers == [called["number"]]
    if move != "finish":
        hall.move(called["ticket"], "leave")


def test_who_is_walked_to_a_counter_is_neither_announced_nor_shown(
    new_context: NewContext, hall: Hall
) -> None:
    wall = open_wall(new_context, hall)
    hall.act("counters/7/walk-ins", {"service": "KD"})
    called = hall.call(1)
    wall.wait_for(called["number"])
    wall.rest(4.5)
    assert wall.numbers == [called["number"]]
    assert wall.rows() == []


def test_a_service_that_a_counter_takes_up_is_shown_at_once(new_context: NewContext, hall: Hall) -> None:
    wall = open_wall(new_context, hall, device="Màn hình sảnh phụ")
    letters = wall.page.locator(".waiting-letter")
    expect(letters).to_have_text(["H", "R"])
    with closing(Line(hall.url)) as carla:
        carla.sign_in("carla", hall.access.passwords["carla"])
        for services, shown in ((["CTRU", "DD"], ["H", "L", "R"]), (["CTRU"], ["H", "R"])):
            assert carla.ask("PUT", "/api/v1/counters/9/work", {"services": services}).status == 200
            expect(letters).to_have_text(shown)
