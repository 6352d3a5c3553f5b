"""Every move in every state on a real file: what is possible leads where the table says, all else leaves no trace."""

from collections.abc import Callable

import pytest

from server.domain.moves import Move
from server.domain.ticket import TicketState
from server.operations import calls, days, places, serving
from server.operations.calls import CallOrder
from server.operations.places import Destination
from tests.builders import ANA, BRUNO, CARLA, Hall
from tests.domain.test_moves import CELLS

S = TicketState
CHOSEN = CallOrder(ticket=1, reason="đã hẹn với cán bộ")
TO_LAND = Destination(service="DD")

WAYS: dict[TicketState, Callable[[Hall], object]] = {
    S.WAITING: Hall.events,
    S.CALLED: lambda hall: hall.call(),
    S.SERVING: lambda hall: (hall.call(), hall.serve(1)),
    S.PARKED: lambda hall: (hall.call(), hall.do(serving.park, 1, ANA, "đi photo")),
    S.FINISHED: lambda hall: (hall.call(), hall.finish(1)),
    S.NO_SHOW: lambda hall: (hall.call(), hall.no_show(1)),
    S.LEFT: lambda hall: hall.do(places.leave, 1, ANA),
    S.INCOMPLETE: lambda hall: (hall.do(days.end_day, CARLA), hall.open(1, ANA), hall.open(2, BRUNO)),
}
# The end of a day is no act on one ticket; a leg that was transferred is no state of a ticket.
PAIRS = [(move, state) for move, state in CELLS if move is not Move.END_DAY and state in WAYS]
POSSIBLE = [pair for pair in PAIRS if CELLS[pair] != "-"]
REFUSED = [pair for pair in PAIRS if CELLS[pair] == "-"]


@pytest.fixture
def ready(hall: Hall) -> Hall:
    """Ana and Bruno have opened their counters; A001 waits."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    hall.issue("HT")
    return hall


def act(move: Move, state: TicketState) -> tuple[Callable[..., object], tuple[object, ...]]:
    """Give the operation of a move on ticket 1, at a counter that is free for it."""
    counter, who = (2, BRUNO) if state in (S.CALLED, S.SERVING) else (1, ANA)
    acts: dict[Move, tuple[Callable[..., object], tuple[object, ...]]] = {
        Move.CALL: (calls.call_next, (counter, who, CHOSEN)),
        Move.RECALL: (calls.recall, (1, ANA)),
        Move.WALK_IN: (places.walk_in, (counter, 1, who)),
        Move.SERVE: (serving.serve, (1, ANA)),
        Move.FINISH: (serving.finish, (1, ANA)),
        Move.NO_SHOW: (serving.no_show, (1, ANA)),
        Move.REQUEUE: (confirmed, (1, ANA)),
        Move.RETURN: (places.take_back, (1, ANA)),
        Move.PARK: (serving.park, (1, ANA, "đi photo")),
        Move.RESUME: (serving.resume, (1, ANA)),
        Move.TRANSFER: (places.transfer, (1, ANA, TO_LAND)),
        Move.LEAVE: (places.leave, (1, None)),
    }
    return acts[move]


def confirmed(*given: object) -> object:
    return places.requeue(*given, confirmed=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(("move", "state"), POSSIBLE)
def test_a_possible_move_leads_where_the_table_says(ready: Hall, move: Move, state: TicketState) -> None:
    WAYS[state](ready)
    assert ready.ticket(1).state is state
    ready.clock.run(10)
    operation, given = act(move, state)
    ready.do(operation, *given)
    assert ready.ticket(1).state == CELLS[move, state]
    assert ready.faults() == []


@pytest.mark.parametrize(("move", "state"), REFUSED)
def test_every_other_move_is_refused_and_leaves_no_trace(ready: Hall, move: Move, state: TicketState) -> None:
    WAYS[state](ready)
    ready.clock.run(10)
    operation, given = act(move, state)
    refusal = ready.refused(operation, *given)
    assert refusal.code == ("already_called" if move is Move.CALL else "illegal_move")
