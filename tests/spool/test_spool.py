"""The spool at work: order, faults, crashes; at none of them does a slip come out twice."""

import json
import os
import signal
from dataclasses import replace

import gevent
import pytest

from printers.interpreter.emulator import Condition as Fault
from server.spool.paper import set_fault
from server.spool.state import Condition
from server.store.jobs import JobState
from tests.printers.printer_on_a_wire import NetworkPrinter
from tests.spool.conftest import Hall, eventually, labels_on, receipt_content, ticket_content

MINUTE_MS = 60_000


def test_slips_come_out_in_order_and_once_each_on_every_printer(running: Hall) -> None:
    with NetworkPrinter() as machine:
        wired, virtual = running.printer("network", machine.address), running.virtual("second")
        early = running.ticket(wired, "A001")
        later = [running.ticket(wired, f"A{n:03d}") for n in range(2, 7)]
        others = [running.ticket(virtual, f"B{n:03d}") for n in range(1, 4)]
        for job in (early, *later, *others):
            running.ends(job, JobState.PRINTED, "ok")
        assert labels_on(machine.paper) == ["A001", "A002", "A003", "A004", "A005", "A006"]
        assert running.printed("second") == ["B001", "B002", "B003"]
        assert {tuple(running.told_of(job)) for job in (early, *later, *others)} == {(("printed", "ok"),)}
        assert running.state_of(wired).state is Condition.OK


def test_a_dead_printer_holds_up_no_other_and_says_so_once(running: Hall) -> None:
    dead, alive = running.printer("network", "127.0.0.1:9"), running.virtual("alive")
    stuck = [running.ticket(dead, f"D{n:03d}") for n in range(2)]
    fine = [running.ticket(alive, f"A{n:03d}") for n in range(3)]
    for job in fine:
        running.ends(job, JobState.PRINTED)
    eventually(lambda: running.told_of(stuck[1]) != [])
    gevent.sleep(1.2)
    assert [running.told_of(job) for job in stuck] == [[("waiting", "unreachable")]] * 2
    assert {running.row(job).state for job in stuck} == {JobState.QUEUED}
    assert running.state_of(dead).state is Condition.TROUBLE
    assert (running.state_of(dead).code, running.state_of(dead).queued) == ("unreachable", 2)


def test_after_the_new_roll_the_slip_comes_out_once(running: Hall) -> None:
    before = running.changes
    set_fault(running.data_dir, "paper/empty", paper="out")
    printer = running.virtual("empty")
    job = running.ticket(printer, "A007")
    eventually(lambda: running.told_of(job) == [("waiting", "paper_out")])
    assert (running.state_of(printer).code, running.state_of(printer).queued) == ("paper_out", 1)
    set_fault(running.data_dir, "paper/empty", paper="ok")
    running.ends(job, JobState.PRINTED)
    assert running.printed("empty") == ["A007"]
    assert running.told_of(job) == [("waiting", "paper_out"), ("printed", "ok")]
    assert running.state_of(printer).state is Condition.OK
    assert running.changes - before == 2


def test_an_unknown_slip_is_never_printed_again_unasked(running: Hall) -> None:
    with NetworkPrinter(Fault(paper_out_after=2000)) as machine:
        printer = running.printer("network", machine.address)
        torn = running.ticket(printer, "A001")
        running.ends(torn, JobState.UNKNOWN, "paper_out")
        after = running.ticket(printer, "A002")
        machine.condition = replace(machine.condition, paper="ok")
        running.ends(after, JobState.PRINTED)
        assert running.row(torn).state is JobState.UNKNOWN
        assert labels_on(machine.paper).count("A001") <= 1
        assert labels_on(machine.paper)[-1] == "A002"
        assert running.told_of(torn) == [("unknown", "paper_out")]


def test_a_press_killed_in_mid_slip_leaves_it_unknown_and_the_next_one_prints(hall: Hall) -> None:
    with NetworkPrinter(mute_after=100) as machine:
        mute, alive = hall.printer("network", machine.address), hall.virtual("alive")
        spool = hall.open()
        caught = hall.ticket(mute, "A001")
        eventually(lambda: len(machine.received) > 5000)
        first = spool.press.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        hall.ends(caught, JobState.UNKNOWN, "press_died")
        hall.ends(hall.ticket(alive, "B001"), JobState.PRINTED)
        assert spool.press.pid not in (None, first)
        gevent.sleep(0.3)
        assert hall.row(caught).state is JobState.UNKNOWN
        assert labels_on(machine.paper).count("A001") <= 1


