"""What can be taken back: the last step, within ten seconds, where nothing irreversible happened since."""

import pytest

from server.domain.changes import retell
from server.domain.events import EventKind
from server.domain.moves import Move
from server.domain.replay import replay
from server.domain.ticket import Ticket, TicketState
from server.domain.undo import before, undoable, undone
from tests.builders.life import Life, life_until

S = TicketState
# Every step that can be taken back, from every state it is possible in; by hand.
STEPS = [
    (S.WAITING, Move.WALK_IN),
    (S.CALLED, Move.SERVE),
    (S.CALLED, Move.FINISH),
    (S.SERVING, Move.FINISH),
    (S.CALLED, Move.NO_SHOW),
    (S.CALLED, Move.REQUEUE),
    (S.SERVING, Move.REQUEUE),
    (S.NO_SHOW, Move.RETURN),
    (S.CALLED, Move.PARK),
    (S.SERVING, Move.PARK),
    (S.PARKED, Move.RESUME),
    (S.WAITING, Move.TRANSFER),
    (S.CALLED, Move.TRANSFER),
    (S.SERVING, Move.TRANSFER),
    (S.PARKED, Move.TRANSFER),
    (S.WAITING, Move.LEAVE),
    (S.PARKED, Move.LEAVE),
]
FINAL = [
    (S.WAITING, Move.CALL),
    (S.PARKED, Move.CALL),
    (S.CALLED, Move.RECALL),
    (S.WAITING, Move.END_DAY),
    (S.SERVING, Move.END_DAY),
]


def undo(life: Life, after_ms: int = 10_000) -> Ticket:
    """Take the last step back and let the log tell what that makes of the ticket."""
    step = undoable(life.facts, life.now_ms + after_ms)
    assert step is life.facts[-1]
    fact = undone(step, life.now_ms + after_ms, "ana")
    back = before(life.facts, step)
    life.note(fact.kind, after_ms, **fact.body)
    life.ticket = back
    return back


@pytest.mark.parametrize(("state", "move"), STEPS)
@pytest.mark.parametrize("then", [(), ("CT",)])
def test_a_step_taken_back_leaves_exactly_the_ticket_before(
    state: TicketState, move: Move, then: tuple[str, ...]
) -> None:
    life = life_until(state, next_services=list(then))
    was = life.ticket
    life.move(move)
    assert life.ticket != was
    assert undo(life) == was
    assert retell(life.facts) == was
    assert replay(life.facts).tickets == {42: was}


@pytest.mark.parametrize(("state", "move"), STEPS)
def test_after_ten_seconds_it_stays(state: TicketState, move: Move) -> None:
    life = life_until(state)
    life.move(move)
    assert undoable(life.facts, life.now_ms + 10_000) is life.facts[-1]
    assert undoable(life.facts, life.now_ms + 10_001) is None
    assert undoable(life.facts, life.now_ms - 1) is None


@pytest.mark.parametrize(("state", "move"), FINAL)
def test_what_the_hall_has_heard_cannot_be_taken_back(state: TicketState, move: Move) -> None:
    life = life_until(state)
    life.move(move)
    assert undoable(life.facts, life.now_ms) is None


def test_a_step_before_a_call_cannot_be_taken_back_over_it() -> None:
    life = life_until(S.CALLED)
    life.move(Move.REQUEUE)
    life.move(Move.CALL, after_ms=1)
    assert undoable(life.facts, life.now_ms) is None


def test_nothing_is_taken_back_twice_nor_the_step_before_it() -> None:
    life = life_until(S.CALLED)
    life.move(Move.SERVE, after_ms=1)
    life.move(Move.PARK, after_ms=1)
    undo(life, after_ms=1)
    assert undoable(life.facts, life.now_ms) is None


def test_a_step_made_again_after_it_was_taken_back_can_be_taken_back_again() -> None:
    life = life_until(S.SERVING)
    was = life.ticket
    life.move(Move.PARK, after_ms=1)
    undo(life, after_ms=1)
    life.move(Move.PARK, after_ms=1)
    assert undo(life, after_ms=1) == was == retell(life.facts)


def test_a_dossier_opened_since_closes_the_door_and_paper_does_not() -> None:
    life = life_until(S.SERVING)
    life.note(EventKind.SLIP_REPRINTED, job=1)
    life.note(EventKind.SLIP_ACCOUNTED, job=1)
    assert undoable(life.facts, life.now_ms) is life.facts[-3]
    life.note(EventKind.DOSSIER_OPENED, code="X99.99.01-261123-0001")
    assert undoable(life.facts, life.now_ms) is None


def test_a_number_just_given_out_is_not_taken_back() -> None:
    assert undoable(Life().facts, Life().now_ms) is None
    assert undoable([], 0) is None


def test_the_fact_says_what_was_undone_by_whom_and_where() -> None:
    life = life_until(S.CALLED)
    life.move(Move.NO_SHOW, counter=3, clerk="bruno")
    fact = undone(life.facts[-1], life.now_ms + 5, "carla")
    assert (fact.kind, fact.ticket_id, fact.counter, fact.clerk) == (EventKind.MOVE_UNDONE, 42, 3, "carla")
    assert fact.body == {"undoes": life.facts[-1].seq, "kind": "TicketNoShow"}
