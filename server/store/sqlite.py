"""The one place the SQLite driver is imported from, and how connections are opened."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils.utils import sqlite3 as _driver

if TYPE_CHECKING:
    import sqlite3

    Connection = sqlite3.Connection
    Row = sqlite3.Row
    IntegrityError = sqlite3.IntegrityError
    DatabaseError = sqlite3.DatabaseError
else:
    Connection = _driver.Connection
    Row = _driver.Row
    IntegrityError = _driver.IntegrityError
    DatabaseError = _driver.DatabaseError

SQLITE_VERSION: str = _driver.sqlite_version
DRIVER_NAME: str = _driver.__name__

_COMMON = ("PRAGMA foreign_keys = ON", "PRAGMA busy_timeout = 5000", "PRAGMA temp_store = MEMORY")
_WRITER = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 0",
    "PRAGMA cache_size = -16000",
)


def open_writer(path: Path) -> Connection:
    """Open the connection that may write: WAL, every commit synced, checkpoints only when asked for."""
    connection = _open(f"file:{_quoted(path)}", *_COMMON, *_WRITER)
    connection.isolation_level = None
    return connection


def open_reader(path: Path) -> Connection:
    """Open a connection that cannot write."""
    connection = _open(f"file:{_quoted(path)}?mode=ro", *_COMMON, "PRAGMA query_only = ON")
    connection.isolation_level = None
    return connection


def _open(uri: str, *pragmas: str) -> Connection:
    connection: Any = _driver.connect(uri, uri=True, check_same_thread=False, cached_statements=256)
    connection.row_factory = _driver.Row
    for pragma in pragmas:
        connection.execute(pragma)
    opened: Connection = connection
    return opened


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
