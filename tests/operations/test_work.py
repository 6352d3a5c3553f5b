"""What a counter does, changed while it runs: skills, work profiles, helping others when its own queues are empty."""

import pytest

from server.domain.events import EventKind
from server.operations import desks, places, profiles
from server.operations.calls import CallOrder, call_next
from server.operations.desks import Work
from server.operations.places import Destination
from server.store.profiles import ProfileRow
from tests.builders import ANA, BRUNO, CARLA, Hall

CIVIL = Work(services=("HT", "CT"))
LAND = ProfileRow("land", "Đất đai", "Land", ("DD",), ("HT",), 300)


@pytest.fixture
def ready(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    return hall


def helper(hall: Hall, after_s: int = 300) -> None:
    hall.do(desks.set_work, 1, CARLA, Work(services=("HT",), helps=("DD",), help_after_s=after_s))


def test_the_next_call_follows_the_new_skills(ready: Hall) -> None:
    ready.issue("HT")
    ready.issue("DD")
    ready.do(desks.set_work, 1, CARLA, Work(services=("DD",)))
    assert ready.call()["number"] == "L001"
    assert ready.counter(1).clerk == "ana"


def test_a_skill_cannot_go_while_its_ticket_is_at_the_counter(ready: Hall) -> None:
    ready.issue("HT")
    ready.call()
    refusal = ready.refused(desks.set_work, 1, CARLA, Work(services=("CT",)))
    assert (refusal.code, refusal.details["number"]) == ("skill_in_use", "A001")
    ready.do(desks.set_work, 1, CARLA, Work(services=("CT",), helps=("HT",)))
    ready.finish(1)
    ready.do(desks.set_work, 1, CARLA, Work(services=("CT",)))


def test_a_chosen_ticket_of_a_service_that_was_never_a_skill_holds_up_no_change(ready: Hall) -> None:
    ready.issue("DD")
    ready.do(call_next, 1, ANA, CallOrder(1, "đất liền kề"))
    ready.do(desks.set_work, 1, CARLA, Work(services=("HT",)))
    assert ready.counter(1).services == ("HT",)


def test_whoever_was_sent_to_a_counter_for_a_skill_it_lost_stays_within_reach(ready: Hall) -> None:
    ready.issue("HT")
    ready.do(places.transfer, 1, BRUNO, Destination(counter=1))
    assert ready.refused(call_next, 2, BRUNO).code == "nobody_waiting"
    ready.do(desks.set_work, 1, CARLA, Work(services=("CT",)))
    assert ready.call(2, BRUNO)["number"] == "A001"


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (Work(services=()), "invalid_input"),
        (Work(services=("HT", "HT")), "invalid_input"),
        (Work(services=("HT",), helps=("HT",)), "invalid_input"),
        (Work(services=("HT",), help_after_s=-1), "invalid_input"),
        (Work(services=("HT", "XX")), "unknown_service"),
    ],
)
def test_work_that_makes_no_sense_is_refused(ready: Hall, work: Work, code: str) -> None:
    assert ready.refused(desks.set_work, 1, CARLA, work).code == code
    assert ready.refused(desks.set_work, 77, CARLA, CIVIL).code == "counter_not_found"


def test_the_same_work_again_is_no_fact(ready: Hall) -> None:
    ready.do(desks.set_work, 1, CARLA, CIVIL)
    kinds = [one.event.kind for one in ready.events()]
    assert EventKind.COUNTER_CHANGED not in kinds


# Helping


def test_a_counter_helps_only_when_its_own_queues_are_empty(ready: Hall) -> None:
    helper(ready)
    ready.issue("DD")
    ready.clock.run(3600)
    ready.issue("HT")
    assert ready.call()["number"] == "A001"
    ready.finish(2)
    assert ready.call()["number"] == "L001"


def test_it_helps_nobody_who_has_not_waited_long_enough(ready: Hall) -> None:
    helper(ready)
    ready.issue("DD")
    ready.clock.run(299.999)
    assert ready.refused(call_next, 1, ANA).code == "nobody_waiting"
    ready.clock.run(0.001)
    assert ready.call()["number"] == "L001"


def test_whoever_was_put_back_does_not_slip_past_those_who_have_not_waited_long(ready: Hall) -> None:
    helper(ready)
    ready.do(desks.set_work, 2, CARLA, Work(services=("DD",)))
    ready.issue("DD")
    ready.call(2, BRUNO)
    ready.clock.run(400)
    for _ in range(3):
        ready.issue("DD")
    ready.do(places.requeue, 1, BRUNO, behind=3)
    assert ready.refused(call_next, 1, ANA).code == "nobody_waiting"
    ready.clock.run(300)
    assert ready.call()["number"] == "L002"


# Work profiles


def test_a_profile_gives_a_counter_its_skills_in_one_act(ready: Hall) -> None:
    ready.do(profiles.keep, LAND, CARLA)
    ready.do(profiles.take_up, 1, CARLA, "land")
    row = ready.counter(1)
    assert (row.services, row.helps, row.help_after_s) == (("DD",), ("HT",), 300)


def test_a_profile_leaves_it_to_the_counter_whether_it_calls_of_itself(ready: Hall) -> None:
    ready.do(desks.set_work, 1, CARLA, Work(services=("HT",), auto_call=True))
    ready.do(profiles.keep, LAND, CARLA)
    ready.do(profiles.take_up, 1, CARLA, "land")
    assert ready.counter(1).auto_call


def test_a_profile_that_is_gone_or_makes_no_sense_is_refused(ready: Hall) -> None:
    assert ready.refused(profiles.take_up, 1, CARLA, "land").code == "profile_not_found"
    assert ready.refused(profiles.drop, "land", CARLA).code == "profile_not_found"
    wrong = ProfileRow("land", "Đất đai", "Land", ("DD",), ("DD",), 0)
    assert ready.refused(profiles.keep, wrong, CARLA).code == "invalid_input"
    unknown = ProfileRow("land", "Đất đai", "Land", ("XX",), (), 0)
    assert ready.refused(profiles.keep, unknown, CARLA).code == "unknown_service"
    ready.do(profiles.keep, LAND, CARLA)
    ready.do(profiles.drop, "land", CARLA)
    assert ready.refused(profiles.take_up, 1, CARLA, "land").code == "profile_not_found"
