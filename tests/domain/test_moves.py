"""The whole move table: every move in every state, written out by hand and not taken from the code."""

from dataclasses import replace

import pytest

from server.domain.errors import IllegalMove
from server.domain.events import EventKind
from server.domain.moves import MOVES, Move, decide
from server.domain.ticket import AT_A_COUNTER, OPEN_STATES, Ticket, TicketState
from tests.builders.life import ISSUED_MS, WAYS, Life, life_until

WAITING, CALLED, SERVING, PARKED = (
    TicketState.WAITING,
    TicketState.CALLED,
    TicketState.SERVING,
    TicketState.PARKED,
)
COLUMNS = "waiting called serving parked finished transferred no_show left incomplete"
TABLE = """
call      called     -          -          called     -       - -       - -
recall    -          called     -          -          -       - -       - -
walk-in   serving    -          -          -          -       - -       - -
serve     -          serving    -          -          -       - -       - -
finish    -          finished   finished   -          -       - -       - -
no-show   -          no_show    -          -          -       - -       - -
requeue   -          waiting    waiting    -          -       - -       - -
return    -          -          -          -          -       - waiting - -
park      -          parked     parked     -          -       - -       - -
resume    -          -          -          serving    -       - -       - -
transfer  waiting    waiting    waiting    waiting    -       - -       - -
leave     left       -          -          left       -       - -       - -
end-day   incomplete incomplete incomplete incomplete -       - -       - -
"""
UNDOABLE = "walk-in serve finish no-show requeue return park resume transfer leave"


def rows() -> dict[tuple[Move, TicketState], str]:
    """Read the table: (move, state) → the state after, or a dash."""
    return {
        (Move(line.split()[0]), TicketState(state)): after
        for line in TABLE.strip().splitlines()
        for state, after in zip(COLUMNS.split(), line.split()[1:], strict=True)
    }


CELLS = rows()
POSSIBLE = [cell for cell, after in CELLS.items() if after != "-"]
REFUSED = [cell for cell, after in CELLS.items() if after == "-"]


def ticket_in(state: TicketState) -> Ticket:
    if state is TicketState.TRANSFERRED:  # the end of a leg; no ticket is ever found in it
        ticket = life_until(SERVING).ticket
        return ticket.with_leg(replace(ticket.leg, state=state, ended_at_ms=ISSUED_MS))
    return life_until(state).ticket


def test_the_table_has_a_cell_for_every_move_in_every_state() -> None:
    assert set(CELLS) == {(move, state) for move in Move for state in TicketState}
    assert (len(CELLS), len(POSSIBLE)) == (117, 24)


@pytest.mark.parametrize(("move", "state"), POSSIBLE)
def test_a_possible_move_leads_where_the_table_says(move: Move, state: TicketState) -> None:
    life = life_until(state)
    assert life.ticket.state is state
    assert life.move(move).state == CELLS[move, state]


@pytest.mark.parametrize(("move", "state"), REFUSED)
def test_every_other_move_is_refused_with_its_code_and_changes_nothing(
    move: Move, state: TicketState
) -> None:
    ticket = ticket_in(state)
    with pytest.raises(IllegalMove) as refused:
        decide(ticket, move, at_ms=ISSUED_MS)
    assert refused.value.code == "illegal_move"
    assert refused.value.details == {"state": state, "move": move}
    assert ticket == ticket_in(state)


def test_the_rules_of_the_code_say_the_same() -> None:
    assert {(move, state) for move, rule in MOVES.items() for state in rule.states} == set(POSSIBLE)
    assert all(MOVES[move].to == CELLS[move, state] for move, state in POSSIBLE)


def test_every_move_has_a_fact_of_its_own_and_says_what_it_is() -> None:
    assert len({rule.kind for rule in MOVES.values()}) == len(MOVES) == len(Move) == 13
    assert all(rule.about.endswith(".") for rule in MOVES.values())


def test_what_the_hall_has_heard_and_the_end_of_a_day_cannot_be_undone() -> None:
    assert {move for move, rule in MOVES.items() if rule.can_be_undone} == set(map(Move, UNDOABLE.split()))


def test_a_walk_in_sent_to_a_colleague_is_called_there_and_not_yet_served() -> None:
    ticket = Life().move(Move.WALK_IN, counter=2, clerk="bruno", served=False, by="ana")
    assert (ticket.state, ticket.leg.counter, ticket.leg.clerk) == (CALLED, 2, "bruno")


@pytest.mark.parametrize("state", WAYS)
def test_open_states_hold_a_place_and_called_and_serving_hold_a_counter(state: TicketState) -> None:
    assert life_until(state).ticket.leg.is_open == (state in {WAITING, CALLED, SERVING, PARKED})
    assert {WAITING, CALLED, SERVING, PARKED} == OPEN_STATES
    assert {CALLED, SERVING} == AT_A_COUNTER


def test_a_fact_carries_where_by_whom_when_and_what_was_said_of_it() -> None:
    fact = decide(Life().ticket, Move.CALL, at_ms=5, counter=3, clerk="ana", body={"zone": "sanh-chinh"})
    assert (fact.kind, fact.at_ms, fact.ticket_id) == (EventKind.TICKET_CALLED, 5, 42)
    assert (fact.counter, fact.clerk, fact.body) == (3, "ana", {"zone": "sanh-chinh"})
