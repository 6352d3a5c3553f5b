"""Where a printer is, for the press: addresses that are paths begin at the centre's data directory."""

from pathlib import Path
from typing import Any

from server.store.devices import PrinterRow

PATHS = frozenset({"file", "virtual"})


def printer_message(printer: PrinterRow, data_dir: Path) -> dict[str, Any]:
    """Return a printer as the press wants to be told of it."""
    address = resolved(printer.address, data_dir) if printer.transport in PATHS else printer.address
    return {
        "id": printer.id,
        "transport": printer.transport,
        "address": address,
        "profile": printer.profile,
    }


def resolved(address: str, data_dir: Path) -> str:
    """Return a path as it is seen from the data directory; a slash at its end says "directory" and is kept."""
    if not address:
        return address
    path = str(data_dir.resolve() / address)
    return f"{path}/" if address.endswith("/") else path
