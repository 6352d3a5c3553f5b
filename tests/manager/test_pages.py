"""The back office's pages over HTTP: who may see them, what the downloads and the report of the API say."""

import csv
from contextlib import closing
from io import StringIO

import pytest

from tests.lines import Line
from tests.servers import Centre

TAKEN_AWAY = ("/manager/day.csv", "/manager/services.csv")
RULES = (
    "/manager/rules",
    "/manager/rules/new-class",
    "/manager/rules/classes/elderly",
    "/manager/rules/pace",
    "/manager/rules/hours",
    "/manager/rules/services",
    "/manager/rules/services/HT",
    "/manager/rules/counters",
    "/manager/rules/counters/1",
    "/manager/rules/new-profile",
    "/manager/rules/day-end",
)
PAGES = ("/manager", "/manager/today", *TAKEN_AWAY, *RULES)
TRADE_OFF = "/policy/trade-off"


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


@pytest.fixture(scope="module")
def ana(busy: Centre) -> Line:
    """Sign Ana in once for all tests, for an account may try only so often."""
    return busy.browser("ana")


@pytest.fixture(scope="module")
def carla(busy: Centre) -> Line:
    """Sign Carla in once for all tests."""
    return busy.browser("carla")


def rows_of(line: Line, path: str) -> list[dict[str, str]]:
    answer = line.page(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.body.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("path", PAGES)
def test_a_clerk_may_not_see_the_back_office(ana: Line, path: str) -> None:
    assert ana.page(path).status == 403


@pytest.mark.parametrize("path", PAGES)
def test_who_has_not_signed_in_is_sent_to_the_login_page(busy: Centre, path: str) -> None:
    with closing(busy.line()) as nobody:
        answer = nobody.page(path)
        assert (answer.status, answer.headers["location"].partition("?")[0]) == (302, "/login")


def test_managers_and_admins_see_every_page_of_the_rules(busy: Centre, carla: Line) -> None:
    with closing(busy.browser("quantri")) as admin:
        for somebody in (carla, admin):
            assert {path: somebody.page(path).status for path in RULES} == dict.fromkeys(RULES, 200)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("classes/nobodys", "not_found"),
        ("services/NOBODYS", "service_not_found"),
        ("counters/99", "counter_not_found"),
        ("profiles/nobodys", "profile_not_found"),
    ],
)
def test_what_is_not_there_is_said_so(path: str, code: str, carla: Line) -> None:
    answer = carla.ask("GET", f"/manager/rules/{path}")
    assert (answer.status, answer.code) == (404, code)


def test_a_day_that_is_none_is_refused(carla: Line) -> None:
    answer = carla.ask("GET", "/manager?day=2026-13-45")
    assert (answer.status, answer.code) == (400, "invalid_day")


def test_the_table_of_visits_holds_every_ticket_and_no_personal_data(carla: Line) -> None:
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


def test_the_table_of_services_ends_with_the_whole_centre_and_adds_up(carla: Line) -> None:
    rows = rows_of(carla, "/manager/services.csv?lang=en")
    *services, whole = rows
    assert whole["Service"] == "Whole centre"
    for column in ("Visits", "Called", "Served", "No-show", "Left", "Transferred", "Unfinished", "Open"):
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


def test_whoever_left_or_was_sent_on_has_a_word_of_their_own(own_centre: Centre) -> None:
    with closing(own_centre.line("desk")) as desk:
        left, sent, parked = (desk.issue("HT").json["id"] for _ in range(3))
        assert desk.post(f"/tickets/{left}/leave").status == 200
        assert desk.post(f"/tickets/{sent}/transfer", {"service": "DD"}).status == 200
        assert desk.post("/counters/1/open").status == 200
        assert desk.post("/counters/1/calls", {"ticket": parked, "reason": "hẹn trước"}).status == 201
        assert desk.post(f"/tickets/{parked}/park", {"reason": "đi photo"}).status == 200
        whole = desk.get("/reports/day").json["whole"]
    with closing(own_centre.browser("carla")) as carla:
        rows = rows_of(carla, "/manager/day.csv?lang=vi")
    assert [(row["Số phiếu"], row["Kết quả"]) for row in rows] == [
        ("A001", "rời đi trước khi được gọi"),
        ("A002", "chuyển đi nơi khác"),
        ("A002", "đang chờ"),
        ("A003", "đang tạm dừng"),
    ]
    assert whole["left"] == {"numerator": 1, "denominator": 4, "value": 0.25}
    assert whole["transferred"] == 1


def test_the_comparison_of_the_rules_is_for_managers_alone(busy: Centre, ana: Line) -> None:
    for name in ("desk", "Kiosk 1"):
        with closing(busy.line(name)) as line:
            assert line.get(TRADE_OFF).status == 403, name
    assert ana.get(TRADE_OFF).code == "forbidden"


def test_the_comparison_of_the_first_day_holds_what_is_over_and_tells_the_rest(carla: Line) -> None:
    found = carla.get(TRADE_OFF).json
    assert (len(found["days"]), found["so_far"], found["replayed"]) == (1, True, 2)
    assert found["left_out"] == {"left": 0, "moved_on": 0, "incomplete": 0, "still_open": 1, "unstaffed": 0}
    assert [one["code"] for one in found["classes"]] == ["normal", "severely_disabled"]
    kinds = {one["kind"]: one["in_force"] for one in found["policies"]}
    assert kinds == {"accumulating": True, "head_start": False, "strict": False, "alternation": False}
    for one in found["policies"]:
        assert set(one["description"]) == {"vi", "en"}
        counts = {row["priority"]: row["count"] for row in one["outcomes"]}
        assert counts == {None: 2, "normal": 1, "severely_disabled": 1}, one["kind"]


@pytest.mark.parametrize("days", ["0", "61", "all", "-1"])
def test_a_comparison_over_no_days_or_too_many_is_refused(days: str, carla: Line) -> None:
    answer = carla.get(f"{TRADE_OFF}?days={days}")
    assert (answer.status, answer.code) == (400, "invalid_input")
