"""What a manager decides: who is next, the pace of the hall, work profiles, the end of the day."""

from http import HTTPStatus
from typing import Any

from server.api.orders import ClassBody, ClassPath, HallRulesOrder, PolicyOrder, ProfileBody, ProfilePath
from server.api.shared import Reply, actor, reader, resource, store
from server.auth.identity import DeviceKind, Role, require
from server.domain.policy import PolicyKind
from server.operations import classes, days, profiles, rules
from server.operations.rules import HallRules
from server.store import catalogue
from server.store import profiles as profile_rows
from server.store.catalogue import PriorityRow
from server.store.profiles import ProfileRow

api = resource("rules", "Who is next, the pace of the hall, work profiles")
readers = require(Role.CLERK, DeviceKind.INTEGRATION)
managers = require(Role.MANAGER)


@api.get("/policy", summary="See who is next", responses={200: None})
@readers
def get_policy() -> Reply:
    """Show the policy and what each priority class counts."""
    return _policy_view(), HTTPStatus.OK


@api.put("/policy", summary="Change who is next", responses={200: None})
@managers
def put_policy(body: PolicyOrder) -> Reply:
    """Change the policy; the next call follows it."""
    who = actor()
    counts = {code: one.model_dump(exclude_none=True) for code, one in body.classes.items()}
    store().write(lambda tx: rules.set_policy(tx, PolicyKind(body.kind), body.turns, counts, who))
    return _policy_view(), HTTPStatus.OK


@api.put("/priorities/<code>", summary="Keep a priority class", responses={200: None})
@managers
def put_class(path: ClassPath, body: ClassBody) -> Reply:
    """Keep a priority class under its code; a new one comes behind the others."""
    who = actor()
    row = PriorityRow(path.code, **body.model_dump())
    return _class_view(store().write(lambda tx: classes.keep_class(tx, row, who))), HTTPStatus.OK


@api.delete("/priorities/<code>", summary="Withdraw a priority class", responses={200: None})
@managers
def withdraw_class(path: ClassPath) -> Reply:
    """Offer a class to nobody new; whoever waits in it keeps it."""
    who = actor()
    return _class_view(store().write(lambda tx: classes.withdraw_class(tx, path.code, who))), HTTPStatus.OK


@api.get("/hall-rules", summary="See the pace of the hall", responses={200: None})
@readers
def get_hall_rules() -> Reply:
    """Show the gap between calls, the calls before a no-show, the tolerance, the outcomes."""
    return _rules_view(rules.hall_rules(reader())), HTTPStatus.OK


@api.put("/hall-rules", summary="Change the pace of the hall", responses={200: None})
@managers
def put_hall_rules(body: HallRulesOrder) -> Reply:
    """Change what is named; the rest stays."""
    who = actor()
    changes = body.model_dump(exclude_none=True)
    return _rules_view(store().write(lambda tx: rules.set_rules(tx, changes, who))), HTTPStatus.OK


@api.get("/work-profiles", summary="List the work profiles", responses={200: None})
@readers
def list_profiles() -> Reply:
    """List the named sets of skills."""
    return [_profile_view(one) for one in profile_rows.every(reader())], HTTPStatus.OK


@api.put("/work-profiles/<code>", summary="Keep a work profile", responses={200: None})
@managers
def put_profile(path: ProfilePath, body: ProfileBody) -> Reply:
    """Keep a named set of skills under a code; counters that took it up before keep what they have."""
    who = actor()
    row = ProfileRow(path.code, **body.model_dump())
    return _profile_view(store().write(lambda tx: profiles.keep(tx, row, who))), HTTPStatus.OK


@api.delete("/work-profiles/<code>", summary="Forget a work profile", responses={204: None})
@managers
def delete_profile(path: ProfilePath) -> Reply:
    """Forget a work profile."""
    who = actor()
    store().write(lambda tx: profiles.drop(tx, path.code, who))
    return "", HTTPStatus.NO_CONTENT


@api.post("/day/end", summary="End the day", responses={200: None})
@managers
def end_day() -> Reply:
    """End the day at closing time; answers with the numbers of whoever was still waiting."""
    who = actor()
    left = store().write(lambda tx: days.end_day(tx, who))
    return {"left": [one.label for one in left]}, HTTPStatus.OK


def _policy_view() -> dict[str, Any]:
    connection = reader()
    policy = rules.centre_policy(connection)
    return {
        "kind": policy.kind.value,
        "turns": policy.turns,
        "classes": [_class_view(one) for one in catalogue.priorities(connection)],
    }


def _class_view(row: PriorityRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": {"vi": row.name_vi, "en": row.name_en},
        "rate": row.rate,
        "head_start_s": row.head_start_s,
        "rank": row.rank,
        "by_appointment": row.by_appointment,
        "is_offered": row.is_offered,
    }


def _rules_view(found: HallRules) -> dict[str, Any]:
    return {
        "recall_gap_s": found.recall_gap_s,
        "calls_before_no_show": found.calls_before_no_show,
        "return_within_min": found.return_within_min,
        "return_behind": found.return_behind,
        "requeue_behind": found.requeue_behind,
        "auto_call_pause_s": found.auto_call_pause_s,
        "early_min": found.early_min,
        "late_min": found.late_min,
        "outcomes": [{"code": one.code, "vi": one.vi, "en": one.en} for one in found.outcomes],
    }


def _profile_view(row: ProfileRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": {"vi": row.name_vi, "en": row.name_en},
        "services": list(row.services),
        "helps": list(row.helps),
        "help_after_s": row.help_after_s,
    }
