"""64 kiosks issuing and 10 counters calling at once: no number twice, no gap, nobody at two counters, nothing lost.

LAYSO_STRESS=full lets them in for the full ten seconds.
"""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.crowds import crowd_at, percentile_ms, told
from tests.servers import Centre

SECONDS = 10.0 if os.environ.get("LAYSO_STRESS") == "full" else 3.0


@pytest.fixture(scope="module")
def log(centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let the crowd in once for all tests of this module, while a device is added on the command line."""
    path: Path = tmp_path_factory.mktemp("crowd") / "told.jsonl"
    desk = centre.line("desk")
    for number in range(1, 11):
        assert desk.post(f"/counters/{number}/open").status == 200
    with crowd_at(centre, path, name="crowd", kiosks=64, counters=10, seconds=SECONDS):
        done = centre.layso("device", "add", "DIR", "Kiosk 9", "--kind", "kiosk", "--json")
        assert done.returncode == 0, done.stderr
    return path


def test_everybody_was_answered(log: Path, record_testsuite_property: Callable[[str, object], None]) -> None:
    issued, called = told(log, "issued"), told(log, "called", 201)
    assert {one["status"] for one in issued} == {201}
    assert {one["status"] for one in told(log, "serve") + told(log, "finish")} == {200}
    assert {one["body"]["code"] for one in told(log, "called", 409)} <= {"nobody_waiting"}
    assert len(issued) > 100 * SECONDS
    assert len(called) > 10 * SECONDS
    figures = [
        f"{len(issued) / SECONDS:.0f} tickets/s, p50 {percentile_ms(issued, 0.5)} ms, p99 {percentile_ms(issued, 0.99)} ms",
        f"{len(called) / SECONDS:.0f} calls/s, p50 {percentile_ms(called, 0.5)} ms, p99 {percentile_ms(called, 0.99)} ms",
    ]
    record_testsuite_property("figures", "; ".join(figures))


def test_no_number_was_given_twice_and_none_left_out(log: Path) -> None:
    numbers: dict[str, list[int]] = {}
    for one in told(log, "issued"):
        label = one["body"]["number"]
        numbers.setdefault(label[0], []).append(int(label[1:]))
    assert len(numbers) == 10
    for series, given in numbers.items():
        assert sorted(given) == list(range(1, len(given) + 1)), series


def test_every_acknowledged_ticket_is_in_the_file_with_its_slip(log: Path, centre: Centre) -> None:
    connection = centre.reader()
    rows = {row["token"]: row["label"] for row in connection.execute("SELECT token, label FROM ticket")}
    jobs = {row["id"]: row["ticket"] for row in connection.execute("SELECT id, ticket FROM print_job")}
    connection.close()
    issued = told(log, "issued")
    assert {one["body"]["token"]: one["body"]["number"] for one in issued} == rows
    assert {one["body"]["print_job"]: one["body"]["id"] for one in issued} == jobs


def test_no_ticket_was_called_to_two_counters(log: Path, centre: Centre) -> None:
    called = Counter(one["body"]["ticket"] for one in told(log, "called", 201))
    assert max(called.values()) == 1
    connection = centre.reader()
    kinds = Counter(
        (row["ticket_id"], row["kind"])
        for row in connection.execute("SELECT ticket_id, kind FROM event WHERE ticket_id IS NOT NULL")
    )
    connection.close()
    assert max(kinds.values()) == 1


def test_each_counter_had_one_ticket_at_a_time_as_the_log_tells(centre: Centre, log: Path) -> None:
    sql = "SELECT counter, kind, ticket_id FROM event WHERE counter IS NOT NULL AND ticket_id IS NOT NULL ORDER BY seq"
    connection = centre.reader()
    at: dict[int, int | None] = {}
    for row in connection.execute(sql):
        if row["kind"] == "TicketCalled":
            assert at.get(row["counter"]) is None
            at[row["counter"]] = row["ticket_id"]
        else:
            assert at[row["counter"]] == row["ticket_id"]
        if row["kind"] == "TicketFinished":
            at[row["counter"]] = None
    connection.close()
    assert len(at) == 10


def test_within_a_service_they_were_called_in_the_order_they_came(log: Path, centre: Centre) -> None:
    connection = centre.reader()
    sql = "SELECT l.service, l.line_seq FROM leg l JOIN event e ON e.ticket_id = l.ticket AND e.kind = 'TicketCalled' ORDER BY e.seq"
    calls: dict[str, list[int]] = {}
    for row in connection.execute(sql):
        calls.setdefault(row["service"], []).append(row["line_seq"])
    connection.close()
    assert all(order == sorted(order) for order in calls.values())
    assert len(calls) == 10


def test_the_file_is_whole_and_verify_says_so(log: Path, centre: Centre) -> None:
    done = centre.layso("verify", "DIR")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "clean", "")
    assert "layso.failed" not in centre.log
