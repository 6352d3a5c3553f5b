"""What the centre offers: services, priority classes, procedures and their everyday names."""

import json
from dataclasses import dataclass
from datetime import date, time

from server.domain.calendar import DayKind, SpecialDay, WrittenWeek
from server.domain.catalogue import Procedure, TimeUnit
from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """Hold one service as the centre offers it.

    `hours` is its own week as it is written in settings, None: the centre's; `daily_quota` None: no limit.
    """

    code: str
    prefix: str
    name_vi: str
    name_en: str
    icon: str
    is_open: bool
    hours: WrittenWeek | None = None
    first_number: int = 1
    last_number: int = 9999
    daily_quota: int | None = None
    outcome_required: bool = False
    wrap_up_s: int = 0


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """Hold one priority class: its rate, its head start, its rank, and whether its clock starts at a booked time.

    A class that is not offered any more is given to nobody new; whoever holds it keeps it.
    """

    code: str
    name_vi: str
    name_en: str
    rate: float
    head_start_s: int = 0
    rank: int = 0
    by_appointment: bool = False
    is_offered: bool = True


def services(connection: Connection) -> list[ServiceRow]:
    """List the services in the order of the kiosk's tiles."""
    return [_service(row) for row in connection.execute("SELECT * FROM service ORDER BY position, code")]


def service(connection: Connection, code: str) -> ServiceRow | None:
    """Find a service by its code."""
    row = connection.execute("SELECT * FROM service WHERE code = ?", (code,)).fetchone()
    return _service(row) if row else None


def priorities(connection: Connection) -> list[PriorityRow]:
    """List the priority classes; the first one is everybody else."""
    rows = connection.execute("SELECT * FROM priority_class ORDER BY position, code")
    return [_priority(row) for row in rows]


def offered_classes(connection: Connection) -> list[PriorityRow]:
    """List the classes that somebody at the door may claim; the first one is everybody else."""
    return [one for one in priorities(connection) if one.is_offered and not one.by_appointment]


def put_class(tx: Transaction, row: PriorityRow) -> None:
    """Save a priority class, behind the others when it is new."""
    sql = """INSERT INTO priority_class (code, name_vi, name_en, rate, head_start_s, rank, by_appointment, is_offered, position)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM priority_class))
             ON CONFLICT (code) DO UPDATE SET name_vi = excluded.name_vi, name_en = excluded.name_en,
                 rate = excluded.rate, head_start_s = excluded.head_start_s, rank = excluded.rank,
                 by_appointment = excluded.by_appointment, is_offered = excluded.is_offered"""
    tx.connection.execute(
        sql,
        (
            row.code,
            row.name_vi,
            row.name_en,
            row.rate,
            row.head_start_s,
            row.rank,
            row.by_appointment,
            row.is_offered,
        ),
    )
    tx.forget()


def set_class(tx: Transaction, code: str, *, rate: float, head_start_s: int, rank: int) -> None:
    """Change what a priority class counts."""
    sql = "UPDATE priority_class SET rate = ?, head_start_s = ?, rank = ? WHERE code = ?"
    tx.connection.execute(sql, (rate, head_start_s, rank, code))
    tx.forget()


def rates(connection: Connection) -> dict[str, float]:
    """Return the rate of every priority class."""
    return {row["code"]: row["rate"] for row in connection.execute("SELECT code, rate FROM priority_class")}


def _priority(row: Row) -> PriorityRow:
    return PriorityRow(
        row["code"], row["name_vi"], row["name_en"], row["rate"],
        row["head_start_s"], row["rank"], bool(row["by_appointment"]), bool(row["is_offered"]),
    )  # fmt: skip


def _service(row: Row) -> ServiceRow:
    return ServiceRow(
        code=row["code"],
        prefix=row["prefix"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        icon=row["icon"],
        is_open=bool(row["is_open"]),
        hours=json.loads(row["hours"]) if row["hours"] else None,
        first_number=row["first_number"],
        last_number=row["last_number"],
        daily_quota=row["daily_quota"],
        outcome_required=bool(row["outcome_required"]),
        wrap_up_s=row["wrap_up_s"],
    )


def procedures(connection: Connection) -> list[Procedure]:
    """Read the whole catalogue of procedures with their everyday names."""
    keywords: dict[str, list[str]] = {}
    for row in connection.execute("SELECT phrase, procedure FROM synonym ORDER BY phrase"):
        keywords.setdefault(row["procedure"], []).append(row["phrase"])
    rows = connection.execute("SELECT * FROM procedure ORDER BY code")
    return [_procedure(row, tuple(keywords.get(row["code"], ()))) for row in rows]


def procedure(connection: Connection, code: str) -> Procedure | None:
    """Find a procedure by its national code."""
    row = connection.execute("SELECT * FROM procedure WHERE code = ?", (code,)).fetchone()
    return _procedure(row, ()) if row else None


def overrides(connection: Connection, *, since: str = "") -> dict[date, SpecialDay]:
    """Read the table of days that differ from the computed calendar, from the day `since` on."""
    return {
        date.fromisoformat(row["day"]): SpecialDay(DayKind(row["kind"]), row["name_vi"], row["name_en"])
        for row in connection.execute("SELECT * FROM day_override WHERE day >= ?", (since,))
    }


def recent_serving_s(connection: Connection, service: str, limit: int = 30) -> list[float]:
    """List the serving times of the last served legs of a service in seconds, oldest first; parked time is not serving."""
    sql = """SELECT ended_at_ms - serving_at_ms - parked_ms AS serving_ms FROM leg INDEXED BY leg_served
             WHERE service = ? AND state = 'finished' AND serving_at_ms IS NOT NULL
             ORDER BY ended_at_ms DESC LIMIT ?"""
    return [row["serving_ms"] / 1000 for row in connection.execute(sql, (service, limit))][::-1]


def _procedure(row: Row, keywords: tuple[str, ...]) -> Procedure:
    return Procedure(
        code=row["code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        service=row["service"],
        field=row["field"],
        time_amount=row["time_amount"],
        time_unit=TimeUnit(row["time_unit"]),
        cutoff=time.fromisoformat(row["cutoff"]) if row["cutoff"] else None,
        fee_vnd=row["fee_vnd"],
        fee_vi=row["fee_vi"],
        fee_en=row["fee_en"],
        agency=row["agency"],
        papers_vi=tuple(json.loads(row["papers_vi"])),
        papers_en=tuple(json.loads(row["papers_en"])),
        keywords=keywords,
        verified=bool(row["verified"]),
    )
