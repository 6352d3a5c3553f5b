"""The reception's page over HTTP: staff alone open it, and its codes lead to tickets that exist."""

import json
import re
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.lines import Line
from tests.servers import Centre

BOOT = re.compile(r'<script type="application/json" id="boot">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def dan(centre: Centre) -> Iterator[Line]:
    with closing(centre.browser("dan")) as line:
        yield line


def test_staff_open_it_and_nobody_else(centre: Centre, dan: Line) -> None:
    assert dan.page("/reception").status == 200
    with closing(centre.line()) as nobody:
        assert nobody.page("/reception").headers["location"].startswith("/login?next=%2Freception")
    for device in ("Kiosk 1", "Màn hình sảnh chính", "desk"):
        with closing(centre.line(device)) as line:
            assert line.page("/reception").status == 403


def test_it_offers_what_the_kiosk_offers_and_names_no_citizen(dan: Line) -> None:
    text = dan.page("/reception").text
    found = BOOT.search(text)
    assert found
    boot = json.loads(found[1])
    assert boot["classes"][0] == "normal"
    assert "appointment" not in boot["classes"]
    assert boot["takes_bookings"] is True
    assert {one["code"] for one in boot["hall"]["services"]} == set(boot["services"])
    assert "token" not in boot


def test_its_code_is_that_of_a_ticket_and_can_do_nothing_as_a_page(centre: Centre, dan: Line) -> None:
    token = dan.issue("HT").json["token"]
    answer = dan.ask("GET", f"/reception/qr/{token}.svg")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml; charset=utf-8")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert b"<path" in answer.body
    for guess in (token[:-1], "A" * 26, "x"):
        assert dan.ask("GET", f"/reception/qr/{guess}.svg").status == 404
    with closing(centre.line()) as nobody:
        assert nobody.ask("GET", f"/reception/qr/{token}.svg").status == 401


def test_a_number_given_out_by_staff_is_printed_on_the_default_printer(centre: Centre, dan: Line) -> None:
    given = dan.issue("HT", then=["DD"]).json
    sql = "SELECT COUNT(*) FROM print_job j JOIN printer p ON p.id = j.printer WHERE j.id = ? AND p.is_default AND j.device IS NULL"
    assert centre.count(sql, given["print_job"]) == 1
