"""Staff accounts. Passwords are hashed before they come here."""

from dataclasses import dataclass

from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction

CHOOSE_TICKET = "choose_ticket"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Hold one account. A changed `session_epoch` ends every session opened before."""

    id: int
    name: str
    display_name: str
    role: str
    password_hash: str
    session_epoch: int
    disabled_at_ms: int | None


def find(connection: Connection, name: str) -> AccountRow | None:
    """Find an account by its name."""
    row = connection.execute("SELECT * FROM account WHERE name = ?", (name,)).fetchone()
    return _account(row) if row else None


def by_id(connection: Connection, account_id: int) -> AccountRow | None:
    """Find an account by its id."""
    row = connection.execute("SELECT * FROM account WHERE id = ?", (account_id,)).fetchone()
    return _account(row) if row else None


def insert(tx: Transaction, *, name: str, display_name: str, role: str, password_hash: str) -> int:
    """Save an account, or a new password and role for one that exists; sessions opened before end."""
    sql = """INSERT INTO account (name, display_name, role, password_hash) VALUES (?, ?, ?, ?)
             ON CONFLICT (name) DO UPDATE SET display_name = excluded.display_name, role = excluded.role,
                 password_hash = excluded.password_hash, session_epoch = session_epoch + 1, disabled_at_ms = NULL
             RETURNING id"""
    account_id: int = tx.connection.execute(sql, (name, display_name, role, password_hash)).fetchone()[0]
    return account_id


def display_names(connection: Connection) -> dict[str, str]:
    """Map account names to the names people know."""
    return {
        row["name"]: row["display_name"]
        for row in connection.execute("SELECT name, display_name FROM account")
    }


def may(connection: Connection, name: str, permission: str) -> bool:
    """Claim that an account has a permission of its own."""
    sql = "SELECT 1 FROM permission WHERE account = ? AND name = ?"
    return connection.execute(sql, (name, permission)).fetchone() is not None


def allow(tx: Transaction, name: str, permission: str) -> None:
    """Give an account a permission."""
    tx.connection.execute(
        "INSERT OR IGNORE INTO permission (account, name) VALUES (?, ?)", (name, permission)
    )


def disallow(tx: Transaction, name: str, permission: str) -> None:
    """Take a permission back."""
    tx.connection.execute("DELETE FROM permission WHERE account = ? AND name = ?", (name, permission))


def _account(row: Row) -> AccountRow:
    return AccountRow(
        row["id"], row["name"], row["display_name"], row["role"], row["password_hash"], row["session_epoch"],
        row["disabled_at_ms"],
    )  # fmt: skip
