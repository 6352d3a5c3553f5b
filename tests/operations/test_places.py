"""Other places: put back into the queue, back after a miss, to another queue, gone, brought to a counter."""

import pytest

from server.domain.events import EventKind
from server.domain.ticket import TicketState
from server.operations import desks, places, walk_ins
from server.operations.actors import Actor
from server.operations.desks import Work
from server.operations.issue import IssueOrder
from server.operations.places import Destination
from tests.builders import ANA, BRUNO, CARLA, DESK, Hall

S = TicketState
HANH = Actor("hanh")


@pytest.fixture
def ready(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters; A001 is called to Ana, A002 to A006 wait."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    for _ in range(6):
        hall.issue("HT")
    hall.call()
    return hall


def calls_of(hall: Hall, times: int) -> list[str]:
    """Let Bruno call so many, and tell whom."""
    numbers = []
    for _ in range(times):
        call = hall.call(2, BRUNO)
        numbers.append(call["number"])
        hall.no_show(call["ticket"], BRUNO)
    return numbers


# Put back


def test_put_back_two_places_two_others_of_the_service_are_called_first(ready: Hall) -> None:
    ready.do(places.requeue, 1, ANA, behind=2)
    assert calls_of(ready, 4) == ["A002", "A003", "A001", "A004"]


def test_put_back_at_the_end_everybody_who_waits_there_now_is_called_first(ready: Hall) -> None:
    ready.do(places.requeue, 1, ANA, at_end=True)
    ready.issue("HT")
    assert calls_of(ready, 7) == ["A002", "A003", "A004", "A005", "A006", "A001", "A007"]


def test_put_back_without_a_word_is_as_far_as_the_centre_says(ready: Hall) -> None:
    ready.set_rules(requeue_behind=1)
    ready.do(places.requeue, 1, ANA)
    assert calls_of(ready, 2) == ["A002", "A001"]


def test_put_back_no_place_at_all_is_next_again(ready: Hall) -> None:
    ready.do(places.requeue, 1, ANA, behind=0)
    assert calls_of(ready, 2) == ["A001", "A002"]


def test_whoever_is_put_back_need_not_let_more_pass_than_there_are(ready: Hall) -> None:
    ready.do(places.requeue, 1, ANA, behind=900)
    assert calls_of(ready, 6) == ["A002", "A003", "A004", "A005", "A006", "A001"]


def test_calls_of_other_services_pass_nobody(ready: Hall) -> None:
    for _ in range(3):
        ready.issue("CT")
    ready.do(places.requeue, 1, ANA, behind=1)
    ready.do(desks.set_work, 2, CARLA, Work(services=("CT",)))
    assert calls_of(ready, 3) == ["C001", "C002", "C003"]
    ready.do(desks.set_work, 2, CARLA, Work(services=("HT",)))
    assert calls_of(ready, 2) == ["A002", "A001"]


def test_several_put_back_keep_their_order(ready: Hall) -> None:
    ready.do(places.requeue, 1, ANA, behind=2)
    ready.call()
    ready.do(places.requeue, 2, ANA, behind=2)
    assert calls_of(ready, 5) == ["A003", "A001", "A002", "A004", "A005"]


def test_a_running_service_is_broken_off_only_when_confirmed(ready: Hall) -> None:
    ready.serve(1)
    refusal = ready.refused(places.requeue, 1, ANA)
    assert (refusal.code, refusal.details["number"]) == ("service_running", "A001")
    assert ready.do(places.requeue, 1, ANA, confirmed=True).state is S.WAITING


@pytest.mark.parametrize("behind", [-1, 1000])
def test_a_place_that_is_none_is_refused(ready: Hall, behind: int) -> None:
    assert ready.refused(places.requeue, 1, ANA, behind=behind).code == "invalid_input"


def test_at_the_end_whoever_came_before_goes_first_and_whoever_comes_later_does_not(ready: Hall) -> None:
    ready.clock.run(60)
    back = ready.do(places.requeue, 1, ANA, at_end=True)
    ready.clock.run(60)
    later = ready.issue("HT")["number"]
    assert calls_of(ready, 7) == ["A002", "A003", "A004", "A005", "A006", "A001", later]
    assert back.leg.queued_at_ms < back.leg.line_at_ms


# Back after a miss


def test_a_missed_ticket_is_taken_back_two_behind_the_next_within_the_tolerance(ready: Hall) -> None:
    ready.no_show(1)
    ready.clock.run(30 * 60)
    back = ready.do(places.take_back, 1, BRUNO)
    assert (back.state, back.label) == (S.WAITING, "A001")
    assert calls_of(ready, 4) == ["A002", "A003", "A001", "A004"]
    assert ready.faults() == []


def test_after_the_tolerance_a_new_number_is_needed(ready: Hall) -> None:
    ready.no_show(1)
    ready.clock.run(30 * 60 + 1)
    refusal = ready.refused(places.take_back, 1, ANA)
    assert (refusal.code, refusal.details["within_min"]) == ("return_too_late", 30)


def test_yesterdays_missed_ticket_does_not_come_back(ready: Hall) -> None:
    ready.set_rules(return_within_min=600)
    ready.clock.run(16 * 3600 + 39 * 60)
    ready.no_show(1)
    ready.clock.run(120)
    assert ready.refused(places.take_back, 1, ANA).code == "return_too_late"


# To another queue


def test_a_transfer_keeps_arrival_and_class_and_the_number(ready: Hall) -> None:
    ready.issue("CT", "elderly")
    ready.clock.run(600)
    ready.issue("CT")
    before = ready.ticket(1)
    after = ready.do(places.transfer, 1, ANA, Destination(service="CT"))
    assert (after.label, after.leg.priority, after.leg.line_at_ms) == (
        before.label,
        "normal",
        before.leg.line_at_ms,
    )
    ready.do(desks.set_work, 2, CARLA, Work(services=("CT",)))
    assert calls_of(ready, 3) == ["C001", "A001", "C002"]


def test_a_transfer_to_a_counter_is_called_there_and_nowhere_else(ready: Hall) -> None:
    ready.do(places.transfer, 2, BRUNO, Destination(counter=1))
    assert calls_of(ready, 1) == ["A003"]
    ready.finish(1)
    assert ready.call()["number"] == "A002"


def test_a_transfer_to_a_clerk_follows_the_clerk(ready: Hall) -> None:
    ready.do(places.transfer, 2, BRUNO, Destination(clerk="ana"))
    ready.finish(1)
    ready.open(3, ANA)
    ready.open(1, HANH)
    assert ready.call(1, HANH)["number"] == "A003"
    assert ready.call(3, ANA)["number"] == "A002"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (Destination(), "transfer_nowhere"),
        (Destination(service="HT"), "transfer_nowhere"),
        (Destination(service="XX"), "unknown_service"),
        (Destination(service="XD"), "service_closed"),
        (Destination(counter=77), "counter_not_found"),
        (Destination(counter=3), "counter_closed"),
        (Destination(service="DD", counter=2), "skill_missing"),
        (Destination(clerk="hanh"), "clerk_absent"),
        (Destination(clerk="nobody"), "clerk_absent"),
        (Destination(service="DD", clerk="bruno"), "skill_missing"),
        (Destination(counter=1, clerk="bruno"), "clerk_absent"),
        (Destination(counter=2, reason="ồn\x07"), "control_characters"),
    ],
)
def test_a_transfer_to_where_nobody_could_be_called_is_refused(
    ready: Hall, to: Destination, code: str
) -> None:
    ready.sql("UPDATE service SET is_open = 0 WHERE code = 'XD'")
    ready.restart()
    assert ready.refused(places.transfer, 1, ANA, to).code == code


