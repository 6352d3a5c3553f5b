"""The `layso` command. Each module holds the commands of one concern; exit 0 done, 1 failed, 2 wrong usage."""

import logging
import sys

import click

from server.bench.command import bench
from server.cli import admit, centre, due, running
from server.domain.errors import QueueError
from server.settings import InvalidSetting


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def layso() -> None:
    """Run the waiting room of a public service centre."""


for command in (
    centre.init,
    centre.verify,
    admit.user,
    admit.device,
    admit.printer,
    due.due,
    running.serve,
    running.demo,
    bench,
):
    layso.add_command(command)


def main() -> None:
    """Run the command line; a failure is one clear line on stderr and exit status 1."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    try:
        layso.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(1)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except (QueueError, InvalidSetting, OSError, ValueError) as error:
        click.echo(f"layso: {error}", err=True)
        sys.exit(1)
