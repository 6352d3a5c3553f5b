"""Loads the demo centre's data files into the plain values of the domain. Writes nothing and starts nothing."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Literal

from server.domain.calendar import (
    WEEKDAYS,
    DayKind,
    OfficeCalendar,
    SpecialDay,
    WeekHours,
    read_week,
    written_week,
)
from server.domain.catalogue import (
    Counter,
    PriorityClass,
    Procedure,
    Service,
    TimeUnit,
    check_counters,
    check_priority_classes,
    check_procedures,
    check_services,
)
from server.domain.phrases import Dialect

DATA = Path(__file__).parent / "data"

Role = Literal["clerk", "manager", "admin"]
DeviceKind = Literal["kiosk", "display", "counter", "printer", "integration"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A waiting area that displays serve."""

    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who logs in; `counter` is the desk the person usually sits at. Passwords are made at start."""

    username: str
    name: str
    role: Role
    counter: int | None


@dataclass(frozen=True, slots=True)
class DemoDevice:
    """A device to pair; its token is made when it is."""

    name: str
    kind: DeviceKind
    zone: str


@dataclass(frozen=True)
class DemoCentre:
    """Everything the demo starts from. `calendars` holds the agencies that differ from `calendar`.

    `hours_bind` is false: its hours stand on the door, but it gives numbers at any hour to whoever tries it.
    """

    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    agency_id: str
    timezone: str
    dialect: Dialect
    service_target_minutes: int
    hours_bind: bool
    calendar: OfficeCalendar
    calendars: Mapping[str, OfficeCalendar]
    holidays: Mapping[date, SpecialDay]
    zones: tuple[Zone, ...]
    services: tuple[Service, ...]
    procedures: tuple[Procedure, ...]
    priority_classes: tuple[PriorityClass, ...]
    counters: tuple[Counter, ...]
    accounts: tuple[DemoAccount, ...]
    devices: tuple[DemoDevice, ...]

    def calendar_of(self, agency: str) -> OfficeCalendar:
        """Return the calendar of the agency that answers; most share the centre's."""
        return self.calendars.get(agency, self.calendar)


def load_demo_centre(folder: Path = DATA) -> DemoCentre:
    """Read and check the demo data. Raises InvalidCatalogue if the files contradict each other."""
    toml = tomllib.loads((folder / "centre.toml").read_text("utf-8"))
    holidays = load_holidays(folder / "holidays.csv")
    week = read_week(toml["hours"])
    agencies = {agency["name"]: _agency_calendar(agency, week, holidays) for agency in toml["agencies"]}
    service_hours = {code: agencies[a["name"]].weekly for a in toml["agencies"] for code in a["services"]}
    services = tuple(Service(**row, hours=service_hours.get(row["code"])) for row in toml["services"])
    counters = tuple(_counter(row) for row in toml["counters"])
    procedures = load_procedures(folder / "procedures.csv", load_synonyms(folder / "synonyms.csv"))
    classes = tuple(PriorityClass(**row) for row in toml["priority_classes"])
    check_services(services)
    check_counters(counters, services)
    check_procedures(procedures, services)
    check_priority_classes(classes)
    return DemoCentre(
        **toml["centre"],
        calendar=OfficeCalendar(weekly=week, overrides=holidays),
        calendars=agencies,
        holidays=holidays,
        zones=tuple(Zone(**row) for row in toml["zones"]),
        services=services,
        procedures=procedures,
        priority_classes=classes,
        counters=counters,
        accounts=_accounts(toml["accounts"], toml["counters"]),
        devices=tuple(DemoDevice(**row) for row in toml["devices"]),
    )


def load_holidays(path: Path = DATA / "holidays.csv") -> Mapping[date, SpecialDay]:
    """Read the override table of days off and worked days."""
    return {
        date.fromisoformat(row["date"]): SpecialDay(DayKind(row["kind"]), row["name_vi"], row["name_en"])
        for row in _rows(path)
    }


def load_synonyms(path: Path = DATA / "synonyms.csv") -> Mapping[str, tuple[str, ...]]:
    """Read the everyday words for each procedure code."""
    found: dict[str, list[str]] = {}
    for row in _rows(path):
        found.setdefault(row["code"], []).append(row["phrase"])
    return {code: tuple(phrases) for code, phrases in found.items()}


def load_procedures(
    path: Path = DATA / "procedures.csv", synonyms: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Procedure, ...]:
    """Read the procedures and give each its everyday words."""
    words = synonyms or {}
    return tuple(_procedure(row, words.get(row["code"], ())) for row in _rows(path))


def _procedure(row: Mapping[str, str], keywords: tuple[str, ...]) -> Procedure:
    return Procedure(
        code=row["code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        service=row["service"],
        field=row["field"],
        time_amount=int(row["amount"]) if row["amount"] else None,
        time_unit=TimeUnit(row["unit"]),
        cutoff=time.fromisoformat(row["cutoff"]) if row["cutoff"] else None,
        fee_vnd=int(row["fee_vnd"]) if row["fee_vnd"] else None,
        fee_vi=row["fee_vi"],
        fee_en=row["fee_en"],
        agency=row["agency"],
        papers_vi=_papers(row["papers_vi"]),
        papers_en=_papers(row["papers_en"]),
        keywords=keywords,
        verified=row["time_basis"] == "cited",
    )


def _papers(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _agency_calendar(
    agency: Mapping[str, Any], week: WeekHours, holidays: Mapping[date, SpecialDay]
) -> OfficeCalendar:
    extra: Mapping[str, Sequence[str]] = agency["received_only"]
    weekly = read_week(written_week(week) | {weekday: list(spans) for weekday, spans in extra.items()})
    received_only = frozenset(WEEKDAYS.index(weekday) for weekday in extra)
    return OfficeCalendar(weekly=weekly, received_only=received_only, overrides=holidays)


def _counter(row: Mapping[str, Any]) -> Counter:
    return Counter(row["number"], row["name_vi"], row["name_en"], tuple(row["services"]), row["zone"])


def _accounts(
    accounts: Sequence[Mapping[str, Any]], counters: Sequence[Mapping[str, Any]]
) -> tuple[DemoAccount, ...]:
    desks = {row["clerk"]: row["number"] for row in counters}
    return tuple(DemoAccount(**row, counter=desks.get(row["username"])) for row in accounts)
