"""What clerks do at their counters: open, call, serve, finish. Giving tickets other places: other_places.py."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from server.operations import calls, desks, receive, serving
from server.operations.actors import Actor
from server.operations.calls import CallOrder
from tests.builders import DESK
from tests.operations.model import AT_A_COUNTER, PROCEDURE, STRICT_SERVICE, Desk, Known
from tests.operations.stage import CUT, Stage, actors, numbers, places, seldom, while_some

outcomes = st.sampled_from(["", "", "done", "perhaps"])


class Clerks(Stage):
    """Work."""

    @rule(number=numbers, who=actors)
    def opens(self, number: int, who: str) -> None:
        """Take a counter."""
        self.ready()
        desk = self.model.desks[number]
        actor = self.actor(who, desk)
        others = [
            other for other in self.model.desks.values() if other.clerk == actor.name and other is not desk
        ]
        is_held = not actor.any_counter and any(self.model.at(other.number) for other in others)
        excuses = {"counter_taken": not desk.is_for(actor), "counter_busy": is_held}
        self.tries(excuses, desks.open_counter, number, actor)

    @precondition(lambda self: any(desk.status == "closed" for desk in self.model.desks.values()))
    @rule()
    def they_come_to_work(self) -> None:
        """Take the counters again after a night."""
        for number, who in ((1, "ana"), (2, "bruno"), (4, "desk")):
            self.opens(number, who)

    @rule(number=numbers, who=actors, really=seldom(3))
    def pauses(self, number: int, who: str, really: bool) -> None:
        """Pause a counter."""
        if not really:
            return
        self.ready()
        desk = self.model.desks[number]
        actor = self.actor(who, desk)
        excuses = {"counter_taken": not desk.is_for(actor), "counter_closed": desk.status == "closed"}
        self.tries(excuses, desks.pause_counter, number, actor, "nghỉ")

    @rule(number=numbers, who=actors, really=seldom(3))
    def closes(self, number: int, who: str, really: bool) -> None:
        """Leave a counter."""
        if not really:
            return
        self.ready()
        desk = self.model.desks[number]
        actor = self.actor(who, desk)
        excuses = {"counter_taken": not desk.is_for(actor), "counter_busy": self.model.at(number) is not None}
        self.tries(excuses, desks.close_counter, number, actor)

    @precondition(lambda self: any(desk.awaits for desk in self.model.desks.values()))
    @rule(number=numbers, who=actors)
    def waits_for_nobody_any_more(self, number: int, who: str) -> None:
        """Forget the next arrival."""
        self.ready()
        desk = self.model.desks[number]
        actor = self.actor(who, desk)
        if self.tries({"counter_taken": not desk.is_for(actor)}, desks.await_none, number, actor):
            assert not desk.awaits

    @rule(number=numbers, who=actors, finish=st.booleans(), outcome=outcomes, store_next=st.booleans())
    def calls_the_next(
        self, number: int, who: str, finish: bool = False, outcome: str = "", store_next: bool = False
    ) -> None:
        """Call by the rule, perhaps finishing first, perhaps whoever comes next."""
        self.ready()
        desk, there = self.model.desks[number], self.model.at(number)
        actor = self.actor(who, desk)
        excuses = self.not_free(desk, actor)
        ends = finish and there is not None and there.state == "serving"  # nobody came: that is not finished
        if ends and there is not None:
            excuses |= {"counter_busy": False} | self._not_finished(there, outcome)
        elif not any(excuses.values()) and not store_next:
            excuses["nobody_waiting"] = not self.model.reach(desk, self.now)
        order = CallOrder(finish=finish, outcome=outcome, store_next=store_next)
        answer = self.tries(excuses, calls.call_next, number, actor, order)
        if answer is not None:
            self._check_answer(answer, desk, there if ends else None)

    @rule(
        number=st.sampled_from([1, 2, 4]),
        times=st.integers(1, 4),
        comes=st.sampled_from(["", "at once", "never"]),
    )
    def works_off_the_line(self, number: int, times: int, comes: str) -> None:
        """Call the next some times over: each comes at once, or never, or is served before one can say so."""
        self.opens(number, DESK.name)
        for _ in range(times):
            self.calls_the_next(number, DESK.name, finish=True, outcome="done")
            there = self.model.at(number)
            if there is not None and there.state == "called" and comes == "never":
                self.tries({}, serving.no_show, there.id, DESK)
            elif there is not None and there.state == "called":
                self._serves(there, DESK)
                self.run(7 if comes else 0)

    @while_some("waiting", "parked")
    @rule(number=numbers, who=actors, place=places, reason=st.sampled_from(["", "vội"]))
    def calls_somebody(self, number: int, who: str, place: int, reason: str) -> None:
        """Call a ticket by name, waiting or not."""
        self.ready()
        one, desk = self.pick(place, "waiting", "parked"), self.model.desks[number]
        if one is None:
            return
        actor = self.actor(who, desk)
        is_bound = one.state == "waiting" and not actor.any_counter
        is_above = actor.any_counter or actor.leads
        excuses = self.not_free(desk, actor) | {
            "already_called": one.state not in ("waiting", "parked"),
            "parked_by_another": one.state == "parked" and one.clerk != actor.name and not is_above,
            "not_allowed": is_bound and not actor.may_choose,
            "reason_required": is_bound and not reason,
        }
        answer = self.tries(excuses, calls.call_next, number, actor, CallOrder(one.id, reason))
        if answer is not None:
            assert answer["number"] == one.label

    @while_some("called")
    @rule(who=actors, place=places)
    def calls_again(self, who: str, place: int) -> None:
        """Call a ticket again."""
        self.ready()
        if (one := self.pick(place, "called")) is None:
            return
        actor = self.actor(who, self.desk_of(one))
        gap_ms = 1000 * self.model.rules.hall["recall_gap_s"]
        is_soon = one.last_heard is not None and self.now - one.last_heard < gap_ms and not actor.any_counter
        excuses = self.not_held(one, actor, "called") | {"recall_too_soon": one.state == "called" and is_soon}
        self.tries(excuses, calls.recall, one.id, actor)

    @while_some("called")
    @rule(who=actors, place=places)
    def serves(self, who: str, place: int) -> None:
        """Receive whoever was called."""
        self.ready()
        if (one := self.pick(place, "called")) is not None:
            self._serves(one, self.actor(who, self.desk_of(one)))

    @while_some(*AT_A_COUNTER)
    @rule(who=actors, place=places, outcome=outcomes)
    def finishes(self, who: str, place: int, outcome: str) -> None:
        """End a visit, or one of its services."""
        self.ready()
        if (one := self.pick(place, *AT_A_COUNTER)) is None:
            return
        actor = self.actor(who, self.desk_of(one))
        excuses = self.not_held(one, actor, *AT_A_COUNTER) | self._not_finished(one, outcome)
        self.tries(excuses, serving.finish, one.id, actor, outcome)

    @while_some("called")
    @rule(who=actors, place=places)
    def misses(self, who: str, place: int) -> None:
        """Give up on whoever does not come."""
        self.ready()
        if (one := self.pick(place, "called")) is None:
            return
        actor = self.actor(who, self.desk_of(one))
        is_early = one.calls < self.model.rules.hall["calls_before_no_show"] and not actor.any_counter
        excuses = self.not_held(one, actor, "called") | {
            "call_again_first": one.state == "called" and is_early
        }
        self.tries(excuses, serving.no_show, one.id, actor)

    @while_some(*AT_A_COUNTER)
    @rule(who=actors, place=places)
    def opens_a_dossier(self, who: str, place: int) -> None:
        """Open a dossier on a ticket, at a counter or not."""
        self.ready()
        if (one := self.pick(place, *AT_A_COUNTER)) is None:
            return
        actor = self.actor(who, self.desk_of(one))
        order = receive.DossierOrder(one.id, PROCEDURE, "Nguyễn Thị Hương")
        self.tries(self.not_held(one, actor, *AT_A_COUNTER), receive.open_dossier, order, actor)

    def _serves(self, one: Known, actor: Actor) -> None:
        excuses = self.not_held(one, actor, "called")
        self.tries(excuses, serving.serve, one.id, actor)

    def _not_finished(self, one: Known, outcome: str) -> dict[str, bool]:
        is_asked = one.service == STRICT_SERVICE and one.state in AT_A_COUNTER
        return {
            "outcome_required": is_asked and not outcome,
            "unknown_outcome": one.state in AT_A_COUNTER and outcome == "perhaps",
        }

    def _check_answer(self, answer: Any, desk: Desk, finished: Known | None) -> None:
        """Hold what a clerk was told against what was seen."""
        assert answer is not CUT
        assert answer.get("finished") == (finished.id if finished else None)
        there = self.model.at(desk.number)
        assert answer["ticket"] == (there.id if there else None)
        if there is None:
            assert desk.awaits or finished is not None
            assert not self.model.reach(desk, self.now)
