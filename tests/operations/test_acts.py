"""What each act refuses and what it leaves behind: calls, counters, dossiers, slips."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from server.domain.due import DueTimeUnknown
from server.domain.errors import (
    AlreadyCalled,
    CounterBusy,
    CounterClosed,
    CounterNotFound,
    CounterTaken,
    IllegalMove,
    InvalidInput,
    NobodyWaiting,
    ProcedureNotFound,
    QueueError,
    ServiceClosed,
    TicketNotFound,
    UnknownPriority,
    UnknownService,
)
from server.domain.events import EventKind
from server.operations import desks, paper, receive, undoing
from server.store import counters, dossiers, jobs
from server.store.jobs import JobState
from tests.builders import ANA, BRUNO, DESK, Hall

BIRTH = "1.001193"


@pytest.fixture
def open_hall(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters; A001 is called to Ana."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    hall.issue("HT")
    hall.call(1, ANA)
    return hall


def dossier(hall: Hall, ticket: int = 1, procedure: str = BIRTH, who: Any = ANA, **changes: Any) -> Any:
    order = receive.DossierOrder(ticket, procedure, **{"applicant": "Nguyễn Thị Hương", **changes})
    return hall.write(lambda tx: receive.open_dossier(tx, order, who))


REFUSED: dict[str, tuple[Callable[[Hall], object], type[QueueError]]] = {
    "an unknown service": (lambda hall: hall.issue("XX"), UnknownService),
    "an unknown class": (lambda hall: hall.issue("HT", "vip"), UnknownPriority),
    "a second call from a busy counter": (lambda hall: hall.call(1, ANA), CounterBusy),
    "a call where nobody waits": (lambda hall: hall.call(2, BRUNO), NobodyWaiting),
    "a call from a closed counter": (lambda hall: hall.call(4, ANA), CounterClosed),
    "a call from a counter that is not there": (lambda hall: hall.call(77, ANA), CounterNotFound),
    "a call from another clerk's counter": (lambda hall: hall.call(1, BRUNO), CounterTaken),
    "a call of a ticket already called": (lambda hall: hall.call(2, BRUNO, 1), AlreadyCalled),
    "a call of a ticket that is not there": (lambda hall: hall.call(2, BRUNO, 99), TicketNotFound),
    "a move of another clerk's ticket": (lambda hall: hall.finish(1, BRUNO), CounterTaken),
    "taking another clerk's counter": (lambda hall: hall.open(1, BRUNO), CounterTaken),
    "leaving a ticket behind": (lambda hall: hall.open(3, ANA), CounterBusy),
    "closing a counter with a ticket": (lambda hall: hall.write(lambda tx: desks.close_counter(tx, 1, ANA)), CounterBusy),
    "pausing a counter that is closed": (lambda hall: hall.write(lambda tx: desks.pause_counter(tx, 4, ANA)), CounterClosed),
    "a dossier for no procedure": (lambda hall: dossier(hall, procedure="9.999999"), ProcedureNotFound),
    "a dossier on no ticket": (lambda hall: dossier(hall, ticket=99), TicketNotFound),
    "a dossier by another clerk": (lambda hall: dossier(hall, who=BRUNO), CounterTaken),
    "a dossier in the name of nobody": (lambda hall: dossier(hall, applicant="  "), InvalidInput),
    "a dossier with a bell in the name": (lambda hall: dossier(hall, applicant="Lan\x07"), InvalidInput),
    "a receipt without a dossier": (lambda hall: hall.write(lambda tx: receive.print_receipt(tx, 1, ANA)), IllegalMove),
    "a receipt for no ticket": (lambda hall: hall.write(lambda tx: receive.print_receipt(tx, 99, ANA)), TicketNotFound),
    "a copy of no slip": (lambda hall: hall.write(lambda tx: paper.reprint(tx, 99, ANA)), paper.JobNotFound),
    "a copy of a slip still to come": (lambda hall: hall.write(lambda tx: paper.reprint(tx, 1, ANA)), IllegalMove),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_refuses_and_writes_nothing(open_hall: Hall, what: str) -> None:
    act, error = REFUSED[what]
    before = len(open_hall.events())
    with pytest.raises(error) as refused:
        act(open_hall)
    assert isinstance(refused.value, QueueError)
    assert len(open_hall.events()) == before
    assert open_hall.faults() == []


def test_a_closed_service_gives_out_no_number(hall: Hall) -> None:
    hall.sql("UPDATE service SET is_open = 0 WHERE code = 'DD'")
    with pytest.raises(ServiceClosed):
        hall.issue("DD")
    assert hall.issue("HT")["number"] == "A001"


def test_a_call_says_why_and_whether_a_clerk_overrode_the_rule(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.issue("HT")
    hall.issue("HT", "elderly")
    hall.clock.run(600)
    assert hall.call(1)["number"] == "A002"
    hall.finish(2)
    hall.issue("HT")
    assert hall.call(1, ANA, 3)["number"] == "A003"
    said = [one.event.body for one in hall.events() if one.event.kind is EventKind.TICKET_CALLED]
    assert [(one["label"], one["chosen"], one["reason_en"]) for one in said] == [
        ("A002", False, "priority 3 × 10 min = 30 > 10 min of A001"),
        ("A003", True, "chosen by the clerk: đã hẹn với cán bộ"),
    ]


def test_a_counter_calls_only_for_the_services_it_can_serve(hall: Hall) -> None:
    hall.issue("DD")
    hall.open(1, ANA)
    with pytest.raises(NobodyWaiting):
        hall.call(1)


def test_the_paper_tells_neither_class_nor_reason(hall: Hall) -> None:
    ticket = hall.issue("CT", "elderly")
    content = hall.sql("SELECT content FROM print_job WHERE id = ?", ticket["print_job"])[0]["content"]
    assert "elderly" not in content
    assert "70" not in json.loads(content)["service_vi"]
    assert "priority" not in content


def test_the_slip_is_queued_with_its_ticket_or_not_at_all(hall: Hall) -> None:
    ticket = hall.issue("HT", key="k")
    job = jobs.by_id(hall.store.reader(), ticket["print_job"])
    assert job is not None
    assert (job.state, job.ticket, job.content["label"]) == (JobState.QUEUED, ticket["id"], "A001")
    hall.sql("DELETE FROM print_job")
    hall.sql("UPDATE printer SET is_default = 0")
    hall.restart()
    assert hall.issue("HT")["print_job"] is None


def test_opening_pausing_or_closing_twice_is_one_fact(hall: Hall) -> None:
    for _ in range(2):
        hall.open(1, ANA)
    for act in (desks.pause_counter, desks.pause_counter, desks.close_counter, desks.close_counter):
        hall.write(lambda tx, act=act: act(tx, 1, ANA))  # type: ignore[misc]
    kinds = [one.event.kind for one in hall.events()]
    assert kinds[1:] == [EventKind.COUNTER_OPENED, EventKind.COUNTER_PAUSED, EventKind.COUNTER_CLOSED]


def test_a_clerk_who_moves_to_another_counter_leaves_the_first(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.open(2, ANA)
    status = {one.number: (one.status, one.clerk) for one in counters.every(hall.store.reader())}
    assert (status[1], status[2]) == (("closed", None), ("open", "ana"))


def test_a_call_pad_that_pauses_and_opens_a_counter_does_not_take_it_from_its_clerk(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.write(lambda tx: desks.pause_counter(tx, 1, DESK))
    assert hall.open(1, DESK).clerk == "ana"
    hall.issue("HT")
    assert hall.call(1, DESK)["number"] == "A001"
    hall.finish(1, ANA)


def test_one_visit_opens_three_dossiers_on_one_slip(open_hall: Hall) -> None:
    codes = [dossier(open_hall).code for _ in range(3)]
    assert codes == [f"X99.99.01-261123-000{number}" for number in (1, 2, 3)]
    job = open_hall.write(lambda tx: receive.print_receipt(tx, 1, ANA))
    assert job is not None
    slip = jobs.by_id(open_hall.store.reader(), job)
    assert slip is not None
    assert [one["code"] for one in slip.content["dossiers"]] == codes
    assert open_hall.faults() == []


def test_a_draft_goes_when_it_became_a_dossier_and_with_the_next_call_after_its_ticket_ended(
    open_hall: Hall,
) -> None:
    def keep() -> object:
        open_hall.write(lambda tx: receive.keep_draft(tx, 1, {"applicant": "Ng"}, ANA))
        return dossiers.draft(open_hall.store.reader(), 1, "ana")

    assert keep() == {"applicant": "Ng"}
    dossier(open_hall)
    assert dossiers.draft(open_hall.store.reader(), 1, "ana") is None
    assert keep() == {"applicant": "Ng"}
    open_hall.finish(1)
    open_hall.do(undoing.undo, 1, ANA)  # what was taken back has its draft still
    assert dossiers.draft(open_hall.store.reader(), 1, "ana") == {"applicant": "Ng"}
    open_hall.finish(1)
    open_hall.issue("HT")
    open_hall.call(2, BRUNO)
    assert dossiers.draft(open_hall.store.reader(), 1, "ana") == {
        "applicant": "Ng"
    }  # an undo would want it still
    open_hall.clock.run(11)
    open_hall.finish(2, BRUNO)
    open_hall.issue("HT")
    open_hall.call(2, BRUNO)
    assert dossiers.draft(open_hall.store.reader(), 1, "ana") is None


def test_the_log_never_holds_the_applicant(open_hall: Hall) -> None:
    dossier(open_hall, applicant="Nguyễn Thị Hương Giang")
    assert not [row for row in open_hall.sql("SELECT body FROM event") if "Hương" in row["body"]]


def test_a_decomposed_name_is_kept_composed(open_hall: Hall) -> None:
    assert (
        dossier(open_hall, applicant="Nguye\u0302\u0303n   Thi\u0323 Hu\u031bo\u031bng").applicant
        == "Nguyễn Thị Hương"
    )


def test_a_dossier_after_the_end_is_refused(open_hall: Hall) -> None:
    open_hall.finish(1)
    with pytest.raises(IllegalMove):
        dossier(open_hall)


def untimed(hall: Hall) -> str:
    code: str = hall.sql("SELECT code FROM procedure WHERE time_unit IN ('per_case', 'unknown') LIMIT 1")[0][
        "code"
    ]
    return code


def test_where_no_law_sets_the_time_the_clerk_must(open_hall: Hall) -> None:
    with pytest.raises(DueTimeUnknown):
        dossier(open_hall, procedure=untimed(open_hall))
    assert (
        dossier(open_hall, procedure=untimed(open_hall), due_on="2026-12-01T10:00").due_at
        == "2026-12-01T10:00"
    )


@pytest.mark.parametrize("day", ["2026-02-30T10:00", "2026-13-01T10:00", "2026-12-01T25:00"])
def test_a_day_that_does_not_exist_is_refused(open_hall: Hall, day: str) -> None:
    with pytest.raises(InvalidInput):
        dossier(open_hall, procedure=untimed(open_hall), due_on=day)


def test_a_finished_ticket_frees_the_counter_and_a_no_show_too(open_hall: Hall) -> None:
    open_hall.no_show(1)
    open_hall.issue("HT")
    assert open_hall.call(1)["number"] == "A002"
    open_hall.serve(2)
    open_hall.finish(2)
    assert open_hall.faults() == []
