"""Print jobs (the outbox of paper): queued with the act they belong to, claimed once, settled once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from server.store.log import compact
from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction


class JobState(StrEnum):
    """Name what is known of a slip. `unknown`: it may or may not have come out; only staff may decide."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class NewJob:
    """Hold a slip to print: its plain content, for which ticket, asked for by which device."""

    printer: int
    kind: str
    content: Mapping[str, Any]
    ticket: int | None = None
    device: int | None = None
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class JobRow:
    """Hold a print job as it stands."""

    id: int
    printer: int
    kind: str
    content: Mapping[str, Any]
    state: JobState
    attempts: int
    code: str
    detail: str
    ticket: int | None
    device: int | None
    copy_of: int | None
    created_at_ms: int
    updated_at_ms: int


def queue(tx: Transaction, job: NewJob) -> int:
    """Save a slip to print and return its id."""
    cursor = tx.connection.execute(
        "INSERT INTO print_job (printer, kind, content, state, ticket, device, copy_of, created_at_ms, updated_at_ms)"
        " VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?)",
        (job.printer, job.kind, compact(job.content), job.ticket, job.device, job.copy_of,
         tx.now_ms, tx.now_ms),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def claim_next(tx: Transaction, printer: int) -> JobRow | None:
    """Claim the oldest queued slip of a printer: from now on it counts as possibly on paper."""
    sql = """UPDATE print_job SET state = 'printing', attempts = attempts + 1, updated_at_ms = ?
             WHERE id = (SELECT MIN(id) FROM print_job WHERE printer = ? AND state = 'queued') AND state = 'queued'
             RETURNING *"""
    row = tx.connection.execute(sql, (tx.now_ms, printer)).fetchone()
    return _job(row) if row else None


def settle(tx: Transaction, job_id: int, state: JobState, code: str, detail: str) -> bool:
    """Save the outcome of a slip that is printing; False when it was settled already."""
    sql = "UPDATE print_job SET state = ?, code = ?, detail = ?, updated_at_ms = ? WHERE id = ? AND state = 'printing'"
    return tx.connection.execute(sql, (state, code, detail[:500], tx.now_ms, job_id)).rowcount == 1


def resolve(tx: Transaction, job_id: int, expected: JobState, state: JobState, by: str) -> bool:
    """Save what staff say of a slip whose outcome was not known or failed; False when it has moved on."""
    sql = "UPDATE print_job SET state = ?, settled_by = ?, updated_at_ms = ? WHERE id = ? AND state = ?"
    return tx.connection.execute(sql, (state, by, tx.now_ms, job_id, expected)).rowcount == 1


def mark_interrupted(tx: Transaction) -> int:
    """Mark the slips that were printing when the centre went down as unknown; return how many."""
    sql = """UPDATE print_job SET state = 'unknown', code = 'interrupted', updated_at_ms = ?
             WHERE state = 'printing'"""
    return tx.connection.execute(sql, (tx.now_ms,)).rowcount


def by_id(connection: Connection, job_id: int) -> JobRow | None:
    """Find a print job."""
    row = connection.execute("SELECT * FROM print_job WHERE id = ?", (job_id,)).fetchone()
    return _job(row) if row else None


def troubled(connection: Connection, limit: int = 50) -> list[JobRow]:
    """List the slips that failed or whose outcome is not known and that nobody has settled, newest first."""
    sql = """SELECT * FROM print_job WHERE state IN ('failed', 'unknown') AND settled_by IS NULL
             ORDER BY id DESC LIMIT ?"""
    return [_job(row) for row in connection.execute(sql, (limit,))]


def latest_of_ticket(connection: Connection, ticket: int, kind: str) -> JobRow | None:
    """Find the last slip of a kind for a ticket."""
    sql = "SELECT * FROM print_job WHERE ticket = ? AND kind = ? ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (ticket, kind)).fetchone()
    return _job(row) if row else None


def _job(row: Row) -> JobRow:
    return JobRow(
        row["id"], row["printer"], row["kind"], json.loads(row["content"]), JobState(row["state"]), row["attempts"],
        row["code"], row["detail"], row["ticket"], row["device"], row["copy_of"], row["created_at_ms"],
        row["updated_at_ms"],
    )  # fmt: skip
