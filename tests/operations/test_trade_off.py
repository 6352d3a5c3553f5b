"""What other rules would have made of real days: small ones, played at a counter and counted by hand."""

import pytest

from server.domain.policy import PolicyKind
from server.domain.what_if import ClassOutcome
from server.operations import days, desks, places, rules, serving
from server.operations.actors import Actor
from server.operations.desks import Work
from server.operations.past_days import LeftOut
from server.operations.places import Destination
from server.operations.trade_off import TradeOff, trade_off
from tests.builders import CARLA, DAY_S, DESK, Hall

MIN = 60
SON = Actor("son")
THAO = Actor("thao")
NIGHT_S = DAY_S - 60 * MIN


def wait(hall: Hall, minutes: float) -> None:
    hall.clock.run(minutes * MIN)


def take(hall: Hall, priority: str = "normal", service: str = "CTRU") -> int:
    return int(hall.issue(service, priority)["id"])


def visit(hall: Hall, ticket: int, *, walk: float = 1, serve: float = 9, counter: int = 9) -> None:
    """Call a ticket that is next, let it walk and be served: ten minutes in all."""
    who = {9: SON, 10: THAO}[counter]
    assert hall.call(counter, who)["ticket"] == ticket
    wait(hall, walk)
    hall.serve(ticket, who)
    wait(hall, serve)
    hall.finish(ticket, who)


def next_day(hall: Hall) -> None:
    """Go home, and come again tomorrow."""
    hall.write(lambda tx: desks.leave_all(tx, SON))
    hall.write(lambda tx: desks.leave_all(tx, THAO))
    hall.clock.run(NIGHT_S)
    hall.write(days.tick)


def weigh(hall: Hall, kind: PolicyKind, *, rate: float, head_start_min: int = 0, rank: int = 0) -> None:
    """Set the rule in force, and what the elderly count under each."""
    figures = {"elderly": {"rate": rate, "head_start_s": head_start_min * MIN, "rank": rank}}
    hall.write(lambda tx: rules.set_policy(tx, kind, 2, figures, CARLA))


def compared(hall: Hall, count: int = 20) -> TradeOff:
    return trade_off(hall.store.reader(), count)


def morning_of_three(hall: Hall) -> None:
    """Two ordinary numbers at 0 and 2 minutes, an elderly one at 4; the counter is busy for ten minutes with each."""
    hall.open(9, SON)
    first = take(hall)
    assert hall.call(9, SON)["ticket"] == first
    wait(hall, 2)
    second = take(hall)
    wait(hall, 2)
    third = take(hall, "elderly")
    hall.serve(first, SON)
    wait(hall, 6)
    hall.finish(first, SON)
    visit(hall, third)
    visit(hall, second)


def test_three_visits_as_they_were_and_as_they_would_have_been(hall: Hall) -> None:
    weigh(hall, PolicyKind.ACCUMULATING, rate=3)
    morning_of_three(hall)
    next_day(hall)
    found = compared(hall)
    assert (found.days, found.so_far, found.left_out) == (("2026-11-23",), False, LeftOut())
    normal, elderly = ClassOutcome(2, 540, 1080, 1080, 1), ClassOutcome(1, 360, 360, 360, 0)
    everybody = ClassOutcome(3, 480, 1080, 1080, 1)
    assert found.as_it_was == {None: everybody, "elderly": elderly, "normal": normal}
    assert found.policies[PolicyKind.ACCUMULATING] == found.as_it_was, "the rule in force, kept to the second"
    first_come = {
        None: ClassOutcome(3, 480, 960, 960, 0),
        "elderly": ClassOutcome(1, 960, 960, 960, 0),
        "normal": ClassOutcome(2, 240, 480, 480, 0),
    }
    assert found.policies[PolicyKind.STRICT] == first_come, "nobody has a rank"
    assert found.policies[PolicyKind.HEAD_START] == first_come, "nobody has a start"


def test_the_figures_in_force_are_the_ones_replayed(hall: Hall) -> None:
    morning_of_three(hall)
    next_day(hall)
    weigh(hall, PolicyKind.STRICT, rate=1, head_start_min=15, rank=2)
    found = compared(hall)
    assert found.policy.kind is PolicyKind.STRICT
    waits = {kind: outcomes["elderly"].mean_s for kind, outcomes in found.policies.items()}
    assert waits == {
        PolicyKind.ACCUMULATING: 960,
        PolicyKind.HEAD_START: 360,
        PolicyKind.STRICT: 360,
        PolicyKind.ALTERNATION: 360,
    }


def test_who_does_not_come_keeps_the_counter_until_given_up(hall: Hall) -> None:
    hall.open(9, SON)
    absent, second = take(hall), take(hall)
    assert hall.call(9, SON)["ticket"] == absent
    wait(hall, 3)
    hall.no_show(absent, SON)
    visit(hall, second)
    next_day(hall)
    found = compared(hall)
    assert found.left_out == LeftOut()
    assert found.as_it_was[None] == ClassOutcome(2, 90, 180, 180, 0)
    assert found.policies[PolicyKind.STRICT] == found.as_it_was


