"""Admit accounts, devices and printers."""

import json
import sys
from pathlib import Path

import click

from server.auth.passwords import hash_password
from server.auth.tokens import new_token, token_hash
from server.cli.shared import DIRECTORY, open_store
from server.operations.admit import add_account, add_device, add_printer
from server.store import accounts
from server.store.devices import NewDevice

KINDS = ("kiosk", "display", "counter", "printer", "integration")
TRANSPORTS = ("network", "serial", "usb", "file", "virtual")


@click.group()
def user() -> None:
    """Accounts of staff."""


@user.command("add")
@DIRECTORY
@click.argument("name")
@click.option("--role", type=click.Choice(["clerk", "manager", "admin"]), required=True)
@click.option("--display-name", default="", help="The name people know.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add_user(directory: Path, name: str, role: str, display_name: str, password_stdin: bool) -> None:
    """Add an account, or give one a new password and role."""
    password = _password(password_stdin)
    hashed = hash_password(password)
    with open_store(directory) as store:
        store.write(
            lambda tx: add_account(tx, name=name, display_name=display_name, role=role, password_hash=hashed)
        )
    click.echo(f"{name} may log in as {role}")


@user.command("allow")
@DIRECTORY
@click.argument("name")
@click.argument("permission", type=click.Choice([accounts.CHOOSE_TICKET]))
@click.option("--not", "takes_back", is_flag=True, help="Take the permission back.")
def allow_user(directory: Path, name: str, permission: str, takes_back: bool) -> None:
    """Give an account a permission of its own: choose_ticket lets a clerk call a ticket before its turn."""
    change = accounts.disallow if takes_back else accounts.allow
    with open_store(directory) as store:
        if accounts.find(store.reader(), name) is None:
            raise click.ClickException(f"there is no account {name}: make one with `layso user add`")
        store.write(lambda tx: change(tx, name, permission))
    click.echo(f"{name} may {'no longer ' if takes_back else ''}{permission}")


@click.group()
def device() -> None:
    """Kiosks, displays and other devices."""


@device.command("add")
@DIRECTORY
@click.argument("name")
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option("--zone", help="The waiting area a display serves.")
@click.option("--counter", type=int, help="The counter a pad or sign belongs to.")
@click.option("--printer", type=int, help="The printer a kiosk prints on; else the default one.")
@click.option("--json", "as_json", is_flag=True, help="Print id and token as JSON.")
def add_a_device(
    directory: Path,
    name: str,
    kind: str,
    zone: str | None,
    counter: int | None,
    printer: int | None,
    as_json: bool,
) -> None:
    """Admit a device and print its token, once."""
    token = new_token()
    new = NewDevice(
        name=name, kind=kind, token_hash=token_hash(token), zone=zone, counter=counter, printer=printer
    )
    with open_store(directory) as store:
        device_id = store.write(lambda tx: add_device(tx, new))
    if as_json:
        click.echo(json.dumps({"id": device_id, "token": token}))
    else:
        click.echo(f"{kind} {name} admitted. In its browser open http://SERVER:8000/pair/{token}")


@click.group()
def printer() -> None:
    """Printers."""


@printer.command("add")
@DIRECTORY
@click.argument("name")
@click.option("--transport", type=click.Choice(TRANSPORTS), required=True)
@click.option(
    "--address", required=True, help="192.168.1.50:9100, /dev/ttyUSB0?baud=9600, a file, a directory"
)
@click.option("--profile", default="raster-80", show_default=True)
def add_a_printer(directory: Path, name: str, transport: str, address: str, profile: str) -> None:
    """Admit a printer; the first one is the default."""
    with open_store(directory) as store:
        printer_id = store.write(
            lambda tx: add_printer(tx, name=name, transport=transport, address=address, profile=profile)
        )
    click.echo(f"printer {printer_id}: {name} at {transport} {address}")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    prompted: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return prompted
