"""What each fact makes of a ticket and of its four clocks: waiting, walking, serving, parked."""

from dataclasses import replace

import pytest

from server.domain.changes import apply, issued, retell
from server.domain.events import Event, EventKind, Recorded
from server.domain.moves import Move
from server.domain.ticket import Leg, TicketState
from tests.builders.life import ISSUED_MS, MINUTE_MS, Life, life_of, life_until


def at(minutes: float) -> int:
    return ISSUED_MS + int(minutes * MINUTE_MS)


def test_an_issued_ticket_waits_from_the_moment_of_its_fact_in_the_order_of_its_seq() -> None:
    leg = Leg(1, "HT", "normal", TicketState.WAITING, ISSUED_MS, line_at_ms=ISSUED_MS, line_seq=7)
    ticket = Life().ticket
    assert ticket.legs == (leg,)
    assert (ticket.id, ticket.label, ticket.day, ticket.issued_at_ms) == (42, "A042", "2026-11-23", ISSUED_MS)
    assert ticket.next_services == ()


def test_a_booked_ticket_is_in_line_from_its_booked_time_though_it_came_earlier() -> None:
    leg = life_of(line_at_ms=at(20)).ticket.leg
    assert (leg.queued_at_ms, leg.line_at_ms) == (ISSUED_MS, at(20))


def test_an_issue_without_a_ticket_is_an_error_and_not_a_ticket() -> None:
    body = Life().facts[0].event.body
    with pytest.raises(ValueError, match="without a ticket"):
        issued(Recorded(1, Event(EventKind.TICKET_ISSUED, 1, None, body=body)))


def test_a_call_starts_the_walk_and_names_counter_and_clerk() -> None:
    life = Life()
    before = life.ticket.leg
    after = life.move(Move.CALL, counter=3, clerk="bruno").leg
    called = {"state": TicketState.CALLED, "counter": 3, "clerk": "bruno"}
    assert after == replace(before, **called, called_at_ms=at(1), calls=1, last_call_seq=8)  # type: ignore[arg-type]


def test_a_repeated_call_counts_and_leaves_the_time_of_the_first_call() -> None:
    life = life_of(Move.CALL)
    before = life.ticket.leg
    assert life.move(Move.RECALL).leg == replace(before, calls=2, last_call_seq=9)


def test_serving_starts_its_own_clock() -> None:
    life = life_of(Move.CALL)
    before = life.ticket.leg
    assert life.move(Move.SERVE).leg == replace(before, state=TicketState.SERVING, serving_at_ms=at(2))


@pytest.mark.parametrize(
    ("before", "move", "after"),
    [
        (TicketState.SERVING, Move.FINISH, TicketState.FINISHED),
        (TicketState.CALLED, Move.FINISH, TicketState.FINISHED),
        (TicketState.CALLED, Move.NO_SHOW, TicketState.NO_SHOW),
        (TicketState.WAITING, Move.LEAVE, TicketState.LEFT),
        (TicketState.SERVING, Move.END_DAY, TicketState.INCOMPLETE),
    ],
)
def test_an_end_stops_the_clock_and_touches_nothing_else(
    before: TicketState, move: Move, after: TicketState
) -> None:
    life = life_until(before)
    was, ended_ms = life.ticket.leg, life.now_ms + MINUTE_MS
    assert life.move(move).leg == replace(was, state=after, ended_at_ms=ended_ms)


def test_a_no_show_was_called_and_has_no_serving_time_at_all() -> None:
    leg = life_until(TicketState.NO_SHOW).ticket.leg
    assert leg.called_at_ms == at(1)
    assert leg.serving_at_ms is None


def test_the_outcome_stays_with_the_leg() -> None:
    assert life_of(Move.CALL).move(Move.FINISH, outcome="advised").leg.outcome == "advised"


