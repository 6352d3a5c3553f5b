"""Who gets in: the session for staff, the token for devices, nobody otherwise."""

import logging

import pytest

from server.auth.devices import forget_devices
from server.store import devices
from tests.auth.cast import PASSWORD, REMOTE, Scene, code_of, csrf_of, log_in

PAGE = {"Accept": "text/html"}


def test_a_view_that_nobody_marked_is_refused_even_to_a_manager(scene: Scene) -> None:
    assert scene.browser().get("/forgotten").status_code == 401
    refused = scene.signed_in("carla").get("/forgotten")
    assert refused.status_code == 403
    assert code_of(refused) == "forbidden"


def test_dan_without_an_account_gets_only_the_public_pages(scene: Scene) -> None:
    dan = scene.browser()
    answers = {}
    for rule in scene.app.url_map.iter_rules():
        path = rule.rule.replace("<token>", "guess").replace("<path:filename>", "css/base.css")
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            with dan.open(path, method=method, json={}) as answer:
                answers[f"{method} {path}"] = answer.status_code
    let_in = {request for request, status in answers.items() if status not in (401, 403)}
    assert let_in == {"GET /form", "GET /login", "GET /static/css/base.css", "GET /static/icons.svg"}


def test_dan_is_sent_to_the_login_page_and_back_to_where_he_wanted_to_go(scene: Scene) -> None:
    sent = scene.browser().get("/desk?counter=3", headers=PAGE)
    assert sent.status_code == 302
    assert sent.location == "/login?next=%2Fdesk%3Fcounter%3D3"


def test_dan_at_an_unpaired_kiosk_is_told_so_rather_than_asked_for_a_password(scene: Scene) -> None:
    told = scene.browser().get("/kiosk", headers=PAGE)
    assert told.status_code == 401
    assert "Thiết bị chưa được ghép" in told.text
    assert "/login" not in told.text


def test_from_the_first_address_each_is_led_to_their_own_page(scene: Scene) -> None:
    led = {
        "ana": scene.signed_in("ana").get("/").location,
        "carla": scene.signed_in("carla").get("/").location,
        "kiosk": scene.paired("kiosk").get("/").location,
        "display": scene.paired("display").get("/").location,
        "dan": scene.browser().get("/").location,
    }
    assert led == {
        "ana": "/counter",
        "carla": "/manager",
        "kiosk": "/kiosk",
        "display": "/display",
        "dan": "/login",
    }


def test_a_paired_board_stays_that_board_though_a_clerk_signs_in_on_it(scene: Scene) -> None:
    board = scene.paired("display")
    log_in(board, "ana", PASSWORD)
    assert board.get("/board").text == "display 1"
    scene.store.write(lambda tx: tx.connection.execute("UPDATE device SET revoked_at_ms = 1"))
    forget_devices()
    assert board.get("/board").text == "ana"


def test_ana_the_clerk_may_not_read_the_managers_reports(scene: Scene) -> None:
    refused = scene.signed_in("ana").get("/reports")
    assert (refused.status_code, code_of(refused)) == (403, "forbidden")


def test_carla_the_manager_may_do_what_a_clerk_may(scene: Scene) -> None:
    carla = scene.signed_in("carla")
    assert carla.get("/reports").text == "carla"
    assert "carla" in carla.get("/desk").text


def test_a_device_of_another_kind_is_refused_by_name(scene: Scene) -> None:
    refused = scene.browser().post("/api/v1/calls", headers=scene.bearer("kiosk"))
    assert (refused.status_code, code_of(refused)) == (403, "wrong_device_kind")


def test_an_integration_acts_at_every_counter_and_reads_the_reports(scene: Scene) -> None:
    browser = scene.browser()
    headers = scene.bearer("integration")
    assert browser.post("/api/v1/calls", headers=headers).json == {"by": "integration:integration 1"}
    assert browser.get("/reports", headers=headers).status_code == 200


@pytest.mark.parametrize("header", ["Bearer guess", "Bearer ", "Basic YTpi", "bearer\ud800"])
def test_an_unknown_token_is_refused_and_never_falls_back_to_the_session(scene: Scene, header: str) -> None:
    ana = scene.signed_in("ana")
    value = header.encode("utf-8", "surrogatepass").decode("latin-1")
    refused = ana.post("/api/v1/calls", headers={"Authorization": value})
    assert (refused.status_code, code_of(refused)) == (401, "unknown_token")


