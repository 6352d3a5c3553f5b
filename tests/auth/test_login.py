"""Signing in and out, how long a session lasts, and what the login page gives away: nothing."""

import pytest

from server.auth.login import local_path
from server.auth.sessions import LASTS_MS
from server.store import accounts
from tests.auth.cast import HASH, PASSWORD, Scene, code_of, csrf_of, log_in


def test_ana_signs_in_and_comes_to_where_she_wanted_to_go(scene: Scene) -> None:
    response = log_in(scene.browser(), "ana", PASSWORD, next_path="/desk?counter=1")
    assert (response.status_code, response.location) == (303, "/desk?counter=1")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(scene: Scene) -> None:
    cookie = log_in(scene.browser(), "ana", PASSWORD).headers["Set-Cookie"]
    assert cookie.startswith("layso_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(scene: Scene) -> None:
    wrong = log_in(scene.browser(), "ana", "not her password")
    unknown = log_in(scene.browser(), "dan", "not her password")
    assert wrong.status_code == unknown.status_code == 401
    assert _without_values(wrong.text, "ana") == _without_values(unknown.text, "dan")


def _without_values(text: str, name: str) -> str:
    lines = text.replace(f'value="{name}"', "").splitlines()
    return "\n".join(line for line in lines if "nonce=" not in line and "csrf_token" not in line)


@pytest.mark.parametrize("name", ["", "a" * 10_000, "ana\x00", "an\na", "\u202eana", "ANA'--"])
def test_a_strange_name_is_simply_not_known(scene: Scene, name: str) -> None:
    assert log_in(scene.browser(), name, PASSWORD).status_code == 401


def test_a_login_without_the_pages_csrf_token_is_refused(scene: Scene) -> None:
    refused = scene.browser().post("/login", data={"name": "ana", "password": PASSWORD})
    assert refused.status_code == 403


def test_a_disabled_account_cannot_sign_in_and_its_session_ends(scene: Scene) -> None:
    ana = scene.signed_in("ana")
    scene.store.write(
        lambda tx: tx.connection.execute("UPDATE account SET disabled_at_ms = 1 WHERE name = 'ana'")
    )
    assert ana.get("/desk").status_code == 401
    assert log_in(scene.browser(), "ana", PASSWORD).status_code == 401


def test_a_session_ends_twelve_hours_after_signing_in_however_busy_it_was(scene: Scene) -> None:
    ana = scene.signed_in("ana")
    scene.now_ms += LASTS_MS - 1
    assert ana.get("/desk").status_code == 200
    scene.now_ms += 1
    ended = ana.get("/desk")
    assert (ended.status_code, code_of(ended)) == (401, "session_expired")


def test_a_clock_set_back_before_the_sign_in_ends_the_session(scene: Scene) -> None:
    ana = scene.signed_in("ana")
    scene.now_ms -= 1
    assert ana.get("/desk").status_code == 401


def test_a_new_password_ends_the_sessions_begun_before(scene: Scene) -> None:
    ana = scene.signed_in("ana")
    scene.store.write(
        lambda tx: accounts.insert(tx, name="ana", display_name="Ana", role="clerk", password_hash=HASH)
    )
    ended = ana.get("/desk")
    assert code_of(ended) == "session_expired"
    assert "hết hạn" in ana.get("/login").text


def test_a_forged_session_cookie_counts_as_an_ended_session(scene: Scene) -> None:
    dan = scene.browser()
    dan.set_cookie("layso_session", "eyJfdXNlcl9pZCI6IjEifQ.forged.signature")
    refused = dan.get("/desk")
    assert (refused.status_code, code_of(refused)) == (401, "session_expired")


def test_ana_signs_out_and_the_page_is_closed_again(scene: Scene) -> None:
    ana = scene.signed_in("ana")
    assert ana.post("/logout", data={"csrf_token": csrf_of(ana)}).location == "/login"
    assert ana.get("/desk").status_code == 401


def test_who_is_signed_in_already_goes_on_from_the_login_page(scene: Scene) -> None:
    assert scene.signed_in("ana").get("/login?next=/desk").location == "/desk"


def test_the_eleventh_try_for_one_name_in_a_minute_waits_wherever_it_comes_from(scene: Scene) -> None:
    browser = scene.browser()
    token = csrf_of(browser)
    form = {"csrf_token": token, "name": "ana", "password": "guess"}
    statuses = [
        browser.post("/login", data=form, environ_base={"REMOTE_ADDR": f"192.168.1.{last}"}).status_code
        for last in range(11)
    ]
    assert statuses == [401] * 10 + [429]


def test_the_eleventh_try_from_one_address_in_a_minute_waits_whatever_the_name(scene: Scene) -> None:
    browser = scene.browser()
    token = csrf_of(browser)
    statuses = [
        browser.post("/login", data={"csrf_token": token, "name": f"ana{n}", "password": "x"}).status_code
        for n in range(11)
    ]
    assert statuses == [401] * 10 + [429]


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/a\\b",
        "javascript:x",
        "/a\r\nb",
        "desk",
    ],
)
def test_a_path_that_leads_elsewhere_is_replaced_by_the_first_page(path: str | None) -> None:
    assert local_path(path) == "/"


def test_a_path_of_this_server_is_kept_with_its_query() -> None:
    assert local_path("/desk?counter=3&q=a%2Fb") == "/desk?counter=3&q=a%2Fb"