def test_parked_time_is_counted_apart_each_time() -> None:
    life = life_of(Move.CALL, Move.SERVE)
    life.move(Move.PARK, reason="đi photo")
    assert (life.ticket.leg.parked_at_ms, life.ticket.leg.park_reason) == (at(3), "đi photo")
    life.move(Move.RESUME, after_ms=7 * MINUTE_MS)
    life.move(Move.PARK)
    leg = life.move(Move.RESUME, after_ms=2 * MINUTE_MS).leg
    assert (leg.parked_ms, leg.parked_at_ms) == (9 * MINUTE_MS, None)
    assert (leg.called_at_ms, leg.serving_at_ms) == (at(1), at(2))


def test_the_one_who_parks_owns_the_ticket_and_resuming_makes_it_the_resumers() -> None:
    life = life_of(Move.CALL)
    assert life.move(Move.PARK, clerk="bruno").leg.clerk == "bruno"
    resumed = life.move(Move.RESUME, counter=4, clerk="carla").leg
    assert (resumed.clerk, resumed.counter) == ("carla", 4)


def test_a_parked_ticket_that_is_called_has_waited_already_only_its_parked_clock_runs() -> None:
    life = life_of(Move.CALL, Move.SERVE, Move.PARK)
    called = life.move(Move.CALL, after_ms=10 * MINUTE_MS).leg
    assert (called.state, called.called_at_ms, called.parked_at_ms) == (TicketState.CALLED, at(1), at(3))
    served = life.move(Move.SERVE, after_ms=2 * MINUTE_MS).leg
    assert (served.serving_at_ms, served.parked_ms, served.parked_at_ms) == (at(2), 12 * MINUTE_MS, None)


def test_what_was_set_aside_before_it_was_served_is_no_part_of_the_service() -> None:
    life = life_of(Move.CALL, Move.PARK)
    life.move(Move.RESUME, after_ms=20 * MINUTE_MS)
    leg = life.move(Move.FINISH, after_ms=3 * MINUTE_MS).leg
    assert (leg.serving_at_ms, leg.ended_at_ms, leg.parked_ms) == (at(22), at(25), 0)


@pytest.mark.parametrize("move", [Move.NO_SHOW, Move.FINISH, Move.TRANSFER, Move.END_DAY])
def test_whatever_ends_a_parked_ticket_that_was_called_ends_its_parked_clock(move: Move) -> None:
    life = life_of(Move.CALL, Move.PARK, Move.CALL)
    leg = life.move(move).legs[0]
    assert (leg.parked_ms, leg.parked_at_ms) == (2 * MINUTE_MS, None)


def test_a_parked_ticket_called_and_parked_again_goes_on_being_parked() -> None:
    leg = life_of(Move.CALL, Move.PARK, Move.CALL, Move.PARK).ticket.leg
    assert (leg.parked_at_ms, leg.parked_ms) == (at(2), 0)


def test_a_clock_that_went_back_parks_nobody_for_less_than_no_time() -> None:
    life = life_of(Move.CALL, Move.PARK)
    assert life.move(Move.RESUME, after_ms=-5 * MINUTE_MS).leg.parked_ms == 0


@pytest.mark.parametrize("state", [TicketState.CALLED, TicketState.SERVING])
def test_a_requeued_ticket_waits_in_the_same_leg_measured_to_its_next_call(state: TicketState) -> None:
    life = life_until(state)
    first = life.ticket.leg
    leg = life.move(Move.REQUEUE, after_calls=12).leg
    fresh = Leg(1, "HT", "normal", TicketState.WAITING, ISSUED_MS, ISSUED_MS, 7, after_calls=12)
    assert leg == fresh
    again = life.move(Move.CALL, after_ms=30 * MINUTE_MS).leg
    assert (again.queued_at_ms, again.calls) == (ISSUED_MS, 1)
    assert (again.called_at_ms or 0) > (first.called_at_ms or 0) + 30 * MINUTE_MS


def test_a_missed_ticket_that_comes_back_waits_as_if_it_had_never_been_called() -> None:
    life = life_of(Move.CALL, Move.RECALL, Move.NO_SHOW)
    leg = life.move(Move.RETURN, counter=None, after_calls=5).leg
    assert leg == Leg(1, "HT", "normal", TicketState.WAITING, ISSUED_MS, ISSUED_MS, 7, after_calls=5)


