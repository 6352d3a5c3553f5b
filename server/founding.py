"""Makes a centre's data directory: an empty one, or the demo centre with accounts, devices and a virtual printer."""

import secrets
import string
from dataclasses import dataclass
from pathlib import Path

from server.auth.passwords import hash_password
from server.auth.tokens import new_token, token_hash
from server.demo.centre import DemoCentre, load_demo_centre
from server.domain.calendar import written_week
from server.operations.admit import add_account, add_device, add_printer
from server.store import accounts, founding, settings_table
from server.store.devices import NewDevice
from server.store.store import FILE_NAME, Store
from server.store.transaction import Transaction

VIRTUAL_PRINTER = "paper/kiosk-1"
DEMO_CHOOSERS = ("ana", "bruno", "hanh", "khoa")
PASSWORD_LETTERS = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("l1o0i")))


@dataclass(frozen=True)
class Access:
    """Hold the secrets made while founding: shown once, stored only as hashes."""

    passwords: dict[str, str]
    tokens: dict[str, tuple[str, str]]


def found(data_dir: Path) -> None:
    """Make an empty centre. Raises FileExistsError when there is one already."""
    _new_store(data_dir).close()


def found_demo(data_dir: Path) -> Access:
    """Make the demo centre Hoa Lộc and return its passwords and device tokens {name: (kind, token)}."""
    demo = load_demo_centre()
    passwords = {one.username: _new_password() for one in demo.accounts}
    hashes = {name: hash_password(password) for name, password in passwords.items()}
    tokens: dict[str, tuple[str, str]] = {one.name: (one.kind, new_token()) for one in demo.devices}
    store = _new_store(data_dir)
    try:
        store.write(lambda tx: _fill(tx, demo, hashes, {name: token for name, (_, token) in tokens.items()}))
    finally:
        store.close()
    return Access(passwords, tokens)


def _new_store(data_dir: Path) -> Store:
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / FILE_NAME
    if path.exists():
        raise FileExistsError(
            f"{path} exists already: choose an empty directory, or start it with `layso serve`"
        )
    data_dir.chmod(0o700)
    return Store(path)


def _fill(tx: Transaction, demo: DemoCentre, hashes: dict[str, str], tokens: dict[str, str]) -> None:
    for name, value in _settings(demo).items():
        settings_table.put(tx, name, value)
    founding.insert_services(tx, demo.services)
    founding.insert_priorities(tx, demo.priority_classes)
    founding.insert_counters(tx, demo.counters)
    founding.insert_procedures(tx, demo.procedures)
    founding.insert_overrides(tx, demo.holidays)
    for account in demo.accounts:
        add_account(
            tx,
            name=account.username,
            display_name=account.name,
            role=account.role,
            password_hash=hashes[account.username],
        )
    for name in DEMO_CHOOSERS:
        accounts.allow(tx, name, accounts.CHOOSE_TICKET)
    _admit_devices(tx, demo, tokens)


def _admit_devices(tx: Transaction, demo: DemoCentre, tokens: dict[str, str]) -> None:
    printer = add_printer(
        tx, name="Máy in kiosk 1", transport="virtual", address=VIRTUAL_PRINTER, profile="raster-80"
    )
    for one in demo.devices:
        device = NewDevice(
            name=one.name,
            kind=one.kind,
            zone=one.zone if one.kind == "display" and one.zone else None,
            printer=printer if one.kind in ("kiosk", "printer") else None,
            token_hash=token_hash(tokens[one.name]),
        )
        add_device(tx, device)


def _settings(demo: DemoCentre) -> dict[str, object]:
    return {
        "name_vi": demo.name_vi,
        "name_en": demo.name_en,
        "short_name_vi": demo.short_vi,
        "short_name_en": demo.short_en,
        "agency_id": demo.agency_id,
        "timezone": demo.timezone,
        "dialect": demo.dialect,
        "service_target_minutes": demo.service_target_minutes,
        "hours": written_week(demo.calendar.weekly),
        "hours_bind": demo.hours_bind,
        "zones": [{"code": one.code, "vi": one.name_vi, "en": one.name_en} for one in demo.zones],
        "demo_clerks": {str(one.counter): one.username for one in demo.accounts if one.counter is not None},
    }


def _new_password() -> str:
    """Make a password of 12 letters and digits that nobody mistakes for another: about 60 bits."""
    return "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(12))