def test_who_was_never_called_is_left_out_and_counted_by_the_reason(hall: Hall) -> None:
    hall.open(9, SON)
    gone, moved, served, forgotten = (take(hall) for _ in range(4))
    hall.write(lambda tx: places.leave(tx, gone, None))
    hall.write(lambda tx: places.transfer(tx, moved, DESK, Destination(service="HT")))
    hall.write(lambda tx: places.leave(tx, moved, None))
    assert hall.call(9, SON)["ticket"] == served
    wait(hall, 5)
    hall.finish(served, SON)
    hall.write(lambda tx: days.end_day(tx, CARLA))
    next_day(hall)
    found = compared(hall)
    assert hall.ticket(forgotten).state == "incomplete"
    assert found.left_out == LeftOut(left=2, moved_on=1, incomplete=1)
    assert found.as_it_was[None].count == 1


def test_a_later_leg_waits_from_when_it_was_sent_on_and_a_parked_one_frees_the_counter(hall: Hall) -> None:
    hall.open(9, SON)
    hall.open(10, THAO)
    sent = take(hall)
    hall.call(9, SON)
    hall.serve(sent, SON)
    wait(hall, 10)
    hall.write(lambda tx: places.transfer(tx, sent, SON, Destination(service="TD")))
    wait(hall, 2)
    hall.call(10, THAO)
    hall.serve(sent, THAO)
    wait(hall, 1)
    hall.write(lambda tx: serving.park(tx, sent, THAO, "đi photo"))
    wait(hall, 20)
    hall.write(lambda tx: serving.resume(tx, sent, THAO))
    wait(hall, 4)
    hall.finish(sent, THAO)
    other = take(hall, service="TD")
    visit(hall, other, counter=10)
    next_day(hall)
    found = compared(hall)
    assert found.as_it_was[None] == ClassOutcome(3, 40, 120, 120, 0)
    assert found.policies[PolicyKind.STRICT][None] == ClassOutcome(3, 0, 0, 0, 0), "free to call at once"


def test_a_pause_and_a_change_of_work_are_those_of_the_day(hall: Hall) -> None:
    hall.open(9, SON)
    first = take(hall)
    visit(hall, first)
    hall.write(lambda tx: desks.pause_counter(tx, 9, SON, "họp"))
    second = take(hall)
    wait(hall, 30)
    hall.open(9, SON)
    visit(hall, second)
    hall.write(lambda tx: desks.set_work(tx, 9, CARLA, Work(["NN"])))
    third, other = take(hall), take(hall, service="NN")
    visit(hall, other)
    hall.write(lambda tx: desks.set_work(tx, 9, CARLA, Work(["CTRU"])))
    visit(hall, third)
    next_day(hall)
    found = compared(hall)
    assert found.as_it_was[None] == ClassOutcome(4, (30 + 10) * MIN / 4, 1800, 1800, 0)
    assert found.policies[PolicyKind.STRICT] == found.as_it_was


def test_a_service_that_was_only_helped_out_counts_on_the_days_with_help(hall: Hall) -> None:
    hall.write(lambda tx: desks.set_work(tx, 9, CARLA, Work(["CTRU"], ["TD"])))
    hall.open(9, SON)
    visit(hall, take(hall, service="TD"))
    next_day(hall)
    hall.open(9, SON)
    visit(hall, take(hall))
    next_day(hall)
    found = compared(hall)
    assert (found.as_it_was[None].count, found.left_out) == (2, LeftOut())
    assert found.policies[PolicyKind.STRICT][None].count == 2


def test_the_last_days_with_visitors_are_taken_and_the_present_one_is_not(hall: Hall) -> None:
    assert compared(hall).days == ()
    for day in range(4):
        hall.open(9, SON)
        visit(hall, take(hall))
        if day == 1:
            next_day(hall)  # a day on which nobody came
        next_day(hall)
    assert compared(hall).days == ("2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27")
    assert compared(hall, 2).days == ("2026-11-26", "2026-11-27")
    hall.open(9, SON)
    visit(hall, take(hall))
    assert compared(hall, 2).days == ("2026-11-26", "2026-11-27")


def test_a_counter_left_open_in_the_evening_serves_nobody_in_the_night(hall: Hall) -> None:
    hall.open(9, SON)
    visit(hall, take(hall))
    hall.clock.run(DAY_S - 10 * MIN)
    hall.write(days.tick)
    early = take(hall)
    wait(hall, 30)
    hall.open(9, SON)
    visit(hall, early)
    next_day(hall)
    found = compared(hall)
    assert found.as_it_was[None].longest_s == 1800
    assert found.policies[PolicyKind.STRICT] == found.as_it_was


def test_on_the_very_first_day_the_day_so_far_is_looked_at(hall: Hall) -> None:
    morning_of_three(hall)
    take(hall)
    found = compared(hall)
    assert (found.days, found.so_far) == (("2026-11-23",), True)
    assert found.left_out == LeftOut(still_open=1)
    assert found.as_it_was[None].count == 3


def test_what_no_open_counter_served_that_day_is_left_out(hall: Hall) -> None:
    hall.open(9, SON)
    visit(hall, take(hall))
    hall.open(8, DESK)
    visit_by_desk = take(hall, service="TD")
    hall.call(8, DESK)
    hall.finish(visit_by_desk, DESK)
    next_day(hall)
    hall.sql("UPDATE leg SET service = 'XD' WHERE ticket = ?", visit_by_desk)  # as after a merger of services
    found = compared(hall)
    assert (found.as_it_was[None].count, found.left_out) == (1, LeftOut(unstaffed=1))


@pytest.mark.parametrize("count", [1, 60])
def test_a_centre_that_never_opened_has_nothing_to_compare(hall: Hall, count: int) -> None:
    found = compared(hall, count)
    assert (found.days, found.so_far) == ((), False)
    assert {outcomes[None].count for outcomes in found.policies.values()} == {0}
