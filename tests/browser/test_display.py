"""The board in Chromium: each call seen and heard once, whatever happens to the line, the server or the page."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.display.wall import NewContext, open_wall
from tests.live.hall import Cable, Hall, running_hall
from tests.live.wire import Screen

# Tests drive the page in ways that Chromium takes for a touch; here only a real one counts, as on a wall.
REFUSE_SOUND = """
  let touched = false;
  addEventListener("pointerdown", () => { touched = true; }, { capture: true });
  const resume = AudioContext.prototype.resume;
  AudioContext.prototype.resume = function () { return touched ? resume.call(this) : Promise.reject(new DOMException("NotAllowedError")); };
"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Run a centre of its own: it is killed and frozen here."""
    folder: Path = tmp_path_factory.mktemp("display") / "centre"
    with running_hall(folder) as running:
        running.open(*range(1, 11))
        yield running


@pytest.fixture
def cable(hall: Hall) -> Iterator[Cable]:
    """Run a cable to the centre."""
    made = Cable(hall.port)
    yield made
    made.cut()


@pytest.fixture(autouse=True)
def _free_counters(hall: Hall) -> Iterator[None]:
    """Leave every counter free for the next test."""
    yield
    for counter in hall.act("counters", method="GET"):
        if counter["ticket"]:
            hall.move(
                counter["ticket"]["id"], "finish" if counter["ticket"]["state"] == "serving" else "no-show"
            )


def test_a_call_is_seen_by_number_counter_and_words(new_context: NewContext, hall: Hall) -> None:
    wall = open_wall(new_context, hall)
    called = hall.call(3)
    wall.wait_for(called["number"], timeout_s=2)
    now = wall.page.locator(".now")
    expect(now.locator(".now-number")).to_have_text(called["number"])
    expect(now.locator(".now-counter")).to_have_text("3")
    expect(now.locator(".now-words")).to_contain_text("đến quầy số ba")
    expect(now.locator(".now-words")).to_contain_text("please go to counter three")
    expect(wall.page.locator(".now-fresh")).to_have_count(0, timeout=8000)
    hall.move(called["ticket"], "serve")
    expect(now).to_contain_text("Đang phục vụ số")
    hall.move(called["ticket"], "finish")
    expect(now).to_contain_text("Mời ông/bà chờ gọi số")


def test_two_calls_within_a_third_of_a_second_are_both_seen_for_four_seconds_in_order(
    new_context: NewContext, hall: Hall
) -> None:
    wall = open_wall(new_context, hall)
    first, second = hall.call(1), hall.call(2)
    expect(wall.page.locator(".calls tbody")).to_contain_text(second["number"], timeout=1000)
    wall.wait_for(first["number"], second["number"])
    (_, begun), (_, followed) = wall.told
    assert 3.9 < followed - begun < 5
    assert first["number"] in wall.rows()


def test_a_repetition_of_a_call_that_still_waits_for_its_turn_is_not_told_twice(
    new_context: NewContext, hall: Hall
) -> None:
    wall = open_wall(new_context, hall)
    first, second = hall.call(1), hall.call(2)
    hall.move(second["ticket"], "recall")
    wall.wait_for(first["number"], second["number"])
    wall.rest(4.5)
    assert len(wall.told) == 2


def test_a_repeated_call_is_announced_again(new_context: NewContext, hall: Hall) -> None:
    wall = open_wall(new_context, hall)
    called = hall.call(4)
    wall.wait_for(called["number"])
    wall.rest(4.2)
    hall.move(called["ticket"], "recall")
    wall.wait_for(called["number"], called["number"])
    other = hall.call(5)
    wall.wait_for(called["number"], called["number"], other["number"])
    expect(wall.page.locator(".calls-state").first).to_contain_text("Gọi lần 2")


def test_old_calls_are_shown_but_not_announced_when_a_board_is_switched_on(
    new_context: NewContext, hall: Hall
) -> None:
    older, newer = hall.call(1), hall.call(2)
    wall = open_wall(new_context, hall)
    expect(wall.page.locator(".now-number")).to_have_text(newer["number"])
    assert wall.rows() == [older["number"]]
    wall.rest(1)
    assert wall.told == []


def test_after_a_cut_what_is_still_valid_is_announced_once_and_the_truth_is_shown(
    new_context: NewContext, hall: Hall, cable: Cable
) -> None:
    wall = open_wall(new_context, hall, url=cable.url)
    cable.cut()
    expect(wall.page.get_by_role("status")).to_contain_text("Mất kết nối", timeout=5000)
    gone, first, served, second = (hall.call(counter) for counter in (1, 2, 3, 4))
    hall.move(gone["ticket"], "no-show")
    hall.move(served["ticket"], "serve")
    wall.rest(1)
    assert wall.told == []
    cable.mend()
    wall.wait_for(first["number"], second["number"])
    wall.is_live()
    third = hall.call(5)
    wall.wait_for(first["number"], second["number"], third["number"])
    assert sorted(wall.rows()) == sorted([first["number"], served["number"], second["number"]])


def test_a_server_that_lost_its_power_is_found_again_and_nothing_is_swallowed_or_repeated(
    new_context: NewContext, hall: Hall, cable: Cable
) -> None:
    wall = open_wall(new_context, hall, url=cable.url)
    before = hall.call(1)
    wall.wait_for(before["number"])
    cable.cut()
    missed = hall.call(2)
    hall.kill()
    hall.start()
    cable.mend()
    wall.wait_for(before["number"], missed["number"])
    after = hall.call(3)
    wall.wait_for(before["number"], missed["number"], after["number"])
    wall.rest(1)
    assert len(wall.told) == 3


