"""Bugs of other queue systems, planted into this one for as long as a test asks. Nothing in server/ knows of them.

Each is named for what its users saw, with where it was seen or why it is likely; more of them: more_bugs.py.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from server.domain import changes, moves, undo
from server.domain.events import EventKind
from server.domain.moves import Move
from server.domain.policy import Policy
from server.domain.ticket import Ticket, TicketState
from server.operations import actors, calls, places, reports
from server.store import counters, idempotency, queues, tickets


def number_by_count() -> AbstractContextManager[object]:
    """Number by COUNT(*) of who is still there (TheQ: 61 duplicates among 80)."""

    def next_number(tx: Any, day: str, series: str, first: int, last: int) -> int:
        sql = """SELECT COUNT(*) FROM ticket t JOIN leg l ON l.ticket = t.id
                 WHERE t.day = ? AND t.series = ? AND l.state IN ('waiting', 'called', 'serving', 'parked')"""
        real(tx, day, series, first, last)
        number: int = tx.connection.execute(sql, (day, series)).fetchone()[0]
        return first + number

    real = tickets.next_number
    return patch.object(tickets, "next_number", next_number)


def number_by_maximum() -> AbstractContextManager[object]:
    """Take one more than the highest number of who is still there: a deletion, and it is given again."""

    def next_number(tx: Any, day: str, series: str, first: int, last: int) -> int:
        sql = """SELECT MAX(t.number) FROM ticket t JOIN leg l ON l.ticket = t.id
                 WHERE t.day = ? AND t.series = ? AND l.state NOT IN ('left', 'transferred')"""
        highest: int | None = tx.connection.execute(sql, (day, series)).fetchone()[0]
        real(tx, day, series, first, last)
        return first if highest is None else highest + 1

    real = tickets.next_number
    return patch.object(tickets, "next_number", next_number)


@contextmanager
def two_desks_take_one() -> Iterator[None]:
    """Choose from what was read before the lock, and claim without looking again (Novo SGA; ZMS until 2026)."""

    def next_for(tx: Any, counter: Any) -> Any:
        sql = "SELECT ticket FROM leg WHERE state = 'called' AND called_at_ms = ? AND counter <> ?"
        row = tx.connection.execute(sql, (tx.now_ms, counter.number)).fetchone()
        just_called = tickets.by_id(tx.connection, row["ticket"]) if row else None
        return (just_called, ("", "")) if just_called else real_next(tx, counter)

    def decide(ticket: Ticket, move: Move, **said: Any) -> Any:
        unseen = ticket.with_leg(replace(ticket.leg, state=TicketState.WAITING))
        return real_decide(unseen if move is Move.CALL else ticket, move, **said)

    real_next, real_decide = calls.next_for, moves.decide
    with patch.object(calls, "next_for", next_for), patch.object(calls, "decide", decide):
        yield


def _next_leg_with(change: Callable[[Ticket, Any], Any]) -> AbstractContextManager[object]:
    real = changes._next_leg

    def next_leg(ticket: Ticket, event: Any, *given: Any) -> Ticket:
        after = real(ticket, event, *given)
        return after.with_leg(change(after, event))

    return patch.object(changes, "_next_leg", next_leg)


def redirect_resets_the_arrival() -> AbstractContextManager[object]:
    """A transfer begins the wait anew (Novo SGA)."""
    return _next_leg_with(lambda ticket, event: replace(ticket.leg, line_at_ms=event.at_ms))


def redirect_loses_the_priority() -> AbstractContextManager[object]:
    """A transfer makes everybody ordinary (ZMS 2834)."""
    return _next_leg_with(lambda ticket, _event: replace(ticket.leg, priority="normal"))


def no_shows_and_redirects_are_services_of_0_s() -> AbstractContextManager[object]:
    """Average in what was never served (Novo SGA)."""
    real = reports.leg_row

    def leg_row(leg: Any, zone: Any) -> Any:
        row = real(leg, zone)
        return replace(row, serving_s=0.0) if leg.state in ("no_show", "transferred") else row

    return patch.object(reports, "leg_row", leg_row)


def a_hard_cap_undoes_priority() -> AbstractContextManager[object]:
    """Whoever has waited a quarter of an hour goes before all priority: in overload that is everybody."""
    real = Policy.score

    def score(policy: Policy, code: str, waited_s: float) -> float:
        return 1e9 + waited_s if waited_s > 900 else real(policy, code, waited_s)

    return patch.object(Policy, "score", score)


def newest_first() -> AbstractContextManager[object]:
    """Sort the wrong way round."""

    def heads(connection: Any, counter: Any, services: Any) -> Any:
        last: dict[Any, Any] = {}
        for one in queues.in_line(connection, counter, services, 1000):
            last[one.service, one.priority] = one
        return list(last.values())

    return patch.object(queues, "heads", heads)


def _heads_and(state: str) -> AbstractContextManager[object]:
    real = queues.heads

    def heads(connection: Any, counter: Any, services: Any) -> Any:
        marks = ", ".join("?" for _ in services)
        sql = f"""SELECT t.id, t.label, l.service, l.priority, l.line_at_ms, l.line_seq, 0 AS lets_pass
                  FROM leg l JOIN ticket t ON t.id = l.ticket WHERE l.state = ? AND l.service IN ({marks})"""
        others = [queues._waiting(row) for row in connection.execute(sql, (state, *services))]
        return [*others, *real(connection, counter, services)]

    return patch.object(queues, "heads", heads)


def parked_people_are_called_unasked() -> AbstractContextManager[object]:
    """Next takes those set aside too (ZMS 961)."""
    return _heads_and("parked")


def missed_people_are_called_unasked() -> AbstractContextManager[object]:
    """Next takes those missed too (ZMS 962, 963)."""
    return _heads_and("no_show")


def the_label_changes_with_the_office() -> AbstractContextManager[object]:
    """Write the letter of the service that calls, not the one on the paper (FQM)."""
    real = calls.call_body

    def call_body(ticket: Ticket, counter: Any) -> dict[str, Any]:
        letter = {"HT": "A", "CT": "C", "DD": "L"}.get(ticket.leg.service, "Z")
        return real(ticket, counter) | {"label": f"{letter}{ticket.number:03d}"}

    return patch.object(calls, "call_body", call_body)


def a_misclick_wipes_a_running_service() -> AbstractContextManager[object]:
    """Ask nobody before a service is broken off (ZMS 2936)."""
    real = places.requeue

    def requeue(*given: Any, **said: Any) -> Ticket:
        return real(*given, **(said | {"confirmed": True}))

    return patch.object(places, "requeue", requeue)


def a_call_is_undone_after_the_hall_heard_it() -> AbstractContextManager[object]:
    """Take back what people have already walked for."""
    return patch.object(undo, "UNDOABLE", undo.UNDOABLE | {EventKind.TICKET_CALLED})


def put_back_means_next_again() -> AbstractContextManager[object]:
    """Keep the arrival of whoever is put back, and nothing else: they stand first again."""

    def put_back(tx: Any, ticket: Ticket, behind: int) -> Mapping[str, Any]:
        return {"after_calls": 0, "behind": behind}

    return patch.object(places, "_put_back", put_back)


def the_tally_is_not_kept() -> AbstractContextManager[object]:
    """Count who comes and forget who goes."""
    real = tickets._tally

    def tally(tx: Any, leg: Any, change: int) -> None:
        if change > 0 or leg.ordinal > 1:
            real(tx, leg, change)

    return patch.object(tickets, "_tally", tally)


def an_auto_calling_counter_stays_idle() -> AbstractContextManager[object]:
    """Call to the first counter that asked, and forget the others."""

    def first_only(connection: Any) -> list[int]:
        return real(connection)[:1]

    real = counters.expecting
    return patch.object(counters, "expecting", first_only)


def a_paused_counter_calls() -> AbstractContextManager[object]:
    """Look only whether a counter is closed."""

    def refuse_unready(tx: Any, counter: Any) -> None:
        real(tx, replace(counter, status="open") if counter.status == "paused" else counter)

    real = actors.refuse_unready
    return patch.object(actors, "refuse_unready", refuse_unready)


def a_repeated_touch_gives_two_numbers() -> AbstractContextManager[object]:
    """Look at no Idempotency-Key (ZMS users: tickets printed twice)."""

    def once(tx: Any, *, act: Callable[[], Any], **_: Any) -> tuple[Any, bool]:
        return act(), False

    return patch.object(idempotency, "once", once)
