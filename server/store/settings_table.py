"""What a manager may change: named JSON values in the file (the process's own settings are server/settings.py)."""

import json
from typing import Any

from server.store.sqlite import Connection
from server.store.transaction import Transaction


def get(connection: Connection, name: str, default: Any = None) -> Any:
    """Read a setting, or the default when it was never set."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return json.loads(row["value"]) if row else default


def everything(connection: Connection) -> dict[str, Any]:
    """Read all settings."""
    return {
        row["name"]: json.loads(row["value"]) for row in connection.execute("SELECT name, value FROM setting")
    }


def put(tx: Transaction, name: str, value: Any) -> None:
    """Set a setting."""
    sql = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    tx.connection.execute(sql, (name, json.dumps(value, ensure_ascii=False)))
    tx.forget()
