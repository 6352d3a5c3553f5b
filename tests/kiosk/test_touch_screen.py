"""The touch screen's page and its QR codes over HTTP: for kiosks alone. What is touched there is tests/browser."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from server.web.qr import QUIET_ZONE, draw_qr
from tests.kiosk.small_centre import found_small_centre
from tests.lines import Line
from tests.servers import PHONE_URL, Centre, running_centre

MODULE_PX = 8


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run the demo centre."""
    with running_centre(tmp_path_factory.mktemp("hall")) as centre:
        yield centre


@pytest.fixture
def kiosk(hall: Centre) -> Iterator[Line]:
    """Open the browser of the kiosk: it holds the cookie that pairing gave it."""
    with closing(paired(hall)) as line:
        yield line


def paired(centre: Centre) -> Line:
    line = centre.line()
    assert line.page(f"/pair/{centre.tokens['Kiosk 1']}").headers["location"] == "/kiosk"
    return line


def boot_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page)
    assert found
    boot: dict[str, Any] = json.loads(found.group(1))
    return boot


def read_qr(svg: bytes) -> str:
    """Read a QR code back from its SVG path of whole squares, with a reader that shares no code with the drawer."""
    found = re.search(rb'viewBox="0 0 (\d+)', svg)
    assert found
    side = int(found.group(1)) * MODULE_PX
    picture = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(picture)
    for x, y in re.findall(rb"M(\d+),(\d+)", svg):
        left, top = int(x) * MODULE_PX, int(y) * MODULE_PX
        draw.rectangle((left, top, left + MODULE_PX - 1, top + MODULE_PX - 1), fill=0)
    return str(zxingcpp.read_barcodes(picture)[0].text)


def test_the_page_begins_with_what_the_centre_offers_in_both_languages(hall: Centre, kiosk: Line) -> None:
    answer = kiosk.page("/kiosk")
    boot = boot_of(answer.text)
    assert '<html lang="vi"' in answer.text
    assert set(boot) == {"token", "services", "priorities", "centre", "idle_s", "languages"}
    assert boot["token"] == hall.tokens["Kiosk 1"]
    with closing(hall.line("Kiosk 1")) as device:
        assert [one["name"] for one in boot["services"]] == [
            one["name"] for one in device.get("/services").json
        ]
    assert boot["priorities"][0]["code"] == "normal"
    assert boot["idle_s"] == 30


def test_the_page_is_vietnamese_whatever_the_browser_or_the_last_visitor_spoke(kiosk: Line) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "en", "Cookie": "layso_language=en"}
    cookie = "; ".join(f"{name}={value}" for name, value in kiosk.cookies.items())
    answer = kiosk.ask("GET", "/kiosk", headers=headers | {"Cookie": f"{cookie}; layso_language=en"})
    assert '<html lang="vi"' in answer.text


def test_the_touch_screen_is_for_kiosks_alone(hall: Centre) -> None:
    paths = ("/kiosk", "/kiosk/qr/ABC.svg")
    with closing(hall.line()) as nobody:
        assert [nobody.page(path).status for path in paths] == [401, 401]
    with closing(hall.line("Màn hình sảnh chính")) as board:
        assert [board.page(path).status for path in paths] == [403, 403]
    with closing(hall.browser("carla")) as manager:
        assert {manager.page(path).status for path in paths} <= {401, 403}


def test_the_code_on_the_screen_leads_where_the_code_on_the_paper_leads(hall: Centre, kiosk: Line) -> None:
    with closing(hall.line("Kiosk 1")) as device:
        token = device.issue("DD").json["token"]
    answer = kiosk.page(f"/kiosk/qr/{token}.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert read_qr(answer.body) == f"{PHONE_URL}/T/{token}".upper()


def test_without_an_address_for_phones_the_code_leads_to_this_server(tmp_path: Path) -> None:
    centre = found_small_centre(tmp_path / "small", 4).start()
    try:
        with closing(centre.line("Kiosk 1")) as device, closing(paired(centre)) as screen:
            token = device.issue("S0").json["token"]
            link = read_qr(screen.page(f"/kiosk/qr/{token}.svg").body)
            assert link == f"HTTP://LOCALHOST:{centre.port}/T/{token}"  # what a server only for this PC finds
    finally:
        centre.stop()


@pytest.mark.parametrize("token", ["NOBODY", "A" * 26, "A" * 3000])
def test_there_is_no_code_for_a_ticket_that_does_not_exist(kiosk: Line, token: str) -> None:
    assert kiosk.page(f"/kiosk/qr/{token}.svg").status == 404


def test_a_code_has_the_quiet_zone_that_readers_need() -> None:
    svg = draw_qr("HTTP://192.168.1.10:8080/T/ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    corners = [int(x) for x, _ in re.findall(rb"M(\d+),(\d+)", svg)]
    assert min(corners) >= QUIET_ZONE
    assert b"<script" not in svg
