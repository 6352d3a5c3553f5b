"""From a device's token to its identity, remembered for some seconds so that a busy kiosk costs no lookup."""

import time
from dataclasses import dataclass

from flask import current_app

from server.auth.tokens import token_hash
from server.auth.who import DeviceKind, Identity, UnknownToken
from server.store import devices
from server.store.sqlite import Connection

# A device revoked by a command in another process is refused after this many seconds at the latest.
REMEMBERED_S = 5.0
MOST_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Remembered:
    """Hold an identity and until when it may be believed."""

    identity: Identity
    until_s: float


_remembered: dict[bytes, Remembered] = {}


def reader() -> Connection:
    """Give this thread's read-only connection to the centre's store."""
    connection: Connection = current_app.extensions["layso"].store.reader()
    return connection


def identify_token(token: str) -> Identity:
    """Find the device with this token; raise UnknownToken when there is none or it was revoked."""
    key = token_hash(token)
    known = _remembered.get(key)
    if known and known.until_s > time.monotonic():
        return known.identity
    row = devices.find_by_token_hash(reader(), key)
    if row is None or row.revoked_at_ms is not None:
        _remembered.pop(key, None)
        raise UnknownToken
    identity = Identity(
        "device",
        row.id,
        row.name,
        display_name=row.name,
        device_kind=DeviceKind(row.kind),
        zone=row.zone,
        counter=row.counter,
        printer=row.printer,
        token=token,
    )
    if len(_remembered) >= MOST_REMEMBERED:
        _remembered.clear()
    _remembered[key] = Remembered(identity, time.monotonic() + REMEMBERED_S)
    return identity


def forget_devices() -> None:
    """Look every device up again from now on; call it after a device was added, changed or revoked."""
    _remembered.clear()
