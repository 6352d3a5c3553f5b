"""What citizens do: take numbers, come with a booked time, touch twice, go."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from server.operations import issue, places
from server.operations.issue import IssueOrder
from tests.operations.model import BOOKED, CLASSES, MINUTE_MS
from tests.operations.stage import Stage, while_some
from tests.operations.stage import places as spots

services = st.sampled_from(["HT", "HT", "CT", "CT", "DD"])
classes = st.sampled_from(CLASSES)
EARLY_MS, LATE_MS = 30 * MINUTE_MS, 15 * MINUTE_MS


class Citizens(Stage):
    """Come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, tuple[str, Any]] = {}
        self.lost = 0

    @rule(service=services, priority=classes, then=st.lists(services, max_size=2))
    def takes_a_number(self, service: str, priority: str, then: list[str]) -> None:
        """Take a ticket, for one service or several in turn."""
        self.ready()
        order = IssueOrder(service, priority, then=tuple(then))
        self.took(order, self.tries({}, issue.issue, order))

    @rule(
        arrivals=st.lists(
            st.tuples(services, classes, st.sampled_from([1, 40, 200, 900])), min_size=3, max_size=7
        )
    )
    def a_crowd_comes(self, arrivals: list[tuple[str, str, int]]) -> None:
        """Take tickets one after the other, some time apart."""
        for service, priority, seconds in arrivals:
            self.takes_a_number(service, priority, [])
            self.run(seconds)

    @rule(service=services, minutes=st.integers(-25, 45), priority=classes)
    def comes_with_a_booked_time(self, service: str, minutes: int, priority: str) -> None:
        """Come before or after a booked time, perhaps too early or too late."""
        self.look()
        if not self.is_current:
            return
        booked, now = self.now + minutes * MINUTE_MS, self.now
        order = IssueOrder(service, priority, booked_ms=booked)
        answer = self.tries({"appointment_too_early": booked - now > EARLY_MS}, issue.issue, order)
        if answer is None:
            return
        one = self.model.tickets[answer[0]["id"]]
        is_late = now - booked > LATE_MS
        rules = self.model.rules
        gains = rules.weigh(BOOKED, 1000) >= rules.weigh(
            priority, 1000
        )  # a booking takes nothing from anybody
        assert one.priority == (BOOKED if gains and not is_late else priority)
        assert one.since == (now if is_late else booked)

    @rule(key=st.sampled_from("abc"), service=st.sampled_from(["HT", "CT"]))
    def touches_the_kiosk_again(self, key: str, service: str) -> None:
        """Take a ticket under a key that may have been used, for the same service or another."""
        self.look()
        key = f"{key} of {self.model.day}, {self.lost}"
        before = self.keys.get(key)
        order = IssueOrder(service, scope="kiosk:1", key=key)
        is_another = before is not None and before[0] != service
        answer = self.tries({"idempotency_key_reused": is_another}, issue.issue, order)
        if answer is None:
            self.lost += not is_another  # the power failed: nobody knows what became of it
        elif before is None:
            self.took(order, answer)
            self.keys[key] = (service, answer[0])
        else:
            assert answer == (before[1], True)

    @while_some("waiting", "parked")
    @rule(place=spots)
    def goes_home(self, place: int) -> None:
        """Say on the phone page that one is gone."""
        self.ready()
        one = self.pick(place, "waiting", "parked")
        if one is not None:
            refusals = {"illegal_move": one.state not in ("waiting", "parked")}
            self.tries(refusals, places.leave, one.id, None)

    def took(self, order: IssueOrder, answer: Any) -> None:
        """Hold an answer against the order and what the referee saw."""
        if answer is None:
            return
        told, is_repeated = answer
        one = self.model.tickets[told["id"]]
        assert not is_repeated
        assert (told["number"], told["token"]) == (one.label, one.token)
        assert one.past or one.service == order.service
        assert one.priority == order.priority
