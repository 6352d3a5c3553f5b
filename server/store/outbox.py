"""The outbox of paper as the spool works it off: what waits, what is put back, what has waited too long.

Queueing, claiming and settling one job is jobs.py.
"""

import json
from typing import Any

from server.store.jobs import JobRow, JobState
from server.store.sqlite import Connection
from server.store.transaction import Transaction


def queued(connection: Connection, printer: int, limit: int = 100) -> list[JobRow]:
    """List what waits for a printer, the oldest first."""
    sql = "SELECT * FROM print_job WHERE printer = ? AND state = 'queued' ORDER BY id LIMIT ?"
    return [_job(row) for row in connection.execute(sql, (printer, limit))]


def queued_counts(connection: Connection) -> dict[int, int]:
    """Count what waits for each printer that has something waiting."""
    sql = "SELECT printer, COUNT(*) AS waiting FROM print_job WHERE state = 'queued' GROUP BY printer"
    return {row["printer"]: row["waiting"] for row in connection.execute(sql)}


def put_back(tx: Transaction, job_id: int, code: str, detail: str) -> bool:
    """Queue a slip again of which nothing was sent, in its old place; False when it was settled already."""
    sql = """UPDATE print_job SET state = 'queued', code = ?, detail = ?, updated_at_ms = ?
             WHERE id = ? AND state = 'printing'"""
    return tx.connection.execute(sql, (code, detail[:500], tx.now_ms, job_id)).rowcount == 1


def has_expired(connection: Connection, printer: int, kind: str, before_ms: int) -> bool:
    """Say whether a slip of this kind has been waiting since before `before_ms` (UTC)."""
    sql = "SELECT 1 FROM print_job WHERE printer = ? AND state = 'queued' AND kind = ? AND created_at_ms < ? LIMIT 1"
    return connection.execute(sql, (printer, kind, before_ms)).fetchone() is not None


def expire(tx: Transaction, printer: int, kind: str, before_ms: int) -> list[JobRow]:
    """Mark the slips of this kind that have waited since before `before_ms` (UTC) as failed, too late; return them."""
    sql = """UPDATE print_job SET state = 'failed', code = 'too_late', updated_at_ms = ?
             WHERE printer = ? AND state = 'queued' AND kind = ? AND created_at_ms < ? RETURNING *"""
    return [_job(row) for row in tx.connection.execute(sql, (tx.now_ms, printer, kind, before_ms)).fetchall()]


def _job(row: Any) -> JobRow:
    values = {name: row[name] for name in JobRow.__slots__}
    return JobRow(**values | {"content": json.loads(row["content"]), "state": JobState(row["state"])})