@pytest.mark.parametrize(
    "state", [TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.PARKED]
)
def test_a_transfer_ends_the_leg_and_keeps_arrival_and_class_in_the_next(state: TicketState) -> None:
    life = life_until(state, priority="elderly")
    before, moved_ms = life.ticket.leg, life.now_ms + MINUTE_MS
    first, second = life.move(Move.TRANSFER, service="DD", for_counter=4, for_clerk="khoa").legs
    assert (first.state, first.ended_at_ms) == (TicketState.TRANSFERRED, moved_ms)
    assert (first.called_at_ms, first.serving_at_ms) == (before.called_at_ms, before.serving_at_ms)
    assert second == Leg(
        2, "DD", "elderly", TicketState.WAITING, moved_ms, ISSUED_MS, 7, for_counter=4, for_clerk="khoa"
    )


def test_a_transfer_changes_nothing_that_is_printed_on_the_ticket() -> None:
    life = life_of(Move.CALL)
    printed = (life.ticket.label, life.ticket.series, life.ticket.number, life.ticket.token)
    after = life.move(Move.TRANSFER)
    assert (after.label, after.series, after.number, after.token) == printed


def test_whoever_was_put_back_and_is_transferred_lets_nobody_pass_there() -> None:
    life = life_of(Move.CALL, Move.REQUEUE)
    assert life.ticket.leg.after_calls == 3
    assert life.move(Move.TRANSFER).leg.after_calls == 0


def test_several_services_are_gone_through_in_turn_with_the_arrival_kept() -> None:
    life = life_of(Move.CALL, next_services=["CT", "DD"])
    for service, left in (("CT", ("DD",)), ("DD", ())):
        after = life.move(Move.FINISH, outcome="done")
        assert (after.state, after.leg.service, after.next_services) == (TicketState.WAITING, service, left)
        assert (after.leg.line_at_ms, after.leg.line_seq, after.leg.outcome) == (ISSUED_MS, 7, "")
        life.move(Move.CALL)
    ended = life.move(Move.FINISH)
    assert [(leg.service, leg.state) for leg in ended.legs] == [
        (service, TicketState.FINISHED) for service in ("HT", "CT", "DD")
    ]
    assert [leg.ordinal for leg in ended.legs] == [1, 2, 3]


def test_a_transfer_in_between_leaves_the_services_still_to_come() -> None:
    life = life_of(Move.CALL, next_services=["CT"])
    assert life.move(Move.TRANSFER, service="DD").next_services == ("CT",)
    life.move(Move.CALL)
    assert life.move(Move.FINISH).leg.service == "CT"


def test_a_visit_that_ends_without_being_finished_goes_on_nowhere() -> None:
    ticket = life_of(Move.CALL, Move.NO_SHOW, next_services=["CT"]).ticket
    assert (ticket.state, len(ticket.legs), ticket.next_services) == (TicketState.NO_SHOW, 1, ("CT",))


def test_a_walk_in_is_at_the_counter_with_no_call_in_the_hall() -> None:
    served = Life().move(Move.WALK_IN, counter=2).leg
    assert (served.state, served.calls, served.last_call_seq) == (TicketState.SERVING, 0, None)
    assert (served.called_at_ms, served.serving_at_ms) == (at(1), at(1))
    sent = Life().move(Move.WALK_IN, counter=2, served=False).leg
    assert (sent.state, sent.called_at_ms, sent.serving_at_ms) == (TicketState.CALLED, at(1), None)


@pytest.mark.parametrize(
    "kind",
    [EventKind.DOSSIER_OPENED, EventKind.SLIP_REPRINTED, EventKind.SLIP_ACCOUNTED, EventKind.RULES_CHANGED],
)
def test_a_fact_that_moves_nobody_leaves_the_ticket_as_it_was(kind: EventKind) -> None:
    ticket = life_until(TicketState.SERVING).ticket
    assert apply(ticket, Recorded(99, Event(kind, at(9), 42))) is ticket


def test_a_life_retold_is_the_ticket_it_made() -> None:
    life = life_of(Move.CALL, Move.SERVE, Move.PARK, Move.RESUME, Move.TRANSFER, Move.CALL, Move.REQUEUE)
    assert retell(life.facts) == life.ticket
