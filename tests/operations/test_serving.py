"""At the counter: absent after enough calls, finished with an outcome, set aside and taken back, several services."""

import pytest

from server.domain.ticket import TicketState
from server.operations import desks, places, serving
from server.operations.actors import Actor
from server.operations.desks import Work
from server.operations.issue import IssueOrder, issue
from tests.builders import ANA, BRUNO, CARLA, DESK, Hall

S = TicketState


@pytest.fixture
def ready(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters; A001 is called to Ana, A002 waits."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    hall.issue("HT")
    hall.issue("HT")
    hall.call()
    return hall


def test_nobody_is_absent_before_the_calls_that_the_centre_asks_for(ready: Hall) -> None:
    ready.set_rules(calls_before_no_show=3)
    for calls_made in (1, 2):
        refusal = ready.refused(serving.no_show, 1, ANA)
        assert refusal.code == "call_again_first"
        assert (refusal.details["calls"], refusal.details["needed"]) == (calls_made, 3)
        ready.clock.run(10)
        ready.recall(1)
    assert ready.no_show(1).state is S.NO_SHOW


def test_a_service_may_ask_for_an_outcome_that_the_centre_knows(ready: Hall) -> None:
    ready.sql("UPDATE service SET outcome_required = 1 WHERE code = 'HT'")
    ready.restart()
    assert ready.refused(serving.finish, 1, ANA).code == "outcome_required"
    assert ready.refused(serving.finish, 1, ANA, "perhaps").code == "unknown_outcome"
    assert ready.do(serving.finish, 1, ANA, "supplement").leg.outcome == "supplement"


def test_where_none_is_asked_for_one_may_still_be_given_but_not_invented(ready: Hall) -> None:
    assert ready.refused(serving.finish, 1, ANA, "perhaps").code == "unknown_outcome"
    assert ready.do(serving.finish, 1, ANA, "advised").leg.outcome == "advised"


def test_an_outcome_that_the_centre_gave_up_is_unknown(ready: Hall) -> None:
    ready.set_rules(outcomes=[{"code": "yes", "vi": "Được", "en": "Yes"}])
    assert ready.refused(serving.finish, 1, ANA, "advised").code == "unknown_outcome"
    assert ready.do(serving.finish, 1, ANA, "yes").leg.outcome == "yes"


# Set aside


def test_parking_needs_a_reason_and_frees_the_counter(ready: Hall) -> None:
    for reason in ("", "   "):
        assert ready.refused(serving.park, 1, ANA, reason).code == "reason_required"
    ready.do(serving.park, 1, ANA, "đi photo giấy tờ")
    assert ready.ticket(1).leg.park_reason == "đi photo giấy tờ"
    assert ready.call()["number"] == "A002"


def test_a_parked_ticket_belongs_to_whoever_parked_it(ready: Hall) -> None:
    ready.do(serving.park, 1, ANA, "đi photo")
    for act, given in (
        (serving.resume, (1, BRUNO)),
        (places.transfer, (1, BRUNO, places.Destination(service="DD"))),
    ):
        refusal = ready.refused(act, *given)
        assert (refusal.code, refusal.details["clerk"]) == ("parked_by_another", "ana")
    assert ready.do(serving.resume, 1, ANA).leg.counter == 1


def test_what_a_call_pad_sets_aside_belongs_to_the_clerk_at_its_counter(ready: Hall) -> None:
    assert ready.do(serving.park, 1, DESK).leg.clerk == "ana"
    assert ready.do(serving.resume, 1, ANA).state is S.SERVING
    ready.do(serving.park, 1, ANA, "đi photo")
    resumed = ready.do(serving.resume, 1, DESK).leg
    assert (resumed.clerk, resumed.counter) == ("ana", 1)


def test_a_parked_ticket_is_taken_back_where_its_owner_sits_now(ready: Hall) -> None:
    ready.do(serving.park, 1, ANA, "đi photo")
    ready.open(3, ANA)
    assert ready.do(serving.resume, 1, ANA).leg.counter == 3


def test_a_parked_ticket_is_taken_back_at_a_free_open_counter_only(ready: Hall) -> None:
    ready.do(serving.park, 1, ANA, "đi photo")
    assert ready.refused(serving.resume, 1, ANA, 2).code == "counter_taken"
    ready.call()
    assert ready.refused(serving.resume, 1, ANA).code == "counter_busy"
    ready.finish(2)
    ready.do(desks.pause_counter, 1, ANA)
    assert ready.refused(serving.resume, 1, ANA).code == "counter_closed"
    ready.do(desks.close_counter, 1, ANA)
    assert ready.refused(serving.resume, 1, ANA).code == "clerk_absent"


def test_parked_time_runs_while_parked_and_never_while_served(ready: Hall) -> None:
    ready.serve(1)
    for parked_s, served_s in ((300, 60), (120, 0)):
        ready.do(serving.park, 1, ANA, "đi photo")
        ready.clock.run(parked_s)
        ready.do(serving.resume, 1, ANA)
        ready.clock.run(served_s)
    leg = ready.finish(1).leg
    assert leg.parked_ms == 420_000
    assert leg.ended_at_ms is not None
    assert leg.serving_at_ms is not None
    assert leg.ended_at_ms - leg.serving_at_ms - leg.parked_ms == 60_000


# A clerk who goes


def test_a_clerk_who_serves_cannot_leave_and_nothing_is_lost(ready: Hall) -> None:
    ready.serve(1)
    for act, given in (
        (desks.leave_all, (ANA,)),
        (desks.close_counter, (1, ANA)),
        (desks.open_counter, (3, ANA)),
    ):
        assert ready.refused(act, *given).code == "counter_busy"
    ready.finish(1)
    ready.do(desks.leave_all, ANA)
    assert ready.counter(1).status == "closed"


def test_a_clerk_at_no_counter_leaves_nothing(ready: Hall) -> None:
    before = len(ready.events())
    ready.do(desks.leave_all, Actor("hanh"))
    assert len(ready.events()) == before


# Several services


def taken(hall: Hall, *services: str) -> int:
    order = IssueOrder(services[0], then=services[1:])
    ticket: int = hall.do(issue, order)[0]["id"]
    return ticket


def test_a_visit_of_several_services_waits_for_each_in_turn_by_its_arrival(ready: Hall) -> None:
    visit = taken(ready, "HT", "CT", "DD")
    ready.clock.run(600)
    later = ready.issue("CT")["id"]
    ready.finish(1)
    ready.call()
    ready.finish(2)
    assert ready.call()["ticket"] == visit
    ready.finish(visit)
    assert (ready.ticket(visit).state, ready.ticket(visit).leg.service) == (S.WAITING, "CT")
    assert ready.call(2, BRUNO)["ticket"] == visit
    ready.finish(visit, BRUNO)
    assert ready.call(2, BRUNO)["ticket"] == later
    assert ready.ticket(visit).label == "A003"
    assert ready.faults() == []


def test_a_service_to_come_that_is_unknown_or_closed_gives_no_number(ready: Hall) -> None:
    assert ready.refused(issue, IssueOrder("HT", then=("XX",))).code == "unknown_service"
    ready.sql("UPDATE service SET is_open = 0 WHERE code = 'DD'")
    ready.restart()
    assert ready.refused(issue, IssueOrder("HT", then=("DD",))).code == "service_closed"
    assert ready.issue("HT")["number"] == "A003"


def test_the_next_service_of_a_visit_may_be_called_at_the_very_same_moment(ready: Hall) -> None:
    ready.do(desks.set_work, 2, CARLA, Work(services=("CT",), auto_call=True))
    visit = taken(ready, "HT", "CT")
    ready.finish(1)
    ready.call()
    ready.finish(2)
    ready.call()
    ready.finish(visit)
    assert (ready.ticket(visit).state, ready.ticket(visit).leg.counter) == (S.CALLED, 2)
    assert [leg.state for leg in ready.ticket(visit).legs] == [S.FINISHED, S.CALLED]
    assert ready.faults() == []
