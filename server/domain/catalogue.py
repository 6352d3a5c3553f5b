"""What a centre offers: services, procedures, counters, priority classes, and the rules that bind them.

Plain values. Reading them from files or tables, and who is next, do not belong here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Literal

from server.domain.calendar import WeekHours
from server.domain.errors import InvalidInput, QueueError

Language = Literal["vi", "en"]

_PROCEDURE_CODE = re.compile(r"\d\.\d{6}")
_SERVICE_CODE = re.compile(r"[A-Z][A-Z0-9]{0,15}")
_SOUND_ALIKE = ("BCDĐEGPTV", "MN", "LN", "SX", "IY", "QU")


class InvalidCatalogue(InvalidInput):
    """The catalogue contradicts itself. Correct the entry named in the message."""

    code = "invalid_catalogue"


class TimeUnit(StrEnum):
    """How the time limit of a procedure is counted."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    SAME_DAY = "same_day"
    PER_CASE = "per_case"
    UNKNOWN = "unknown"


HIGHEST_NUMBER = 9999
LONGEST_WRAP_UP_S = 3600


class PrefixTaken(QueueError):
    """Another service has this prefix letter; choose another letter."""

    code = "prefix_taken"


@dataclass(frozen=True, slots=True)
class Service:
    """What a citizen picks on the kiosk: `prefix` is the letter of its numbers, `icon` a Lucide icon id.

    `hours` None: the centre's. Its numbers of a day run from `first_number` to `last_number`; `daily_quota` bounds how
    many are given, None: no bound, 0: none. `wrap_up_s` is the clerk's time after each visit.
    """

    code: str
    prefix: str
    name_vi: str
    name_en: str
    icon: str = "circle-help"
    hours: WeekHours | None = None
    first_number: int = 1
    last_number: int = HIGHEST_NUMBER
    daily_quota: int | None = None
    outcome_required: bool = False
    wrap_up_s: int = 0

    def __post_init__(self) -> None:
        _require(bool(_SERVICE_CODE.fullmatch(self.code)), f"Service code {self.code!r} must be A–Z and 0–9.")
        _require(
            len(self.prefix) == 1 and self.prefix.isascii() and self.prefix.isupper(),
            f"The prefix of service {self.code} must be one capital letter A–Z.",
        )
        _require(bool(self.name_vi and self.name_en), f"Service {self.code} needs both names.")
        _require(
            1 <= self.first_number <= self.last_number <= HIGHEST_NUMBER,
            f"The numbers of service {self.code} must run upward between 1 and {HIGHEST_NUMBER}.",
        )
        _require(self.daily_quota is None or self.daily_quota >= 0, f"Service {self.code}: negative quota.")
        _require(
            0 <= self.wrap_up_s <= LONGEST_WRAP_UP_S,
            f"The wrap-up of service {self.code} must be from 0 to {LONGEST_WRAP_UP_S} seconds.",
        )


@dataclass(frozen=True, slots=True)
class Procedure:
    """An official procedure with its national code; `time_amount` counts `time_unit`s, `fee_vnd` is in đồng.

    `verified` tells whether the time limit was read in an official source. `keywords` are everyday words.
    """

    code: str
    name_vi: str
    name_en: str
    service: str
    field: str
    time_amount: int | None
    time_unit: TimeUnit
    cutoff: time | None = None
    fee_vnd: int | None = None
    fee_vi: str = ""
    fee_en: str = ""
    agency: str = ""
    papers_vi: tuple[str, ...] = ()
    papers_en: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    verified: bool = False

    def __post_init__(self) -> None:
        _require(
            bool(_PROCEDURE_CODE.fullmatch(self.code)),
            f"Procedure code {self.code!r} must look like 1.001193.",
        )
        _require(bool(self.name_vi and self.name_en), f"Procedure {self.code} needs both names.")
        _require(
            len(self.papers_vi) == len(self.papers_en),
            f"Procedure {self.code} must list the same papers in both languages.",
        )
        _require(self.time_amount is None or self.time_amount >= 0, f"Procedure {self.code}: negative time.")
        _require(self.fee_vnd is None or self.fee_vnd >= 0, f"Procedure {self.code}: negative fee.")


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """A reason to wait less; a ticket of rate 3 gains on the normal rate of 1 three times as fast.

    `head_start_s` and `rank` count under the policies named so; `by_appointment`: its clock starts at the booked time.
    """

    code: str
    name_vi: str
    name_en: str
    rate: float
    head_start_s: int = 0
    rank: int = 0
    by_appointment: bool = False

    def __post_init__(self) -> None:
        _require(1 <= self.rate <= 100, f"The rate of priority class {self.code} must be from 1 to 100.")
        _require(self.head_start_s >= 0, f"Priority class {self.code}: negative head start.")


@dataclass(frozen=True, slots=True)
class Counter:
    """A numbered desk with the codes of the services it can serve and the zone that waits for it."""

    number: int
    name_vi: str
    name_en: str
    services: tuple[str, ...]
    zone: str

    def __post_init__(self) -> None:
        _require(1 <= self.number <= 99, f"Counter number {self.number} must be from 1 to 99.")
        _require(bool(self.services), f"Counter {self.number} needs at least one service.")
        _require(
            len(set(self.services)) == len(self.services), f"Counter {self.number} names a service twice."
        )


def check_services(services: Sequence[Service]) -> None:
    """Refuse services that share a code or a prefix letter (two series would print the same number)."""
    _refuse_repeats((service.code for service in services), "service code")
    _refuse_repeats((service.prefix for service in services), "prefix letter")


def check_counters(counters: Sequence[Counter], services: Sequence[Service]) -> None:
    """Refuse counters that share a number or name an unknown service, and services that no counter serves."""
    known = {service.code for service in services}
    _refuse_repeats((str(counter.number) for counter in counters), "counter number")
    served = {code for counter in counters for code in counter.services}
    _require(served <= known, f"Counters name unknown services: {', '.join(sorted(served - known))}.")
    _require(known <= served, f"No counter serves: {', '.join(sorted(known - served))}.")


def check_procedures(procedures: Sequence[Procedure], services: Sequence[Service]) -> None:
    """Refuse procedures that share a code or belong to an unknown service."""
    known = {service.code for service in services}
    _refuse_repeats((procedure.code for procedure in procedures), "procedure code")
    for procedure in procedures:
        _require(procedure.service in known, f"Procedure {procedure.code} names no known service.")


def check_priority_classes(classes: Sequence[PriorityClass]) -> None:
    """Refuse priority classes that share a code."""
    _refuse_repeats((priority.code for priority in classes), "priority class")


def letters_that_sound_alike(prefixes: Iterable[str]) -> tuple[str, ...]:
    """Return the groups of letters in use that are hard to tell apart in spoken Vietnamese, as "MN"."""
    used = set(prefixes)
    groups = ("".join(letter for letter in group if letter in used) for group in _SOUND_ALIKE)
    return tuple(group for group in groups if len(group) > 1)


def sounding_like(prefix: str, prefixes: Iterable[str]) -> tuple[str, ...]:
    """Return the letters in use that are hard to tell from this one when spoken, itself among them; () when none is."""
    groups = [group for group in letters_that_sound_alike({prefix, *prefixes}) if prefix in group]
    return tuple(sorted(set("".join(groups))))


def _refuse_repeats(values: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for value in values:
        _require(value not in seen, f"The {what} {value} is used twice.")
        seen.add(value)


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise InvalidCatalogue(message)
