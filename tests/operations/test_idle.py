"""Calls without a touch: the next arrival that a clerk awaits on an empty queue, and counters that call of themselves."""

from collections.abc import Callable

import pytest

from server.domain.events import EventKind
from server.operations import calls, desks, idle, places, serving, undoing
from server.operations.actors import Actor
from server.operations.calls import CallOrder
from server.operations.desks import Work
from tests.builders import ANA, BRUNO, CARLA, Hall

HANH = Actor("hanh")
FINISH_FIRST = CallOrder(finish=True)
STORED = CallOrder(store_next=True)
CIVIL = Work(services=("HT", "CT"))
AUTO = Work(services=("HT", "CT"), auto_call=True)


def called(hall: Hall, counter: int = 1) -> list[str]:
    facts = (one.event for one in hall.events())
    return [
        one.body["label"] for one in facts if one.kind is EventKind.TICKET_CALLED and one.counter == counter
    ]


@pytest.fixture
def empty(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters; nobody waits."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    return hall


def test_next_on_an_empty_queue_takes_the_next_arrival_once(empty: Hall) -> None:
    answer = empty.do(calls.call_next, 1, ANA, STORED)
    assert (answer["ticket"], answer["awaits_next"]) == (None, True)
    assert empty.counter(1).awaits_next
    for _ in range(2):
        empty.issue("HT")
    assert called(empty) == ["A001"]
    assert empty.events()[-2].event.body["reason_en"].startswith("called of itself: ")
    assert not empty.counter(1).awaits_next
    assert empty.labels("waiting") == ["A002"]


def test_somebody_of_another_service_is_no_arrival_here(empty: Hall) -> None:
    empty.do(calls.call_next, 1, ANA, STORED)
    empty.issue("DD")
    assert called(empty) == []
    empty.issue("CT")
    assert called(empty) == ["C001"]


def test_whoever_asked_first_gets_the_next_arrival_and_the_other_the_one_after(empty: Hall) -> None:
    empty.do(calls.call_next, 1, ANA, STORED)
    empty.do(calls.call_next, 2, BRUNO, STORED)
    for _ in range(3):
        empty.issue("HT")
    assert (called(empty, 1), called(empty, 2)) == (["A001"], ["A002"])


@pytest.mark.parametrize("back", ["transfer", "return", "requeue"])
def test_whoever_comes_back_into_the_queue_is_an_arrival_too(empty: Hall, back: str) -> None:
    empty.issue("HT")
    empty.call(2, BRUNO)
    empty.do(calls.call_next, 1, ANA, STORED)
    if back == "transfer":
        empty.do(places.transfer, 1, BRUNO, places.Destination(service="CT"))
    elif back == "return":
        empty.no_show(1, BRUNO)
        empty.do(places.take_back, 1, BRUNO)
    else:
        empty.do(places.requeue, 1, BRUNO)
    assert called(empty) == ["A001"]


@pytest.mark.parametrize("stop", [desks.await_none, desks.pause_counter, desks.close_counter])
def test_what_was_awaited_can_be_forgotten_and_is_when_the_counter_pauses_or_closes(
    empty: Hall, stop: Callable[..., object]
) -> None:
    empty.do(calls.call_next, 1, ANA, STORED)
    empty.do(stop, 1, ANA)
    empty.open(1, ANA)
    empty.issue("HT")
    assert called(empty) == []


@pytest.mark.parametrize("how", ["resume", "undo", "walk-in"])
def test_whoever_takes_the_counter_otherwise_is_the_one_that_was_awaited(empty: Hall, how: str) -> None:
    empty.issue("HT")
    if how != "walk-in":
        empty.call()
    if how == "resume":
        empty.do(serving.park, 1, ANA, "đi photo")
    if how == "undo":
        empty.finish(1)
    if how == "walk-in":
        empty.do(desks.set_work, 1, CARLA, Work(services=("CT",), helps=("HT",), help_after_s=999))
    empty.do(calls.call_next, 1, ANA, STORED)
    if how == "resume":
        empty.do(serving.resume, 1, ANA)
    elif how == "undo":
        empty.do(undoing.undo, 1, ANA)
    else:
        empty.do(places.walk_in, 1, 1, ANA)
    assert not empty.counter(1).awaits_next
    empty.finish(1)
    empty.issue("CT")
    assert "C001" not in called(empty)


# Counters that call of themselves


@pytest.fixture
def auto(empty: Hall) -> Hall:
    """Counter 1 calls of itself, ten seconds after a visit."""
    empty.do(desks.set_work, 1, CARLA, AUTO)
    return empty


def test_an_idle_counter_calls_whoever_comes(auto: Hall) -> None:
    auto.issue("DD")
    auto.issue("HT")
    auto.issue("CT")
    assert called(auto) == ["A001"]
    assert auto.ticket(2).leg.clerk == "ana"
    auto.no_show(2)
    assert called(auto) == ["A001"]  # a breath first, in which the step can be taken back
    auto.clock.run(10)
    auto.write(idle.occupy)
    assert called(auto) == ["A001", "C001"]


def test_after_a_visit_it_takes_a_breath_and_then_calls_without_a_touch(auto: Hall) -> None:
    for _ in range(2):
        auto.issue("HT")
    auto.serve(1)
    auto.finish(1)
    auto.clock.run(9)
    auto.write(idle.occupy)
    assert called(auto) == ["A001"]
    auto.clock.run(1)
    auto.write(idle.occupy)
    assert called(auto) == ["A001", "A002"]


def test_it_wraps_up_as_long_as_the_service_says(auto: Hall) -> None:
    auto.sql("UPDATE service SET wrap_up_s = 60 WHERE code = 'HT'")
    auto.restart()
    for _ in range(2):
        auto.issue("HT")
    auto.finish(1)
    auto.clock.run(59)
    auto.issue("DD")
    assert called(auto) == ["A001"]
    auto.clock.run(1)
    auto.issue("DD")
    assert called(auto) == ["A001", "A002"]


def test_a_clerk_who_goes_on_at_once_wraps_up_nothing(auto: Hall) -> None:
    for _ in range(3):
        auto.issue("HT")
    auto.serve(1)
    auto.do(calls.call_next, 1, ANA, FINISH_FIRST)
    assert called(auto) == ["A001", "A002"]


def test_a_visit_taken_back_leaves_no_wrap_up_behind(auto: Hall) -> None:
    auto.set_rules(auto_call_pause_s=60)
    for _ in range(2):
        auto.issue("HT")
    auto.finish(1)
    auto.do(undoing.undo, 1, ANA)
    assert auto.sql("SELECT wrap_up_until_ms FROM counter WHERE number = 1")[0][0] == 0


@pytest.mark.parametrize(
    ("stop", "given"),
    [(desks.pause_counter, (ANA,)), (desks.close_counter, (ANA,)), (desks.set_work, (CARLA, CIVIL))],
)
def test_a_counter_paused_closed_or_told_to_stop_calls_nobody(
    auto: Hall, stop: Callable[..., object], given: tuple[object, ...]
) -> None:
    auto.do(stop, 1, *given)
    auto.issue("HT")
    assert called(auto) == []


def test_a_counter_that_opens_or_turns_to_calling_takes_whoever_waits(empty: Hall) -> None:
    for _ in range(3):
        empty.issue("HT")
    empty.do(desks.set_work, 1, CARLA, AUTO)
    assert called(empty) == ["A001"]
    empty.do(desks.set_work, 3, CARLA, Work(services=("HT",), auto_call=True))
    empty.open(3, HANH)
    assert called(empty, 3) == ["A002"]


def test_in_the_morning_it_calls_nobody_of_yesterday(auto: Hall) -> None:
    for _ in range(2):
        auto.issue("HT")
    auto.finish(1)
    auto.clock.sleep_through(23 * 3600)
    auto.write(idle.occupy)
    assert called(auto) == ["A001"]
    assert auto.labels("incomplete") == ["A002"]
