"""Whom a counter may call by the rule, as one would check it with a list and a pencil (invariants 4, 6 and 7)."""

from tests.operations.model import Desk, Known, Model


def check_choice(model: Model, one: Known, desk: Desk, now: int) -> None:
    """Hold that the one called was within reach, and that nobody ready has the better claim."""
    reach = model.reach(desk, now)
    assert one in reach, f"{one.label} was out of reach of counter {desk.number}"
    services = desk.own if one.service in desk.own else desk.helps
    line = [one for one in model.waiting() if model.is_within_reach(one, desk) and one.service in services]
    assert not model.is_held(one, line), f"{one.label} was put back and must let others pass"
    rivals = [other for other in reach if other is not one and model.is_ready(other)]
    for other in rivals:
        if other.priority == one.priority:
            assert one.place < other.place, f"{other.label} came before {one.label}"
    begun = [other for other in rivals if other.since <= now]
    if one.since > now:
        assert not begun, "a booked time still to come has no claim yet"
        return
    if model.rules.kind == "alternation":
        begun = _of_the_same_side(model, one, desk, begun)
    for other in begun:
        assert _weight(model, one, now) >= _weight(model, other, now), f"{other.label} has the better claim"


def idle_desks(model: Model, now: int) -> list[str]:
    """List the counters that call of themselves, or await somebody, and yet stand idle while somebody could come."""
    return [
        f"counter {desk.number} is idle while {reach[0].label} waits"
        for desk in model.desks.values()
        if desk.status == "open" and (desk.auto or desk.awaits) and now >= desk.rests_until
        if model.at(desk.number) is None and (reach := model.reach(desk, now))
    ]


def _weight(model: Model, one: Known, now: int) -> float:
    return round(model.rules.weigh(one.priority, max(0, now - one.since)), 3)


def _of_the_same_side(model: Model, one: Known, desk: Desk, begun: list[Known]) -> list[Known]:
    """Hold whose turn it is; give the rivals of that side."""
    services = desk.own if one.service in desk.own else desk.helps
    turns = [favoured for service, favoured in model.turns if service in services][-model.rules.turns :]
    favoured = model.rules.is_favoured(one.priority)
    others = [other for other in begun if model.rules.is_favoured(other.priority) != favoured]
    if others:
        has_had_enough = len(turns) == model.rules.turns and all(turns)
        assert favoured != has_had_enough, "the turn was the other side's"
    return [other for other in begun if other not in others]
