"""The comparison of the policies on the wire: its shapes, and how it is written."""

from collections.abc import Sequence
from dataclasses import asdict

from pydantic import BaseModel

from server.api.answers import Names
from server.domain.policy import DESCRIPTIONS, PolicyKind
from server.operations.trade_off import Outcomes, TradeOff
from server.store.catalogue import PriorityRow


class OutcomeView(BaseModel):
    """What one priority class met with, or all together when `priority` is null; times in seconds over `count` legs."""

    priority: str | None
    count: int
    mean_s: float | None
    p95_s: float | None
    longest_s: float | None
    overtaken: int


class PolicyOutcomesView(BaseModel):
    """What one policy would have done."""

    kind: PolicyKind
    in_force: bool
    description: Names
    outcomes: list[OutcomeView]


class LeftOutView(BaseModel):
    """The legs that could not be replayed, by the reason."""

    left: int
    moved_on: int
    incomplete: int
    still_open: int
    unstaffed: int


class ClassNamesView(BaseModel):
    """One priority class by code and name."""

    code: str
    name: Names


class TradeOffView(BaseModel):
    """What each policy would have done to each class, beside how it was. `so_far`: the present day alone, up to now."""

    days: list[str]
    so_far: bool
    replayed: int
    left_out: LeftOutView
    classes: list[ClassNamesView]
    as_it_was: list[OutcomeView]
    policies: list[PolicyOutcomesView]


def trade_off_view(found: TradeOff, classes: Sequence[PriorityRow]) -> dict[str, object]:
    """Write a comparison as plain values for JSON; classes in the centre's order."""
    came = [one for one in classes if one.code in found.as_it_was]
    codes = [None, *(one.code for one in came)]
    return {
        "days": list(found.days),
        "so_far": found.so_far,
        "replayed": found.as_it_was[None].count,
        "left_out": asdict(found.left_out),
        "classes": [{"code": one.code, "name": {"vi": one.name_vi, "en": one.name_en}} for one in came],
        "as_it_was": _outcomes(found.as_it_was, codes),
        "policies": [
            {
                "kind": kind.value,
                "in_force": kind is found.policy.kind,
                "description": dict(zip(("vi", "en"), DESCRIPTIONS[kind], strict=True)),
                "outcomes": _outcomes(outcomes, codes),
            }
            for kind, outcomes in found.policies.items()
        ],
    }


def _outcomes(outcomes: Outcomes, codes: Sequence[str | None]) -> list[dict[str, object]]:
    return [{"priority": code, **asdict(outcomes[code])} for code in codes if code in outcomes]
