"""No screen shows a word that nobody translated, and days, numbers and waits are written as people write them."""

import re
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask

from server.web.formats import (
    format_day,
    format_minutes,
    format_number,
    format_percent,
    format_time,
    format_wait,
)
from server.web.languages import ROOM_FOLDERS, ROOT, read_catalogue, words_of
from server.web.messages import collect, javascript_sources, key_of, update

ROOMS = [folder for folder in ROOM_FOLDERS if folder.exists()]
PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def name(folder: Path) -> str:
    return folder.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("folder", ROOMS, ids=name)
def test_every_word_of_a_room_is_translated_and_none_is_stale(folder: Path) -> None:
    translated = {
        key_of(message): message.string for message in read_catalogue(folder, "en") or () if message.id
    }
    sources = set(collect(folder))
    assert sources - set(translated) == set(), "run python -m server.web.messages and translate"
    assert set(translated) - sources == set(), "run python -m server.web.messages"
    untold = [
        key for key, text in translated.items() if not (text if isinstance(text, str) else all(text or ("",)))
    ]
    assert untold == []


@pytest.mark.parametrize("folder", ROOMS, ids=name)
def test_a_translation_keeps_the_places_that_are_filled_in(folder: Path) -> None:
    for message in read_catalogue(folder, "en") or ():
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
        wanted = {place for source in sources for place in PLACES.findall(source)}
        assert {place for text in texts for place in PLACES.findall(text)} == wanted, message.id


@pytest.mark.parametrize("folder", ROOMS, ids=name)
def test_what_a_script_says_is_handed_to_the_browser(folder: Path) -> None:
    said = {key for key, files in collect(folder).items() if any(file.endswith(".js") for file in files)}
    sources = {key if isinstance(key, str) else key[0] for key in said}
    assert set(words_of(folder, "en")) == sources


def test_one_source_has_one_translation_in_all_rooms() -> None:
    translations = defaultdict(set)
    for folder in ROOMS:
        for message in read_catalogue(folder, "en") or ():
            if message.id and message.string:
                translations[key_of(message)].add(message.string)
    assert {key: texts for key, texts in translations.items() if len(texts) > 1} == {}


def test_words_are_found_in_scripts_however_deep_the_templates_nest() -> None:
    script = """html`<p>${open ? html`<b title=${t("Mời vào")}>${tn("{n} người", n)}</b>` : t( "Chưa \\"mở\\"" )}</p>`;
    // t("only a comment")
    cat("không"); import("x"); format("y");"""
    assert list(javascript_sources(script)) == ["Mời vào", ("{n} người", "{n} người"), 'Chưa "mở"']


def test_a_computed_word_is_refused_because_nobody_could_translate_it() -> None:
    with pytest.raises(ValueError, match="literal"):
        list(javascript_sources("t(`Quầy ${n}`)"))


def test_bringing_a_catalogue_up_to_date_adds_drops_and_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.web.messages.ROOT", tmp_path)
    (tmp_path / "room.js").write_text('t("Gọi"); t("Vắng")', "utf-8")
    (tmp_path / "room.py").write_text('ngettext("%(num)s phiếu", "%(num)s phiếu", 2)', "utf-8")
    po = tmp_path / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Gọi"\nmsgstr "Call"\n\nmsgid "Cũ"\nmsgstr "Old"\n', "utf-8")
    added, dropped = update(tmp_path, "en")
    assert (set(added), dropped) == ({"Vắng", ("%(num)s phiếu", "%(num)s phiếu")}, ["Cũ"])
    assert '#. js\nmsgid "Gọi"\nmsgstr "Call"' in po.read_text("utf-8")


def test_days_numbers_and_waits_are_written_as_in_vietnam(app: Flask) -> None:
    with app.test_request_context("/"):
        assert format_day(date(2026, 11, 23)) == "thứ Hai, 23/11/2026"
        assert format_day(date(2026, 11, 22)) == "Chủ nhật, 22/11/2026"
        assert format_number(4749) == "4.749"
        assert format_number(1234.56, 1) == "1.234,6"
        assert format_percent(4696, 4749) == "98,9%"
        assert format_wait(300, 600) == "khoảng 5–10 phút"
        assert format_wait(0, 45) == "dưới 1 phút"
        assert format_wait(20, 290) == "khoảng 5 phút"
        assert format_minutes(45) == "45 giây"
        assert format_minutes(3900) == "1 giờ 05 phút"


def test_days_numbers_and_waits_are_written_for_english_readers(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert format_day(date(2026, 11, 23)) == "Monday, 23/11/2026"
        assert format_number(4749) == "4,749"
        assert format_wait(300, 600) == "about 5–10 min"
        assert format_minutes(59.6) == "1 min"


def test_a_time_of_day_has_two_digits_and_a_rate_of_nothing_is_a_dash() -> None:
    assert format_time(datetime(2026, 8, 21, 7, 5)) == "07:05"  # noqa: DTZ001 - local time by agreement
    assert format_percent(0, 0) == "–"
