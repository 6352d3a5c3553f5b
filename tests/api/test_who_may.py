"""Who gets an answer: walks over every address of the real server, as nobody, as Dan, and without a CSRF token."""

import json
import re
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from server.app import Centre as App
from server.settings import Settings
from server.store.secret import load_secret
from tests.builders import demo_file
from tests.lines import API, Line, new_key
from tests.servers import Centre

OPEN_TO_ALL = ("/t/", "/T/", "/healthz", "/login", "/pair/", "/static/", "/readyz")
FILLED = {
    "ticket_id": "1",
    "number": "1",
    "job_id": "1",
    "code": "1.001193",
    "token": "nobodys",
    "filename": "x.css",
}


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """List every method and address that a centre knows, with something in each gap."""
    folder: Path = tmp_path_factory.mktemp("map")
    (folder / "layso.db").write_bytes(demo_file())
    app = App(folder, Settings())
    rules = [(method, rule.rule) for rule in app.app.url_map.iter_rules() for method in rule.methods or ()]
    app.store.close()
    gap = re.compile(r"<(?:\w+:)?(\w+)>")
    return sorted(
        {(method, gap.sub(lambda found: FILLED.get(found[1], "1"), rule)) for method, rule in rules}
    )


def test_nobody_is_answered_but_where_everybody_is(centre: Centre, addresses: list[tuple[str, str]]) -> None:
    line = centre.line()
    answered = [
        f"{method} {path}: {answer.status}"
        for method, path in addresses
        if method != "OPTIONS" and not path.startswith(OPEN_TO_ALL)
        for answer in [line.ask(method, path, b"{}" if method in ("POST", "PUT") else None)]
        if answer.status not in (401, 403)
    ]
    assert len(addresses) > 60
    assert answered == ["GET /: 302", "HEAD /: 302"] or not answered


def test_nobody_in_a_browser_is_led_to_the_login_page(centre: Centre) -> None:
    answer = centre.line().page("/counter")
    assert answer.status == 302
    assert answer.headers["location"].startswith("/login?")


def test_what_is_open_to_all_tells_nothing_of_the_hall(centre: Centre, kiosk: Line) -> None:
    ticket = kiosk.issue("HT").json
    nobody = centre.line()
    for path in ("/healthz", "/readyz", "/login", "/t/nobodys", "/pair/nobodys"):
        answer = nobody.ask("GET", path)
        assert ticket["number"] not in answer.text
        assert ticket["token"] not in answer.text


def test_no_socket_without_an_identity(centre: Centre) -> None:
    answer = centre.line().ask("GET", "/socket.io/?EIO=4&transport=polling")
    assert answer.status == 400


def test_dan_the_clerk_sees_no_page_of_the_manager(
    dan: Line, carla: Line, addresses: list[tuple[str, str]]
) -> None:
    of_managers = [
        path
        for method, path in addresses
        if method == "GET" and path.startswith(("/manager", "/metrics", API + "/reports"))
    ]
    assert "/manager" in of_managers
    for path in of_managers:
        answer = dan.ask("GET", path)
        assert (answer.status, answer.code) == (403, "forbidden"), path
        assert carla.ask("GET", path).status in (200, 302, 308, 404), path


def test_dan_may_not_act_at_anas_counter(ana: Line, dan: Line, kiosk: Line) -> None:
    ana.post("/counters/1/open")
    ticket = kiosk.issue("HT").json["id"]
    ana.post("/counters/1/calls", {"ticket": ticket, "reason": "đã hẹn trước"})
    acts = [f"/tickets/{ticket}/{move}" for move in ("recall", "serve", "finish", "no-show", "receipt")]
    for path in [*acts, "/counters/1/calls", "/counters/1/open", "/counters/1/pause", "/counters/1/close"]:
        assert dan.post(path).code == "counter_taken", path
    assert ana.post(f"/tickets/{ticket}/finish").status == 200


@pytest.mark.parametrize("token", ["", "nonsense", "IjEyMyI.aa.bb"])
def test_a_browser_without_the_right_csrf_token_may_not_act(centre: Centre, token: str) -> None:
    bruno = centre.browser("bruno")
    before = centre.events()
    bruno.csrf = token
    answer = bruno.post("/counters/2/open")
    assert (answer.status, answer.code) == (403, "csrf")
    assert bruno.issue("HT").code == "csrf"
    assert centre.events() == before


def test_a_wrong_password_tells_not_what_was_wrong(centre: Centre) -> None:
    known, unknown = centre.line(), centre.line()
    answers = [known.sign_in("ana", "wrong password"), unknown.sign_in("nobody", "wrong password")]
    assert [one.status for one in answers] == [401, 401]
    pages = [re.sub(r'value="[^"]*"|nonce-[^"]*|nonce="[^"]*"', "", one.text) for one in answers]
    assert pages[0] == pages[1]


def test_a_bearer_token_nobody_gave_out_is_refused(centre: Centre) -> None:
    line = centre.line()
    for authorization in ("Bearer " + "0" * 64, "Basic YW5hOng=", "Bearer"):
        answer = line.ask("GET", API + "/services", headers={"Authorization": authorization})
        assert (answer.status, answer.code) == (401, "unknown_token")


def test_a_session_that_was_ended_says_so_and_writes_nothing(own_centre: Centre) -> None:
    ana = own_centre.browser("ana")
    assert ana.post("/counters/1/open").status == 200
    before = own_centre.events()
    done = own_centre.layso(
        "user", "add", "DIR", "ana", "--role", "clerk", "--password-stdin", stdin="another password\n"
    )
    assert done.returncode == 0, done.stderr
    answer = ana.post("/counters/1/pause")
    assert (answer.status, answer.code) == (401, "session_expired")
    assert own_centre.events() == before
    assert ana.page("/counter").headers["location"].startswith("/login")


def test_a_session_of_thirteen_hours_has_expired(centre: Centre) -> None:
    line = centre.line()
    line.cookies["layso_session"] = signed_in(centre, hours_ago=13)
    answer = line.get("/services")
    assert (answer.status, answer.code) == (401, "session_expired")
    line.cookies["layso_session"] = signed_in(centre, hours_ago=11)
    assert line.get("/services").status == 200


def signed_in(centre: Centre, *, hours_ago: float) -> str:
    """Make Bruno's session cookie as the server signs it, begun some hours ago."""
    app = Flask("forge")
    app.secret_key = load_secret(centre.folder)
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    bruno = centre.count("SELECT id FROM account WHERE name = 'bruno'")
    epoch = centre.count("SELECT session_epoch FROM account WHERE name = 'bruno'")
    begun_ms = time.time_ns() // 1_000_000 - int(hours_ago * 3600_000)
    cookie = {"_user_id": str(bruno), "_fresh": True, "epoch": epoch, "signed_in_at_ms": begun_ms}
    signed: str = serializer.dumps(cookie)
    return signed


def test_a_device_added_on_the_command_line_may_act_at_once_and_only_as_its_kind(centre: Centre) -> None:
    done = centre.layso("device", "add", "DIR", "Kiosk 2", "--kind", "kiosk", "--json")
    assert done.returncode == 0, done.stderr
    added = json.loads(done.stdout)
    assert set(added) == {"id", "token"}
    line = Line(centre.url, added["token"])
    assert line.issue("HT", key=new_key("kiosk-2")).status == 201
    assert line.post("/counters/1/calls").code == "wrong_device_kind"
    line.close()
    again = centre.layso("device", "add", "DIR", "Kiosk 2", "--kind", "kiosk", "--json")
    assert (again.returncode, again.stdout) == (1, "")
    assert len(again.stderr.strip().splitlines()) == 1
