"""Every refusal and failure is a problem document for programs and a plain page for people."""

import importlib
import json
import logging
import pkgutil
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

import server
from server.domain.errors import QueueError
from server.web.languages import translations_of
from server.web.problems import codes_of
from server.web.refusals import REFUSALS
from tests.web.conftest import UnheardOf

RULE_GIVERS = ("server.domain", "server.store", "server.operations", "server.auth", "server.web")
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Open a browser on the app."""
    return app.test_client()


def refusals(kind: type[QueueError] = QueueError) -> Iterator[type[QueueError]]:
    for one in kind.__subclasses__():
        yield one
        yield from refusals(one)


def test_every_refusal_of_the_rules_has_words_of_its_own() -> None:
    for module in pkgutil.walk_packages(server.__path__, "server."):
        if module.name.startswith(RULE_GIVERS):
            importlib.import_module(module.name)
    codes = {kind.code for kind in refusals() if kind is not UnheardOf}
    assert len(codes) > 20
    assert codes - set(REFUSALS) == set()


def test_every_refusal_tells_a_title_and_what_to_do_in_both_languages() -> None:
    english = translations_of("en")
    for code, refusal in REFUSALS.items():
        assert 400 <= refusal.status < 600, code
        for text in (str(refusal.title), str(refusal.detail)):
            assert english.gettext(text) not in ("", text), code


def test_a_refusal_is_a_problem_document_with_its_plain_details(client: FlaskClient) -> None:
    response = client.get("/api/v1/refused", headers={"Accept-Language": "en-GB,vi;q=0.5"})
    assert response.status_code == 409
    assert response.mimetype == "application/problem+json"
    assert response.json == {
        "type": "urn:layso:problem:illegal_move",
        "title": "Not possible with this ticket",
        "status": 409,
        "detail": "The present state of the ticket does not allow this.",
        "code": "illegal_move",
        "details": {"number": "A042"},
        "reason": "a finished ticket cannot be called",
    }


def test_a_refusal_without_words_takes_those_of_its_nearest_kind(client: FlaskClient) -> None:
    response = client.get("/api/v1/unheard-of")
    assert (response.status_code, response.get_json()["code"]) == (400, "unheard_of")
    assert response.get_json()["title"] == "Thông tin chưa đúng"
    assert codes_of(UnheardOf()) == ["unheard_of", "unheard_of", "invalid_input", "refused"]


@pytest.mark.parametrize(
    ("query", "cookie", "accept", "title"),
    [
        ("", None, None, "Không tìm thấy"),
        ("", None, "en", "Not found"),
        ("", None, "fr,de", "Không tìm thấy"),
        ("", "vi", "en", "Không tìm thấy"),
        ("?lang=en", "vi", "vi", "Not found"),
        ("?lang=xx", None, None, "Không tìm thấy"),
    ],
)
def test_the_reader_is_answered_in_the_language_asked_for_last(
    client: FlaskClient, query: str, cookie: str | None, accept: str | None, title: str
) -> None:
    if cookie:
        client.set_cookie("layso_language", cookie)
    headers = {"Accept-Language": accept} if accept else {}
    assert client.get(f"/api/v1/nothing{query}", headers=headers).get_json()["title"] == title


def test_a_person_gets_a_page_that_says_what_to_do_next(client: FlaskClient) -> None:
    response = client.get("/nobody", headers=PAGE)
    assert (response.status_code, response.mimetype) == (409, "text/html")
    assert "Hiện không có ai chờ" in response.text
    assert 'href="/"' in response.text


def test_a_program_never_gets_a_page_from_the_api_or_a_json_address(client: FlaskClient) -> None:
    for path in ("/api/v1/refused", "/t/x.json"):
        assert client.get(path, headers=PAGE).mimetype == "application/problem+json"


def test_a_failure_tells_a_reference_to_the_log_and_nothing_of_the_inside(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.get("/broken")
    assert (response.status_code, response.get_json()["code"]) == (500, "internal_error")
    assert "swordfish" not in response.text
    assert response.get_json()["reference"] in caplog.text
    assert "swordfish" in caplog.text
    page = client.get("/broken", headers=PAGE)
    assert "swordfish" not in page.text
    assert "Số tham chiếu" in page.text


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b'{"service": "CT"}', "application/json", 200, None),
        (b'{"service": "CT"}', "text/plain", 415, "unsupported_media_type"),
        (b'{"service": "CT"}', "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b'{"service": ', "application/json", 400, "invalid_json"),
        (b'{"service": "\xff"}', "application/json", 400, "invalid_json"),
        (b'{"service": "\\ud800"}', "application/json", 400, "invalid_json"),
        (b"[" * 60_000, "application/json", 400, "invalid_json"),
        (b"null", "application/json", 400, "invalid_input"),
        (b"[1]", "application/json", 400, "invalid_input"),
        (b"", "application/json", 400, "invalid_input"),
        (b'{"service": 7}', "application/json", 400, "invalid_input"),
        (b'{"service": "CT", "count": "many"}', "application/json", 400, "invalid_input"),
        (b'{"service": "' + b"x" * 70_000 + b'"}', "application/json", 413, "too_large"),
    ],
)
def test_a_body_that_is_not_what_the_api_takes_is_refused_by_code(
    client: FlaskClient, body: bytes, content_type: str, status: int, code: str | None
) -> None:
    response = client.post("/api/v1/orders", data=body, content_type=content_type)
    assert (response.status_code, response.get_json().get("code")) == (status, code)


def test_a_wrong_field_is_named_and_its_value_never_repeated(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.post("/api/v1/orders", json={"service": "Nguyễn Văn A"})
    assert [error["field"] for error in response.get_json()["errors"]] == ["service"]
    assert "Nguyễn" not in json.dumps(response.json, ensure_ascii=False) + caplog.text


def test_a_wrong_method_says_which_ones_there_are(client: FlaskClient) -> None:
    response = client.get("/api/v1/orders")
    assert (response.status_code, response.get_json()["code"]) == (405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


def test_an_unknown_address_is_logged_short_and_without_line_breaks(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "layso.refused"):
        client.get("/x%0d%0aforged" + "y" * 500)
    assert "\n" not in caplog.messages[0]
    assert "\\r\\n" in caplog.messages[0]
    assert len(caplog.messages[0]) < 200


def test_a_secret_in_an_address_that_no_rule_met_is_not_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "layso.refused"):
        client.put("/t/SECRETSECRETSECRETSECRET12")
    assert "SECRET" not in caplog.text
    assert "/t/…" in caplog.text
