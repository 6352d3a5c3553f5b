"""Tables as CSV files that Excel opens as they are: UTF-8 with BOM, semicolons, no cell that acts as a formula.

Semicolons because Vietnamese Excel writes decimals with a comma; times are whole seconds so that no decimal is needed.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | None


def cell(value: Cell) -> str | int:
    """Give a value as a cell; text that a spreadsheet would run as a formula gets a leading apostrophe.

    Source: OWASP, CSV Injection.
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def sheet(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table as CSV bytes (RFC 4180 but for the semicolons)."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell(name) for name in header])
    writer.writerows([[cell(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def download(name: str, body: bytes) -> Response:
    """Send a CSV file to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, content_type="text/csv; charset=utf-8", headers=headers)
