"""What several commands use: the centre's directory, its store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from server.store.store import FILE_NAME, Store

DIRECTORY = click.argument("directory", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))


def centre_file(directory: Path) -> Path:
    """Return the centre's file, or fail with what to do."""
    path = directory / FILE_NAME
    if not path.exists():
        raise click.ClickException(
            f"there is no centre in {directory}: make one with `layso init {directory}`"
        )
    return path


@contextmanager
def open_store(directory: Path) -> Iterator[Store]:
    """Open a centre's store for one command."""
    store = Store(centre_file(directory))
    try:
        yield store
    finally:
        store.close()
