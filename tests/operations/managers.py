"""What managers do while the hall runs: skills, policies, the pace, the end of the day."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from server.domain.policy import PolicyKind
from server.operations import days, desks, rules
from server.operations.desks import Work
from tests.builders import CARLA
from tests.operations.model import CLASSES
from tests.operations.stage import Stage, numbers, seldom

skills = st.lists(st.sampled_from(["HT", "CT", "DD"]), min_size=1, max_size=3, unique=True)
CHANGES = [
    {"recall_gap_s": 0},
    {"recall_gap_s": 10},
    {"calls_before_no_show": 2},
    {"calls_before_no_show": 1},
    {"return_within_min": 5, "return_behind": 0},
    {"return_within_min": 30, "return_behind": 2},
    {"requeue_behind": 1},
    {"auto_call_pause_s": 0},
    {"auto_call_pause_s": 10},
]


class Managers(Stage):
    """Change the rules under everybody's feet."""

    @rule(
        number=numbers,
        named=skills,
        helped=st.integers(0, 2),
        after=st.sampled_from([0, 300]),
        auto=st.booleans(),
    )
    def changes_what_a_counter_does(
        self, number: int, named: list[str], helped: int, after: int, auto: bool
    ) -> None:
        """Change skills, helping, and whether it calls of itself."""
        self.ready()
        desk, there = self.model.desks[number], self.model.at(number)
        helped = min(helped, len(named) - 1)
        own, helps = named[helped:], named[:helped]
        taken_away = desk.skills - set(named)
        excuses = {"skill_in_use": there is not None and there.service in taken_away}
        self.tries(excuses, desks.set_work, number, CARLA, Work(own, helps, after, auto))

    @rule(
        kind=st.sampled_from(list(PolicyKind)),
        turns=st.integers(1, 3),
        rate=st.sampled_from([1.5, 3.0]),
        start=st.sampled_from([0, 600]),
        rank=st.integers(0, 1),
    )
    def changes_who_is_next(self, kind: PolicyKind, turns: int, rate: float, start: int, rank: int) -> None:
        """Change the policy and what the classes count."""
        self.ready()
        _, elderly, disabled = CLASSES
        classes = {
            elderly: {"rate": rate, "head_start_s": start, "rank": rank},
            disabled: {"rate": rate + 2, "head_start_s": 2 * start, "rank": rank + 1},
        }
        self.tries({}, rules.set_policy, kind, turns, classes, CARLA)

    @rule(changes=st.sampled_from(CHANGES))
    def changes_the_pace(self, changes: dict[str, int]) -> None:
        """Change the rules of the hall."""
        self.ready()
        self.tries({}, rules.set_rules, changes, CARLA)

    @rule(is_late=seldom(8))
    def ends_the_day(self, is_late: bool) -> None:
        """Close; whoever is at a counter is served to the end."""
        if not is_late:
            return
        self.ready()
        open_ones = [one for one in self.model.tickets.values() if one.state in ("waiting", "parked")]
        labels = {one.label for one in open_ones}
        was_current = self.is_current
        answer = self.tries({}, days.end_day, CARLA)
        if answer is not None and was_current:
            assert {one.label for one in answer} == labels
            assert not [one.label for one in open_ones if one.state != "incomplete"]
