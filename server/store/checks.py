"""What SQL can check of a file by itself: its integrity, and numbers without gap or double."""

from server.store.sqlite import Connection


def integrity(connection: Connection) -> list[str]:
    """List what SQLite finds broken: pages, indexes, foreign keys."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    faults = [] if found == ["ok"] else [f"integrity: {one}" for one in found]
    return faults + [f"foreign key: {tuple(row)}" for row in connection.execute("PRAGMA foreign_key_check")]


def gaps(connection: Connection) -> list[str]:
    """List every series of a day whose numbers do not run without a gap from the first to the last of its row."""
    sql = """SELECT s.day, s.series, s.first_number, s.last_number, COUNT(t.number) AS found, MIN(t.number) AS least,
                    MAX(t.number) AS most
             FROM series s LEFT JOIN ticket t ON t.day = s.day AND t.series = s.series GROUP BY s.day, s.series"""
    return [
        f"series {row['series']} of {row['day']}: numbers {row['least']}–{row['most']}, {row['found']} tickets,"
        f" counter row {row['first_number']}–{row['last_number']}"
        for row in connection.execute(sql)
        if (row["least"], row["most"], row["found"])
        != (row["first_number"], row["last_number"], row["last_number"] - row["first_number"] + 1)
    ]
