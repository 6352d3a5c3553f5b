"""Calling: the gap between calls, a chosen ticket, next that finishes first. Calls without a touch: test_idle.py."""

import pytest

from server.domain.policy import PolicyKind
from server.domain.ticket import TicketState
from server.operations import calls, desks, places, rules, serving
from server.operations.actors import Actor
from server.operations.calls import CallOrder
from tests.builders import ANA, BRUNO, CARLA, DESK, Hall

HANH = Actor("hanh")
FINISH_FIRST = CallOrder(finish=True)


@pytest.fixture
def ready(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters; three people wait for civil status."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    for _ in range(3):
        hall.issue("HT")
    return hall


# Again


def test_a_call_is_repeated_no_sooner_than_the_gap_after_the_last_one(ready: Hall) -> None:
    ready.set_rules(recall_gap_s=5)
    ready.call()
    for _ in range(2):
        ready.clock.run(4.999)
        refusal = ready.refused(calls.recall, 1, ANA)
        assert (refusal.code, refusal.details["wait_s"]) == ("recall_too_soon", 1)
        ready.clock.run(0.001)
        ready.recall(1)
    assert ready.ticket(1).leg.calls == 3


def test_a_call_pad_is_not_held_to_the_pace_of_people(ready: Hall) -> None:
    ready.set_rules(recall_gap_s=60, calls_before_no_show=3)
    ready.call()
    ready.recall(1, DESK)
    assert ready.do(serving.no_show, 1, DESK).state is TicketState.NO_SHOW


def test_whoever_was_brought_without_a_call_may_be_called_at_once(ready: Hall) -> None:
    ready.set_rules(recall_gap_s=60)
    ready.do(places.walk_in, 2, 1, ANA)
    assert ready.do(calls.recall, 1, BRUNO).leg.calls == 1


def test_a_counter_has_one_clerk(ready: Hall) -> None:
    ready.call()
    for act in (calls.recall, serving.serve, serving.finish, serving.no_show):
        assert ready.refused(act, 1, BRUNO).code == "counter_taken"
    assert ready.refused(calls.call_next, 1, BRUNO).code == "counter_taken"
    assert ready.refused(desks.close_counter, 1, BRUNO).code == "counter_taken"


# A chosen one


def test_choosing_needs_a_permission_and_a_reason_and_the_call_says_both(ready: Hall) -> None:
    assert ready.refused(calls.call_next, 1, Actor("ana"), CallOrder(3, "vội")).code == "not_allowed"
    assert ready.refused(calls.call_next, 1, ANA, CallOrder(3, "  ")).code == "reason_required"
    assert ready.refused(calls.call_next, 1, ANA, CallOrder(3, "ồn\x07")).code == "control_characters"
    ready.do(calls.call_next, 1, ANA, CallOrder(3, "mẹ đang cho con bú"))
    body = ready.events()[-1].event.body
    assert (body["chosen"], body["reason_vi"]) == (True, "cán bộ chọn số này: mẹ đang cho con bú")


def test_a_call_pad_chooses_without_a_reason(ready: Hall) -> None:
    assert ready.do(calls.call_next, 1, DESK, CallOrder(3))["number"] == "A003"


def test_only_its_owner_calls_a_parked_ticket_and_next_never_does(ready: Hall) -> None:
    ready.call()
    ready.do(serving.park, 1, ANA, "đi photo")
    refusal = ready.refused(calls.call_next, 2, BRUNO, CallOrder(1, "vội"))
    assert (refusal.code, refusal.details["clerk"]) == ("parked_by_another", "ana")
    assert [ready.call()["number"], ready.call(2, BRUNO)["number"]] == ["A002", "A003"]
    ready.finish(2)
    assert ready.refused(calls.call_next, 1, ANA).code == "nobody_waiting"
    assert ready.do(calls.call_next, 1, ANA, CallOrder(1))["number"] == "A001"
    assert ready.ticket(1).state is TicketState.CALLED
    assert ready.faults() == []


def test_a_missed_ticket_is_not_called_unasked(ready: Hall) -> None:
    ready.call()
    ready.no_show(1)
    for number in ("A002", "A003"):
        assert ready.call()["number"] == number
        ready.finish(int(number[1:]))
    assert ready.refused(calls.call_next, 1, ANA).code == "nobody_waiting"
    assert ready.refused(calls.call_next, 1, ANA, CallOrder(1, "vội")).code == "already_called"


# Next finishes first


def test_next_ends_the_visit_that_is_there_if_asked_to(ready: Hall) -> None:
    ready.call()
    assert ready.refused(calls.call_next, 1, ANA).code == "counter_busy"
    assert ready.refused(calls.call_next, 1, ANA, FINISH_FIRST).code == "counter_busy"  # nobody has come yet
    ready.serve(1)
    answer = ready.do(calls.call_next, 1, ANA, FINISH_FIRST)
    assert (answer["number"], answer["finished"]) == ("A002", 1)
    assert ready.ticket(1).state is TicketState.FINISHED


def test_next_that_cannot_finish_calls_nobody(ready: Hall) -> None:
    ready.sql("UPDATE service SET outcome_required = 1 WHERE code = 'HT'")
    ready.restart()
    ready.call()
    ready.serve(1)
    assert ready.refused(calls.call_next, 1, ANA, FINISH_FIRST).code == "outcome_required"
    assert (
        ready.refused(calls.call_next, 1, ANA, CallOrder(finish=True, outcome="x")).code == "unknown_outcome"
    )
    assert ready.do(calls.call_next, 1, ANA, CallOrder(finish=True, outcome="done"))["finished"] == 1
    assert ready.ticket(1).leg.outcome == "done"


def test_next_that_can_call_nobody_finishes_all_the_same(ready: Hall) -> None:
    for ticket in (1, 2, 3):
        answer = ready.do(calls.call_next, 1, ANA, FINISH_FIRST)
        ready.serve(ticket)
    assert answer["number"] == "A003"
    answer = ready.do(calls.call_next, 1, ANA, FINISH_FIRST)
    assert (answer["ticket"], answer["finished"], answer["awaits_next"]) == (None, 3, False)
    assert ready.refused(calls.call_next, 1, ANA, FINISH_FIRST).code == "nobody_waiting"


def test_next_at_a_paused_counter_finishes_nothing_and_calls_nobody(ready: Hall) -> None:
    ready.call()
    ready.serve(1)
    ready.do(desks.pause_counter, 1, ANA)
    assert ready.refused(calls.call_next, 1, ANA, FINISH_FIRST).code == "counter_closed"
    assert ready.refused(calls.call_next, 1, ANA).code == "counter_closed"


# Alternation


def test_a_recall_is_no_new_turn_of_an_alternation(hall: Hall) -> None:
    hall.do(rules.set_policy, PolicyKind.ALTERNATION, 2, {}, CARLA)
    for who, counter in ((ANA, 1), (BRUNO, 2), (HANH, 3)):
        hall.open(counter, who)
    for priority in ("normal", *["elderly"] * 5, "normal", "normal"):
        hall.issue("HT", priority)
    assert hall.call(1, ANA)["number"] == "A002"
    assert hall.call(2, BRUNO)["number"] == "A003"
    assert hall.call(3, HANH)["number"] == "A001"
    for number in (2, 3):
        hall.no_show(number, ANA if number == 2 else BRUNO)
    assert hall.call(1, ANA)["number"] == "A004"
    hall.clock.run(10)
    hall.recall(1, HANH)  # an ordinary ticket called again: the streak of one priority call stands
    assert hall.call(2, BRUNO)["number"] == "A005"
    hall.no_show(5, BRUNO)
    assert hall.call(2, BRUNO)["number"] == "A007"