def test_slips_caught_by_a_crash_of_the_centre_are_unknown_and_the_others_print(hall: Hall) -> None:
    printer = hall.virtual("kiosk")
    caught, waiting = hall.ticket(printer, "A001"), hall.ticket(printer, "A002")
    hall.set_row(caught, state="printing")
    hall.open()
    hall.ends(waiting, JobState.PRINTED)
    assert (hall.row(caught).state, hall.row(caught).code) == (JobState.UNKNOWN, "interrupted")
    assert hall.printed("kiosk") == ["A002"]


def test_a_spool_that_is_stopped_finishes_its_slip_and_keeps_the_rest_for_the_next_one(hall: Hall) -> None:
    printer = hall.virtual("kiosk")
    hall.open()
    numbers = [hall.ticket(printer, f"A{n:03d}") for n in range(12)]
    hall.ends(numbers[0], JobState.PRINTED)
    hall.shut()
    assert {hall.row(job).state for job in numbers} <= {JobState.PRINTED, JobState.QUEUED}
    assert hall.row(numbers[-1]).state is JobState.QUEUED
    hall.open()
    hall.ends(numbers[-1], JobState.PRINTED)
    assert hall.printed("kiosk") == [f"A{n:03d}" for n in range(12)]


def test_a_ticket_slip_three_minutes_old_is_too_late_but_a_receipt_waits_for_its_printer(hall: Hall) -> None:
    printer = hall.virtual("kiosk")
    receipt = hall.job(printer, "receipt", receipt_content())
    old, young = hall.ticket(printer, "A001"), hall.ticket(printer, "A002")
    for job, age_ms in ((receipt, 40 * MINUTE_MS), (old, 3 * MINUTE_MS + 1000), (young, 2 * MINUTE_MS)):
        hall.set_row(job, created_at_ms=hall.store.now_ms() - age_ms)
    hall.open()
    hall.ends(old, JobState.FAILED, "too_late")
    hall.ends(receipt, JobState.PRINTED)
    hall.ends(young, JobState.PRINTED)
    assert hall.printed("kiosk") == ["A002"]
    assert hall.told_of(old) == [("failed", "too_late")]


@pytest.mark.parametrize(
    ("transport", "address", "profile", "code"),
    [
        ("network", "not an address:x", "raster-80", "bad_address"),
        ("virtual", "paper/x", "no-such-profile", "unknown_profile"),
    ],
)
def test_what_no_waiting_cures_fails_at_once(
    running: Hall, transport: str, address: str, profile: str, code: str
) -> None:
    printer = running.printer(transport, address, profile)
    for job in (running.ticket(printer, "A001"), running.ticket(printer, "A002")):
        running.ends(job, JobState.FAILED, code)
        assert running.told_of(job)[-1] == ("failed", code)


def test_content_that_is_no_slip_fails_and_the_next_one_prints(running: Hall) -> None:
    printer = running.virtual("kiosk")
    broken, fine = running.job(printer, "ticket", {"label": 3}), running.ticket(printer, "A001")
    running.ends(broken, JobState.FAILED, "cannot_compose")
    running.ends(fine, JobState.PRINTED)
    assert running.state_of(printer).state is Condition.OK


def test_a_listener_that_fails_stops_nothing(running: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = running.virtual("deaf")
    monkeypatch.setattr(running, "is_deaf", True)
    first, second = running.ticket(printer, "A001"), running.ticket(printer, "A002")
    running.ends(first, JobState.PRINTED)
    running.ends(second, JobState.PRINTED)


def test_a_printer_added_while_the_spool_runs_prints(running: Hall) -> None:
    job = running.ticket(running.virtual("new"), "A001")
    running.ends(job, JobState.PRINTED)
    assert running.printed("new") == ["A001"]


def test_no_press_means_trouble_and_not_a_lost_slip(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.spool.line.PRESS_START_S", 0.2)
    printer = hall.virtual("kiosk")
    hall.open(fonts=hall.data_dir / "no fonts here")
    job = hall.ticket(printer, "A001")
    eventually(lambda: hall.told_of(job) == [("waiting", "press_down")])
    assert hall.state_of(printer).code == "press_down"
    assert hall.row(job).state is JobState.QUEUED


@pytest.mark.parametrize("evil", ["\x1d(k\x03\x001Q0", "\u202e\u2067042A\u2069", "x" * 5000, ""])
def test_a_service_with_an_evil_name_is_printed_as_words_or_not_at_all(running: Hall, evil: str) -> None:
    printer = running.virtual("evil")
    content = json.loads(json.dumps(ticket_content("E001", service_vi=evil, centre_vi=evil)))
    running.ends(running.job(printer, "ticket", content), JobState.PRINTED)
    running.ends(running.ticket(printer, "E002"), JobState.PRINTED)
    assert running.printed("evil")[-2:] == ["E001", "E002"]
