"""Devices and their token hashes, printers and where they hang."""

from dataclasses import dataclass

from server.store.sqlite import Connection, Row
from server.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """Hold one device; the token itself is nowhere, only its SHA-256."""

    id: int
    name: str
    kind: str
    zone: str | None
    counter: int | None
    printer: int | None
    revoked_at_ms: int | None


@dataclass(frozen=True, slots=True)
class NewDevice:
    """Hold what is needed to admit a device."""

    name: str
    kind: str
    token_hash: bytes
    zone: str | None = None
    counter: int | None = None
    printer: int | None = None


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """Hold one printer and how to reach it."""

    id: int
    name: str
    transport: str
    address: str
    profile: str
    is_default: bool


def find_by_token_hash(connection: Connection, token_hash: bytes) -> DeviceRow | None:
    """Find the device whose token has this hash, revoked or not."""
    row = connection.execute("SELECT * FROM device WHERE token_hash = ?", (token_hash,)).fetchone()
    return _device(row) if row else None


def by_id(connection: Connection, device_id: int) -> DeviceRow | None:
    """Find a device."""
    row = connection.execute("SELECT * FROM device WHERE id = ?", (device_id,)).fetchone()
    return _device(row) if row else None


def every(connection: Connection) -> list[DeviceRow]:
    """List the devices."""
    return [_device(row) for row in connection.execute("SELECT * FROM device ORDER BY id")]


def insert(tx: Transaction, device: NewDevice) -> int:
    """Admit a device and return its id."""
    cursor = tx.connection.execute(
        "INSERT INTO device (name, kind, zone, counter, printer, token_hash, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (device.name, device.kind, device.zone, device.counter, device.printer, device.token_hash, tx.now_ms),
    )
    tx.forget()
    return int(cursor.lastrowid or 0)


def revoke(tx: Transaction, device_id: int) -> bool:
    """Refuse a device from now on; False when it was refused already."""
    sql = "UPDATE device SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL"
    return tx.connection.execute(sql, (tx.now_ms, device_id)).rowcount == 1


def printers(connection: Connection) -> list[PrinterRow]:
    """List the printers."""
    return [_printer(row) for row in connection.execute("SELECT * FROM printer ORDER BY id")]


def printer_for(connection: Connection, device_id: int | None) -> int | None:
    """Choose the printer for a slip: the device's own, else the default one, else none."""
    sql = """SELECT COALESCE((SELECT printer FROM device WHERE id = ?),
                             (SELECT MIN(id) FROM printer WHERE is_default = 1)) AS printer"""
    printer: int | None = connection.execute(sql, (device_id,)).fetchone()["printer"]
    return printer


def printer_by_id(connection: Connection, printer_id: int) -> PrinterRow | None:
    """Find a printer."""
    row = connection.execute("SELECT * FROM printer WHERE id = ?", (printer_id,)).fetchone()
    return _printer(row) if row else None


def insert_printer(tx: Transaction, name: str, transport: str, address: str, profile: str) -> int:
    """Save a printer; the first one is the default."""
    sql = """INSERT INTO printer (name, transport, address, profile, is_default)
             VALUES (?, ?, ?, ?, NOT EXISTS (SELECT 1 FROM printer))"""
    tx.forget()
    return int(tx.connection.execute(sql, (name, transport, address, profile)).lastrowid or 0)


def _device(row: Row) -> DeviceRow:
    return DeviceRow(
        row["id"], row["name"], row["kind"], row["zone"], row["counter"], row["printer"], row["revoked_at_ms"]
    )


def _printer(row: Row) -> PrinterRow:
    return PrinterRow(
        row["id"], row["name"], row["transport"], row["address"], row["profile"], bool(row["is_default"])
    )
