"""The browser modules in Chromium, loaded by a real page through its import map and under its policy."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, jsonify
from playwright.sync_api import Page, expect

from tests.auth.serving import serving


@pytest.fixture
def hall(app: Flask, page: Page) -> Iterator[Page]:
    """Open a page of the shell."""

    @app.post("/api/v1/echo")
    def echo() -> Any:
        from flask import request

        return jsonify(dict(request.headers))

    with serving(app) as address:
        page.goto(f"{address}/hall?lang=vi&name=Ana")
        yield page


def run(page: Page, module: str, body: str) -> Any:
    """Run the body with the module's exports in scope as `m`."""
    return page.evaluate(f"async () => {{ const m = await import('layso/{module}'); {body} }}")


def test_words_are_said_in_the_pages_language_and_switch_without_loading(hall: Page) -> None:
    said = run(
        hall,
        "words.js",
        """const say = () => [m.t("Quay lại"), m.formatWait(300, 600), m.formatNumber(4749),
             m.formatDay(new Date(2026, 10, 23)), m.pick({vi: "Đất đai", en: "Land"}), m.t("chưa dịch {n}", {n: 2})];
           const heard = []; m.onLanguage((l) => heard.push(l));
           const first = say(); m.setLanguage("en"); return [first, say(), heard, document.cookie];""",
    )
    assert said == [
        ["Quay lại", "khoảng 5–10 phút", "4.749", "thứ Hai, 23/11/2026", "Đất đai", "chưa dịch 2"],
        ["Back", "about 5–10 min", "4,749", "Monday, 23/11/2026", "Land", "chưa dịch 2"],
        ["en"],
        "layso_language=en",
    ]


def test_a_clock_shows_minutes_and_hours_only_when_there_are_any(hall: Page) -> None:
    shown = run(hall, "words.js", "return [0, 65, 3600, -5].map(m.formatClock)")
    assert shown == ["0:00", "1:05", "1:00:00", "0:00"]


def test_the_page_reads_what_the_server_put_into_it(hall: Page) -> None:
    assert run(hall, "boot.js", "return m.boot") == {"name": "Ana"}


def test_a_refusal_arrives_as_a_problem_in_the_readers_words(hall: Page) -> None:
    problem = run(
        hall,
        "api.js",
        """try { await m.api("GET", "/api/v1/refused"); } catch (e) {
             return [e instanceof m.Problem, e.code, e.status, e.title, e.body.details]; }""",
    )
    assert problem == [
        True, "illegal_move", 409, "Không thực hiện được với phiếu này", {"number": "A042"},
    ]  # fmt: skip


def test_a_silent_server_is_told_apart_from_a_refusal(hall: Page) -> None:
    hall.route("**/api/v1/orders", lambda route: route.abort())
    name = run(
        hall, "api.js", """try { await m.api("POST", "/api/v1/orders", {}); } catch (e) { return e.name; }"""
    )
    assert name == "Offline"


def test_a_command_carries_its_key_and_the_language_and_the_devices_token(hall: Page) -> None:
    body = """const { boot } = await import("layso/boot.js"); boot.token = "t0ken";
              return m.api("POST", "/api/v1/echo", {a: 1}, {key: m.newKey()});"""
    headers = run(hall, "api.js", body)
    assert headers["Authorization"] == "Bearer t0ken"
    assert len(headers["Idempotency-Key"]) == 32
    assert headers["Accept-Language"] == "vi"


def news(page: Page, messages: list[tuple[str, dict[str, Any]]]) -> list[bool]:
    """Ask the module which of these messages are news, in this order."""
    told: list[bool] = page.evaluate(
        """async (messages) => { const { remember } = await import("layso/live.js"); const memory = remember();
             return messages.map(([event, message]) => memory.isNews(event, message)); }""",
        messages,
    )
    return told


def test_a_missed_call_is_news_once_though_the_snapshot_already_shows_it(hall: Page) -> None:
    messages = [
        ("snapshot", {"seq": 10, "announced": 9}),
        ("call", {"seq": 11}),
        ("snapshot", {"seq": 20, "announced": 19}),
        ("call", {"seq": 15}),
        ("call", {"seq": 19}),
        ("call", {"seq": 15}),
        ("call", {"seq": 11}),
        ("snapshot", {"seq": 20, "announced": 19, "resumed": True}),
        ("call", {"seq": 19}),
        ("call", {"seq": 21}),
    ]
    assert news(hall, messages) == [True, True, True, True, True, False, False, True, False, True]


def test_a_state_older_than_the_one_shown_is_no_news(hall: Page) -> None:
    messages = [
        ("snapshot", {"seq": 10}),
        ("change", {"seq": 9}),
        ("change", {"seq": 10}),
        ("change", {"seq": 12}),
    ]
    assert news(hall, messages) == [True, False, True, True]


def test_a_thousand_calls_are_each_news_once(hall: Page) -> None:
    calls = [("call", {"seq": seq}) for seq in range(100, 1400)]
    told = news(hall, [("snapshot", {"seq": 99, "announced": 99}), *calls, *calls[-400:]])
    assert told == [True] + [True] * 1300 + [False] * 400


def test_a_question_waits_on_the_safe_answer_and_escape_means_no(hall: Page) -> None:
    ask = """window.answer = m.confirm({title: "Đánh dấu vắng A042?", yes: "Đánh dấu vắng", danger: true}); return 0;"""
    run(hall, "dialog.js", ask)
    expect(hall.get_by_role("dialog", name="Đánh dấu vắng A042?")).to_be_visible()
    expect(hall.get_by_role("button", name="Quay lại")).to_be_focused()
    hall.keyboard.press("Escape")
    assert hall.evaluate("window.answer") is False
    run(hall, "dialog.js", ask)
    hall.get_by_role("button", name="Đánh dấu vắng").click()
    assert hall.evaluate("window.answer") is True
    expect(hall.get_by_role("dialog")).to_have_count(0)


def test_being_cut_off_is_told_after_two_seconds_and_taken_back_at_once(hall: Page) -> None:
    show = """const { html } = await import("htm/preact"); const { render } = await import("preact");
              window.show = (state) => render(html`<${m.OfflineOverlay} state=${state} />`, document.querySelector("main"));"""
    run(hall, "offline.js", show)
    overlay = hall.get_by_role("alert")
    hall.evaluate("show({online: false, offlineSince: Date.now() - 1500})")
    expect(overlay).to_have_count(0)
    expect(overlay).to_contain_text("Màn hình sẽ tự hoạt động lại")
    hall.evaluate("show({online: true, offlineSince: null})")
    expect(overlay).to_have_count(0)


def test_an_icon_is_drawn_from_the_pages_own_sprite(hall: Page) -> None:
    expect(hall.get_by_role("img", name="Máy in")).to_be_visible()
    width = hall.evaluate("document.querySelector('svg.icon use').getBoundingClientRect().width")
    assert width > 10
