"""What a manager changes in the offer of a running centre, what is written of it, and what is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from server.domain.calendar import InvalidHours
from server.domain.catalogue import InvalidCatalogue, PrefixTaken
from server.domain.errors import NumbersExhausted, QueueError, ServiceClosed
from server.domain.events import EventKind
from server.domain.opening import (
    Closure,
    ClosureNotFound,
    InvalidClosure,
    NumbersGivenToday,
    ServiceNotFound,
)
from server.domain.text import Empty
from server.operations import days, offer_changes
from server.operations.offer_views import hours_view, service_settings
from server.store import catalogue
from tests.builders import CARLA, Hall
from tests.operations.offering import (
    HOUR_S,
    MONDAY,
    OFFICE,
    WEDNESDAY,
    bind,
    change,
    refused,
)


def test_a_closure_closes_its_days_and_no_others_whether_hours_bind_or_not(hall: Hall) -> None:
    closure = Closure(MONDAY, WEDNESDAY, "tập huấn nghiệp vụ", "staff training")
    row = hall.write(lambda tx: offer_changes.add_closure(tx, "DD", closure, CARLA))
    error = refused(hall)
    assert error.details["why_vi"] == "Lĩnh vực này nghỉ: tập huấn nghiệp vụ."
    assert error.details["why_en"] == "This service is closed: staff training."
    assert error.details["reopens"] == "2026-11-26T07:30"
    assert hall.issue("HT")
    hall.write(lambda tx: offer_changes.remove_closure(tx, "DD", row.id, CARLA))
    assert hall.issue("DD")
    told = [one.event for one in hall.events() if one.event.kind is EventKind.SERVICE_CHANGED]
    assert [set(one.body) - {"service"} for one in told] == [{"closure_added"}, {"closure_removed"}]
    assert {one.clerk for one in told} == {"carla"}


def test_a_closure_may_have_begun_before_today(hall: Hall) -> None:
    closure = Closure(date(2026, 11, 2), MONDAY, "sửa trụ sở")
    hall.write(lambda tx: offer_changes.add_closure(tx, "DD", closure, CARLA))
    assert refused(hall).details["reopens"] == "2026-11-25T07:30"


def test_a_closure_that_is_over_or_not_there_is_refused(hall: Hall) -> None:
    past = Closure(date(2026, 11, 2), date(2026, 11, 20), "đã qua")
    with pytest.raises(InvalidClosure):
        hall.write(lambda tx: offer_changes.add_closure(tx, "DD", past, CARLA))
    with pytest.raises(ServiceNotFound):
        hall.write(lambda tx: offer_changes.add_closure(tx, "XX", Closure(MONDAY, MONDAY, "nhầm"), CARLA))
    with pytest.raises(Empty):
        hall.write(lambda tx: offer_changes.add_closure(tx, "DD", Closure(MONDAY, MONDAY, " "), CARLA))
    row = hall.write(
        lambda tx: offer_changes.add_closure(tx, "DD", Closure(MONDAY, MONDAY, "mất điện"), CARLA)
    )
    with pytest.raises(ClosureNotFound):
        hall.write(lambda tx: offer_changes.remove_closure(tx, "HT", row.id, CARLA))
    assert isinstance(refused(hall), ServiceClosed)


def test_what_numbers_were_given_today_binds_the_range_and_the_letter(hall: Hall) -> None:
    change(hall, first_number=5, prefix="Z")
    assert [hall.issue("DD")["number"] for _ in range(3)] == ["Z005", "Z006", "Z007"]
    impossible: tuple[Mapping[str, Any], ...] = ({"first_number": 6}, {"last_number": 6}, {"prefix": "W"})
    for changes in impossible:
        before = hall.events()
        with pytest.raises(NumbersGivenToday) as found:
            change(hall, **changes)
        assert (found.value.details["first"], found.value.details["last"]) == ("Z005", "Z007")
        assert hall.events() == before
    change(hall, last_number=7)
    assert isinstance(refused(hall), NumbersExhausted)
    hall.clock.run(24 * HOUR_S)
    hall.write(days.tick)
    change(hall, first_number=1, prefix="W")
    assert hall.issue("DD")["number"] == "W001"
    assert hall.faults() == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"prefix": "A"}, PrefixTaken),
        ({"prefix": "Đ"}, InvalidCatalogue),
        ({"prefix": ""}, InvalidCatalogue),
        ({"first_number": 10, "last_number": 9}, InvalidCatalogue),
        ({"daily_quota": -1}, InvalidCatalogue),
        ({"wrap_up_s": 5000}, InvalidCatalogue),
        ({"hours": {}}, InvalidHours),
        ({"hours": {"monday": ["11:30-07:30"]}}, InvalidHours),
    ],
)
def test_an_impossible_change_of_a_service_is_refused_and_changes_nothing(
    hall: Hall, changes: Mapping[str, Any], refusal: type[QueueError]
) -> None:
    before = hall.events()
    with pytest.raises(refusal):
        change(hall, **changes)
    assert hall.events() == before
    assert hall.issue("DD")["number"] == "L001"


def test_a_change_is_written_with_what_was_before_and_no_change_is_not(hall: Hall) -> None:
    change(hall, wrap_up_s=90, outcome_required=True)
    change(hall, wrap_up_s=90)
    (told,) = (one.event for one in hall.events() if one.event.kind is EventKind.SERVICE_CHANGED)
    assert told.body == {
        "service": "DD",
        "changed": {"wrap_up_s": 90, "outcome_required": True},
        "before": {"wrap_up_s": 0, "outcome_required": False},
    }
    assert hall.faults() == []


def test_a_letter_that_sounds_like_another_is_shown_with_both(hall: Hall) -> None:
    def sounds_like(code: str) -> list[str]:
        row = catalogue.service(hall.store.reader(), code)
        assert row
        found: list[str] = service_settings(hall.store.reader(), row)["sounds_like"]
        return found

    assert sounds_like("DD") == []
    change(hall, prefix="N")
    assert sounds_like("DD") == sounds_like("NN") == ["M", "N"]
    assert sounds_like("HT") == []


def test_hours_of_the_centre_are_shown_as_they_were_set_and_written_once(hall: Hall) -> None:
    bind(hall)
    bind(hall)
    view = hours_view(hall.store.reader(), hall.store.now_ms())
    assert view["bind"] is True
    assert {day: spans for day, spans in view["hours"].items() if spans} == OFFICE
    assert [one.event.kind for one in hall.events()].count(EventKind.RULES_CHANGED) == 1
    with pytest.raises(InvalidHours):
        bind(hall, {"monday": ["07:30-07:30"]})
