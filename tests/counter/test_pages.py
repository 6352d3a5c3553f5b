"""The desk's server-rendered pages over HTTP: who may see them, what a ticket and a dossier say of each other."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.counter.driver import line_of, set_rules, set_service
from tests.lines import Line
from tests.servers import Centre

DOSSIER = {"procedure": "1.001193", "applicant": "Lò Thị Mây & con"}


@pytest.fixture
def ana(centre: Centre) -> Iterator[Line]:
    with closing(line_of(centre, "ana")) as line:
        yield line


@pytest.fixture
def visit(ana: Line, centre: Centre) -> dict[str, str]:
    """Let Ana serve somebody at counter 1 and open a dossier."""
    set_rules(centre, recall_gap_s=0)
    ana.post("/counters/1/open")
    issued = ana.issue("HT", priority="elderly").json
    called = ana.post("/counters/1/calls", {"ticket": issued["id"], "reason": "đang mệt"}).json
    ana.post(f"/tickets/{called['ticket']}/recall")
    ana.post(f"/tickets/{called['ticket']}/serve")
    dossier = ana.post(f"/tickets/{called['ticket']}/dossiers", DOSSIER).json
    ana.post(f"/tickets/{called['ticket']}/finish")
    return {"id": str(issued["id"]), "number": issued["number"], "code": dossier["code"]}


def test_a_tickets_page_tells_its_story_and_lists_its_dossiers(ana: Line, visit: dict[str, str]) -> None:
    page = ana.page(f"/counter/tickets/{visit['id']}").text
    assert visit["number"] in page
    assert "cán bộ chọn số này: đang mệt" in page
    assert "Gọi lại" in page
    assert "Lê Thị An" in page
    assert "70 tuổi trở lên" in page
    assert f'href="/counter/dossiers/{visit["code"]}"' in page
    assert "Lò Thị Mây &amp; con" in page


def test_a_dossiers_page_names_its_ticket(ana: Line, visit: dict[str, str]) -> None:
    page = ana.page(f"/counter/dossiers/{visit['code']}").text
    assert f'href="/counter/tickets/{visit["id"]}"' in page
    assert "đăng ký khai sinh" in page
    assert "Trực tiếp" in page


def test_both_pages_speak_english(ana: Line, visit: dict[str, str]) -> None:
    assert "Call again" in ana.page(f"/counter/tickets/{visit['id']}?lang=en").text
    assert "In person" in ana.page(f"/counter/dossiers/{visit['code']}?lang=en").text
    ana.page("/counter?other&lang=vi")


@pytest.mark.parametrize("path", ["/counter/99", "/counter/tickets/99999", "/counter/dossiers/none"])
def test_what_is_not_there_is_a_page_that_says_so(ana: Line, path: str) -> None:
    answer = ana.page(path)
    assert answer.status == 404
    assert "Mã lỗi" in answer.text


@pytest.mark.parametrize("path", ["/counter", "/counter/1", "/counter/tickets/1", "/counter/dossiers/x"])
def test_nobody_sees_a_desk_without_signing_in(centre: Centre, path: str) -> None:
    with closing(centre.line()) as nobody:
        answer = nobody.page(path)
    assert answer.status == 302
    assert answer.headers["location"].startswith("/login?next=")


@pytest.mark.parametrize("device", ["Kiosk 1", "Màn hình sảnh chính"])
def test_a_device_of_another_kind_sees_nothing_of_a_desk(centre: Centre, device: str) -> None:
    with closing(centre.line(device)) as line:
        assert line.page("/counter/1").status == 403
        assert line.ask("GET", "/counter/1.json").status == 403


def test_who_sits_at_a_counter_is_led_to_it_unless_another_is_asked_for(centre: Centre) -> None:
    with closing(line_of(centre, "bruno")) as bruno:
        assert bruno.page("/counter").status == 200
        bruno.post("/counters/2/open")
        assert bruno.page("/counter").headers["location"] == "/counter/2"
        assert bruno.page("/counter?other").status == 200
        bruno.post("/counters/2/close")
        assert '"last":2' in bruno.page("/counter").text


def test_the_desk_is_told_why_its_ticket_was_called_and_what_its_receipt_holds(centre: Centre) -> None:
    with closing(line_of(centre, "dan")) as dan:
        free = dan.ask("GET", "/counter/4.json").json
        assert [free[name] for name in ("ticket", "reason", "last_call_ms", "receipt")] == [None] * 4
        dan.post("/counters/4/open")
        issued = dan.issue("DD").json
        dan.post("/counters/4/calls", {})
        told = dan.ask("GET", "/counter/4.json").json
        assert told["ticket"] == issued["id"]
        assert told["reason"]["vi"].startswith("đợi lâu nhất")
        assert told["reason"]["en"].startswith("longest wait")
        code = dan.post(f"/tickets/{issued['id']}/dossiers", DOSSIER).json["code"]
        dan.post(f"/tickets/{issued['id']}/receipt")
        assert dan.ask("GET", "/counter/4.json").json["receipt"]["dossiers"] == [code]


def test_the_desk_is_told_the_rules_of_the_moves_as_they_are_now(centre: Centre, ana: Line) -> None:
    set_rules(centre, calls_before_no_show=4, requeue_behind=7)
    set_service(centre, "KD", wrap_up_s=45, outcome_required=True, is_open=False)
    told = ana.ask("GET", "/counter/1.json").json
    assert told["rules"]["calls_before_no_show"] == 4
    assert told["rules"]["requeue_behind"] == 7
    assert told["rules"]["outcomes"][0] == {"code": "done", "vi": "Đã giải quyết", "en": "Done"}
    assert told["services"]["KD"] == {
        "prefix": "K", "is_open": False, "outcome_required": True, "wrap_up_s": 45
    }  # fmt: skip


def test_a_page_knows_whether_its_clerk_may_choose(centre: Centre, ana: Line) -> None:
    assert '"may_choose":true' in ana.page("/counter/1").text
    with closing(line_of(centre, "dan")) as dan, closing(line_of(centre, "carla")) as carla:
        assert '"may_choose":false' in dan.page("/counter/1").text
        assert '"may_choose":true' in carla.page("/counter/1").text


def test_who_still_has_a_ticket_does_not_log_out(centre: Centre) -> None:
    with closing(line_of(centre, "lien")) as lien:
        lien.post("/counters/5/open")
        issued = lien.issue("XD").json
        lien.post("/counters/5/calls", {})
        refused = lien.ask("POST", "/logout", {})
        assert (refused.status, refused.code) == (409, "counter_busy")
        assert lien.page("/counter/5").status == 200
        lien.post(f"/tickets/{issued['id']}/serve")
        lien.post(f"/tickets/{issued['id']}/finish")
        assert lien.ask("POST", "/logout", {}).headers["location"] == "/login"
    assert centre.count("SELECT COUNT(*) FROM counter WHERE number = 5 AND status = 'closed'") == 1


def test_a_tickets_story_tells_every_move_in_words(centre: Centre) -> None:
    with closing(line_of(centre, "phuong")) as phuong:
        phuong.post("/counters/7/open")
        issued = phuong.issue("NN").json
        moves = f"/tickets/{issued['id']}"
        phuong.post("/counters/7/calls", {})
        phuong.post(f"{moves}/requeue", {"behind": 3})
        phuong.post(f"{moves}/undo")
        phuong.post(f"{moves}/park", {"reason": "đi photo <giấy>"})
        phuong.post(f"{moves}/transfer", {"service": "DD"})
        phuong.post(f"{moves}/leave")
        page = phuong.page(f"/counter/tickets/{issued['id']}").text
    for words in ("sau 3 lượt gọi", "xếp lại", "đi photo &lt;giấy&gt;", "Đất đai", "Đã rời đi"):
        assert words in page, words
