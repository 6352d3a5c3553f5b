"""The demo centre's data holds together and plays the scenes."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from server.demo.centre import DATA, load_demo_centre, load_synonyms
from server.domain.catalogue import InvalidCatalogue, TimeUnit, letters_that_sound_alike
from server.domain.due import due_time
from server.domain.search import prepare_index, search_procedures

CENTRE = load_demo_centre()
ICONS = Path(__file__).parents[2] / "server" / "web" / "icons.txt"
INDEX = prepare_index(CENTRE.procedures)


def found(query: str) -> list[str]:
    return [procedure.code for procedure in search_procedures(INDEX, query, limit=5)]


def test_the_files_agree_with_each_other() -> None:
    assert len(CENTRE.services) == 10
    assert len(CENTRE.counters) == 10
    assert len(CENTRE.procedures) == 177
    assert {procedure.service for procedure in CENTRE.procedures} == {s.code for s in CENTRE.services}
    assert {counter.zone for counter in CENTRE.counters} == {zone.code for zone in CENTRE.zones}
    assert {device.zone for device in CENTRE.devices} <= {zone.code for zone in CENTRE.zones}


def test_certified_copies_have_the_letter_c_and_no_letters_sound_alike() -> None:
    assert next(s.prefix for s in CENTRE.services if s.code == "CT") == "C"
    assert letters_that_sound_alike(s.prefix for s in CENTRE.services) == ()


def test_every_tile_has_an_icon_of_its_own_that_the_screens_carry() -> None:
    icons = [service.icon for service in CENTRE.services]
    assert len(set(icons)) == len(icons)
    assert set(icons) <= set(ICONS.read_text("utf-8").split())


def test_no_service_depends_on_one_counter_alone() -> None:
    for service in CENTRE.services:
        assert sum(service.code in counter.services for counter in CENTRE.counters) >= 2, service.code


def test_every_counter_has_its_own_clerk_and_carla_manages() -> None:
    desks = {account.username: account.counter for account in CENTRE.accounts if account.role == "clerk"}
    assert desks["ana"] == 1
    assert desks["bruno"] == 2
    assert sorted(n for n in desks.values() if n) == [counter.number for counter in CENTRE.counters]
    assert {a.username for a in CENTRE.accounts if a.role == "manager"} == {"carla"}
    assert "dan" not in desks


def test_the_normal_class_has_rate_one_and_the_others_more() -> None:
    rates = {priority.code: priority.rate for priority in CENTRE.priority_classes}
    assert rates.pop("normal") == 1
    assert min(rates.values()) > 1
    assert "70 tuổi trở lên" in {priority.name_vi for priority in CENTRE.priority_classes}


def test_at_least_thirty_procedures_say_what_to_bring_in_both_languages() -> None:
    with_papers = [procedure for procedure in CENTRE.procedures if procedure.papers_vi]
    assert len(with_papers) >= 30
    for procedure in with_papers:
        for paper in (*procedure.papers_vi, *procedure.papers_en):
            assert paper == paper.strip()
            assert len(paper) > 5
        assert set(procedure.papers_vi).isdisjoint(procedure.papers_en)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("giay doc than", "1.004873"),
        ("khai sinh", "1.001193"),
        ("chung thuc", "2.000815"),
        ("photo công chứng", "2.000815"),
        ("sổ đỏ", "1.013978"),
        ("hộ khẩu", "1.004222"),
        ("tam tru", "1.004194"),
        ("căn cước", "1.014061"),
        ("birth certificate", "1.001193"),
    ],
)
def test_everyday_words_find_the_procedure_first(query: str, code: str) -> None:
    assert found(query)[0] == code


def test_every_everyday_phrase_leads_to_its_procedure_first() -> None:
    for code, phrases in load_synonyms().items():
        for phrase in phrases:
            assert found(phrase)[0] == code, phrase


def test_every_procedure_is_found_by_its_code_and_by_its_name() -> None:
    for procedure in CENTRE.procedures:
        assert found(procedure.code) == [procedure.code]
        assert procedure.code in found(procedure.name_vi)


def test_a_birth_received_at_15_02_before_vietnam_culture_day_is_due_on_wednesday() -> None:
    birth = next(procedure for procedure in CENTRE.procedures if procedure.code == "1.001193")
    due = due_time(
        datetime.fromisoformat("2026-11-23T15:02"),
        amount=birth.time_amount,
        unit=birth.time_unit,
        calendar=CENTRE.calendar_of(birth.agency),
        cutoff=birth.cutoff,
    )
    assert due.due == datetime.fromisoformat("2026-11-25T17:30")
    assert "24/11" in due.why_vi


def test_every_same_day_procedure_carries_its_cutoff() -> None:
    same_day = [p for p in CENTRE.procedures if p.time_unit is TimeUnit.SAME_DAY]
    assert len(same_day) == 9
    assert all(procedure.cutoff is not None for procedure in same_day)


def test_the_police_receive_on_saturday_morning_and_the_centre_does_not() -> None:
    saturday = datetime.fromisoformat("2026-11-28T09:00")
    assert CENTRE.calendar_of("Công an cấp xã").is_open(saturday)
    assert not CENTRE.calendar_of("UBND cấp xã").is_open(saturday)
    residence = next(service for service in CENTRE.services if service.code == "CTRU")
    assert residence.hours
    assert residence.hours[5]
    assert all(one.hours is None for one in CENTRE.services if one.code != "CTRU")


def test_swapped_days_are_known_that_the_computed_holidays_lack() -> None:
    assert not CENTRE.calendar.is_working_day(date(2026, 1, 2))
    assert CENTRE.calendar.is_working_day(date(2026, 1, 10))


def test_the_data_names_no_address_and_no_password() -> None:
    for file in DATA.iterdir():
        text = file.read_text("utf-8").lower()
        assert not re.search(r"https?:|www\.|password\s*=", text), file.name


def test_files_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    for file in DATA.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    toml = (tmp_path / "centre.toml").read_text("utf-8")
    (tmp_path / "centre.toml").write_text(toml.replace('prefix = "A"', 'prefix = "C"'), "utf-8")
    with pytest.raises(InvalidCatalogue, match="prefix letter C"):
        load_demo_centre(tmp_path)
