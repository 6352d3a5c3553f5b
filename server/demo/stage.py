"""What the demo's pages share: secrets, folder, the simulated people, and who may look. No pages here."""

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import current_app, request

from server.auth.identity import from_this_machine
from server.auth.tokens import new_token, token_hash
from server.demo import EXTENSION
from server.demo.troupe import SIMULATED, Troupe
from server.domain.errors import NotFound
from server.operations.admit import add_device
from server.store import accounts, settings_table
from server.store.devices import NewDevice
from server.store.store import Store
from server.store.transaction import Transaction

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
        tokens = {"kiosk": self.token_of("kiosk")[1], "desks": store.write(_admit_clerks)}
        self.troupe = Troupe(tokens)

    def token_of(self, kind: str) -> tuple[str, str]:
        """Return name and token of the first device of a kind."""
        return self.devices(kind)[0]

    def devices(self, kind: str) -> list[tuple[str, str]]:
        """List names and tokens of the devices of a kind."""
        return [(name, token) for name, (its, token) in self.access.tokens.items() if its == kind]


def _admit_clerks(tx: Transaction) -> dict[str, dict[str, str]]:
    """Admit an integration for each counter, named after the clerk it plays, and return names and tokens."""
    names = accounts.display_names(tx.connection)
    admitted = {}
    for number, account in settings_table.get(tx.connection, "demo_clerks", {}).items():
        name, token = names[account] + SIMULATED, new_token()
        add_device(tx, NewDevice(name=name, kind="integration", token_hash=token_hash(token)))
        admitted[number] = {"name": name, "token": token}
    return admitted


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
