"""The centre's one SQLite file: connection, migrations, the single writer, readers. All SQL lives in this room."""
