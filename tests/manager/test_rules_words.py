"""The week in a few lines, and numbers as people type them."""

import pytest
from flask import Flask

from server.manager.rules_words import minutes, numbers_of, plain, spans_of, week_lines, written_day
from server.web.languages import init_languages

OFFICE = ["07:30-11:30", "13:30-17:30"]


@pytest.fixture
def app() -> Flask:
    """Give an app that knows the languages."""
    app = Flask(__name__)
    init_languages(app)
    return app


def lines(app: Flask, hours: dict[str, list[str]] | None) -> list[tuple[str, str]]:
    with app.test_request_context("/?lang=vi"):
        return week_lines(hours)


def test_neighbours_with_the_same_hours_stand_on_one_line_and_days_off_on_none(app: Flask) -> None:
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), OFFICE)
    assert lines(app, week | {"saturday": ["07:30-11:30"]}) == [
        ("Thứ Hai – Thứ Sáu", "07:30–11:30, 13:30–17:30"),
        ("Thứ Bảy", "07:30–11:30"),
    ]


def test_a_day_off_between_parts_the_days_around_it(app: Flask) -> None:
    assert lines(app, {"monday": OFFICE, "wednesday": OFFICE}) == [
        ("Thứ Hai", "07:30–11:30, 13:30–17:30"),
        ("Thứ Tư", "07:30–11:30, 13:30–17:30"),
    ]
    assert lines(app, None) == []


def test_every_day_offers_two_spans_and_keeps_a_third() -> None:
    three = ["07:00-09:00", "10:00-12:00", "13:00-17:00"]
    assert spans_of({"monday": three}, "monday") == [
        ("07:00", "09:00"), ("10:00", "12:00"), ("13:00", "17:00"),
    ]  # fmt: skip
    assert spans_of({"monday": ["07:00-09:00"]}, "monday") == [("07:00", "09:00"), ("", "")]
    assert spans_of(None, "sunday") == [("", ""), ("", "")]


@pytest.mark.parametrize(
    ("language", "typed"), [("vi", ["2,5", "3", "0", "1,5"]), ("en", ["2.5", "3", "0", "1.5"])]
)
def test_a_number_is_written_as_it_is_typed(app: Flask, language: str, typed: list[str]) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert [plain(2.5), plain(3.0), minutes(0), minutes(90)] == typed


def test_days_and_ranges_are_written_as_on_paper() -> None:
    assert written_day("2026-11-05") == "05/11/2026"
    assert numbers_of(1, 9999, "A") == "A001 – A9999"
