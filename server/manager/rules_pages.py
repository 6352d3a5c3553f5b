"""The pages on which a manager sets the rules of the hall. They show what is set; every change goes through the API."""

from datetime import date
from string import ascii_uppercase
from typing import Any

from flask import render_template

from server.auth.identity import Role, require
from server.domain.catalogue import letters_that_sound_alike, sounding_like
from server.domain.errors import CounterNotFound, NotFound
from server.domain.policy import PolicyKind
from server.manager.room import centre_store, manager, reading
from server.manager.rules_words import (
    PARTS,
    POLICY_NAMES,
    WEEKDAY_NAMES,
    describe,
    minutes,
    numbers_of,
    pick,
    plain,
    spans_of,
    week_lines,
    written_day,
)
from server.manager.tables import service_name
from server.operations import offer_changes, rules
from server.operations.day_end import day_end
from server.operations.offer_views import hours_view, service_settings, service_views
from server.operations.profiles import ProfileNotFound
from server.operations.rules import NORMAL
from server.store import accounts, catalogue, counters, days, profiles
from server.store.catalogue import PriorityRow
from server.store.counters import CounterRow
from server.store.profiles import ProfileRow


@manager.get("/manager/rules")
@require(Role.MANAGER)
def show_policy() -> str:
    """Show who is next, what each class counts, and what each policy would have done."""
    connection = reading()
    policy = rules.centre_policy(connection)
    classes = catalogue.priorities(connection)
    return _page(
        "who_next",
        boot={"kind": policy.kind.value, "turns": policy.turns, "names": _policy_names()},
        policy=policy,
        kinds=[(kind, POLICY_NAMES[kind], describe(kind)) for kind in PolicyKind],
        classes=[one for one in classes if one.code != NORMAL],
        normal=next((one for one in classes if one.code == NORMAL), None),
    )


@manager.get("/manager/rules/new-class")
@require(Role.MANAGER)
def show_new_class() -> str:
    """Show an empty form for a priority class."""
    codes = [one.code for one in catalogue.priorities(reading())]
    empty = PriorityRow("", "", "", 2.0)
    return _page("class", part="/manager/rules", boot={"codes": codes}, one=empty, is_new=True)


@manager.get("/manager/rules/classes/<code>")
@require(Role.MANAGER)
def show_class(code: str) -> str:
    """Show one priority class. Raises NotFound."""
    found = next((one for one in catalogue.priorities(reading()) if one.code == code), None)
    if found is None:
        raise NotFound(priority=code)
    return _page("class", part="/manager/rules", one=found, is_new=False)


@manager.get("/manager/rules/pace")
@require(Role.MANAGER)
def show_pace() -> str:
    """Show the pace of the hall and the outcomes."""
    return _page("pace", found=rules.hall_rules(reading()))


@manager.get("/manager/rules/hours")
@require(Role.MANAGER)
def show_hours() -> str:
    """Show the centre's week, and which services have hours of their own."""
    connection = reading()
    own = [one for one in catalogue.services(connection) if one.hours is not None]
    return _page("hours", found=hours_view(connection, centre_store().now_ms()), own=own)


@manager.get("/manager/rules/services")
@require(Role.MANAGER)
def show_services() -> str:
    """Show what is set for every service, and which letters are easily misheard."""
    connection = reading()
    rows = catalogue.services(connection)
    open_now = {one["code"]: one for one in service_views(connection, centre_store().now_ms())}
    return _page(
        "services",
        services=[(service_settings(connection, row), open_now[row.code]) for row in rows],
        alike=letters_that_sound_alike(row.prefix for row in rows),
    )


@manager.get("/manager/rules/services/<code>")
@require(Role.MANAGER)
def show_service(code: str) -> str:
    """Show one service with its hours, numbers and closures. Raises ServiceNotFound."""
    connection = reading()
    row = offer_changes.service_row(connection, code)
    return _page(
        "service",
        part="/manager/rules/services",
        one=service_settings(connection, row),
        centre_hours=hours_view(connection, centre_store().now_ms())["hours"],
        today=days.current(connection),
        boot=_letters(row.code),
    )


@manager.get("/manager/rules/counters")
@require(Role.MANAGER)
def show_counters() -> str:
    """Show what every counter serves, and the work profiles."""
    connection = reading()
    return _page(
        "counters",
        counters=counters.every(connection),
        clerks=accounts.display_names(connection),
        profiles=profiles.every(connection),
        services={one.code: one for one in catalogue.services(connection)},
    )


@manager.get("/manager/rules/counters/<int:number>")
@require(Role.MANAGER)
def show_counter(number: int) -> str:
    """Show what one counter serves. Raises CounterNotFound."""
    connection = reading()
    found = counters.by_number(connection, number)
    if found is None:
        raise CounterNotFound(counter=number)
    return _page("counter", part="/manager/rules/counters", counter=found, **_skills(found))


@manager.get("/manager/rules/new-profile")
@require(Role.MANAGER)
def show_new_profile() -> str:
    """Show an empty form for a work profile."""
    empty = ProfileRow("", "", "", (), (), 600)
    codes = [one.code for one in profiles.every(reading())]
    return _page(
        "profile", part="/manager/rules/counters", boot={"codes": codes}, profile=empty, **_skills(empty)
    )


@manager.get("/manager/rules/profiles/<code>")
@require(Role.MANAGER)
def show_profile(code: str) -> str:
    """Show one work profile. Raises ProfileNotFound."""
    found = profiles.find(reading(), code)
    if found is None:
        raise ProfileNotFound(profile=code)
    return _page("profile", part="/manager/rules/counters", profile=found, **_skills(found))


@manager.get("/manager/rules/day-end")
@require(Role.MANAGER)
def show_day_end() -> str:
    """Show who would be left if the day ended now, and who was."""
    found = day_end(reading())
    return _page("day_end", found=found, day=date.fromisoformat(found.day) if found.day else None)


def _page(name: str, *, part: str = "", boot: dict[str, Any] | None = None, **facts: Any) -> str:
    """Render one part of the rules; the part's own page is found by the template's name."""
    shown = part or "/manager/rules" + ("" if name == "who_next" else f"/{name.replace('_', '-')}")
    return render_template(
        f"manager/rules/{name}.html",
        boot=boot or {},
        parts=PARTS,
        part=shown,
        plain=plain,
        minutes_of=minutes,
        spans_of=spans_of,
        week_lines=week_lines,
        weekdays=WEEKDAY_NAMES,
        numbers_of=numbers_of,
        pick=pick,
        written_day=written_day,
        service_name=service_name,
        **facts,
    )


def _skills(of: CounterRow | ProfileRow) -> dict[str, Any]:
    """Give what a form of skills shows: every service, how it is served here, and the profiles to take up."""
    connection = reading()
    roles = dict.fromkeys(of.services, "own") | dict.fromkeys(of.helps, "helps")
    rows = [(one, roles.get(one.code, "none")) for one in catalogue.services(connection)]
    return {"skills": rows, "profiles": profiles.every(connection)}


def _policy_names() -> dict[str, str]:
    return {kind.value: str(name) for kind, name in POLICY_NAMES.items()}


def _letters(code: str) -> dict[str, Any]:
    """Give the letters of the other services by name, and which of them each letter is easily taken for."""
    others = {one.prefix: service_name(one) for one in catalogue.services(reading()) if one.code != code}
    alike = {
        letter: [one for one in sounding_like(letter, others) if one != letter] for letter in ascii_uppercase
    }
    return {"others": others, "alike": alike}
