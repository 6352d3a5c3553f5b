"""Bad input, item by item: a clear problem document with a code, a line in the log, nothing written, nothing lost."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.lines import API, Answer, Line, new_key
from tests.servers import Centre

BIRTH = "1.001193"
RAW = {"Idempotency-Key": "bad-input"}


@pytest.fixture(scope="module", autouse=True)
def served(centre: Centre, ana: Line, kiosk: Line) -> int:
    """Ana serves ticket 1; ticket 2 is finished; ticket 3 waits; service TD is closed."""
    ana.post("/counters/1/open")
    for service in ("HT", "HT", "HT"):
        kiosk.issue(service)
    ana.post("/counters/1/calls", {"ticket": 2, "reason": "đã hẹn trước"})
    ana.post("/tickets/2/finish")
    ana.post("/counters/1/calls", {"ticket": 1, "reason": "đã hẹn trước"})
    ana.post("/tickets/1/serve")
    kiosk.issue("HT", key="used")
    centre.stop()
    close_service(centre, "TD")
    centre.start()
    return 1


def close_service(centre: Centre, code: str) -> None:
    """Close a service as the back office will."""
    from server.store.store import FILE_NAME, Store

    store = Store(centre.folder / FILE_NAME)
    store.write(lambda tx: tx.connection.execute("UPDATE service SET is_open = 0 WHERE code = ?", (code,)))
    store.close()


def dossier(line: Line, ticket: int = 1, **body: object) -> Answer:
    return line.post(f"/tickets/{ticket}/dossiers", {"procedure": BIRTH, "applicant": "Lê Văn Tám", **body})


def raw(line: Line, body: bytes, path: str = "/tickets", **headers: str) -> Answer:
    return line.ask("POST", API + path, body, RAW | headers)


@dataclass(frozen=True)
class Hands:
    """Hold who may send what: the kiosk and Ana."""

    kiosk: Line
    ana: Line


Act = Callable[[Hands], Answer]
LONG = "x" * 10_000
BAD: dict[str, tuple[Act, int, str]] = {
    "an unknown service": (lambda by: by.kiosk.issue("XX"), 400, "unknown_service"),
    "a service whose name is 10 kB": (lambda by: by.kiosk.issue(LONG), 400, "invalid_input"),
    "a closed service": (lambda by: by.kiosk.issue("TD"), 409, "service_closed"),
    "an unknown class": (lambda by: by.kiosk.issue("HT", priority="vip"), 400, "unknown_priority"),
    "an unknown language": (lambda by: by.kiosk.issue("HT", language="fr"), 400, "invalid_input"),
    "a number for a service": (lambda by: by.kiosk.issue(7), 400, "invalid_input"),  # type: ignore[arg-type]
    "a list for a service": (lambda by: by.kiosk.post("/tickets", {"service": ["HT"]}, RAW), 400, "invalid_input"),
    "true for a ticket": (lambda by: by.ana.post("/counters/1/calls", {"ticket": True}), 400, "invalid_input"),
    "a fraction for a ticket": (lambda by: by.ana.post("/counters/1/calls", {"ticket": 1.5}), 400, "invalid_input"),
    "a number in words": (lambda by: by.ana.post("/counters/1/calls", {"ticket": "1"}), 400, "invalid_input"),
    "a ticket below one": (lambda by: by.ana.post("/counters/1/calls", {"ticket": 0}), 400, "invalid_input"),
    "a ticket beyond all numbers": (lambda by: by.ana.post(f"/tickets/{10**30}/serve"), 400, "invalid_input"),
    "a member nobody knows": (lambda by: by.kiosk.post("/tickets", {"service": "HT", "vip": 1}, RAW), 400, "invalid_input"),
    "no key": (lambda by: by.kiosk.post("/tickets", {"service": "HT"}), 400, "invalid_input"),
    "a key of 10 kB": (lambda by: by.kiosk.issue("HT", key=LONG), 400, "invalid_input"),
    "a key with a space": (lambda by: by.kiosk.issue("HT", key="a b"), 400, "invalid_input"),
    "a used key with another service": (lambda by: by.kiosk.issue("CT", key="used"), 409, "idempotency_key_reused"),
    "a used key with another class": (lambda by: by.kiosk.issue("HT", key="used", priority="elderly"), 409, "idempotency_key_reused"),
    "no body": (lambda by: by.kiosk.ask("POST", API + "/tickets", None, RAW), 400, "invalid_input"),
    "half a body": (lambda by: raw(by.kiosk, b'{"service":"HT"'), 400, "invalid_json"),
    "a body that is a list": (lambda by: raw(by.kiosk, b"[]"), 400, "invalid_input"),
    "bytes that are no text": (lambda by: raw(by.kiosk, b'{"service":"\xff"}'), 400, "invalid_json"),
    "a lone surrogate": (lambda by: raw(by.kiosk, b'{"service":"\\ud800"}'), 400, "invalid_json"),
    "a lone surrogate in UTF-16": (lambda by: raw(by.kiosk, '{"service":"\\ud800"}'.encode("utf-16-le")), 400, "invalid_input"),
    "a number of 6,000 digits": (lambda by: raw(by.kiosk, b'{"service":' + b"9" * 6000 + b"}"), 400, "invalid_json"),
    "5,000 brackets": (lambda by: raw(by.kiosk, b'{"service":' + b"[" * 5000), 400, "invalid_json"),
    "a form": (lambda by: raw(by.kiosk, b"service=HT", **{"Content-Type": "application/x-www-form-urlencoded"}), 415, "unsupported_media_type"),
    "a body of 70 kB": (lambda by: by.kiosk.issue("x" * 70_000), 413, "too_large"),
    "a name of 10 kB": (lambda by: dossier(by.ana, applicant=LONG), 400, "invalid_input"),
    "a name of 201 letters": (lambda by: dossier(by.ana, applicant="ế" * 201), 400, "too_long"),
    "a name of nothing but spaces": (lambda by: dossier(by.ana, applicant="   "), 400, "empty"),
    "a bell in a name": (lambda by: dossier(by.ana, applicant="Lan\x07"), 400, "control_characters"),
    "an escape to the printer in a name": (lambda by: dossier(by.ana, applicant="\x1b@Lan"), 400, "control_characters"),
    "a zero byte in a name": (lambda by: dossier(by.ana, applicant="Lan\x00"), 400, "control_characters"),
    "a line end in a name": (lambda by: dossier(by.ana, applicant="Lan\nHoa"), 400, "control_characters"),
    "a name that turns the line round": (lambda by: dossier(by.ana, applicant="Lan\u202e"), 400, "control_characters"),
    "a lone surrogate in a name": (lambda by: raw(by.ana, b'{"procedure":"1.001193","applicant":"Lan\\udc00"}', "/tickets/1/dossiers"), 400, "invalid_json"),
    "a noncharacter in a name": (lambda by: dossier(by.ana, applicant="Lan\uffff"), 400, "invalid_unicode"),
    "an unknown channel": (lambda by: dossier(by.ana, channel="fax"), 400, "invalid_input"),
    "an unknown procedure": (lambda by: dossier(by.ana, procedure="9.999999"), 404, "procedure_not_found"),
    "a day that is not in the calendar": (lambda by: dossier(by.ana, procedure="1.001257", due_on="2026-02-30T10:00"), 400, "invalid_input"),
    "a dossier for a finished ticket": (lambda by: dossier(by.ana, 2), 409, "illegal_move"),
    "a dossier for a ticket that waits": (lambda by: dossier(by.ana, 3), 409, "illegal_move"),
    "a dossier for no ticket": (lambda by: dossier(by.ana, 999), 404, "ticket_not_found"),
    "a second call from a busy counter": (lambda by: by.ana.post("/counters/1/calls", {}), 409, "counter_busy"),
    "a call of a ticket at a counter": (lambda by: by.ana.post("/counters/1/calls", {"ticket": 1, "reason": "đã hẹn trước"}), 409, "counter_busy"),
    "a search of 2,000 letters": (lambda by: by.kiosk.get("/procedures?q=" + "x" * 2000), 400, "invalid_input"),
    "a search for minus one": (lambda by: by.kiosk.get("/procedures?limit=-1"), 400, "invalid_input"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_it_is_a_clear_problem_logged_and_nothing_is_written(
    centre: Centre, kiosk: Line, ana: Line, what: str
) -> None:
    act, status, code = BAD[what]
    before, said = written(centre), len(centre.log)
    answer = act(Hands(kiosk, ana))
    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    document = json.loads(answer.body)
    assert set(document) >= {"type", "title", "status", "detail", "code"}
    assert written(centre) == before
    assert f"layso.refused: {code} " in centre.log[said:]
    assert LONG[:100] not in centre.log[said:]


def written(centre: Centre) -> list[int]:
    """Count the rows of everything a request could write."""
    tables = ("event", "ticket", "leg", "dossier", "print_job", "idempotency", "draft", "series")
    return [centre.count(f"SELECT COUNT(*) FROM {table}") for table in tables]


def test_decomposed_vietnamese_is_taken_and_kept_composed(centre: Centre, ana: Line) -> None:
    answer = dossier(ana, applicant="Nguye\u0302\u0303n Thi\u0323 Hu\u031bo\u031bng")
    assert answer.status == 201
    assert answer.json["applicant"] == "Nguyễn Thị Hương"
    assert centre.count("SELECT COUNT(*) FROM dossier WHERE applicant = ?", "Nguyễn Thị Hương") == 1


def test_a_name_is_text_wherever_it_comes_out(ana: Line) -> None:
    name = '=1+1 <b>Lan</b> "; DROP TABLE ticket; --'
    assert dossier(ana, applicant=name).json["applicant"] == name


@pytest.mark.parametrize("device", ["Màn hình sảnh chính", "Máy in kiosk 1"])
def test_a_token_of_another_kind_of_device_is_refused(centre: Centre, device: str) -> None:
    before = written(centre)
    line = centre.line(device)
    for answer in (line.issue("HT"), line.post("/counters/1/calls", {}), line.post("/tickets/1/finish")):
        assert (answer.status, answer.code) == (403, "wrong_device_kind")
    assert written(centre) == before


def test_a_kiosk_may_not_do_what_a_clerk_may(centre: Centre, kiosk: Line) -> None:
    paths = (
        "/counters/1/open",
        "/counters/1/calls",
        "/tickets/1/finish",
        "/tickets/1/dossiers",
        "/tickets/1/receipt",
    )
    assert {(kiosk.post(path, {}).code) for path in paths} == {"wrong_device_kind"}


def test_after_all_this_nothing_is_lost(centre: Centre, ana: Line, kiosk: Line) -> None:
    assert ana.get("/tickets/1").json["state"] == "serving"
    assert kiosk.issue("HT", key=new_key("after")).status == 201
    assert centre.faults() == []
    assert "layso.failed" not in centre.log
