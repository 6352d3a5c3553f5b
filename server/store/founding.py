"""Fill a new centre's tables with what it offers. Changing an offer while running: offer.py."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from server.domain.calendar import SpecialDay, written_week
from server.domain.catalogue import Counter, PriorityClass, Procedure, Service
from server.store.transaction import Transaction


def insert_services(tx: Transaction, services: Iterable[Service]) -> None:
    """Save the services in the order of the kiosk's tiles."""
    sql = """INSERT INTO service (code, prefix, name_vi, name_en, icon, position, hours, first_number, last_number,
             daily_quota, outcome_required, wrap_up_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    for place, one in enumerate(services):
        hours = json.dumps(written_week(one.hours)) if one.hours else None
        tx.connection.execute(
            sql,
            (one.code, one.prefix, one.name_vi, one.name_en, one.icon, place, hours, one.first_number,
             one.last_number, one.daily_quota, int(one.outcome_required), one.wrap_up_s),
        )  # fmt: skip
    tx.forget()


def insert_counters(tx: Transaction, counters: Iterable[Counter]) -> None:
    """Save the counters and their skills."""
    for one in counters:
        sql = "INSERT INTO counter (number, name_vi, name_en, zone) VALUES (?, ?, ?, ?)"
        tx.connection.execute(sql, (one.number, one.name_vi, one.name_en, one.zone))
        skills = ((one.number, service) for service in one.services)
        tx.connection.executemany("INSERT INTO counter_service (counter, service) VALUES (?, ?)", skills)
    tx.forget()


def insert_priorities(tx: Transaction, classes: Iterable[PriorityClass]) -> None:
    """Save the priority classes; the first is everybody else."""
    rows = (
        (
            one.code,
            one.name_vi,
            one.name_en,
            one.rate,
            one.head_start_s,
            one.rank,
            int(one.by_appointment),
            place,
        )
        for place, one in enumerate(classes)
    )
    sql = """INSERT INTO priority_class (code, name_vi, name_en, rate, head_start_s, rank, by_appointment, position)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
    tx.connection.executemany(sql, rows)
    tx.forget()


def insert_procedures(tx: Transaction, procedures: Iterable[Procedure]) -> None:
    """Save the catalogue of procedures with their everyday names."""
    for one in procedures:
        tx.connection.execute(
            "INSERT INTO procedure (code, name_vi, name_en, service, field, time_amount, time_unit, cutoff, fee_vnd,"
            " fee_vi, fee_en, agency, papers_vi, papers_en, verified)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (one.code, one.name_vi, one.name_en, one.service, one.field, one.time_amount, one.time_unit.value,
             one.cutoff.isoformat() if one.cutoff else None, one.fee_vnd, one.fee_vi, one.fee_en, one.agency,
             _json(one.papers_vi), _json(one.papers_en), int(one.verified)),
        )  # fmt: skip
        words = ((phrase, one.code) for phrase in one.keywords)
        tx.connection.executemany("INSERT INTO synonym (phrase, procedure) VALUES (?, ?)", words)


def insert_overrides(tx: Transaction, days: Mapping[date, SpecialDay]) -> None:
    """Save the days that differ from the computed calendar."""
    rows = ((day.isoformat(), one.kind.value, one.name_vi, one.name_en) for day, one in days.items())
    sql = "INSERT INTO day_override (day, kind, name_vi, name_en) VALUES (?, ?, ?, ?)"
    tx.connection.executemany(sql, rows)


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
