"""Work profiles: named sets of skills."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """Hold one work profile."""

    code: str
    name_vi: str
    name_en: str
    services: Sequence[str]
    helps: Sequence[str]
    help_after_s: int


def every(connection: Connection) -> list[ProfileRow]:
    """List the work profiles by code."""
    return [_profile(row) for row in connection.execute("SELECT * FROM work_profile ORDER BY code")]


def find(connection: Connection, code: str) -> ProfileRow | None:
    """Find a work profile."""
    row = connection.execute("SELECT * FROM work_profile WHERE code = ?", (code,)).fetchone()
    return _profile(row) if row else None


def put(tx: Transaction, profile: ProfileRow) -> None:
    """Save a work profile in the place of any of its code."""
    tx.connection.execute(
        "INSERT OR REPLACE INTO work_profile (code, name_vi, name_en, services, helps, help_after_s)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (profile.code, profile.name_vi, profile.name_en, json.dumps(list(profile.services)),
         json.dumps(list(profile.helps)), profile.help_after_s),
    )  # fmt: skip


def delete(tx: Transaction, code: str) -> bool:
    """Forget a work profile; counters keep the skills they took up. Claim that there was one."""
    return tx.connection.execute("DELETE FROM work_profile WHERE code = ?", (code,)).rowcount == 1


def _profile(row: Row) -> ProfileRow:
    services, helps = json.loads(row["services"]), json.loads(row["helps"])
    return ProfileRow(row["code"], row["name_vi"], row["name_en"], services, helps, row["help_after_s"])