def test_a_revoked_device_is_refused_once_it_is_forgotten(scene: Scene) -> None:
    browser, headers = scene.browser(), scene.bearer("integration")
    assert browser.get("/reports", headers=headers).status_code == 200
    row = next(one for one in devices.every(scene.store.reader()) if one.kind == "integration")
    scene.store.write(lambda tx: devices.revoke(tx, row.id))
    forget_devices()
    refused = browser.get("/reports", headers=headers)
    assert code_of(refused) == "unknown_token"


def test_pairing_makes_a_browser_the_screen_of_its_device(scene: Scene) -> None:
    browser = scene.browser()
    sent = browser.get(f"/pair/{scene.tokens['kiosk']}")
    assert (sent.status_code, sent.location) == (303, "/kiosk")
    cookie = sent.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert browser.get("/kiosk").json == {"name": "kiosk 1", "token": scene.tokens["kiosk"], "zone": "A"}


def test_a_browser_cannot_be_paired_with_a_guess_or_as_an_integration(scene: Scene) -> None:
    assert scene.browser().get("/pair/guess").status_code == 401
    assert scene.browser().get(f"/pair/{scene.tokens['integration']}").status_code == 403


def test_a_device_cookie_opens_pages_only_never_the_api(scene: Scene) -> None:
    kiosk = scene.paired("kiosk")
    assert kiosk.post("/api/v1/tickets", json={"service": "CT"}).status_code == 401


def test_a_cookie_renamed_by_hand_opens_no_other_devices_page(scene: Scene) -> None:
    browser = scene.browser()
    browser.set_cookie("layso_kiosk", scene.tokens["display"])
    assert browser.get("/kiosk").status_code == 401


def test_a_page_of_a_device_starts_in_vietnamese_whatever_its_browser_speaks(scene: Scene) -> None:
    english = {"Accept-Language": "en"}
    assert scene.signed_in("ana").get("/desk", headers=english).text.count('lang="en"') >= 1
    kiosk = scene.paired("kiosk")
    kiosk.get("/kiosk", headers=english)
    refused = kiosk.post("/api/v1/calls", headers=english | scene.bearer("kiosk"))
    assert refused.get_json()["title"] == "Thiết bị không được làm việc này"


def test_a_change_by_session_needs_the_pages_csrf_token(scene: Scene) -> None:
    ana = scene.signed_in("ana")
    refused = ana.post("/api/v1/calls")
    assert (refused.status_code, code_of(refused)) == (403, "csrf")
    done = ana.post("/api/v1/calls", headers={"X-CSRFToken": csrf_of(ana)})
    assert done.json == {"by": "staff:ana"}


def test_one_device_takes_no_more_tickets_a_minute_than_set(scene: Scene) -> None:
    browser, headers = scene.browser(), scene.bearer("kiosk")
    statuses = [
        browser.post(
            "/api/v1/tickets", json={"service": "CT"}, headers=headers, environ_base=REMOTE
        ).status_code
        for _ in range(4)
    ]
    assert statuses == [201, 201, 201, 429]


def test_what_runs_on_this_pc_itself_takes_tickets_without_a_limit(scene: Scene) -> None:
    browser, headers = scene.browser(), scene.bearer("kiosk")
    taken = [browser.post("/api/v1/tickets", json={"service": "CT"}, headers=headers) for _ in range(5)]
    assert {response.status_code for response in taken} == {201}


def test_a_refusal_is_logged_with_code_rule_and_identity_but_no_token(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "layso.refused"):
        scene.browser().get("/pair/tell-tale-token")
        scene.browser().post("/api/v1/calls", headers=scene.bearer("kiosk"))
    assert caplog.messages == [
        "unknown_token GET /pair/<token> by -",
        "wrong_device_kind POST /api/v1/calls by kiosk:kiosk 1",
    ]


def test_a_bad_body_from_an_outsider_is_not_even_looked_at(scene: Scene) -> None:
    assert scene.browser().post("/api/v1/calls", data="<xml/>", content_type="text/xml").status_code == 401
