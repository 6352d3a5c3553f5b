"""Scene 15. On the main port and on the one for phones: one's own ticket, and nothing else."""

import json
import re
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from server.store import settings_table
from tests.acceptance.hall import Hall, await_paper, take_number
from tests.acceptance.outsider import Socket, ask, is_refused
from tests.acceptance.paper import decoded, read_qr

FIVE_KEYS = ["number", "status", "counter", "people_ahead", "estimate"]
NAMESPACES = ("/display", "/counter", "/manager", "/kiosk", "/ticket", "/", "/admin")
CLAIMS = ("", '{"token":"guess"}', '{"token":""}', '{"token":["x"]}', '{"zone":"sanh-chinh"}', "7")
DETOURS = (
    "/t/../api/v1/board",
    "/t/%2e%2e/api/v1/board",
    "/t/..%2f..%2fapi/v1/board",
    "//api/v1/board",
    "/t//../../metrics",
    "/T/../healthz/../metrics",
    "/static/../layso.db",
    "/static/%2e%2e/%2e%2e/layso.db",
    "/static/..%2f..%2fsecret.key",
    "/t/%00",
    "/t/" + "A" * 500,
    "/socket.io/?EIO=4&transport=polling",
)


@pytest.fixture
def hall(closed_hall: Hall) -> Hall:
    """Open a hall with a second port for the phones of the citizens."""
    closed_hall.centre.environ = {"LAYSO_PUBLIC_PORT": "0"}
    closed_hall.centre.start()
    return closed_hall


@pytest.fixture
def ports(hall: Hall) -> tuple[int, int]:
    """Give the main port and the one for phones, which is the one that goes into the codes."""
    connection = hall.centre.reader()
    found = settings_table.get(connection, "phone_url_found")
    connection.close()
    public = urlsplit(found).port
    assert public is not None
    assert public != hall.centre.port
    return hall.centre.port, public


def test_curious_phone_on_the_free_wifi(hall: Hall, ports: tuple[int, int]) -> None:
    """Knows the server's address. Gets the phone page for its own ticket and nothing else: no list, no other ticket,
    no socket, no API document.
    """
    kiosk = hall.kiosk()
    number = take_number(kiosk, "Hộ tịch")
    await_paper(kiosk)
    own, others = read_qr(decoded(hall.centre.slips[0]))[0], hall.line().issue("CT").json
    assert urlsplit(own).port == ports[1]
    phone = hall.phone(own)
    expect(phone.get_by_role("heading")).to_contain_text(number)
    expect(phone.get_by_text("Ông/bà là người tiếp theo")).to_be_visible()
    assert phone.context.cookies() == []

    token = own.rpartition("/")[2]
    for port in ports:
        assert_own_ticket_and_no_more(port, token, number)
        assert_other_tickets_are_not_there(port, [str(others["id"]), others["token"][:-1], "A" * 26, "C001"])
        assert_sockets_are_closed(port, token, number)
    assert_the_addresses_are_closed(hall, *ports)
    assert_hears_of_nobody_else(hall, phone, others)


def assert_own_ticket_and_no_more(port: int, token: str, number: str) -> None:
    page = ask(port, f"/t/{token}")
    assert page.status == 200
    data = ask(port, f"/t/{token}.json")
    assert list(data.json) == FIVE_KEYS
    assert data.json["number"] == number
    for answer in (page, data):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert not {"set-cookie", "server", "access-control-allow-origin"} & set(answer.headers)
    assert page.headers["x-frame-options"] == "SAMEORIGIN"
    assert "'unsafe" not in page.headers["content-security-policy"]


def assert_other_tickets_are_not_there(port: int, guesses: list[str]) -> None:
    """A wrong guess, near or far, looks like any other."""
    pages = [ask(port, f"/t/{guess}", accept="text/html") for guess in guesses]
    data = [ask(port, f"/t/{guess}.json") for guess in guesses]
    assert {one.status for one in (*pages, *data)} == {404}
    for answers in (pages, data):
        texts = {without_own_words(one.text, guess) for one, guess in zip(answers, guesses, strict=True)}
        assert len(texts) == 1
    assert ask(port, f"/t/{guesses[0]}", method="POST").status in (401, 404, 405)


def without_own_words(text: str, guess: str) -> str:
    """Take out what the asker said himself, and the number of the answer."""
    return re.sub(r'nonce="[^"]*"', "", text.replace(f"/t/{guess}", "/t/"))


def assert_the_addresses_are_closed(hall: Hall, main: int, public: int) -> None:
    """Every address of the API, and every page of the house."""
    document = hall.line().get("/openapi.json").json
    paths = [re.sub(r"\{[^}]+\}", "1", path) for path in document["paths"]]
    assert len(paths) > 15
    house = ["/api/v1/openapi.json", "/metrics", "/kiosk", "/display", "/counter", "/counter/1", "/manager"]
    for path in (*paths, *house):
        for method in ("GET", "POST", "PUT", "DELETE"):
            assert ask(public, path, method).status == 404, path
            assert ask(main, path, method).status in (401, 404, 405), path
    assert all(ask(main, path).status == 401 for path in house)
    for path in ("/", "/login", "/readyz", "/pair/guess"):
        assert ask(public, path).status == 404
    for port in (main, public):
        assert {path for path in DETOURS if ask(port, path).status < 400} == set()


def assert_sockets_are_closed(port: int, token: str, number: str) -> None:
    """Without a token no room opens; with one's own only one's own; from another site nothing at all."""
    here = f"http://127.0.0.1:{port}"
    with closing(Socket(port, here)) as socket:
        assert [one for one in NAMESPACES if any(socket.joins(one, claim) for claim in CLAIMS)] == []

    with closing(Socket(port, here)) as own:
        claim = json.dumps({"token": token})
        assert own.joins("/ticket", claim)
        assert [one for one in NAMESPACES if one != "/ticket" and own.joins(one, claim)] == []
        assert own.told[0].startswith(f'42/ticket,["snapshot",{{"number":"{number}"')

    evil = "http://evil.example"
    assert is_refused(port, evil)
    assert is_refused(port, f"http://127.0.0.1:{port + 1}")
    assert is_refused(port, evil, host="evil.example")
    assert is_refused(port, "null")


def assert_hears_of_nobody_else(hall: Hall, phone: Page, others: dict[str, Any]) -> None:
    """Another ticket is called, then one's own: the phone was told of the second alone."""
    line = hall.line()
    for counter, ticket in ((2, others["id"]), (3, 1)):
        line.post(f"/counters/{counter}/open")
        assert line.post(f"/counters/{counter}/calls", {"ticket": ticket}).status == 201
    expect(phone.get_by_text("QUẦY 3").first).to_be_visible()
    told = "".join(hall.heard[phone])
    assert '["call",' in told
    assert others["number"] not in told
