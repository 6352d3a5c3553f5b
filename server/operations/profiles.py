"""Work profiles: named sets of skills that a manager gives to a counter in one act."""

from dataclasses import replace

from server.domain.errors import InvalidInput, NotFound, UnknownService
from server.domain.events import Event, EventKind
from server.domain.text import clean_text
from server.operations.actors import Actor, counter_row
from server.operations.desks import Work, set_work
from server.store import catalogue, profiles
from server.store.counters import CounterRow
from server.store.profiles import ProfileRow
from server.store.transaction import Transaction

LONGEST_NAME = 80


class ProfileNotFound(NotFound):
    """There is no work profile with this code."""

    code = "profile_not_found"


def keep(tx: Transaction, profile: ProfileRow, actor: Actor) -> ProfileRow:
    """Save a work profile. Raises UnknownService, InvalidInput (a service named twice)."""
    named = [*profile.services, *profile.helps]
    known = {one.code for one in catalogue.services(tx.connection)}
    if unknown := next((one for one in named if one not in known), None):
        raise UnknownService(service=unknown)
    if not profile.services or len(set(named)) != len(named):
        raise InvalidInput("A work profile names at least one service, each once.", field="services")
    kept = replace(
        profile,
        name_vi=clean_text(profile.name_vi, field="name_vi", max_length=LONGEST_NAME),
        name_en=clean_text(profile.name_en, field="name_en", max_length=LONGEST_NAME),
    )
    body = {
        "profile": kept.code,
        "services": list(kept.services),
        "helps": list(kept.helps),
        "help_after_s": kept.help_after_s,
    }
    tx.record(Event(EventKind.RULES_CHANGED, tx.now_ms, clerk=actor.name, body=body))
    profiles.put(tx, kept)
    return kept


def drop(tx: Transaction, code: str, actor: Actor) -> None:
    """Forget a work profile. Raises ProfileNotFound."""
    if not profiles.delete(tx, code):
        raise ProfileNotFound(profile=code)
    tx.record(Event(EventKind.RULES_CHANGED, tx.now_ms, clerk=actor.name, body={"profile_dropped": code}))


def take_up(tx: Transaction, counter: int, actor: Actor, code: str) -> CounterRow:
    """Give a counter the skills of a work profile. Raises ProfileNotFound and what `set_work` raises."""
    found = profiles.find(tx.connection, code)
    if found is None:
        raise ProfileNotFound(profile=code)
    auto_call = counter_row(tx, counter).auto_call
    return set_work(tx, counter, actor, Work(found.services, found.helps, found.help_after_s, auto_call))
