"""Dossiers and half-typed drafts. The applicant's name is here and nowhere else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.undo import UNDO_WITHIN_MS
from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DossierRow:
    """Hold one dossier. `due_at` is local ISO time without seconds, or None when the time is set case by case."""

    code: str
    ticket: int | None
    procedure: str
    applicant: str
    channel: str
    state: str
    received_at_ms: int
    due_at: str | None
    due_why_vi: str
    due_why_en: str
    counter: int | None
    clerk: str | None
    procedure_vi: str = ""
    procedure_en: str = ""
    ticket_label: str | None = None


_SELECT = """SELECT d.*, p.name_vi AS procedure_vi, p.name_en AS procedure_en, t.label AS ticket_label
             FROM dossier d JOIN procedure p ON p.code = d.procedure LEFT JOIN ticket t ON t.id = d.ticket """


def next_number(tx: Transaction, day: str) -> int:
    """Take the day's next number for a provisional code."""
    sql = """INSERT INTO dossier_series (day, last_number) VALUES (?, 1)
             ON CONFLICT (day) DO UPDATE SET last_number = last_number + 1 RETURNING last_number"""
    number: int = tx.connection.execute(sql, (day,)).fetchone()[0]
    return number


def insert(tx: Transaction, row: DossierRow) -> None:
    """Save a new dossier."""
    tx.connection.execute(
        "INSERT INTO dossier (code, ticket, procedure, applicant, channel, state, received_at_ms, due_at,"
        " due_why_vi, due_why_en, counter, clerk) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row.code, row.ticket, row.procedure, row.applicant, row.channel, row.state, row.received_at_ms, row.due_at,
         row.due_why_vi, row.due_why_en, row.counter, row.clerk),
    )  # fmt: skip


def by_code(connection: Connection, code: str) -> DossierRow | None:
    """Find a dossier by its code."""
    row = connection.execute(_SELECT + "WHERE d.code = ?", (code,)).fetchone()
    return _dossier(row) if row else None


def of_ticket(connection: Connection, ticket: int) -> list[DossierRow]:
    """List the dossiers opened on a ticket, in order of receipt."""
    sql = _SELECT + "WHERE d.ticket = ? ORDER BY d.received_at_ms, d.code"
    return [_dossier(row) for row in connection.execute(sql, (ticket,))]


def tickets_by_code(connection: Connection) -> dict[str, int | None]:
    """Map every dossier to its ticket; for verification."""
    return {row["code"]: row["ticket"] for row in connection.execute("SELECT code, ticket FROM dossier")}


def draft(connection: Connection, ticket: int, clerk: str | None) -> Mapping[str, Any] | None:
    """Return what this clerk had typed for a ticket and not yet saved; nobody sees another's half-typed words."""
    sql = "SELECT body FROM draft WHERE ticket = ? AND clerk = ?"
    row = connection.execute(sql, (ticket, clerk)).fetchone()
    return json.loads(row["body"]) if row else None


def keep_draft(tx: Transaction, ticket: int, clerk: str, body: Mapping[str, Any]) -> None:
    """Keep a half-typed dossier of a clerk."""
    sql = """INSERT INTO draft (ticket, clerk, body, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT (ticket) DO UPDATE
             SET clerk = excluded.clerk, body = excluded.body, at_ms = excluded.at_ms"""
    tx.connection.execute(sql, (ticket, clerk, json.dumps(body, ensure_ascii=False), tx.now_ms))


def drop_draft(tx: Transaction, ticket: int) -> None:
    """Forget a draft that became a dossier, or whose ticket has ended."""
    tx.connection.execute("DELETE FROM draft WHERE ticket = ?", (ticket,))


def drop_drafts_of_ended(tx: Transaction) -> None:
    """Forget the drafts of tickets that no longer hold a place: they are personal data nobody needs.

    Not while the step that ended the ticket may still be taken back.
    """
    sql = """DELETE FROM draft WHERE NOT EXISTS (SELECT 1 FROM leg l WHERE l.ticket = draft.ticket
             AND (l.state IN ('waiting', 'called', 'serving', 'parked') OR (l.ended_at_ms >= ? AND l.state <> 'incomplete')))"""
    tx.connection.execute(sql, (tx.now_ms - UNDO_WITHIN_MS,))


def _dossier(row: Row) -> DossierRow:
    return DossierRow(
        row["code"], row["ticket"], row["procedure"], row["applicant"], row["channel"], row["state"],
        row["received_at_ms"], row["due_at"], row["due_why_vi"], row["due_why_en"], row["counter"], row["clerk"],
        row["procedure_vi"], row["procedure_en"], row["ticket_label"],
    )  # fmt: skip
