"""Services over HTTP: what a kiosk reads of them, what a manager changes, who may not, and what is refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from server.domain.calendar import WEEKDAYS
from tests.lines import Line
from tests.servers import Centre

TILE = {"code", "prefix", "name", "icon", "open", "waiting", "estimate", "paused", "serves_again", "closed"}
SETTINGS = {
    "code", "prefix", "name", "sounds_like", "is_open", "hours", "first_number", "last_number", "daily_quota",
    "outcome_required", "wrap_up_s", "closures",
}  # fmt: skip
LONG_AGO, FAR_OFF = "2020-01-01", "2099-01-01"
HALF_A_DAY = {
    weekday: ["07:30-11:30"] for weekday in ("monday", "tuesday", "wednesday", "thursday", "friday")
}


@pytest.fixture(autouse=True)
def as_founded(carla: Line) -> Iterator[None]:
    """Leave land and the centre's hours as they were."""
    yield
    carla.ask(
        "PUT", "/api/v1/services/DD", {"daily_quota": None, "hours": None, "is_open": True, "wrap_up_s": 0}
    )
    for one in carla.get("/services/DD").json["closures"]:
        assert carla.ask("DELETE", f"/api/v1/services/DD/closures/{one['id']}").status == 204


def put(line: Line, path: str, body: object) -> Any:
    """Change something, and expect that it is done."""
    answer = line.ask("PUT", f"/api/v1{path}", body)
    assert answer.status == 200, answer.text
    return answer.json


def tile(line: Line, code: str = "DD") -> Any:
    return next(one for one in line.get("/services").json if one["code"] == code)


def today(centre: Centre) -> date:
    """Return the centre's business day."""
    return date.fromisoformat(str(centre.count("SELECT MAX(day) FROM business_day")))


def test_every_service_is_listed_with_the_contract_and_what_a_tile_needs(kiosk: Line) -> None:
    listed = kiosk.get("/services").json
    assert len(listed) == 10
    assert all(set(one) == TILE for one in listed)
    assert {(one["open"], one["closed"]) for one in listed} == {(True, None)}


def test_a_quota_is_felt_at_once_and_told_with_the_day_it_opens_again(
    centre: Centre, kiosk: Line, carla: Line
) -> None:
    given = centre.count("SELECT COUNT(*) FROM ticket WHERE series = 'L'")
    assert put(carla, "/services/DD", {"daily_quota": given + 1})["daily_quota"] == given + 1
    assert tile(kiosk)["open"] is True
    assert kiosk.issue("DD").status == 201
    refused = kiosk.issue("DD")
    assert (refused.status, refused.code) == (409, "quota_reached")
    details = refused.json["details"]
    assert details["reopens"] > today(centre).isoformat()
    assert details["when_vi"].startswith("Mở lại 07:30 ")
    closed = tile(kiosk)["closed"]
    assert closed == {
        "code": "quota_reached",
        "vi": details["when_vi"],
        "en": details["when_en"],
        "why": {"vi": details["why_vi"], "en": details["why_en"]},
        "brief": closed["brief"],
        "reopens": details["reopens"],
    }
    assert closed["brief"]["vi"] == details["when_vi"][:-5].replace("Mở", "mở")  # without the year
    assert tile(kiosk)["open"] is False


def test_a_quota_of_zero_is_refused_and_state_stays(centre: Centre, kiosk: Line, carla: Line) -> None:
    put(carla, "/services/DD", {"daily_quota": 0})
    before = centre.events()
    assert kiosk.issue("DD").code == "quota_reached"
    assert centre.events() == before
    assert put(carla, "/services/DD", {"daily_quota": None})["daily_quota"] is None
    assert kiosk.issue("DD").status == 201


def test_a_service_that_is_switched_off_says_so(kiosk: Line, carla: Line) -> None:
    put(carla, "/services/DD", {"is_open": False})
    assert kiosk.issue("DD").code == "service_closed"
    assert tile(kiosk)["closed"]["vi"] == "Lĩnh vực này tạm ngừng nhận số."
    assert tile(kiosk)["closed"]["reopens"] is None


