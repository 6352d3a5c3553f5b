"""What a centre decides for itself about its queue: policy, pace of calls, tolerance, outcomes. Kept as settings."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from server.domain.errors import InvalidInput, UnknownPriority
from server.domain.events import Event, EventKind
from server.domain.policy import EVERYBODY_ELSE, ClassRule, Policy, PolicyKind
from server.domain.text import clean_text
from server.operations.actors import Actor
from server.store import catalogue, settings_table
from server.store.catalogue import PriorityRow
from server.store.sqlite import Connection
from server.store.transaction import Transaction

POLICY = "policy"
RULES = "hall_rules"
MINUTE_MS = 60_000
LONGEST_OUTCOME = 80
NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold one way a visit can end, as a clerk chooses it."""

    code: str
    vi: str
    en: str


DEFAULT_OUTCOMES = (
    Outcome("done", "Đã giải quyết", "Done"),
    Outcome("received", "Đã nhận hồ sơ, hẹn trả", "Received, result later"),
    Outcome("supplement", "Cần bổ sung giấy tờ", "Papers missing"),
    Outcome("advised", "Đã hướng dẫn", "Advised"),
    Outcome("refused", "Từ chối tiếp nhận", "Refused"),
)


@dataclass(frozen=True, slots=True)
class HallRules:
    """Hold the pace of the hall. Times in the unit of their names; counts are whole numbers.

    `calls_before_no_show` counts all calls, the first one too. `..._behind` is how many calls of the service a ticket
    that is put back lets pass. `auto_call_pause_s` is the breath an auto-calling counter takes between two visits.
    """

    recall_gap_s: int = 3
    calls_before_no_show: int = 1
    return_within_min: int = 30
    return_behind: int = 2
    requeue_behind: int = 3
    auto_call_pause_s: int = 10
    early_min: int = 30
    late_min: int = 15
    outcomes: tuple[Outcome, ...] = field(default=DEFAULT_OUTCOMES)


def hall_rules(connection: Connection) -> HallRules:
    """Load the rules of the hall; what was never set has a sensible default."""
    return rules_from(settings_table.get(connection, RULES, {}))


def rules_from(found: Mapping[str, Any]) -> HallRules:
    """Read the rules of the hall from their stored form."""
    outcomes = tuple(Outcome(**one) for one in found["outcomes"]) if "outcomes" in found else DEFAULT_OUTCOMES
    return HallRules(
        **{name: value for name, value in found.items() if name != "outcomes"}, outcomes=outcomes
    )


def rules_of(tx: Transaction) -> HallRules:
    """Return the rules of the hall inside an act."""
    return tx.remembered("hall_rules", lambda: hall_rules(tx.connection))


def set_rules(tx: Transaction, changes: Mapping[str, Any], actor: Actor) -> HallRules:
    """Change the rules of the hall that are named; the others stay. Raises InvalidInput for outcomes named twice or with
    control characters."""
    outcomes = changes.get("outcomes", ())
    for one in outcomes:
        clean_text(one["vi"], field="vi", max_length=LONGEST_OUTCOME)
        clean_text(one["en"], field="en", max_length=LONGEST_OUTCOME)
    codes = [one["code"] for one in outcomes]
    if len(set(codes)) != len(codes):
        raise InvalidInput("Two outcomes have the same code.", field="outcomes")
    found = settings_table.get(tx.connection, RULES, {}) | dict(changes)
    tx.record(Event(EventKind.RULES_CHANGED, tx.now_ms, clerk=actor.name, body=dict(changes)))
    settings_table.put(tx, RULES, found)
    return rules_from(found)


def set_policy(
    tx: Transaction, kind: PolicyKind, turns: int, changes: Mapping[str, Mapping[str, Any]], actor: Actor
) -> Policy:
    """Change who is next: the policy, and what is named of the classes. Raises UnknownPriority, InvalidInput.

    Everybody else's class stays the measure of all others and cannot be weighed.
    """
    known = {one.code: one for one in catalogue.priorities(tx.connection)}
    if unknown := next((one for one in changes if one not in known), None):
        raise UnknownPriority(priority=unknown)
    counted = {code: asdict(_rule(known[code])) | dict(change) for code, change in changes.items()}
    if NORMAL in counted and ClassRule(**counted[NORMAL]) != EVERYBODY_ELSE:
        raise InvalidInput("The ordinary class counts 1, without head start or rank.", field="classes")
    body = {"policy": kind.value, "turns": turns, "classes": counted}
    tx.record(Event(EventKind.RULES_CHANGED, tx.now_ms, clerk=actor.name, body=body))
    settings_table.put(tx, POLICY, {"kind": kind.value, "turns": turns})
    for code, rule in counted.items():
        catalogue.set_class(tx, code, **rule)
    return centre_policy(tx.connection)


def centre_policy(connection: Connection) -> Policy:
    """Load who is next by which policy: its kind from the settings, its figures from the priority classes."""
    found = settings_table.get(connection, POLICY, {})
    classes = {one.code: _rule(one) for one in catalogue.priorities(connection)}
    return Policy(PolicyKind(found.get("kind", PolicyKind.ACCUMULATING)), classes, found.get("turns", 2))


def policy_of(tx: Transaction) -> Policy:
    """Return the policy inside an act."""
    return tx.remembered("policy", lambda: centre_policy(tx.connection))


def _rule(row: PriorityRow) -> ClassRule:
    return ClassRule(rate=row.rate, head_start_s=row.head_start_s, rank=row.rank)
