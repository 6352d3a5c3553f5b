"""Which move is possible from which state, and what it makes of the ticket."""

from dataclasses import replace

import pytest

from server.domain.errors import IllegalMove
from server.domain.events import Event, EventKind, Recorded
from server.domain.moves import MOVES, Move, apply, decide, issued
from server.domain.ticket import AT_A_COUNTER, OPEN_STATES, Leg, Ticket, TicketState

W, C, S = TicketState.WAITING, TicketState.CALLED, TicketState.SERVING
AT_MS = 1_795_400_000_000

# Written out by hand from the state graph, not taken from the code: (move, state) → the state after.
POSSIBLE = {
    (Move.CALL, W): C,
    (Move.RECALL, C): C,
    (Move.SERVE, C): S,
    (Move.FINISH, C): TicketState.FINISHED,
    (Move.FINISH, S): TicketState.FINISHED,
    (Move.NO_SHOW, C): TicketState.NO_SHOW,
    (Move.END_DAY, W): TicketState.INCOMPLETE,
    (Move.END_DAY, C): TicketState.INCOMPLETE,
    (Move.END_DAY, S): TicketState.INCOMPLETE,
}
PAIRS = [(move, state) for move in Move for state in TicketState]


def a_ticket(state: TicketState = W) -> Ticket:
    leg = Leg(1, "HT", "normal", state, queued_at_ms=AT_MS, queued_seq=7)
    if state is not W:
        leg = replace(leg, counter=1, clerk="ana", called_at_ms=AT_MS + 1, calls=1, last_call_seq=8)
    return Ticket(42, "2026-11-23", "A", 42, "A042", "TOKEN", "vi", AT_MS, leg)


def moved(ticket: Ticket, move: Move, *, seq: int = 20, at_ms: int = AT_MS + 60_000) -> Ticket:
    event = decide(ticket, move, at_ms=at_ms, counter=3, clerk="bruno")
    return apply(ticket, Recorded(seq, event))


@pytest.mark.parametrize(("move", "state"), [pair for pair in PAIRS if pair in POSSIBLE])
def test_a_possible_move_leads_to_its_state(move: Move, state: TicketState) -> None:
    assert moved(a_ticket(state), move).state is POSSIBLE[move, state]


@pytest.mark.parametrize(("move", "state"), [pair for pair in PAIRS if pair not in POSSIBLE])
def test_every_other_move_is_refused_and_changes_nothing(move: Move, state: TicketState) -> None:
    ticket = a_ticket(state)
    with pytest.raises(IllegalMove) as refused:
        decide(ticket, move, at_ms=AT_MS)
    assert refused.value.code == "illegal_move"
    assert refused.value.details == {"state": state, "move": move}
    assert ticket == a_ticket(state)


def test_every_move_has_its_own_fact() -> None:
    assert len({kind for _, kind in MOVES.values()}) == len(Move) == len(MOVES)


def test_a_call_starts_the_walk_and_names_counter_and_clerk() -> None:
    leg = moved(a_ticket(), Move.CALL, seq=20).leg
    assert (leg.counter, leg.clerk, leg.calls, leg.last_call_seq) == (3, "bruno", 1, 20)
    assert leg.called_at_ms == AT_MS + 60_000
    assert (leg.queued_at_ms, leg.queued_seq) == (AT_MS, 7)


def test_a_repeated_call_counts_and_leaves_the_time_of_the_first_call() -> None:
    called = a_ticket(C)
    leg = moved(called, Move.RECALL, seq=31).leg
    assert leg == replace(called.leg, calls=2, last_call_seq=31)


def test_serving_starts_its_own_clock() -> None:
    called = a_ticket(C)
    assert moved(called, Move.SERVE).leg == replace(called.leg, state=S, serving_at_ms=AT_MS + 60_000)


@pytest.mark.parametrize(
    ("move", "state"), [(m, s) for m, s in POSSIBLE if POSSIBLE[m, s] not in OPEN_STATES]
)
def test_an_end_stops_the_clock_and_touches_nothing_else(move: Move, state: TicketState) -> None:
    before = a_ticket(state).leg
    after = moved(a_ticket(state), move).leg
    assert after == replace(before, state=POSSIBLE[move, state], ended_at_ms=AT_MS + 60_000)
    assert not after.is_open


def test_open_states_are_those_that_hold_a_place_and_a_counter_holds_called_and_serving() -> None:
    assert {W, C, S} == OPEN_STATES
    assert {C, S} == AT_A_COUNTER
    assert all(a_ticket(state).leg.is_open for state in OPEN_STATES)


def test_a_fact_that_moves_nobody_leaves_the_ticket_as_it_was() -> None:
    ticket = a_ticket(S)
    for kind in (EventKind.DOSSIER_OPENED, EventKind.SLIP_REPRINTED, EventKind.SLIP_ACCOUNTED):
        assert apply(ticket, Recorded(9, Event(kind, AT_MS + 5, ticket.id))) == ticket


def test_a_fact_carries_what_was_said_of_it() -> None:
    event = decide(a_ticket(), Move.CALL, at_ms=5, counter=3, clerk="ana", body={"zone": "sanh-chinh"})
    assert event == Event(EventKind.TICKET_CALLED, 5, 42, 3, "ana", {"zone": "sanh-chinh"})


def test_an_issued_ticket_waits_from_the_moment_of_its_fact_in_the_order_of_its_seq() -> None:
    body = {
        "day": "2026-11-23", "series": "A", "number": 42, "label": "A042", "token": "TOKEN", "language": "vi",
        "service": "HT", "priority": "normal",
    }  # fmt: skip
    assert issued(Recorded(7, Event(EventKind.TICKET_ISSUED, AT_MS, 42, body=body))) == a_ticket()


def test_an_issue_without_a_ticket_is_an_error_and_not_a_ticket() -> None:
    body = dict.fromkeys(("day", "series", "label", "token", "language", "service", "priority"), "x") | {
        "number": 1
    }
    with pytest.raises(ValueError, match="without a ticket"):
        issued(Recorded(1, Event(EventKind.TICKET_ISSUED, 1, None, body=body)))
