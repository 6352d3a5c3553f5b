"""Make a centre, check a centre."""

import json
import os
from pathlib import Path

import click

from server.cli.shared import DIRECTORY, centre_file
from server.founding import Access, found, found_demo
from server.operations.verify import verify as find_faults
from server.store.sqlite import open_reader


@click.command()
@DIRECTORY
@click.option("--demo", "is_demo", is_flag=True, help="Fill it with the demo centre Hoa Lộc.")
@click.option("--json", "as_json", is_flag=True, help="Print accounts and devices as JSON.")
def init(directory: Path, is_demo: bool, as_json: bool) -> None:
    """Make a centre's data directory."""
    if not is_demo:
        found(directory)
        click.echo(f"{directory}: an empty centre. Start it with: layso serve {directory}")
        return
    access = found_demo(directory)
    click.echo(access_json(access) if as_json else _access_table(directory, access))


@click.command()
@DIRECTORY
def verify(directory: Path) -> None:
    """Check integrity, hash chain, numbers, and that the state equals the replay of the log."""
    connection = open_reader(centre_file(directory))
    faults = find_faults(connection)
    connection.close()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} faults found in {directory}")
    click.echo("clean")


def access_json(access: Access) -> str:
    """Write passwords and tokens as JSON."""
    tokens = {name: {"kind": kind, "token": token} for name, (kind, token) in access.tokens.items()}
    return json.dumps({"passwords": access.passwords, "devices": tokens}, ensure_ascii=False, indent=1)


def write_access(path: Path, access: Access) -> None:
    """Write passwords and tokens to a file that only its owner can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(access_json(access))


def _access_table(directory: Path, access: Access) -> str:
    lines = [f"{directory}: the demo centre Hoa Lộc. These are shown once; keep them.", "", "Accounts:"]
    lines += [f"  {name:12} {password}" for name, password in access.passwords.items()]
    lines += ["", "Devices (open http://SERVER:8000/pair/TOKEN in the device's browser):"]
    lines += [f"  {name:24} {kind:12} {token}" for name, (kind, token) in access.tokens.items()]
    return "\n".join([*lines, "", f"Start it with: layso serve {directory}"])
