"""The back office's pages over HTTP: who may see them, what the downloads and the report of the API say."""

import csv
from contextlib import closing
from io import StringIO

import pytest

from tests.lines import Line
from tests.servers import Centre

TAKEN_AWAY = ("/manager/day.csv", "/manager/services.csv")


@pytest.fixture(scope="module")
def busy(centre: Centre) -> Centre:
    """Play two visits at Ana's counter, one with a dossier, one of them absent; a third person waits."""
    with closing(centre.line("desk")) as desk, closing(centre.browser("ana")) as ana:
        for service, priority in (("HT", "severely_disabled"), ("CT", "normal"), ("DD", "normal")):
            assert desk.issue(service, priority=priority).status == 201
        assert ana.post("/counters/1/open").status == 200
        first = ana.post("/counters/1/calls", {}).json["ticket"]
        assert ana.post(f"/tickets/{first}/serve").status == 200
        dossier = {"procedure": "1.001193", "applicant": "Nguyễn Thị Bí Mật"}
        assert ana.post(f"/tickets/{first}/dossiers", dossier).status == 201
        assert ana.post(f"/tickets/{first}/finish").status == 200
        second = ana.post("/counters/1/calls", {}).json["ticket"]
        assert ana.post(f"/tickets/{second}/no-show").status == 200
    return centre


def rows_of(line: Line, path: str) -> list[dict[str, str]]:
    answer = line.page(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.body.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("path", ["/manager", "/manager/today", *TAKEN_AWAY])
def test_a_clerk_may_not_see_the_back_office(busy: Centre, path: str) -> None:
    with closing(busy.browser("ana")) as ana:
        assert ana.page(path).status == 403


@pytest.mark.parametrize("path", ["/manager", "/manager/today", *TAKEN_AWAY])
def test_who_has_not_signed_in_is_sent_to_the_login_page(busy: Centre, path: str) -> None:
    with closing(busy.line()) as nobody:
        answer = nobody.page(path)
        assert (answer.status, answer.headers["location"].partition("?")[0]) == (302, "/login")


def test_a_day_that_is_none_is_refused(busy: Centre) -> None:
    with closing(busy.browser("carla")) as carla:
        answer = carla.ask("GET", "/manager?day=2026-13-45")
        assert (answer.status, answer.code) == (400, "invalid_day")


def test_the_table_of_visits_holds_every_ticket_and_no_personal_data(busy: Centre) -> None:
    with closing(busy.browser("carla")) as carla:
        rows = rows_of(carla, "/manager/day.csv?lang=vi")
    assert [row["Số phiếu"] for row in rows] == ["A001", "C001", "L001"]
    assert sorted(row["Kết quả"] for row in rows) == ["hoàn thành", "vắng", "đang chờ"]
    assert [row["Ưu tiên"] for row in rows] == ["có", "không", "không"]
    served = next(row for row in rows if row["Kết quả"] == "hoàn thành")
    assert served["Lấy số lúc"][10] == "T"
    assert served["Lấy số lúc"].endswith("+07:00")
    assert int(served["Phục vụ (giây)"]) >= 0
    everything = str(rows)
    for secret in ("Bí Mật", "disabled", "khuyết tật", "ana", "Lê Thị An"):
        assert secret not in everything


def test_the_table_of_services_ends_with_the_whole_centre_and_adds_up(busy: Centre) -> None:
    with closing(busy.browser("carla")) as carla:
        rows = rows_of(carla, "/manager/services.csv?lang=en")
    *services, whole = rows
    assert whole["Service"] == "Whole centre"
    for column in ("Visits", "Called", "Served", "No-show", "Unfinished", "Open"):
        assert sum(int(row[column]) for row in services) == int(whole[column]), column
    assert (whole["Visits"], whole["Served"], whole["No-show"]) == ("3", "1", "1")


def test_an_integration_reads_the_same_figures_with_their_denominators(busy: Centre) -> None:
    with closing(busy.line("desk")) as desk:
        report = desk.get("/reports/day").json
    assert (report["issued"], report["dossiers"], report["target_s"]) == (3, 1, 900)
    assert report["whole"]["no_show"] == {"numerator": 1, "denominator": 3, "value": pytest.approx(1 / 3)}
    assert report["whole"]["within_target"] == {"numerator": 1, "denominator": 1, "value": 1.0}
    assert sum(one["legs"] for one in report["services"]) == report["whole"]["legs"] == 3
    assert sum(one["legs"] for one in report["hours"]) == 3


def test_a_kiosk_may_not_read_the_reports(busy: Centre) -> None:
    with closing(busy.line("Kiosk 1")) as kiosk:
        assert kiosk.get("/reports/day").code == "wrong_device_kind"


def test_a_day_that_is_none_is_refused_by_the_api_too(busy: Centre) -> None:
    with closing(busy.line("desk")) as desk:
        answer = desk.get("/reports/day?day=yesterday")
        assert (answer.status, answer.code) == (400, "invalid_input")