def test_only_who_sits_there_transfers_a_ticket_from_a_counter_and_any_clerk_a_waiting_one(
    ready: Hall,
) -> None:
    assert ready.refused(places.transfer, 1, BRUNO, Destination(service="DD")).code == "counter_taken"
    assert ready.do(places.transfer, 2, HANH, Destination(service="DD")).leg.service == "DD"


@pytest.mark.parametrize("gone", ["closed", "another clerk", "without the skill"])
def test_whoever_was_sent_to_a_counter_or_clerk_that_cannot_take_them_any_more_is_called_elsewhere(
    ready: Hall, gone: str
) -> None:
    ready.finish(1)
    ready.do(places.transfer, 2, BRUNO, Destination(counter=1, clerk="ana"))
    if gone == "closed":
        ready.do(desks.close_counter, 1, ANA)
    elif gone == "another clerk":
        ready.open(3, ANA)
        ready.open(1, HANH)
    else:
        ready.do(desks.set_work, 1, CARLA, Work(services=("CT",)))
    assert calls_of(ready, 1) == ["A002"]


def test_a_counter_that_pauses_keeps_whoever_was_sent_to_it(ready: Hall) -> None:
    ready.finish(1)
    ready.do(places.transfer, 2, BRUNO, Destination(counter=1))
    ready.do(desks.pause_counter, 1, ANA)
    assert calls_of(ready, 1) == ["A003"]
    ready.open(1, ANA)
    assert ready.call()["number"] == "A002"


