"""What the demo's pages share: secrets, folder, the simulated people, and who may look. No pages here."""

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import current_app, request

from server.auth.identity import from_this_machine
from server.auth.tokens import new_token, token_hash
from server.demo import EXTENSION
from server.demo.troupe import CLERKS_NAME, Troupe
from server.domain.errors import NotFound
from server.operations.admit import add_device
from server.store.devices import NewDevice
from server.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.founding import Access

P = ParamSpec("P")
R = TypeVar("R")

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


class Stage:
    """Hold what the demo runs on."""

    def __init__(self, store: Store, access: "Access", data_dir: Path) -> None:
        self.store = store
        self.access = access
        self.data_dir = data_dir
        clerks = new_token()
        device = NewDevice(name=CLERKS_NAME, kind="integration", token_hash=token_hash(clerks))
        store.write(lambda tx: add_device(tx, device))
        self.troupe = Troupe(kiosk=self.token_of("kiosk")[1], clerks=clerks)

    def token_of(self, kind: str) -> tuple[str, str]:
        """Return name and token of the first device of a kind."""
        return self.devices(kind)[0]

    def devices(self, kind: str) -> list[tuple[str, str]]:
        """List names and tokens of the devices of a kind."""
        return [(name, token) for name, (its, token) in self.access.tokens.items() if its == kind]


def stage() -> Stage:
    """Return this app's stage."""
    return cast("Stage", current_app.extensions[EXTENSION])


def only_here(view: "Callable[P, R]") -> "Callable[P, R]":
    """Answer on this machine alone, and only under its own names: these pages hold the keys to everything.

    The name is checked because a web page elsewhere may have its own name point here (DNS rebinding).
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not from_this_machine() or urlsplit(f"//{request.host}").hostname not in LOOPBACK_NAMES:
            raise NotFound
        return view(*args, **kwargs)

    return guarded