def test_a_closure_closes_today_and_can_be_taken_back(centre: Centre, kiosk: Line, carla: Line) -> None:
    first, last = today(centre), today(centre) + timedelta(days=2)
    body = {"first_day": f"{first}", "last_day": f"{last}", "reason_vi": "Tập huấn", "reason_en": "Training"}
    made = carla.post("/services/DD/closures", body)
    assert made.status == 201
    assert made.json["reason"] == {"vi": "Tập huấn", "en": "Training"}
    assert carla.get("/services/DD").json["closures"] == [made.json]
    closed = tile(kiosk)["closed"]
    assert closed["why"]["en"] == "This service is closed: Training."
    assert closed["reopens"] > f"{last}"
    assert kiosk.issue("DD").code == "service_closed"
    assert carla.ask("DELETE", f"/api/v1/services/DD/closures/{made.json['id']}").status == 204
    assert carla.ask("DELETE", f"/api/v1/services/DD/closures/{made.json['id']}").code == "closure_not_found"
    assert kiosk.issue("DD").status == 201


def test_only_what_is_named_changes(carla: Line) -> None:
    before = carla.get("/services/DD").json
    assert set(before) == SETTINGS
    after = put(carla, "/services/DD", {"wrap_up_s": 45})
    assert after == before | {"wrap_up_s": 45}
    assert put(carla, "/services/DD", {}) == after


def test_a_letter_that_is_easily_misheard_comes_with_a_warning(carla: Line) -> None:
    assert carla.get("/services/XD").json["sounds_like"] == []
    assert put(carla, "/services/XD", {"prefix": "N"})["sounds_like"] == ["L", "M", "N"]
    assert carla.get("/services/NN").json["sounds_like"] == ["M", "N"]
    assert put(carla, "/services/XD", {"prefix": "X"})["sounds_like"] == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"prefix": "A"}, 409, "prefix_taken"),
        ({"prefix": "AB"}, 400, "invalid_input"),
        ({"first_number": 5, "last_number": 4}, 400, "invalid_catalogue"),
        ({"first_number": None}, 400, "invalid_input"),
        ({"daily_quota": -1}, 400, "invalid_input"),
        ({"daily_quota": "10"}, 400, "invalid_input"),
        ({"hours": {"monday": ["25:00-26:00"]}}, 400, "invalid_hours"),
        ({"hours": {"monday": ["11:30-07:30"]}}, 400, "invalid_hours"),
        ({"hours": {"someday": ["07:30-11:30"]}}, 400, "invalid_hours"),
        ({"hours": {}}, 400, "invalid_hours"),
        ({"hours": []}, 400, "invalid_input"),
        ({"name": "Đất"}, 400, "invalid_input"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(
    centre: Centre, carla: Line, body: object, status: int, code: str
) -> None:
    before = centre.events(), carla.get("/services/KD").json
    answer = carla.ask("PUT", "/api/v1/services/KD", body)
    assert (answer.status, answer.code) == (status, code)
    assert (centre.events(), carla.get("/services/KD").json) == before


def test_the_range_of_today_is_kept_once_its_first_number_was_given(kiosk: Line, carla: Line) -> None:
    number = kiosk.issue("TD").json["number"]
    for body in ({"prefix": "Z"}, {"first_number": 500}):
        answer = carla.ask("PUT", "/api/v1/services/TD", body)
        assert (answer.status, answer.code) == (409, "numbers_given_today")
        assert answer.json["details"]["last"] == number
    assert put(carla, "/services/TD", {"last_number": int(number[1:])})
    assert kiosk.issue("TD").code == "numbers_exhausted"
    assert tile(kiosk, "TD")["closed"]["code"] == "numbers_exhausted"
    put(carla, "/services/TD", {"last_number": 9999})


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ((LONG_AGO, LONG_AGO), "invalid_closure"),
        ((FAR_OFF, LONG_AGO), "invalid_closure"),
        (("2099-02-30", "2099-03-01"), "invalid_closure"),
        ((LONG_AGO, FAR_OFF), "invalid_closure"),
        (("tomorrow", FAR_OFF), "invalid_input"),
    ],
)
def test_days_that_cannot_be_closed_are_refused(carla: Line, days: tuple[str, str], code: str) -> None:
    body = {"first_day": days[0], "last_day": days[1], "reason_vi": "Nhầm"}
    answer = carla.post("/services/DD/closures", body)
    assert (answer.status, answer.code) == (400, code)
    assert carla.get("/services/DD").json["closures"] == []


