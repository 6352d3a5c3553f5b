"""Base templates, static files and headers: nothing breaks out of a page, nothing comes from elsewhere."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.web import init_web
from server.web.icons import WEB, icon_names, sprite
from server.web.languages import ROOM_FOLDERS
from tests.web.conftest import CENTRE

ICON_USES = re.compile(r"""icon\(["']([\w-]+)["']|<\$\{Icon\}[^>]*?name="([\w-]+)\"""")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Open a browser on the app."""
    return app.test_client()


def block(text: str, start: str) -> str:
    found = re.search(rf"<script {start}[^>]*>(.*?)</script>", text, re.DOTALL)
    assert found
    return found.group(1)


def test_a_page_names_its_language_its_centre_and_itself(client: FlaskClient) -> None:
    text = client.get("/hall").text
    assert '<html lang="vi" data-scale="desk" data-theme="day">' in text
    assert f"<title>Thử – {CENTRE}</title>" in text


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!--", "\u2028", '"&\\', "Đỗ Thị Ánh"]
)
def test_no_value_breaks_out_of_the_pages_json(client: FlaskClient, name: str) -> None:
    text = client.get("/hall", query_string={"name": name}).text
    body = block(text, 'type="application/json" id="boot"')
    assert json.loads(body) == {"name": name}
    assert not set("<>&\u2028") & set(body)


def test_the_import_map_leads_every_module_to_its_hashed_address(client: FlaskClient) -> None:
    imports = json.loads(block(client.get("/hall").text, 'type="importmap"'))["imports"]
    assert imports["layso/words.js"] == imports["/static/js/words.js"]
    for name in ("layso/api.js", "/static/hall/hall.js", "/static/hall/parts/part.js"):
        with client.get(imports[name]) as response:
            assert response.status_code == 200
            assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert response.mimetype == "text/javascript"


def test_a_file_asked_for_without_its_hash_is_checked_again_each_time(client: FlaskClient) -> None:
    with client.get("/static/css/base.css") as response:
        assert response.headers["Cache-Control"] == "no-cache"
        etag = response.headers["ETag"]
    with client.get("/static/css/base.css", headers={"If-None-Match": etag}) as response:
        assert response.status_code == 304


@pytest.mark.parametrize(
    "path",
    ["/static/hall/../secret.txt", "/static/hall/%2e%2e/secret.txt", "/static/../rooms.py", "/static/hall"],
)
def test_no_path_leads_out_of_the_static_folders(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_each_response_has_a_nonce_of_its_own_and_a_policy_without_exceptions(client: FlaskClient) -> None:
    first, second = client.get("/hall"), client.get("/hall")
    policy = first.headers["Content-Security-Policy"]
    assert policy != second.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([\w-]{22})'", policy)
    assert nonce
    assert f'<script type="importmap" nonce="{nonce.group(1)}">' in first.text
    assert "unsafe" not in policy
    assert "http" not in policy
    for rule in ("default-src 'none'", "frame-ancestors 'self'", "base-uri 'none'", "object-src 'none'"):
        assert rule in policy


def test_a_strange_host_header_adds_nothing_to_the_policy(client: FlaskClient) -> None:
    policy = client.get("/hall", headers={"Host": "a; script-src *"}).headers["Content-Security-Policy"]
    assert "connect-src 'self';" in policy
    assert "*" not in policy


def test_a_page_is_never_stored_and_tells_no_other_site_where_one_came_from(client: FlaskClient) -> None:
    headers = client.get("/hall").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_asking_for_a_language_is_remembered_and_the_link_keeps_the_rest(client: FlaskClient) -> None:
    first = client.get("/hall?lang=en&name=a%26b")
    assert "Sign in" in first.text
    assert 'href="/hall?name=a%26b&amp;lang=vi"' in first.text
    assert "SameSite=Strict" in first.headers["Set-Cookie"]
    assert "Sign in" in client.get("/hall").text


def test_an_icon_with_a_label_is_read_out_and_one_without_is_not(app: Flask) -> None:
    with app.test_request_context("/"):
        icon = app.jinja_env.globals["icon"]
        assert 'role="img" aria-label="Máy &lt;in&gt;"' in icon("printer", label="Máy <in>")  # type: ignore[operator]
        assert 'aria-hidden="true"' in icon("printer")  # type: ignore[operator]


def test_every_icon_a_screen_shows_is_in_the_list_and_in_the_sprite() -> None:
    used = {
        found[0] or found[1]
        for folder in ROOM_FOLDERS
        for path in folder.rglob("*")
        if path.suffix in (".html", ".js", ".py") and "vendor" not in path.parts
        for found in ICON_USES.findall(path.read_text("utf-8"))
    }
    assert len(used) > 5
    assert used - set(icon_names()) == set()
    if (WEB / "static" / "vendor" / "icons").exists():
        assert {name for name in icon_names() if f'id="{name}"' not in sprite()} == set()


def test_an_app_that_serves_static_files_itself_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="static_folder=None"):
        init_web(Flask("shell", static_folder=str(tmp_path)), centre_name=lambda: CENTRE)
