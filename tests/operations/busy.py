"""A busy spell: many small acts of clerks in one go, so that the hall gets into places where single acts seldom come."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from server.operations import serving
from tests.builders import DESK
from tests.operations.citizens import Citizens
from tests.operations.clerks import Clerks
from tests.operations.managers import Managers
from tests.operations.model import OPEN
from tests.operations.other_places import OtherPlaces
from tests.operations.stage import SITS, numbers

# ruff: noqa: ARG005 (each act takes what it needs of a counter and a place)
SPELL: dict[str, Callable[["Busy", int, int], None]] = {
    "finish and next": lambda self, number, place: self.calls_the_next(
        number, SITS, finish=True, outcome="done"
    ),
    "next": lambda self, number, place: self.calls_the_next(number, SITS),
    "next is stored": lambda self, number, place: self.calls_the_next(number, SITS, store_next=True),
    "serve": lambda self, number, place: self.serves(SITS, place),
    "finish": lambda self, number, place: self.finishes(SITS, place, "done"),
    "again": lambda self, number, place: self.calls_again(SITS, place),
    "absent": lambda self, number, place: self.misses(SITS, place),
    "back": lambda self, number, place: self.puts_back(
        SITS, place, place % 4, place % 5 == 0, sure=place % 2 == 0
    ),
    "return": lambda self, number, place: self.takes_back(place, SITS, (0, 400, 1900)[place % 3]),
    "aside": lambda self, number, place: self.sets_aside(SITS, place, "đi photo"),
    "go on": lambda self, number, place: self.goes_on(SITS, place, None),
    "send": lambda self, number, place: self.sends_on(SITS, place, ("HT", "CT", "DD")[place % 3], None, None),
    "send to": lambda self, number, place: self.sends_to_a_desk(place),
    "bring": lambda self, number, place: self.brings_somebody(SITS, place, number),
    "undo": lambda self, number, place: self.takes_a_step_back(SITS, place),
    "call by name": lambda self, number, place: self.calls_somebody(number, SITS, place, "vội"),
    "auto": lambda self, number, place: self.changes_what_a_counter_does(
        number, ["HT", "CT"], 0, 0, auto=True
    ),
    "pause": lambda self, number, place: self.pauses_and_tries_to_call(number),
    "open": lambda self, number, place: self.opens(number, ("ana", "bruno", "desk")[place % 3]),
    "leave": lambda self, number, place: self.goes_home(place),
    "arrive": lambda self, number, place: self.takes_a_number(("HT", "CT", "DD")[place % 3], "normal", []),
    "arrive old": lambda self, number, place: self.takes_a_number(("HT", "CT")[place % 2], "elderly", []),
}
spells = st.lists(
    st.tuples(st.sampled_from(list(SPELL)), numbers, st.integers(0, 24), st.sampled_from([0, 2, 5, 12])),
    min_size=3,
    max_size=12,
)


class Busy(Citizens, Clerks, OtherPlaces, Managers):
    """Work without a pause."""

    @rule(acts=spells)
    def a_busy_spell(self, acts: list[tuple[str, int, int, int]]) -> None:
        """Do one thing after the other, some seconds apart."""
        for name, number, place, seconds in acts:
            SPELL[name](self, number, place)
            self.run(seconds)
            self.every_ticket_is_where_it_was_seen_to_go()

    @precondition(lambda self: self.awaited_counter())
    @rule()
    def a_clerk_goes_whom_somebody_was_sent_to(self) -> None:
        """Close the counter that somebody waits for; the others call on to the end of the line."""
        gone = self.awaited_counter()
        there = self.model.at(gone)
        if there is not None:
            self.tries({}, serving.finish, there.id, DESK, "done")
        self.closes(gone, SITS, really=True)
        for number in set(self.model.desks) - {gone}:
            self.works_off_the_line(number, 6, "")

    def awaited_counter(self) -> int:
        """Give the counter that somebody waiting was sent to, 0 if there is none."""
        return next((one.sent_to[0] for one in self.model.waiting() if one.sent_to[0]), 0)

    def sends_to_a_desk(self, place: int) -> None:
        """Send a ticket to a desk that is there and serves it, if there is one."""
        one = self.pick(place, *OPEN)
        desks = [desk for desk in self.model.desks.values() if desk.status != "closed"]
        able = [desk.number for desk in desks if one and one.service in desk.skills]
        self.sends_on(SITS, place, None, able[place % len(able)] if able else 1, None)

    def pauses_and_tries_to_call(self, number: int) -> None:
        """Pause, and press next all the same."""
        self.pauses(number, SITS, really=True)
        self.calls_the_next(number, SITS, finish=True, outcome="done")

    def every_ticket_is_where_it_was_seen_to_go(self) -> None:
        """Compare the file with the model; the machine knows how."""
        raise NotImplementedError