def test_a_frozen_server_is_noticed_and_forgiven(new_context: NewContext, hall: Hall) -> None:
    wall = open_wall(new_context, hall)
    hall.freeze()
    try:
        expect(wall.page.get_by_role("status")).to_contain_text("Mất kết nối", timeout=20_000)
    finally:
        hall.thaw()
    wall.is_live()
    called = hall.call(6)
    wall.wait_for(called["number"])


def test_a_reload_in_the_middle_of_an_announcement_neither_repeats_nor_swallows(
    new_context: NewContext, hall: Hall
) -> None:
    wall = open_wall(new_context, hall)
    told, waiting, last = (hall.call(counter) for counter in (1, 2, 3))
    wall.wait_for(told["number"])
    wall.page.reload()
    wall.wait_for(told["number"], waiting["number"], last["number"])
    wall.page.reload()
    wall.is_live()
    wall.rest(1.5)
    assert len(wall.told) == 3


def test_two_boards_of_one_hall_each_announce_every_call_once(new_context: NewContext, hall: Hall) -> None:
    walls = [open_wall(new_context, hall), open_wall(new_context, hall)]
    made = [hall.call(counter)["number"] for counter in (1, 2)]
    for wall in walls:
        wall.wait_for(*made)


def test_a_board_that_is_cut_off_says_so_and_never_shows_old_calls_as_live(
    new_context: NewContext, hall: Hall, cable: Cable
) -> None:
    context = new_context(viewport={"width": 1280, "height": 720})
    context.clock.install()
    wall = open_wall(lambda **_: context, hall, url=cable.url)
    cable.cut()
    expect(wall.page.get_by_role("status")).to_contain_text("Tin mới nhất lúc", timeout=5000)
    wall.page.clock.fast_forward(20_000)
    expect(wall.page.get_by_role("alert")).to_contain_text("Bảng gọi số tạm dừng từ")
    expect(wall.page.locator(".board-stale main")).to_have_attribute("inert", "")
    cable.mend()
    wall.is_live()
    expect(wall.page.locator(".board-stale")).to_have_count(0)


def test_without_sound_the_picture_goes_on_and_any_touch_brings_the_sound(
    new_context: NewContext, hall: Hall
) -> None:
    context = new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(REFUSE_SOUND)
    wall = open_wall(lambda **_: context, hall)
    silent = wall.page.get_by_role("button", name="Âm thanh đang tắt")
    expect(silent).to_be_visible()
    first, second = hall.call(1), hall.call(2)
    wall.wait_for(first["number"], second["number"])
    assert wall.tones == []
    assert sounds(hall) == ["blocked"]
    wall.rest(4.2)
    wall.page.mouse.click(600, 500)
    expect(silent).to_have_count(0)
    third, fourth = hall.call(3), hall.call(4)
    wall.wait_for(*[one["number"] for one in (first, second, third, fourth)])
    wall.rest(0.3)
    assert sounds(hall) == ["on"]
    strokes = sorted({round(at, 2) for at in wall.tones})
    assert len(strokes) == 4
    # the next call is four seconds later, less a chime and what a busy machine takes
    assert strokes[2] - strokes[1] > 2.5


def sounds(hall: Hall) -> list[str]:
    """Read at a desk which states of sound the boards reported."""
    with closing(Screen(hall.url, "/counter", {"token": hall.desk_token})) as desk:
        return [display["sound"] for display in desk.hear("snapshot")["displays"]]


def test_a_browser_that_knows_no_sound_still_shows_every_call(new_context: NewContext, hall: Hall) -> None:
    context = new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script("delete window.AudioContext;")
    wall = open_wall(lambda **_: context, hall)
    expect(wall.page.get_by_role("button")).to_have_count(0)
    made = [hall.call(counter)["number"] for counter in (1, 2)]
    wall.wait_for(*made)


def test_nothing_moves_for_those_who_asked_for_stillness(new_context: NewContext, hall: Hall) -> None:
    still = open_wall(new_context, hall, reduced_motion="reduce")
    hall.call(1)
    fresh = still.page.locator(".now-fresh")
    expect(fresh).to_have_css("animation-duration", "1e-05s")
    expect(fresh).to_have_css("animation-iteration-count", "1")


def test_the_clock_is_the_centres_not_the_screens(new_context: NewContext, hall: Hall) -> None:
    context = new_context(viewport={"width": 1280, "height": 720}, timezone_id="America/New_York")
    wall = open_wall(lambda **_: context, hall)
    here = open_wall(new_context, hall, timezone_id="Asia/Ho_Chi_Minh")
    expected = here.page.evaluate("new Date().toTimeString().slice(0, 5)")
    expect(wall.page.locator(".head-clock")).to_have_text(expected)


def test_a_store_that_came_back_from_a_backup_is_believed(new_context: NewContext, hall: Hall) -> None:
    wall = open_wall(new_context, hall)
    news = wall.page.evaluate(
        """async () => {
          const { remember } = await import("layso/live.js");
          const memory = remember(90);
          const told = [["snapshot", { seq: 120, announced: 100 }], ["call", { seq: 121 }],
            ["snapshot", { seq: 95, announced: 94 }], ["call", { seq: 97 }], ["call", { seq: 121 }]];
          return [remember(90).heard(), ...told.map(([event, message]) => [memory.isNews(event, message), memory.heard()])];
        }"""
    )
    assert news == [90, [True, 90], [True, 121], [True, 94], [True, 97], [True, 121]]


def test_a_board_whose_device_was_revoked_says_so(new_context: NewContext, hall: Hall) -> None:
    wall = open_wall(new_context, hall, device="Màn hình sảnh phụ")
    hall.kill()
    hall.revoke("Màn hình sảnh phụ")
    hall.start()
    expect(wall.page.get_by_role("alert")).to_contain_text("chưa được kết nạp", timeout=8000)
