"""The simulated trade-off: what each policy would have done to each class on the last days, beside how it was."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from server.domain.policy import Policy, PolicyKind
from server.domain.what_if import ClassOutcome, Shift, what_if
from server.operations.past_days import Called, LeftOut, Work, as_it_was, shifts_by_day, staffed, visits_of
from server.operations.rules import centre_policy
from server.store import counters, days, past
from server.store.past import PastDay
from server.store.sqlite import Connection

Outcomes = Mapping[str | None, ClassOutcome]


@dataclass(frozen=True, slots=True)
class TradeOff:
    """Hold what each policy would have done. `days` are the business days looked at; None is all classes together.

    `so_far`: there is no day behind the present one yet, so that it alone was looked at, up to now.
    """

    days: tuple[str, ...]
    so_far: bool
    policy: Policy
    left_out: LeftOut
    as_it_was: Outcomes
    policies: Mapping[PolicyKind, Outcomes]


def trade_off(connection: Connection, count: int) -> TradeOff:
    """Replay the last `count` business days that had visitors under each policy, with the figures now in force.

    The present day is not over and does not count; only a centre's very first day is looked at as it goes. A clerk
    in the replay calls at once when free; counters, visitors and the time each kept a counter are those of the day.
    """
    policy = centre_policy(connection)
    today = days.current(connection) or ""
    over = past.days_before(connection, today, count)
    chosen = over or past.day_so_far(connection, today)
    came, shifts, left_out = _load(connection, chosen)
    visits = [one.visit for day in came for one in day]
    named = {kind.value: replace(policy, kind=kind) for kind in PolicyKind}
    replayed = what_if(visits, shifts, named)
    return TradeOff(
        days=tuple(one.day for one in chosen),
        so_far=bool(chosen) and not over,
        policy=policy,
        left_out=left_out,
        as_it_was=as_it_was(came),
        policies={kind: replayed[kind.value] for kind in PolicyKind},
    )


def _load(connection: Connection, chosen: list[PastDay]) -> tuple[list[list[Called]], list[Shift], LeftOut]:
    """Read the visits of each day, all shifts, and what had to be left out."""
    legs = {one.day: past.legs_of(connection, one.day) for one in chosen}
    facts = past.counter_facts(connection, chosen[0].opened_seq) if chosen else []
    present = {
        one.number: Work(frozenset(one.services), frozenset(one.helps)) for one in counters.every(connection)
    }
    shifts = shifts_by_day(chosen, legs, facts, present)
    came: list[list[Called]] = []
    left_out = LeftOut()
    for day, of_day in legs.items():
        found, unfit = visits_of(of_day)
        kept, unstaffed = staffed(found, shifts[day])
        came.append(kept)
        left_out = left_out + unfit + unstaffed
    return came, [shift for of_day in shifts.values() for shift in of_day], left_out
