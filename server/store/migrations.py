"""The schema's history: one numbered SQL file a step, applied once, in order, each in its own transaction."""

from importlib.resources import files

from sqlite_utils import Database, Migrations

from server.store.sqlite import Connection

migrations = Migrations("layso")


@migrations()
def first(db: Database) -> None:
    """Lay the tables of the queue, the calls, the paper, the dossiers and the log."""
    _run(db, "0001_first.sql")


def migrate(connection: Connection) -> None:
    """Bring a centre's file to the present schema; a file that is there already is left as it is."""
    migrations.apply(Database(connection))


def _run(db: Database, name: str) -> None:
    script = files("server.store").joinpath("schema").joinpath(name).read_text(encoding="utf-8")
    for statement in _statements(script):
        db.execute(statement)


def _statements(script: str) -> list[str]:
    """Split a script where SQLite itself says that a statement is complete (triggers hold semicolons)."""
    from sqlite_utils.utils import sqlite3

    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
