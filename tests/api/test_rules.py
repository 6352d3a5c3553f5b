"""What a manager decides over HTTP: who is next, the pace, priority classes, work profiles, the end of the day."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.lines import Answer, Line
from tests.servers import Centre

MANAGED = (
    ("PUT", "/policy", {"kind": "strict"}),
    ("PUT", "/hall-rules", {"recall_gap_s": 9}),
    ("PUT", "/priorities/elderly", {"name_vi": "x", "name_en": "x", "rate": 2}),
    ("DELETE", "/priorities/elderly", None),
    ("PUT", "/work-profiles/morning", {"name_vi": "x", "name_en": "x", "services": ["HT"]}),
    ("DELETE", "/work-profiles/morning", None),
    ("PUT", "/counters/1/work", {"services": ["HT"]}),
    ("POST", "/counters/1/profile", {"profile": "morning"}),
    ("POST", "/day/end", None),
)


def put(line: Line, path: str, body: object) -> Answer:
    return line.ask("PUT", f"/api/v1{path}", body)


def counts(carla: Line) -> dict[str, Any]:
    return {one["code"]: one for one in carla.get("/policy").json["classes"]}


@pytest.mark.parametrize(("method", "path", "body"), MANAGED)
def test_only_managers_decide(
    ana: Line, kiosk: Line, desk: Line, method: str, path: str, body: object
) -> None:
    for line in (ana, kiosk, desk):
        assert line.ask(method, f"/api/v1{path}", body).code in ("forbidden", "wrong_device_kind")


def test_a_changed_policy_decides_the_next_call_and_says_so(carla: Line, desk: Line) -> None:
    desk.post("/counters/9/open")
    desk.issue("CTRU")
    elderly = desk.issue("CTRU", priority="elderly").json
    changed = put(carla, "/policy", {"kind": "strict", "classes": {"elderly": {"rate": 3, "rank": 1}}})
    assert (changed.status, changed.json["kind"]) == (200, "strict")
    assert counts(carla)["elderly"]["rank"] == 1
    called = desk.post("/counters/9/calls").json
    assert called["number"] == elderly["number"]
    assert called["reason_en"].startswith("strict priority: rank 1 > rank 0")
    put(carla, "/policy", {"kind": "accumulating"})
    assert carla.get("/policy").json["kind"] == "accumulating"
    desk.post(f"/tickets/{called['ticket']}/finish")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "lottery"}, "invalid_input"),
        ({"kind": "alternation", "turns": 0}, "invalid_input"),
        ({"kind": "strict", "classes": {"nobody": {"rate": 2}}}, "unknown_priority"),
        ({"kind": "strict", "classes": {"elderly": {"rate": 0.5}}}, "invalid_input"),
        ({"kind": "strict", "extra": 1}, "invalid_input"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_and_changes_nothing(carla: Line, body: object, code: str) -> None:
    before = carla.get("/policy").json
    assert put(carla, "/policy", body).code == code
    assert carla.get("/policy").json == before


def test_the_pace_binds_people_and_not_programs(carla: Line, ana: Line, desk: Line) -> None:
    asked = {"calls_before_no_show": 2, "recall_gap_s": 60}
    assert put(carla, "/hall-rules", asked).json | asked == carla.get("/hall-rules").json
    ana.post("/counters/1/open")
    ana.issue("HT")
    ticket = ana.post("/counters/1/calls").json["ticket"]
    assert ana.post(f"/tickets/{ticket}/no-show").code == "call_again_first"
    assert ana.post(f"/tickets/{ticket}/recall").code == "recall_too_soon"
    assert desk.post(f"/tickets/{ticket}/recall").status == 200
    assert ana.post(f"/tickets/{ticket}/no-show").json["state"] == "no_show"
    put(carla, "/hall-rules", {"calls_before_no_show": 1, "recall_gap_s": 3})


def test_outcomes_are_the_centres_own_and_asked_for_where_a_service_says_so(carla: Line, desk: Line) -> None:
    own = [{"code": "done", "vi": "Xong", "en": "Done"}, {"code": "later", "vi": "Hẹn lại", "en": "Later"}]
    assert put(carla, "/hall-rules", {"outcomes": own}).json["outcomes"] == own
    assert put(carla, "/hall-rules", {"outcomes": [own[0], own[0]]}).code == "invalid_input"
    assert put(carla, "/services/XD", {"outcome_required": True}).status == 200
    desk.post("/counters/6/open")
    desk.issue("XD")
    ticket = desk.post("/counters/6/calls").json["ticket"]
    assert desk.post(f"/tickets/{ticket}/finish").code == "outcome_required"
    assert desk.post(f"/tickets/{ticket}/finish", {"outcome": "supplement"}).code == "unknown_outcome"
    assert desk.post(f"/tickets/{ticket}/finish", {"outcome": "later"}).json["outcome"] == "later"


def test_a_class_is_made_offered_and_withdrawn(carla: Line, kiosk: Line) -> None:
    body = {"name_vi": "Cựu chiến binh", "name_en": "Veteran", "rate": 2, "head_start_s": 600, "rank": 1}
    assert put(carla, "/priorities/veteran", body).status == 200
    assert kiosk.issue("CT", priority="veteran").json["priority"] == "veteran"
    assert "veteran" in {one["code"] for one in kiosk.get("/priorities").json}
    assert carla.ask("DELETE", "/api/v1/priorities/veteran").json["is_offered"] is False
    assert kiosk.issue("CT", priority="veteran").code == "unknown_priority"
    assert "veteran" not in {one["code"] for one in kiosk.get("/priorities").json}
    assert counts(carla)["veteran"]["rate"] == 2
    assert carla.ask("DELETE", "/api/v1/priorities/nobody").code == "unknown_priority"
    assert carla.ask("DELETE", "/api/v1/priorities/normal").code == "invalid_input"
    assert put(carla, "/priorities/normal", body).code == "invalid_input"


def test_a_booked_time_has_its_window_and_its_own_class(carla: Line, kiosk: Line) -> None:
    now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    carla.ask("DELETE", "/api/v1/priorities/appointment")
    assert kiosk.issue("CT", booked_at=f"{now:%Y-%m-%dT%H:%M}").code == "unknown_priority"
    body = {"name_vi": "Đã hẹn giờ", "name_en": "Appointment", "rate": 3, "by_appointment": True}
    put(carla, "/priorities/appointment", body)
    assert "appointment" not in {one["code"] for one in kiosk.get("/priorities").json}
    assert kiosk.issue("CT", priority="appointment").code == "unknown_priority"
    assert kiosk.issue("CT", booked_at=f"{now:%Y-%m-%dT%H:%M}").json["priority"] == "appointment"
    assert kiosk.issue("CT", booked_at="2099-01-01T09:00").code == "appointment_too_early"
    assert kiosk.issue("CT", booked_at="2020-01-01T09:00").json["priority"] == "normal"
    assert kiosk.issue("CT", booked_at="2026-02-30T09:00").code == "invalid_input"


def test_a_work_profile_is_kept_taken_up_and_forgotten(carla: Line, desk: Line) -> None:
    body = {
        "name_vi": "Buổi sáng",
        "name_en": "Morning",
        "services": ["KD"],
        "helps": ["NN"],
        "help_after_s": 300,
    }
    assert put(carla, "/work-profiles/morning", body).status == 200
    assert put(carla, "/work-profiles/bad", body | {"services": ["ZZ"]}).code == "unknown_service"
    assert put(carla, "/work-profiles/bad", body | {"helps": ["KD"]}).code == "invalid_input"
    assert [one["code"] for one in desk.get("/work-profiles").json] == ["morning"]
    counter = carla.post("/counters/7/profile", {"profile": "morning"}).json
    assert (counter["services"], counter["helps"], counter["help_after_s"]) == (["KD"], ["NN"], 300)
    assert carla.post("/counters/7/profile", {"profile": "evening"}).code == "profile_not_found"
    assert carla.ask("DELETE", "/api/v1/work-profiles/morning").status == 204
    assert carla.ask("DELETE", "/api/v1/work-profiles/morning").code == "profile_not_found"


def test_a_skill_in_use_stays_until_its_ticket_is_done(carla: Line, desk: Line) -> None:
    desk.post("/counters/8/open")
    desk.issue("ASXH")
    ticket = desk.post("/counters/8/calls").json["ticket"]
    assert put(carla, "/counters/8/work", {"services": ["VHGD"]}).code == "skill_in_use"
    assert put(carla, "/counters/8/work", {"services": []}).code == "invalid_input"
    assert put(carla, "/counters/8/work", {"services": ["ZZ"]}).code == "unknown_service"
    desk.post(f"/tickets/{ticket}/finish")
    assert put(carla, "/counters/8/work", {"services": ["VHGD"]}).json["services"] == ["VHGD"]


def test_the_end_of_the_day_reports_who_was_left_and_leaves_a_served_citizen_alone(
    carla: Line, desk: Line, centre: Centre
) -> None:
    desk.post("/counters/4/open")
    served, waiting = desk.issue("DD").json, desk.issue("NN").json
    assert desk.post("/counters/4/calls").json["ticket"] == served["id"]
    left = carla.post("/day/end").json["left"]
    assert waiting["number"] in left
    assert served["number"] not in left
    assert desk.get(f"/tickets/{waiting['id']}").json["state"] == "incomplete"
    assert desk.post(f"/tickets/{served['id']}/finish").json["state"] == "finished"
    open_ones = {one["number"] for one in desk.get("/counters").json if one["status"] != "closed"}
    assert open_ones == {4}
    assert centre.faults() == []
