"""The citizen's phone page over HTTP: what it tells whoever holds the token, and nothing to anybody else."""

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.lines import Line
from tests.servers import Centre, running_centre

NOBODYS_TOKENS = ("A" * 26, "a" * 26, "x", "0" * 26, "A" * 129, "A" * 2000, "%00", "..%2f..", "Đ" * 26)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Run the demo centre."""
    with running_centre(tmp_path_factory.mktemp("hall")) as centre:
        yield centre


@pytest.fixture
def stranger(hall: Centre) -> Iterator[Line]:
    """Open a line without any identity."""
    with closing(hall.line()) as line:
        yield line


@pytest.fixture(scope="module")
def ticket(hall: Centre) -> Any:
    """Take a ticket in Vietnamese, with a dossier on it: Ana's visitor, whose name nobody may read."""
    with closing(hall.line("desk")) as desk:
        given = desk.issue("CT", priority="elderly").json
        desk.post("/counters/2/open")
        desk.post("/counters/2/calls", {"ticket": given["id"]})
        desk.post(f"/tickets/{given['id']}/serve")
        procedure = desk.get("/procedures?q=chung%20thuc").json[0]["code"]
        order = {"procedure": procedure, "applicant": "Nguyễn Thị Mẫu"}
        given["dossier"] = desk.post(f"/tickets/{given['id']}/dossiers", order).json["code"]
        return given


def test_the_data_are_five_things_and_never_kept(stranger: Line, ticket: Any) -> None:
    answer = stranger.ask("GET", f"/t/{ticket['token']}.json")
    assert answer.json == {
        "number": ticket["number"],
        "status": "serving",
        "counter": 2,
        "people_ahead": 0,
        "estimate": None,
    }
    assert answer.headers["cache-control"] == "no-store"


def test_the_page_shows_the_dossier_codes_and_no_name_class_or_service(stranger: Line, ticket: Any) -> None:
    page = stranger.page(f"/t/{ticket['token']}").text
    assert ticket["number"] in page
    assert ticket["dossier"] in page
    for secret in ("Mẫu", "70 tuổi", "elderly", "Chứng thực"):
        assert secret not in page


@pytest.mark.parametrize("prefix", ["/t/", "/T/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_address_on_the_paper_and_the_typed_one_lead_to_the_same_page(
    stranger: Line, ticket: Any, prefix: str, method: str
) -> None:
    for token in (ticket["token"], ticket["token"].lower()):
        answer = stranger.ask(method, prefix + token)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/html")
        assert bool(answer.body) is (method == "GET")


def test_the_page_speaks_the_language_of_the_ticket_unless_asked(hall: Centre, stranger: Line) -> None:
    with closing(hall.line("desk")) as desk:
        token = desk.issue("NN", language="en").json["token"]
    assert '<html lang="en"' in stranger.page(f"/t/{token}").text
    assert "You are next" in stranger.page(f"/t/{token}").text
    assert "Ông/bà là người tiếp theo" in stranger.page(f"/t/{token}?lang=vi").text
    assert '<html lang="en"' in stranger.page(f"/t/{token}?lang=xx").text


@pytest.mark.parametrize("token", NOBODYS_TOKENS)
def test_a_token_that_no_ticket_has_is_told_kindly_and_learns_nothing(stranger: Line, token: str) -> None:
    address = "".join(letter if letter.isascii() else "%C4%90" for letter in f"/t/{token}")
    page, data = stranger.page(address), stranger.ask("GET", f"{address}.json")
    assert page.status == data.status == 404
    assert stranger.ask("HEAD", address).status == 404
    if "/" not in token.replace("%2f", "/"):
        assert re.search("Không tìm thấy phiếu|Ticket not found", page.text)
        assert data.code == "ticket_not_found"


def test_an_unknown_token_is_logged_without_the_token(hall: Centre, stranger: Line) -> None:
    stranger.page("/t/WHATASECRETTOKENTHISIS")
    assert "ticket_not_found GET /t/<token>" in hall.log
    assert "WHATASECRET" not in hall.log


def test_nothing_is_written_by_looking(hall: Centre, stranger: Line, ticket: Any) -> None:
    before = hall.events()
    stranger.page(f"/t/{ticket['token']}")
    stranger.page("/t/NOBODY")
    assert hall.events() == before


def test_the_page_needs_no_identity_and_gives_none(stranger: Line, ticket: Any) -> None:
    answer = stranger.page(f"/t/{ticket['token']}")
    assert "set-cookie" not in answer.headers
    assert "csrf" not in answer.text
    assert "'nonce-" not in answer.headers["content-security-policy"]
