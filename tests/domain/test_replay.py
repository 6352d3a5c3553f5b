"""The log folded into the hall it describes (invariant 10): replay is apply, fact by fact."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.changes import apply, issued
from server.domain.errors import IllegalMove
from server.domain.events import Event, EventKind, Recorded
from server.domain.moves import Move, decide
from server.domain.replay import Hall, replay
from server.domain.ticket import Ticket, TicketState
from tests.builders.life import BODIES, life_of


def an_issue(ticket: int, at_ms: int = 1_000) -> Event:
    body = {
        "day": "2026-11-23", "series": "A", "number": ticket, "label": f"A{ticket:03d}", "token": f"T{ticket}",
        "language": "vi", "service": "HT", "priority": "normal",
    }  # fmt: skip
    return Event(EventKind.TICKET_ISSUED, at_ms, ticket, body=body)


def log_of(*events: Event) -> list[Recorded]:
    return [Recorded(seq, event) for seq, event in enumerate(events, 1)]


acts = st.lists(st.tuples(st.integers(1, 4), st.sampled_from([None, *Move])), max_size=40)


@given(acts)
def test_replay_gives_the_tickets_that_apply_gave_one_by_one(wanted: list[tuple[int, Move | None]]) -> None:
    tickets: dict[int, Ticket] = {}
    log: list[Recorded] = []
    for number, move in wanted:
        seq, at_ms = len(log) + 1, 1_000 * (len(log) + 1)
        if number not in tickets:
            log.append(Recorded(seq, an_issue(number, at_ms)))
            tickets[number] = issued(log[-1])
        elif move is not None:
            try:
                fact = decide(
                    tickets[number], move, at_ms=at_ms, counter=number, clerk="ana", body=BODIES.get(move)
                )
            except IllegalMove:
                continue
            log.append(Recorded(seq, fact))
            tickets[number] = apply(tickets[number], log[-1])
    assert replay(log).tickets == tickets


def test_counters_follow_their_last_fact() -> None:
    def counter(kind: EventKind, number: int, clerk: str | None) -> Event:
        return Event(kind, 1, counter=number, clerk=clerk)

    hall = replay(
        log_of(
            counter(EventKind.COUNTER_OPENED, 1, "ana"),
            counter(EventKind.COUNTER_OPENED, 2, "bruno"),
            counter(EventKind.COUNTER_PAUSED, 1, "ana"),
            counter(EventKind.COUNTER_OPENED, 3, "dan"),
            counter(EventKind.COUNTER_CLOSED, 3, None),
        )
    )
    assert hall.counters == {1: ("paused", "ana"), 2: ("open", "bruno"), 3: ("closed", None)}


def test_a_dossier_stands_with_its_ticket_and_moves_nobody() -> None:
    body: dict[str, Any] = {"code": "X99.99.01-261123-0001", "procedure": "1.001193"}
    hall = replay(log_of(an_issue(1), Event(EventKind.DOSSIER_OPENED, 2, 1, 1, "ana", body)))
    assert hall.dossiers == {"X99.99.01-261123-0001": 1}
    assert hall.tickets[1].state is TicketState.WAITING


def test_the_day_is_the_last_one_opened() -> None:
    days = [Event(EventKind.DAY_OPENED, 1, body={"day": day}) for day in ("2026-11-20", "2026-11-23")]
    assert replay(log_of(*days)).day == "2026-11-23"


def test_a_call_counts_for_every_service_of_its_counter_and_a_parked_one_called_back_for_none() -> None:
    calls = [
        Event(EventKind.TICKET_CALLED, 2, 1, 1, "ana", {"line": ["CT", "HT"]}),
        Event(EventKind.TICKET_PARKED, 3, 1, 1, "ana", {"reason": ""}),
        Event(EventKind.TICKET_CALLED, 4, 1, 1, "ana", {"line": []}),
    ]
    walk_in = Event(EventKind.TICKET_WALKED_IN, 5, 2, 4, "khoa", {"line": ["HT"], "served": True})
    assert replay(log_of(an_issue(1), *calls, an_issue(2), walk_in)).calls == {"CT": 1, "HT": 2}


def test_a_log_that_undoes_what_was_not_the_last_move_is_no_log() -> None:
    life = life_of(Move.CALL, Move.SERVE, Move.PARK)
    life.note(EventKind.MOVE_UNDONE, 0, undoes=life.facts[-2].seq, kind="ServingStarted")
    with pytest.raises(ValueError, match="not the last move"):
        replay(life.facts)


def test_facts_about_paper_and_clocks_change_nothing() -> None:
    facts = [
        Event(EventKind.CLOCK_SUSPECTED, 1, body={"suspicion": "ahead"}),
        Event(EventKind.SLIP_REPRINTED, 2, clerk="ana", body={"job": 1}),
        Event(EventKind.SLIP_ACCOUNTED, 3, clerk="ana", body={"job": 1}),
    ]
    assert replay(log_of(*facts)) == Hall() == replay([])
