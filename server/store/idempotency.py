"""Answers kept by Idempotency-Key, written in the same transaction as the act they answer."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from server.domain.errors import IdempotencyKeyReused
from server.store.log import compact
from server.store.transaction import Transaction

Answer = Mapping[str, Any]


def once(
    tx: Transaction, *, scope: str, key: str | None, fingerprint: bytes, act: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """Run `act` once per (scope, key); a repeat gets the first answer and True.

    Raises IdempotencyKeyReused when the key came before with another request (its fingerprint differs).
    """
    if key is None:
        return act(), False
    sql = "SELECT fingerprint, answer FROM idempotency WHERE scope = ? AND key = ?"
    row = tx.connection.execute(sql, (scope, key)).fetchone()
    if row is not None:
        if row["fingerprint"] != fingerprint:
            raise IdempotencyKeyReused
        return json.loads(row["answer"]), True
    answer = act()
    tx.connection.execute(
        "INSERT INTO idempotency (scope, key, fingerprint, answer, at_ms) VALUES (?, ?, ?, ?, ?)",
        (scope, key, fingerprint, compact(answer), tx.now_ms),
    )
    return answer, False


def forget_before(tx: Transaction, at_ms: int) -> None:
    """Drop answers older than `at_ms`: no client repeats a request of another day."""
    tx.connection.execute("DELETE FROM idempotency WHERE at_ms < ?", (at_ms,))