# Gone


def test_a_citizen_or_a_clerk_says_that_somebody_is_gone_and_the_log_says_who(ready: Hall) -> None:
    ready.do(places.leave, 2, None)
    ready.do(places.leave, 3, BRUNO)
    facts = [one.event for one in ready.events() if one.event.kind is EventKind.TICKET_LEFT]
    assert [(one.body["by"], one.clerk) for one in facts] == [("citizen", ""), ("staff", "bruno")]
    assert calls_of(ready, 1) == ["A004"]


# Brought to a counter


def test_an_official_at_the_door_brings_somebody_to_a_free_counter_without_a_call(ready: Hall) -> None:
    sent = ready.do(walk_ins.bring, 2, HANH, None, IssueOrder("HT", "severely_disabled", scope="r", key="k"))
    assert (sent.label, sent.state, sent.leg.clerk, sent.leg.calls) == ("A007", S.CALLED, "bruno", 0)
    assert not [one for one in ready.events() if one.event.kind is EventKind.TICKET_CALLED][1:]
    again = ready.do(walk_ins.bring, 2, HANH, None, IssueOrder("HT", "severely_disabled", scope="r", key="k"))
    assert again.id == sent.id
    assert ready.serve(sent.id, BRUNO).leg.serving_at_ms is not None


def test_a_clerk_with_a_free_minute_serves_at_once(ready: Hall) -> None:
    served = ready.do(walk_ins.bring, 2, BRUNO, 4, IssueOrder(""))
    assert (served.label, served.state) == ("A004", S.SERVING)


@pytest.mark.parametrize(
    ("counter", "service", "code"),
    [
        (1, "HT", "counter_busy"),
        (3, "HT", "counter_closed"),
        (77, "HT", "counter_not_found"),
        (2, "DD", "skill_missing"),
        (2, "XX", "unknown_service"),
    ],
)
def test_where_nobody_can_be_brought_no_number_is_given_out(
    ready: Hall, counter: int, service: str, code: str
) -> None:
    assert ready.refused(walk_ins.bring, counter, HANH, None, IssueOrder(service)).code == code
    assert ready.issue("HT")["number"] == "A007"


def test_a_call_pad_serves_whom_it_brings_in_the_name_of_the_clerk_there(ready: Hall) -> None:
    sent = ready.do(places.walk_in, 2, 2, DESK)
    assert (sent.state, sent.leg.clerk) == (S.CALLED, "bruno")
