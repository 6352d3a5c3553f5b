"""Places in a line that several services share; whom a breath, a reservation and a booked time hold back."""

from server.operations import calls, desks, idle, places, serving, undoing, walk_ins
from server.operations.calls import CallOrder
from server.operations.desks import Work
from server.operations.issue import IssueOrder, issue
from server.operations.places import Destination
from tests.builders import ANA, BRUNO, CARLA, DESK, Hall

STORED = CallOrder(store_next=True)


def worked_off(hall: Hall, times: int) -> list[str]:
    """Let Ana call and finish so many, and tell whom."""
    found = []
    for _ in range(times):
        made = hall.call(1, ANA)
        hall.finish(made["ticket"], ANA)
        found.append(made["number"])
    return found


def test_whoever_is_put_back_lets_others_of_the_counter_pass_whatever_their_service(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.issue("HT")
    hall.call()
    for _ in range(3):
        hall.clock.run(1)
        hall.issue("CT")
    hall.do(places.requeue, 1, ANA, behind=2)
    assert worked_off(hall, 4) == ["C001", "C002", "A001", "C003"]
    assert hall.faults() == []


def test_whoever_is_put_back_is_not_stranded_behind_a_service_that_nobody_wants(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.issue("HT")
    hall.call()
    hall.do(places.requeue, 1, ANA, behind=5)
    assert worked_off(hall, 1) == ["A001"]


def test_a_walk_in_passes_too_and_a_parked_ticket_called_back_does_not(hall: Hall) -> None:
    hall.open(1, ANA)
    for _ in range(3):
        hall.issue("HT")
    hall.call()
    hall.do(places.requeue, 1, ANA, behind=2)
    brought = hall.do(walk_ins.bring, 1, ANA, None, IssueOrder("CT"))
    hall.finish(brought.id, ANA)
    hall.call()
    hall.do(serving.park, 2, ANA, "đi photo")
    hall.do(calls.call_next, 1, ANA, CallOrder(2))
    hall.finish(2, ANA)
    assert worked_off(hall, 2) == ["A001", "A003"]


def test_a_ticket_sent_to_a_colleague_is_not_walked_in_elsewhere(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    hall.issue("HT")
    hall.do(places.transfer, 1, ANA, Destination(counter=2))
    assert hall.refused(walk_ins.bring, 1, ANA, 1, IssueOrder("")).code == "ticket_reserved"
    hall.do(desks.close_counter, 2, BRUNO)
    assert hall.do(walk_ins.bring, 1, ANA, 1, IssueOrder("")).leg.counter == 1


def test_every_step_at_an_auto_calling_counter_can_be_taken_back(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.do(desks.set_work, 1, CARLA, Work(["CT", "HT"], auto_call=True))
    hall.issue("HT")
    for step, given in ((serving.no_show, ()), (places.requeue, ()), (serving.park, ("đi photo",))):
        hall.do(step, 1, ANA, *given)
        assert hall.do(undoing.undo, 1, ANA).state == "called"
    hall.clock.run(11)
    hall.write(idle.occupy)
    assert hall.ticket(1).state == "called"


def test_the_counter_that_has_been_free_longest_gets_the_arrival(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    hall.do(calls.call_next, 2, BRUNO, STORED)
    hall.clock.run(1)
    hall.do(calls.call_next, 1, ANA, STORED)
    hall.issue("HT")
    assert hall.ticket(1).leg.counter == 2
    hall.issue("HT")
    assert hall.ticket(2).leg.counter == 1


def test_an_awaited_arrival_ends_the_wrap_up_and_so_does_the_next_clerk(hall: Hall) -> None:
    hall.sql("UPDATE service SET wrap_up_s = 600 WHERE code = 'HT'")
    hall.restart()
    hall.open(1, ANA)
    hall.issue("HT")
    hall.call()
    hall.finish(1)
    hall.do(calls.call_next, 1, ANA, STORED)
    hall.issue("HT")
    assert hall.ticket(2).state == "called"
    hall.finish(2)
    hall.do(desks.close_counter, 1, ANA)
    hall.open(1, BRUNO)
    assert hall.sql("SELECT wrap_up_until_ms FROM counter WHERE number = 1")[0][0] == 0


def test_a_booked_time_still_to_come_does_not_keep_a_counter_from_helping(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.do(desks.set_work, 1, CARLA, Work(["HT"], ["CT"], help_after_s=60))
    booked = hall.clock.wall + 25 * 60_000
    hall.write(lambda tx: issue(tx, IssueOrder("HT", booked_ms=booked)))
    hall.issue("CT")
    assert hall.call(1, ANA)["number"] == "A001"  # nobody has waited long enough for help yet
    hall.do(places.requeue, 1, ANA, behind=0)
    hall.clock.run(61)
    assert hall.call(1, ANA)["number"] == "C001"


def test_a_further_service_that_closed_meanwhile_is_skipped(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.write(lambda tx: issue(tx, IssueOrder("HT", then=("DD", "CT"))))
    hall.call()
    hall.sql("UPDATE service SET is_open = 0 WHERE code = 'DD'")
    hall.restart()
    after = hall.finish(1)
    assert (after.leg.service, after.next_services, after.state) == ("CT", (), "waiting")
    assert hall.faults() == []


def test_what_a_call_pad_does_its_clerk_can_take_back(hall: Hall) -> None:
    hall.open(1, ANA)
    hall.issue("HT")
    hall.call(1, DESK)
    hall.serve(1, DESK)
    assert hall.finish(1, DESK).leg.clerk == "ana"
    assert hall.do(undoing.undo, 1, ANA).state == "serving"