def test_a_service_nobody_knows_is_not_found(carla: Line) -> None:
    closure = {"first_day": FAR_OFF, "last_day": FAR_OFF, "reason_vi": "Nhầm"}
    answers = [
        carla.get("/services/XX"),
        carla.ask("PUT", "/api/v1/services/XX", {"is_open": False}),
        carla.post("/services/XX/closures", closure),
        carla.ask("DELETE", "/api/v1/services/XX/closures/1"),
    ]
    assert [(one.status, one.code) for one in answers] == [(404, "service_not_found")] * 4


def test_the_centres_hours_bind_from_the_next_ticket_on(centre: Centre, kiosk: Line, carla: Line) -> None:
    another_day = WEEKDAYS[(today(centre).weekday() + 3) % 7]
    founded = carla.get("/centre/hours").json
    assert (founded["bind"], founded["hours"]["monday"]) == (False, ["07:30-11:30", "13:30-17:30"])
    never = {"hours": {another_day: ["00:00-00:01"]}, "bind": True, "tickets_before_opening_min": 0}
    assert put(carla, "/centre/hours", never)["hours"][another_day] == ["00:00-00:01"]
    refused = kiosk.issue("HT")
    assert (refused.status, refused.code) == (409, "service_closed")
    assert refused.json["details"]["reopens"].endswith("T00:00")
    assert {one["open"] for one in kiosk.get("/services").json if one["code"] != "CTRU"} == {False}
    assert put(carla, "/centre/hours", founded) == founded
    assert kiosk.issue("HT").status == 201
    assert carla.ask("PUT", "/api/v1/centre/hours", {"hours": {"monday": ["x"]}}).code == "invalid_hours"


def test_hours_of_its_own_are_given_back_as_they_were_set(carla: Line) -> None:
    hours = put(carla, "/services/DD", {"hours": HALF_A_DAY})["hours"]
    assert {day: spans for day, spans in hours.items() if spans} == HALF_A_DAY
    assert put(carla, "/services/DD", {"hours": None})["hours"] is None


def test_only_managers_change_the_offer(
    centre: Centre, dan: Line, kiosk: Line, desk: Line, carla: Line
) -> None:
    before = centre.events(), carla.get("/services/DD").json
    closure = {"first_day": FAR_OFF, "last_day": FAR_OFF, "reason_vi": "Nhầm"}
    for line, code in ((dan, "forbidden"), (kiosk, "wrong_device_kind"), (desk, "wrong_device_kind")):
        answers = [
            line.get("/services/DD"),
            line.ask("PUT", "/api/v1/services/DD", {"is_open": False}),
            line.post("/services/DD/closures", closure),
            line.ask("DELETE", "/api/v1/services/DD/closures/1"),
            line.ask("PUT", "/api/v1/centre/hours", {"hours": None, "bind": False}),
        ]
        assert {(one.status, one.code) for one in answers} == {(403, code)}
    assert (centre.events(), carla.get("/services/DD").json) == before


def test_the_log_says_who_changed_what(centre: Centre, carla: Line) -> None:
    put(carla, "/services/DD", {"wrap_up_s": 120})
    sql = "SELECT COUNT(*) FROM event WHERE kind = 'ServiceChanged' AND clerk = 'carla' AND body LIKE '%120%'"
    assert centre.count(sql) == 1
    assert centre.faults() == []
