"""A tiny run of each bench, with the real server: the document has every field it promises, from real samples."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from server.bench import call, call_next, issue, kiosk, start
from server.bench.aside import Aside
from server.bench.command import bench, measuring
from server.bench.figures import Report, spread
from server.bench.hall import Hall
from server.bench.issue import _check
from server.bench.machine import describe
from server.bench.year import write_year
from server.cli import layso
from server.domain.ticket import TicketState
from server.operations.verify import verify
from server.store import tickets
from server.store.sqlite import open_reader

TINY_ISSUE = issue.Plan(clients=(8,), seconds=0.3, warm_s=0.1, at_least=20, disk_rounds=20)
TINY_CALL = call.Plan(screens=6, calls=4, warm_calls=1, call_pace_per_s=10)
TINY_CALL_NEXT = call_next.Plan(waiting=20, rounds=3, warm_rounds=1, pace_per_s=20, lines=(10, 20), choices=5)
TINY_KIOSK = kiosk.Plan(tickets=4, warm=1, pace_per_s=10, touches=0, reference_slips=5)
TINY_START = start.Plan(tickets=60, starts=1, screens=2, acts=20)
MACHINE = {
    "cpus",
    "model",
    "kernel",
    "filesystem",
    "directory",
    "python",
    "sqlite",
    "sqlite_driver",
    "load_before",
}
SPREAD = {"name", "count", "p50_ms", "p95_ms", "p99_ms", "max_ms", "rate_per_s"}
BUDGET = {"name", "found", "limit", "unit", "at_least", "met"}


def document(report: Report) -> dict[str, Any]:
    """Take a report through JSON, and hold what every document promises."""
    found: dict[str, Any] = json.loads(json.dumps(report.to_json()))
    assert set(found["machine"]) >= MACHINE
    for one in found["figures"] + found["references"]:
        assert set(one) == SPREAD
        assert one["count"] > 0
        assert 0 < one["p50_ms"] <= one["p95_ms"] <= one["p99_ms"] <= one["max_ms"]
    assert all(set(one) == BUDGET for one in found["budgets"])
    assert found["met"] is all(one["met"] for one in found["budgets"])
    assert found["measured"]
    assert found["ratios"]
    return found


def limits(found: dict[str, Any]) -> dict[str, float]:
    return {one["name"]: one["limit"] for one in found["budgets"]}


def counts(found: dict[str, Any]) -> dict[str, int]:
    return {one["name"]: one["count"] for one in found["figures"] + found["references"]}


def test_tickets_are_taken_counted_and_found_again(tmp_path: Path) -> None:
    found = document(issue.measure(tmp_path, TINY_ISSUE))
    run = found["facts"]["issue, 8 clients"]
    assert run["acknowledged"] >= 20
    assert 0 < counts(found)["issue, 8 clients"] <= run["acknowledged"]
    assert counts(found)["append 4 KB + fdatasync"] == 20
    assert run["refused"] == []
    assert not any(run["faults"].values())
    assert run["resident_kb"]["server"] > 20_000
    assert run["resident_kb"]["press"] > 1_000
    assert run["server_cpu_ms_a_ticket"] > 0
    assert limits(found)["issue, 8 clients: p99"] == 15
    assert limits(found)["issue, 8 clients: rate"] == 1500
    assert not list(tmp_path.iterdir())


def test_a_ticket_that_is_not_in_the_file_is_called_lost(tmp_path: Path) -> None:
    with Hall(tmp_path) as hall:
        found = _check(hall.file, [[1, "A001", 1], [2, "A002", None], [2, "A002", 2]])
    assert found["lost"] == ["A001", "A002", "A002"]
    assert found["duplicates"] == ["A002"]
    assert found["without a slip"] == ["A002"]
    assert found["faults in the file"] == []


def test_calls_are_timed_at_the_counters_beside_what_http_costs_alone(tmp_path: Path) -> None:
    found = document(call_next.measure(tmp_path, TINY_CALL_NEXT))
    assert counts(found) == {
        "call, 10 counters in turn, 20 waiting": 30,
        "call, 10 counters in one instant, 20 waiting": 30,
        "GET /healthz, 10 counters in turn": 10,
        "GET /healthz, 10 counters in one instant": 10,
        "choose among 10": 5,
        "choose among 20": 5,
    }
    assert limits(found)["call, 10 counters in one instant, 20 waiting: p50"] == 3
    assert limits(found)["choose among 20: p99"] == 2
    assert limits(found)["choosing: 2 times as many wait, times as long"] == 2


def test_calls_are_timed_at_every_screen(tmp_path: Path) -> None:
    found = document(call.measure(tmp_path, TINY_CALL))
    assert counts(found) == {
        "call to screens, 6 screens": 24,
        "plain websocket broadcast, 6 screens": 24,
    }
    assert limits(found)["call to screens, 6 screens: p99"] == 90
    assert limits(found)["memory a screen"] == 90
    assert found["facts"]["call to screens"]["lost"] == 0
    missing = next(one for one in found["budgets"] if one["name"] == "calls that did not reach a screen")
    assert missing["found"] == 0


def test_every_ticket_is_timed_until_its_paper(tmp_path: Path) -> None:
    found = document(kiosk.measure(tmp_path, TINY_KIOSK))
    assert counts(found)["post to last byte at the printer"] == 4
    answered, printed = (one["p50_ms"] for one in found["figures"][:2])
    assert answered < printed
    assert 2_000 < found["facts"]["bytes_a_ticket"]["least"] <= found["facts"]["bytes_a_ticket"]["most"]
    assert found["skipped"] == ["touch on the page: not asked for"]


def test_the_start_is_timed_and_the_memory_read(tmp_path: Path) -> None:
    found = document(start.measure(tmp_path, TINY_START))
    assert counts(found) == {"start to /readyz": 1, "a bare interpreter imports the server": 1}
    resident = found["facts"]["resident_kb"]
    assert 20_000 < resident["after_start"]["server"] <= resident["with_screens"]["server"]
    assert limits(found)["resident with 2 screens"] == 120


def test_a_year_is_a_clean_file_of_finished_tickets_on_working_days(tmp_path: Path) -> None:
    with Hall(tmp_path, prepare=lambda store: write_year(store, 300)) as hall:
        connection = open_reader(hall.file)
        assert verify(connection) == []
        found = list(tickets.every(connection).values())
        connection.close()
    assert len(found) == 300
    assert {one.state for one in found} == {TicketState.FINISHED}
    assert len({one.day for one in found}) == 250
    assert all(date.fromisoformat(one.day).weekday() < 5 for one in found)


def slow(where: Path) -> Report:
    """Report a missed budget."""
    report = Report("slow", "", describe(where))
    report.hold(spread("snail", [9_000_000]), p50=1)
    return report


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)])
def test_a_missed_budget_fails_only_when_asked_to_be_strict(
    tmp_path: Path, options: tuple[str, ...], status: int
) -> None:
    command = click.command()(measuring(slow))
    ran = CliRunner().invoke(command, ["--json", "--dir", str(tmp_path), *options])
    assert ran.exit_code == status
    assert json.loads(ran.stdout)["met"] is False


def test_a_report_reads_as_tables_too(tmp_path: Path) -> None:
    shown = CliRunner().invoke(click.command()(measuring(slow)), ["--dir", str(tmp_path)]).output
    assert "snail" in shown
    assert "MISSED" in shown


def test_memory_is_no_disk() -> None:
    if not Path("/dev/shm").is_dir():
        pytest.skip("this machine has no /dev/shm")
    ran = CliRunner().invoke(bench, ["kiosk", "--dir", "/dev/shm"])
    assert ran.exit_code == 1
    assert "not a disk" in ran.output


def test_layso_offers_every_bench() -> None:
    shown = CliRunner().invoke(layso, ["bench", "--help"]).output
    assert all(name in shown for name in ("issue", "call", "call-next", "kiosk", "start"))


def test_a_process_aside_that_dies_is_not_waited_for_in_vain() -> None:
    nobody = {"raw": True, "screens": 1, "host": "127.0.0.1", "port": 1}
    with Aside("screens", nobody) as process, pytest.raises(RuntimeError, match="the process screens"):
        process.hear()
