"""What integrators rely on: paths, status codes, shapes. One visit is walked from the kiosk to the last receipt."""

import re
import time
from datetime import datetime

import pytest

from tests.lines import Line, new_key
from tests.servers import Centre

GAP_S = 3.1  # between two calls of one ticket by a person
ISSUED = {"id", "number", "token", "service", "priority", "people_ahead", "estimate", "print_job"}
BIRTH = "1.001193"


@pytest.fixture(autouse=True)
def counter_one_is_free(ana: Line) -> None:
    """Ana sits at counter 1 with nobody before her."""
    assert ana.post("/counters/1/open").status == 200
    ticket = held_by(ana, 1)
    if ticket is not None:
        assert ana.post(f"/tickets/{ticket}/finish").status == 200


def held_by(line: Line, number: int) -> int | None:
    """Give the id of the ticket at a counter."""
    one = next(one for one in line.get("/counters").json if one["number"] == number)
    return one["ticket"]["id"] if one["ticket"] else None


def called(ana: Line, kiosk: Line) -> int:
    """Issue a ticket and call that very one to counter 1."""
    ticket: int = kiosk.issue("HT").json["id"]
    assert ana.post("/counters/1/calls", {"ticket": ticket, "reason": "đã hẹn trước"}).status == 201
    return ticket


def test_a_ticket_is_created_with_everything_a_kiosk_shows(kiosk: Line) -> None:
    answer = kiosk.issue("CT", priority="elderly", language="en")
    assert answer.status == 201
    ticket = answer.json
    assert set(ticket) >= ISSUED
    assert re.fullmatch(r"C\d{3}", ticket["number"])
    assert (ticket["service"], ticket["priority"]) == ("CT", "elderly")
    assert re.fullmatch(r"[A-Z2-7]{26}", ticket["token"])
    assert isinstance(ticket["people_ahead"], int)
    assert isinstance(ticket["print_job"], int)
    assert ticket["estimate"] is None or set(ticket["estimate"]) == {"low_s", "high_s"}


def test_numbers_of_a_series_follow_one_another(kiosk: Line) -> None:
    got = [int(kiosk.issue("KD").json["number"][1:]) for _ in range(4)]
    assert got == list(range(got[0], got[0] + 4))


def test_a_visit_from_the_kiosk_to_the_last_receipt(ana: Line, kiosk: Line) -> None:
    ticket = kiosk.issue("HT").json
    call = ana.post("/counters/1/calls", {"ticket": ticket["id"], "reason": "đã hẹn trước"})
    assert call.status == 201
    assert set(call.json) >= {"ticket", "number", "counter", "reason", "reason_en", "seq"}
    assert (call.json["ticket"], call.json["number"], call.json["counter"]) == (
        ticket["id"],
        ticket["number"],
        1,
    )
    assert ana.post(f"/tickets/{ticket['id']}/recall").code == "recall_too_soon"
    time.sleep(GAP_S)
    states = []
    for move in ("recall", "serve"):
        answer = ana.post(f"/tickets/{ticket['id']}/{move}")
        assert answer.status == 200
        states.append((answer.json["state"], answer.json["calls"]))
    assert states == [("called", 2), ("serving", 2)]
    opened = [
        ana.post(f"/tickets/{ticket['id']}/dossiers", {"procedure": BIRTH, "applicant": "Lê Văn Tám"})
        for _ in (1, 2)
    ]
    assert [one.status for one in opened] == [201, 201]
    codes = [one.json["code"] for one in opened]
    assert len(set(codes)) == 2
    assert all({"code", "procedure", "received_at", "due_at", "state"} <= set(one.json) for one in opened)
    assert datetime.fromisoformat(opened[0].json["due_at"]) > datetime(2020, 1, 1)  # noqa: DTZ001 - local time
    receipt = ana.post(f"/tickets/{ticket['id']}/receipt")
    assert (receipt.status, receipt.json["state"]) == (201, "queued")
    done = ana.post(f"/tickets/{ticket['id']}/finish")
    assert (done.status, done.json["state"]) == (200, "finished")
    assert [one["code"] for one in done.json["dossiers"]] == codes
    found = ana.get(f"/dossiers/{codes[0]}").json
    assert found["ticket"] == {"id": ticket["id"], "number": ticket["number"]}
    assert ana.get(f"/tickets/{ticket['id']}").json == done.json | {
        "print_job": ana.get(f"/tickets/{ticket['id']}").json["print_job"]
    }


def test_the_phone_is_told_its_ticket_and_nothing_else(centre: Centre, ana: Line, kiosk: Line) -> None:
    ticket = kiosk.issue("HT").json
    phone = centre.line()
    data = phone.ask("GET", f"/t/{ticket['token']}.json").json
    assert {"number", "status", "counter", "people_ahead", "estimate"} <= set(data)
    assert (data["number"], data["status"], data["counter"]) == (ticket["number"], "waiting", None)
    assert set(data) <= {"number", "status", "counter", "people_ahead", "estimate", "seq", "dossiers"}
    page = phone.page(f"/t/{ticket['token']}")
    assert page.status == 200
    assert ticket["number"] in page.text
    ana.post("/counters/1/calls", {"ticket": ticket["id"], "reason": "đã hẹn trước"})
    data = phone.ask("GET", f"/t/{ticket['token']}.json").json
    assert (data["status"], data["counter"], data["people_ahead"]) == ("called", 1, 0)


def test_no_show_frees_the_counter(ana: Line, kiosk: Line) -> None:
    ticket = called(ana, kiosk)
    answer = ana.post(f"/tickets/{ticket}/no-show")
    assert (answer.status, answer.json["state"]) == (200, "no_show")
    assert held_by(ana, 1) is None


