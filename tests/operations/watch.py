"""How the model follows a ticket from fact to fact, and what must not happen to it. Everything else: referee.py."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from server.domain.events import Event
from tests.operations.choice import check_choice
from tests.operations.model import (
    AT_A_COUNTER,
    MINUTE_MS,
    OPEN,
    SLOW_SERVICE,
    WRAP_UP_S,
    Desk,
    Known,
    Model,
    Past,
)


@dataclass
class Watch:
    """Hold the model and move its tickets."""

    model: Model = field(default_factory=Model)
    seq: int = 0

    def _called(self, one: Known, fact: Event) -> None:
        desk = self._free(fact)
        if fact.body["chosen"]:
            assert one.state == "waiting" or fact.clerk in (one.clerk, "desk", "carla")
        else:
            assert one.state == "waiting", "nobody parked or missed is called unasked"
            check_choice(self.model, one, desk, fact.at_ms)
        assert fact.body["label"] == one.label
        if one.state == "waiting":
            self._passes(one, desk)
        self.model.turns.append((one.service, self.model.rules.is_favoured(one.priority)))
        self._sits(one, desk, fact)
        one.state, one.calls, one.last_heard = "called", 1, fact.at_ms
        if one.parked_at is None:
            one.last_call = fact.at_ms
        else:
            one.is_plain = False

    def _recalled(self, one: Known, fact: Event) -> None:
        assert fact.counter == one.counter
        one.is_plain &= one.last_heard is not None
        one.calls, one.last_heard, one.last_call = one.calls + 1, fact.at_ms, fact.at_ms

    def _walked_in(self, one: Known, fact: Event) -> None:
        desk = self._free(fact)
        assert one.service in desk.skills
        assert self.model.is_within_reach(one, desk), f"{one.label} was meant for another desk"
        self._passes(one, desk)
        self._sits(one, desk, fact)
        one.state = "serving" if fact.body["served"] else "called"
        one.last_call = fact.at_ms
        one.served_at = fact.at_ms if fact.body["served"] else None

    def _served(self, one: Known, fact: Event) -> None:
        assert fact.counter == one.counter
        self._at_the_counter(one, fact)

    def _resumed(self, one: Known, fact: Event) -> None:
        desk = self._free(fact)
        self._sits(one, desk, fact)
        self._at_the_counter(one, fact)

    def _at_the_counter(self, one: Known, fact: Event) -> None:
        _unpark(one, fact.at_ms)
        one.state = "serving"
        one.clerk = fact.clerk
        if one.served_at is None:
            one.served_at, one.parked = fact.at_ms, 0

    def _parked(self, one: Known, fact: Event) -> None:
        assert fact.counter == one.counter
        self._rests(one, fact)
        one.state, one.clerk = "parked", fact.clerk
        one.parked_at = fact.at_ms if one.parked_at is None else one.parked_at

    def _passes(self, one: Known, desk: Desk) -> None:
        """Count that everybody put back who waits for a service of this desk has let somebody pass."""
        for service in {*desk.own, one.service}:
            self.model.calls[service] = self.model.calls.get(service, 0) + 1

    def _requeued(self, one: Known, fact: Event) -> None:
        self._rests(one, fact)
        self._put_back(one, fact)
        if fact.body.get("at_end"):
            one.since, one.order = fact.at_ms, self.seq

    def _put_back(self, one: Known, fact: Event) -> None:
        behind = fact.body.get("behind")
        one.passes = self.model.calls.get(one.service, 0) + behind if behind else 0
        one.state, one.counter, one.clerk, one.calls, one.last_call = "waiting", None, None, 0, None
        one.served_at, one.parked_at, one.parked, one.last_heard, one.ended = None, None, 0, None, None
        one.is_plain = True

    def _returned(self, one: Known, fact: Event) -> None:
        rules = self.model.rules.hall
        assert one.day == self.model.day
        assert fact.at_ms - (one.ended or 0) <= rules["return_within_min"] * MINUTE_MS
        assert fact.body["behind"] == rules["return_behind"]
        self._put_back(one, fact)

    def _finished(self, one: Known, fact: Event) -> None:
        desk = self._desk(one.counter)
        wrap_up = WRAP_UP_S if one.service == SLOW_SERVICE else 0
        self._end(one, fact, "finished")
        desk.rests_until = max(desk.rests_until, fact.at_ms + 1000 * wrap_up)
        one.then = tuple(code for code in one.then if code not in fact.body.get("skipped", ()))
        if one.then:
            self._next_leg(one, one.then[0], fact)
            one.then = one.then[1:]

    def _transferred(self, one: Known, fact: Event) -> None:
        body = fact.body
        self._end(one, fact, "transferred")
        self._next_leg(one, body["service"], fact)
        one.sent_to = (body.get("for_counter"), body.get("for_clerk"))

    def _missed(self, one: Known, fact: Event) -> None:
        self._end(one, fact, "no_show")

    def _left(self, one: Known, fact: Event) -> None:
        self._end(one, fact, "left")

    def _incomplete(self, one: Known, fact: Event) -> None:
        self._end(one, fact, "incomplete")

    def _end(self, one: Known, fact: Event, state: str) -> None:
        assert fact.counter in (one.counter, None)
        self._rests(one, fact)
        _unpark(one, fact.at_ms)
        one.state, one.ended = state, fact.at_ms

    def _next_leg(self, one: Known, service: str, fact: Event) -> None:
        one.past += (watched(one),)
        self._put_back(one, replace(fact, body={"behind": 0}))
        one.service, one.queued, one.sent_to, one.state = service, fact.at_ms, (None, None), "waiting"

    def _rests(self, one: Known, fact: Event) -> None:
        """Let the desk that somebody leaves take a breath before it calls of itself."""
        if one.state in AT_A_COUNTER and (desk := self._desk(one.counter)).auto:
            desk.rests_until = fact.at_ms + 1000 * self.model.rules.hall["auto_call_pause_s"]

    def _desk(self, number: int | None) -> Desk:
        return self.model.desks[number or 0]

    def _free(self, fact: Event) -> Desk:
        desk = self._desk(fact.counter)
        assert desk.status == "open", f"counter {desk.number} is {desk.status}"
        assert self.model.at(desk.number) is None, f"counter {desk.number} has somebody"
        return desk

    def _sits(self, one: Known, desk: Desk, fact: Event) -> None:
        one.counter, one.clerk = desk.number, fact.clerk
        desk.awaits, desk.rests_until = False, 0


def watched(one: Known) -> Past:
    """Write down the present leg as it was watched."""
    waited = None if one.last_call is None else max(0, one.last_call - max(one.queued, one.since))
    is_served = one.state == "finished" and one.served_at is not None and one.ended is not None
    served = (one.ended or 0) - (one.served_at or 0) - one.parked if is_served else None
    return Past(one.service, one.state, waited, served, one.is_plain)


def _unpark(one: Known, at: int) -> None:
    if one.parked_at is not None:
        one.parked += max(0, at - one.parked_at)
        one.parked_at = None


Change = Callable[[Watch, Known, Event], None]


def _no_change(_watch: Watch, _one: Known, _fact: Event) -> None:
    return None


MOVES: dict[str, tuple[tuple[str, ...], Change]] = {
    "TicketCalled": (("waiting", "parked"), Watch._called),
    "TicketRecalled": (("called",), Watch._recalled),
    "TicketWalkedIn": (("waiting",), Watch._walked_in),
    "ServingStarted": (("called",), Watch._served),
    "TicketFinished": (AT_A_COUNTER, Watch._finished),
    "TicketNoShow": (("called",), Watch._missed),
    "TicketRequeued": (AT_A_COUNTER, Watch._requeued),
    "TicketReturned": (("no_show",), Watch._returned),
    "TicketParked": (AT_A_COUNTER, Watch._parked),
    "TicketResumed": (("parked",), Watch._resumed),
    "TicketTransferred": (OPEN, Watch._transferred),
    "TicketLeft": (("waiting", "parked"), Watch._left),
    "TicketIncomplete": (OPEN, Watch._incomplete),
    "DossierOpened": (AT_A_COUNTER, _no_change),
}
