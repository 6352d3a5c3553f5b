"""Taking back the last step: by whom, until when, and never over something that cannot be taken back."""

from collections.abc import Callable

import pytest

from server.domain.events import EventKind
from server.operations import days, desks, places, receive, serving, undoing
from server.operations.actors import Actor
from server.operations.calls import CallOrder, call_next
from server.operations.desks import Work
from server.operations.issue import IssueOrder, issue
from server.operations.places import Destination
from tests.builders import ANA, BRUNO, CARLA, DESK, Hall

HANH = Actor("hanh")
FREE = Work(services=("HT", "CT"))


@pytest.fixture
def ready(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters; A001, who has two services to do, is served by Ana; two wait."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    hall.do(issue, IssueOrder("HT", then=("CT",)))
    hall.issue("HT")
    hall.issue("CT")
    hall.call()
    hall.clock.run(30)
    hall.serve(1)
    hall.clock.run(30)
    return hall


STEPS: dict[str, Callable[[Hall], object]] = {
    "finish": lambda hall: hall.finish(1),
    "requeue": lambda hall: hall.do(places.requeue, 1, ANA, confirmed=True),
    "park": lambda hall: hall.do(serving.park, 1, ANA, "đi photo"),
    "transfer": lambda hall: hall.do(places.transfer, 1, ANA, Destination(service="DD")),
}


def rows(hall: Hall) -> dict[str, list[tuple[object, ...]]]:
    found = hall.everything()
    kept = ("ticket", "leg", "service_calls", "series")
    tally = [row for row in found["waiting_tally"] if row[2]]
    return {name: found[name] for name in kept} | {"tally": tally}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_taken_back_leaves_every_row_as_it_was(ready: Hall, step: str) -> None:
    before = rows(ready)
    STEPS[step](ready)
    ready.clock.run(10)
    ready.do(undoing.undo, 1, ANA)
    assert rows(ready) == before
    assert ready.faults() == []


@pytest.mark.parametrize("step", STEPS)
def test_after_ten_seconds_or_a_second_time_it_is_refused(ready: Hall, step: str) -> None:
    STEPS[step](ready)
    ready.do(undoing.undo, 1, ANA)
    assert ready.refused(undoing.undo, 1, ANA).code == "cannot_undo"
    STEPS[step](ready)
    ready.clock.run(10.001)
    assert ready.refused(undoing.undo, 1, ANA).code == "cannot_undo"


def test_a_no_show_a_return_a_walk_in_and_a_leave_are_taken_back_too(ready: Hall) -> None:
    ready.do(places.transfer, 1, ANA, Destination(service="DD"))
    steps: list[tuple[int, Callable[[], object]]] = [
        (2, lambda: ready.do(places.leave, 2, ANA)),
        (2, lambda: ready.do(places.walk_in, 1, 2, ANA)),
    ]
    for ticket, step in steps:
        before = ready.ticket(ticket)
        step()
        assert ready.do(undoing.undo, ticket, ANA) == before
    ready.call()
    ready.no_show(2)
    missed = ready.ticket(2)
    ready.do(places.take_back, 2, ANA)
    assert ready.do(undoing.undo, 2, ANA) == missed == ready.ticket(2)
    assert ready.faults() == []


def test_what_the_hall_has_heard_stays(ready: Hall) -> None:
    ready.do(places.transfer, 1, ANA, Destination(service="DD"))
    ready.call()
    assert ready.refused(undoing.undo, 2, ANA).code == "cannot_undo"
    assert ready.refused(undoing.undo, 1, ANA).code == "cannot_undo"  # its counter has somebody else now


def test_a_ticket_put_back_and_called_elsewhere_is_not_taken_from_there(ready: Hall) -> None:
    ready.do(places.requeue, 1, ANA, behind=0, confirmed=True)
    assert ready.call(2, BRUNO)["ticket"] == 1
    assert ready.refused(undoing.undo, 1, ANA).code == "cannot_undo"


def test_nobody_takes_back_the_step_of_another(ready: Hall) -> None:
    ready.finish(1)
    for other in (BRUNO, CARLA, Actor("staff")):
        assert ready.refused(undoing.undo, 1, other).code == "cannot_undo"
    ready.do(undoing.undo, 1, DESK)


def test_whoever_brought_somebody_to_a_colleague_takes_it_back(ready: Hall) -> None:
    before = ready.ticket(2)
    ready.do(places.walk_in, 2, 2, ANA)
    assert ready.do(undoing.undo, 2, ANA) == before
    ready.do(places.walk_in, 2, 2, ANA)
    assert ready.do(undoing.undo, 2, BRUNO) == before


def test_a_clerk_named_staff_has_no_hand_in_what_all_staff_did(ready: Hall) -> None:
    ready.do(places.leave, 2, ANA)
    assert ready.refused(undoing.undo, 2, Actor("staff")).code == "cannot_undo"


def test_a_dossier_opened_since_closes_the_door(ready: Hall) -> None:
    ready.call(2, BRUNO)
    ready.serve(2, BRUNO)
    ready.do(receive.open_dossier, receive.DossierOrder(2, "1.001193", "Nguyễn Thị Hương"), BRUNO)
    assert ready.refused(undoing.undo, 2, BRUNO).code == "cannot_undo"


def test_a_counter_that_is_closed_or_another_clerks_gets_nobody_back(ready: Hall) -> None:
    ready.finish(1)
    ready.do(desks.close_counter, 1, ANA)
    assert ready.refused(undoing.undo, 1, ANA).code == "cannot_undo"
    ready.open(1, HANH)
    assert ready.refused(undoing.undo, 1, ANA).code == "counter_taken"
    ready.do(desks.close_counter, 1, HANH)
    ready.open(1, ANA)
    ready.do(undoing.undo, 1, ANA)


def test_finish_and_next_is_not_taken_back_over_the_next(ready: Hall) -> None:
    ready.do(call_next, 1, ANA, CallOrder(finish=True))
    assert ready.refused(undoing.undo, 1, ANA).code == "cannot_undo"


def test_over_the_turn_of_the_day_nothing_is_taken_back(ready: Hall) -> None:
    ready.clock.run(16 * 3600 + 38 * 60 + 55)
    ready.open(2, BRUNO)
    ready.do(places.leave, 2, ANA)
    ready.finish(1)
    ready.clock.run(6)
    ready.write(days.tick)
    for ticket in (1, 2):
        assert ready.refused(undoing.undo, ticket, ANA).code == "cannot_undo"
    assert (ready.ticket(1).leg.service, ready.ticket(1).state) == (
        "CT",
        "waiting",
    )  # nobody lost their place


def test_the_log_says_what_was_taken_back(ready: Hall) -> None:
    ready.finish(1)
    finished = ready.events()[-1]
    ready.do(undoing.undo, 1, ANA)
    fact = ready.events()[-1].event
    assert (fact.kind, fact.clerk, fact.counter) == (EventKind.MOVE_UNDONE, "ana", 1)
    assert fact.body == {"undoes": finished.seq, "kind": "TicketFinished"}