@pytest.mark.parametrize("move", ["recall", "serve", "finish", "no-show"])
def test_a_move_that_the_state_does_not_allow_is_409(ana: Line, kiosk: Line, move: str) -> None:
    waiting = kiosk.issue("HT").json["id"]
    answer = ana.post(f"/tickets/{waiting}/{move}")
    assert (answer.status, answer.code) == (409, "illegal_move")


def test_each_refused_call_has_its_code(ana: Line, desk: Line, kiosk: Line) -> None:
    ticket = called(ana, kiosk)
    assert refusal(ana.post("/counters/1/calls", {})) == (409, "counter_busy")
    assert refusal(desk.post("/counters/6/calls", {})) == (409, "counter_closed")
    desk.post("/counters/9/open")
    assert refusal(desk.post("/counters/9/calls", {})) == (409, "nobody_waiting")
    assert refusal(desk.post("/counters/9/calls", {"ticket": ticket})) == (409, "already_called")
    assert refusal(desk.post("/counters/9/calls", {"ticket": 10**9})) == (404, "ticket_not_found")
    assert refusal(desk.post("/counters/77/calls", {})) == (404, "counter_not_found")


def refusal(answer: object) -> tuple[int, str | None]:
    """Give status and code."""
    return answer.status, answer.code  # type: ignore[attr-defined]


def test_a_call_needs_no_body(desk: Line, kiosk: Line) -> None:
    desk.post("/counters/5/open")
    number = kiosk.issue("XD").json["number"]
    answer = desk.post("/counters/5/calls")
    assert (answer.status, answer.json["number"]) == (201, number)


def test_counters_open_pause_and_close(desk: Line) -> None:
    statuses = []
    for act in ("open", "pause", "open", "close", "close"):
        answer = desk.post(f"/counters/10/{act}")
        statuses.append((answer.status, answer.json["status"]))
    assert statuses == [(200, "open"), (200, "paused"), (200, "open"), (200, "closed"), (200, "closed")]
    assert refusal(desk.post("/counters/10/pause")) == (409, "counter_closed")
    assert refusal(desk.post("/counters/99/open")) == (404, "counter_not_found")


def test_services_and_counters_are_listed_in_their_shapes(kiosk: Line) -> None:
    services = kiosk.get("/services").json
    assert len(services) == 10
    assert all({"code", "prefix", "name", "open"} <= set(one) for one in services)
    assert services[0]["name"] == {"vi": "Chứng thực", "en": "Certified copies and signatures"}
    counters = kiosk.get("/counters").json
    assert [one["number"] for one in counters] == list(range(1, 11))
    assert all({"number", "name", "status", "services", "ticket"} <= set(one) for one in counters)


@pytest.mark.parametrize("words", ["khai sinh", "KHAI SINH", "khai%20sinh", "sinh khai", "1.001193"])
def test_procedures_are_found_without_accents(kiosk: Line, words: str) -> None:
    found = kiosk.get(f"/procedures?q={words.replace(' ', '+')}").json
    assert BIRTH in [one["code"] for one in found]


def test_the_board_tells_the_last_call_with_its_seq(ana: Line, kiosk: Line, centre: Centre) -> None:
    ticket = called(ana, kiosk)
    board = centre.line("Màn hình sảnh chính").get("/board?zone=sanh-chinh").json
    assert {"seq", "calls", "waiting"} <= set(board)
    newest = board["calls"][0]
    number = ana.get(f"/tickets/{ticket}").json["number"]
    assert (newest["number"], newest["counter"], newest["status"]) == (number, 1, "called")
    assert set(board["waiting"][0]) == {"service", "count"}
    other = kiosk.get("/board?zone=sanh-phu").json
    assert number not in [one["number"] for one in other["calls"]]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/tickets/999999", "ticket_not_found"),
        ("/dossiers/nothing", "dossier_not_found"),
        ("/procedures/9.999999", "procedure_not_found"),
        ("/counters/77/desk", "counter_not_found"),
        ("/no-such-thing", "not_found"),
    ],
)
def test_what_is_not_there_is_404(desk: Line, path: str, code: str) -> None:
    assert refusal(desk.get(path)) == (404, code)


def test_a_wrong_method_says_which_are_right(desk: Line) -> None:
    answer = desk.ask("DELETE", "/api/v1/tickets")
    assert refusal(answer) == (405, "method_not_allowed")
    assert "POST" in answer.headers["allow"]


def test_health_and_figures(centre: Centre, carla: Line, desk: Line) -> None:
    assert centre.line().ask("GET", "/healthz").json == {"status": "ok"}
    assert centre.line().ask("GET", "/readyz").status == 200
    figures = desk.ask("GET", "/metrics")
    assert figures.status == carla.ask("GET", "/metrics").status == 200
    assert "layso_events_total" in figures.text
    assert "Lê" not in figures.text


def test_a_problem_document_has_all_its_members(kiosk: Line) -> None:
    answer = kiosk.issue("XX")
    assert answer.headers["content-type"] == "application/problem+json"
    document = answer.json
    assert document["type"] == "urn:layso:problem:unknown_service"
    assert (document["status"], document["code"]) == (400, "unknown_service")
    assert document["title"] == "Không có lĩnh vực này"
    assert document["detail"]


def test_a_repeated_key_gets_the_same_ticket(kiosk: Line) -> None:
    key = new_key("contract")
    first, second = kiosk.issue("HT", key=key), kiosk.issue("HT", key=key)
    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
