"""The hall as a state machine: whatever citizens, clerks, managers, clocks and the mains do, and what holds after each step."""

import sys

from hypothesis.stateful import initialize, invariant

from server.operations import reports
from server.store import counters
from tests.builders import ANA, BRUNO
from tests.operations.choice import idle_desks
from tests.operations.model import AT_A_COUNTER, Past
from tests.operations.watch import watched
from tests.operations.world import World

EVERY = 8  # the whole file is verified every so many steps, and at the end
_ROWS = """
SELECT t.id, t.label, t.token, t.day, l.service, l.priority, l.state, l.line_at_ms, l.line_seq, l.for_counter,
       l.for_clerk, t.next_services, CASE WHEN l.state IN ('called', 'serving') THEN l.counter END AS counter
FROM ticket t JOIN leg l ON l.ticket = t.id
WHERE l.ordinal = (SELECT MAX(ordinal) FROM leg o WHERE o.ticket = t.id)
"""


class HallMachine(World):
    """Acts at random on a real file."""

    def __init__(self) -> None:
        super().__init__()
        self.steps_made = 0

    @initialize()
    def begin(self) -> None:
        """Ana and Bruno have come to work."""
        self.look()
        self.opens(1, ANA.name)
        self.opens(2, BRUNO.name)
        for service, priority in (("HT", "normal"), ("HT", "elderly"), ("CT", "normal"), ("DD", "normal")):
            self.takes_a_number(service, priority, [])
            self.time_passes(61, looks=True)

    def teardown(self) -> None:
        """Look at the whole file a last time, unless something was found already."""
        try:
            if sys.exc_info()[0] is None:
                self.look_at_everything()
        finally:
            super().teardown()

    @invariant()
    def every_ticket_is_where_it_was_seen_to_go(self) -> None:
        """Invariants 2, 3 and 5, and what a move must keep: number, class, arrival, services to come."""
        self.referee.check_over()
        rows = self.hall.store.reader().execute(_ROWS)
        found = {row["id"]: tuple(row)[1:] for row in rows}
        expected = {
            one.id: (
                one.label, one.token, one.day, one.service, one.priority, one.state, one.since, one.order,
                *one.sent_to, _listed(one.then), one.counter if one.state in AT_A_COUNTER else None,
            )
            for one in self.model.tickets.values()
        }  # fmt: skip
        assert found == expected
        held = [one.counter for one in self.model.tickets.values() if one.state in AT_A_COUNTER]
        assert len(held) == len(set(held))

    @invariant()
    def every_counter_is_as_it_was_seen_to_be(self) -> None:
        """Who sits where, what they do and await; nobody sits in two places."""
        rows = counters.every(self.hall.store.reader())
        assert {
            row.number: (row.status, row.clerk, row.awaits_next, row.auto_call, frozenset(row.services))
            for row in rows
        } == {
            desk.number: (desk.status, desk.clerk, desk.awaits, desk.auto, desk.own)
            for desk in self.model.desks.values()
        }
        sitting = [row.clerk for row in rows if row.clerk not in (None, "desk")]
        assert len(sitting) == len(set(sitting))

    @invariant()
    def no_counter_that_calls_of_itself_is_idle(self) -> None:
        """Invariant 7."""
        assert idle_desks(self.model, self.now) == []

    @invariant()
    def now_and_then_the_whole_file_is_looked_at(self) -> None:
        """Invariants 1 and 10, the chain, the tally, and what is measured."""
        self.steps_made += 1
        if self.steps_made % EVERY == 0:
            self.look_at_everything()

    def look_at_everything(self) -> None:
        """Verify the file, and hold the measures of the day against what was watched."""
        assert self.hall.faults() == []
        day = self.model.day
        measured = {
            (leg.label, leg.ordinal): (row.service, row.outcome.value, row.waiting_s, row.serving_s)
            for leg, row in reports.day_legs(self.hall.store.reader(), day)
        }
        for one in self.model.tickets.values():
            for ordinal, past in enumerate((*one.past, watched(one)), 1):
                if one.day == day and past.is_plain:
                    assert measured[one.label, ordinal] == _seconds(past)


def _listed(services: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{one}"' for one in services) + "]"


def _seconds(past: Past) -> tuple[str, str, float | None, float | None]:
    waited = None if past.waited is None else past.waited / 1000
    served = None if past.served is None else past.served / 1000
    return past.service, past.state, waited, served
