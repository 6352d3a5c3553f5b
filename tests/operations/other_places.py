"""What clerks do to give a ticket another place: put back, take back, set aside, send on, bring, undo."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from server.operations import places, serving, undoing, walk_ins
from server.operations.actors import Actor
from server.operations.issue import IssueOrder
from server.operations.places import Destination
from tests.operations.model import AT_A_COUNTER, MINUTE_MS, OPEN, Known
from tests.operations.referee import UNDOABLE
from tests.operations.stage import Stage, actors, numbers, while_some
from tests.operations.stage import places as spots

nowhere = st.none()
somewhere = st.sampled_from([None, "HT", "CT", "DD"])


class OtherPlaces(Stage):
    """Move tickets about."""

    @while_some(*AT_A_COUNTER)
    @rule(
        who=actors,
        place=spots,
        behind=st.sampled_from([None, 0, 1, 2, 5]),
        at_end=st.booleans(),
        sure=st.booleans(),
    )
    def puts_back(self, who: str, place: int, behind: int | None, at_end: bool, sure: bool) -> None:
        """Put a ticket back into its queue."""
        self.ready()
        if (one := self.pick(place, *AT_A_COUNTER)) is None:
            return
        actor = self.actor(who, self.desk_of(one))
        is_running = one.state == "serving" and not sure
        excuses = self.not_held(one, actor, *AT_A_COUNTER) | {"service_running": is_running}
        usual = self.model.rules.hall["requeue_behind"] if behind is None else behind
        was_current, order = self.is_current, {"behind": behind, "at_end": at_end, "confirmed": sure}
        calls_before = self.model.calls.get(one.service, 0)
        answer = self.tries(excuses, places.requeue, one.id, actor, **order)
        if answer is not None and was_current and one.state == "waiting":
            assert one.passes == (calls_before + usual if usual and not at_end else 0)
            come = [
                other.place for other in self.model.waiting() if other.since <= self.now
            ]  # not merely booked
            assert not at_end or one.place == max(come)

    @while_some("no_show")
    @rule(place=spots, who=actors, later=st.sampled_from([0, 400, 1900]))
    def takes_back(self, place: int, who: str, later: int = 0) -> None:
        """Let a missed ticket wait again, perhaps after a while."""
        self.run(later)
        if (one := self.pick(place, "no_show")) is None:
            return
        within_ms = self.model.rules.hall["return_within_min"] * MINUTE_MS
        is_late = one.day != self.model.day or self.now - (one.ended or 0) > within_ms
        excuses = {
            "illegal_move": one.state != "no_show",
            "return_too_late": one.state == "no_show" and is_late,
        }
        self.tries(excuses, places.take_back, one.id, self.actor(who, None))

    @while_some(*AT_A_COUNTER)
    @rule(who=actors, place=spots, reason=st.sampled_from(["", "đi photo", "đi photo"]))
    def sets_aside(self, who: str, place: int, reason: str) -> None:
        """Park a ticket."""
        self.ready()
        if (one := self.pick(place, *AT_A_COUNTER)) is None:
            return
        actor = self.actor(who, self.desk_of(one))
        is_mute = one.state in AT_A_COUNTER and not reason and not actor.any_counter
        excuses = self.not_held(one, actor, *AT_A_COUNTER) | {"reason_required": is_mute}
        self.tries(excuses, serving.park, one.id, actor, reason)

    @while_some("parked")
    @rule(who=actors, place=spots, number=st.sampled_from([None, None, None, 1, 2]))
    def goes_on(self, who: str, place: int, number: int | None) -> None:
        """Take back what was parked."""
        self.ready()
        if (one := self.pick(place, "parked")) is None:
            return
        actor = self._owner(one) if who == "whoever sits there" else self.actor(who, None)
        seat = self.model.seat_of(actor.name)
        there = number or (one.counter if actor.any_counter else seat.number if seat else None)
        excuses = self._not_parked(one, actor)
        if one.state == "parked":
            excuses["clerk_absent"] = there is None
            excuses |= self.not_free(self.model.desks[there], actor) if there else {}
        self.tries(excuses, serving.resume, one.id, actor, number)

    @while_some(*OPEN)
    @rule(
        who=actors, place=spots, service=somewhere, number=st.sampled_from([None, 1, 2, 4]),
        clerk=st.sampled_from([None, None, "ana", "bruno"]),
    )  # fmt: skip
    def sends_on(
        self, who: str, place: int, service: str | None, number: int | None, clerk: str | None
    ) -> None:
        """Transfer a ticket to a service, a counter, a clerk, or some of them."""
        self.ready()
        if (one := self.pick(place, *OPEN)) is None:
            return
        actor = self.actor(who, self.desk_of(one))
        excuses = self.not_held(one, actor, *OPEN)
        excuses["counter_taken"] &= one.state in AT_A_COUNTER
        to = Destination(service, number, clerk)
        excuses |= self._not_owned(one, actor) | (self._no_way(one, to) if one.state in OPEN else {})
        before = (one.since, one.order, one.priority, one.label)
        if self.tries(excuses, places.transfer, one.id, actor, to):
            assert (one.since, one.order, one.priority, one.label) == before

    @while_some("waiting", "parked")
    @rule(who=actors, place=spots)
    def says_somebody_is_gone(self, who: str, place: int) -> None:
        """Note that somebody left."""
        self.ready()
        if (one := self.pick(place, "waiting", "parked")) is not None:
            actor = self.actor(who, self.desk_of(one))
            excuses = {"illegal_move": one.state not in ("waiting", "parked")} | self._not_owned(one, actor)
            self.tries(excuses, places.leave, one.id, actor)

    @while_some("waiting")
    @rule(who=actors, place=spots, number=numbers)
    def brings_somebody(self, who: str, place: int, number: int) -> None:
        """Bring a waiting ticket to a counter without a call."""
        self.ready()
        if (one := self.pick(place, "waiting")) is None:
            return
        desk = self.model.desks[number]
        actor = self.actor(who, desk)
        is_meant_elsewhere = one.state == "waiting" and not self.model.is_within_reach(one, desk)
        excuses = self._not_welcome(number, one.service) | {"illegal_move": one.state != "waiting"}
        excuses["ticket_reserved"] = is_meant_elsewhere
        self.tries(excuses, walk_ins.bring, number, actor, one.id, IssueOrder(""))

    @rule(who=actors, number=numbers, service=st.sampled_from(["HT", "CT", "DD"]))
    def brings_a_newcomer(self, who: str, number: int, service: str) -> None:
        """Give out a number and bring it to a counter at once."""
        self.ready()
        excuses = self._not_welcome(number, service)
        order = IssueOrder(service, "severely_disabled")
        self.tries(excuses, walk_ins.bring, number, self.actor(who, None), None, order)

    @precondition(lambda self: self.referee.steps)
    @rule(who=actors, place=spots)
    def takes_a_step_back(self, who: str, place: int) -> None:
        """Undo the last step with a ticket, mostly one that was just made."""
        self.ready()
        recent = sorted(self.referee.steps, key=lambda ticket: -self.referee.steps[ticket].seq)
        one = self.model.tickets[recent[place // 9]] if len(recent) > 2 and place < 25 else self.pick(place)
        if one is None:
            return
        step = self.referee.steps.get(one.id)
        maker = step.clerk if step and who == "whoever sits there" else None
        actor = self.actor(maker or who, None)
        self.tries(self._not_undone(one, actor), undoing.undo, one.id, actor)

    def _not_undone(self, one: Known, actor: Actor) -> dict[str, bool]:
        step = self.referee.steps.get(one.id)
        if step is None or step.kind not in UNDOABLE or step.seq < self.model.day_seq:
            return {"cannot_undo": True}
        is_theirs = actor.any_counter or actor.name in (step.clerk, step.by)
        excuses = {"cannot_undo": self.now - step.at > 10_000 or not is_theirs}
        if step.before.state in AT_A_COUNTER:
            desk = self.model.desks[step.before.counter or 0]
            there = self.model.at(desk.number)
            excuses["cannot_undo"] |= desk.status == "closed" or there not in (None, one)
            excuses["counter_taken"] = not desk.is_for(actor)
        return excuses

    def _no_way(self, one: Known, to: Destination) -> dict[str, bool]:
        service = to.service or one.service
        desk = self.model.desks.get(to.counter or 0)
        seat = self.model.seat_of(to.clerk) if to.clerk else None
        is_there = seat is not None and seat.status != "closed" and to.counter in (None, seat.number)
        ends = [end for end in (desk, seat) if end is not None]
        return {
            "transfer_nowhere": desk is None and to.clerk is None and service == one.service,
            "counter_closed": desk is not None and desk.status == "closed",
            "clerk_absent": to.clerk is not None and not is_there,
            "skill_missing": any(service not in end.skills for end in ends),
        }

    def _not_welcome(self, number: int, service: str) -> dict[str, bool]:
        desk = self.model.desks[number]
        return {
            "counter_closed": desk.status != "open",
            "counter_busy": self.model.at(number) is not None,
            "skill_missing": service not in desk.skills,
        }

    def _not_owned(self, one: Known, actor: Actor) -> dict[str, bool]:
        is_anothers = one.clerk != actor.name and not (actor.any_counter or actor.leads)
        return {"parked_by_another": one.state == "parked" and is_anothers}

    def _not_parked(self, one: Known, actor: Actor) -> dict[str, bool]:
        return {"illegal_move": one.state != "parked"} | self._not_owned(one, actor)

    def _owner(self, one: Known) -> Actor:
        return self.actor(one.clerk or "", None)
