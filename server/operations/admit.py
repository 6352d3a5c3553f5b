"""Admit what belongs to a centre: accounts, devices, printers. Secrets are hashed before they come here."""

from server.domain.errors import InvalidInput, QueueError
from server.domain.text import clean_text
from server.store import accounts, counters, devices
from server.store.devices import NewDevice
from server.store.sqlite import IntegrityError
from server.store.transaction import Transaction


class NameTaken(QueueError):
    """There is one of that name already; choose another name."""

    code = "name_taken"


def add_account(tx: Transaction, *, name: str, display_name: str, role: str, password_hash: str) -> int:
    """Save an account, or a new role and password for one that exists."""
    clean = clean_text(name, field="name", max_length=60)
    shown = clean_text(display_name or name, field="display_name", max_length=100)
    return accounts.insert(tx, name=clean, display_name=shown, role=role, password_hash=password_hash)


def add_device(tx: Transaction, device: NewDevice) -> int:
    """Admit a device. Raises NameTaken, InvalidInput for an unknown counter or printer."""
    clean_text(device.name, field="name", max_length=100)
    if device.counter is not None and counters.by_number(tx.connection, device.counter) is None:
        raise InvalidInput(f"There is no counter {device.counter}.")
    if device.printer is not None and devices.printer_by_id(tx.connection, device.printer) is None:
        raise InvalidInput(f"There is no printer {device.printer}.")
    try:
        return devices.insert(tx, device)
    except IntegrityError as error:
        raise NameTaken(f"There is a device named {device.name!r} already; choose another name.") from error


def add_printer(tx: Transaction, *, name: str, transport: str, address: str, profile: str) -> int:
    """Save a printer; the first one is the default. Raises NameTaken."""
    clean_text(name, field="name", max_length=100)
    try:
        return devices.insert_printer(tx, name, transport, address, profile)
    except IntegrityError as error:
        raise NameTaken(f"There is a printer named {name!r} already; choose another name.") from error
