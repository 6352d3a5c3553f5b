"""`layso bench`: the commands, one a bench. They measure; only --strict makes a missed budget a failure."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from server.bench import call, call_next, issue, kiosk, machine, start
from server.bench.figures import Report
from server.bench.report import show

IN_MEMORY = ("tmpfs", "ramfs", "overlay on tmpfs")
Measure = Callable[..., Report]


@click.group()
def bench() -> None:
    """Measure this machine against the budgets, each beside a reference in the same run.

    A throwaway demo centre is made on the disk of --dir and run as a process of its own.
    """


def measuring(measure: Measure) -> Callable[..., None]:
    """Give a bench the options every one has, and print its report."""

    @click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
    @click.option("--strict", is_flag=True, help="Exit with 1 when a budget is missed.")
    @click.option(
        "--dir",
        "directory",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=Path(),
        help="Where to make the centre: a directory on the disk to measure; the current one unless told otherwise.",
    )
    @wraps(measure)
    def run(directory: Path, as_json: bool, strict: bool, **options: Any) -> None:
        where = directory.resolve()
        kind = machine.filesystem(where)
        if kind.startswith(IN_MEMORY):
            raise click.ClickException(f"{where} is {kind}, not a disk: name another directory with --dir")
        strangers = machine.Strangers()
        report = measure(where, **options)
        report.machine["share_of_other_programs"] = strangers.share()
        if as_json:
            click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
        else:
            show(report, Console())
        if strict and not report.is_met:
            raise click.ClickException("a budget was missed")

    return run


@bench.command("issue")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=6.0, show_default=True, help="Of each run."
)
@measuring
def bench_issue(where: Path, seconds: float) -> Report:
    """Take tickets over HTTP with 1, 8 and 32 clients while the spool prints."""
    return issue.measure(where, issue.Plan(seconds=seconds))


@bench.command("call-next")
@click.option("--waiting", type=click.IntRange(min=10), default=500, show_default=True)
@measuring
def bench_call_next(where: Path, waiting: int) -> Report:
    """Call at ten counters at once, and choose among ever more who wait."""
    return call_next.measure(where, call_next.Plan(waiting=waiting))


@bench.command("call")
@click.option("--screens", type=click.IntRange(min=1), default=1000, show_default=True)
@measuring
def bench_call(where: Path, screens: int) -> Report:
    """Bring a call to many screens."""
    return call.measure(where, call.Plan(screens=screens))


@bench.command("kiosk")
@click.option("--tickets", type=click.IntRange(min=1), default=75, show_default=True)
@click.option("--touches", type=click.IntRange(min=0), default=16, show_default=True, help="On a real page.")
@measuring
def bench_kiosk(where: Path, tickets: int, touches: int) -> Report:
    """Go from the touch to the last byte at the printer."""
    return kiosk.measure(where, kiosk.Plan(tickets=tickets, touches=touches))


@bench.command("start")
@click.option("--tickets", type=click.IntRange(min=1), default=75_000, show_default=True, help="Of the year.")
@click.option("--screens", type=click.IntRange(min=1), default=20, show_default=True)
@measuring
def bench_start(where: Path, tickets: int, screens: int) -> Report:
    """Start with a year of data, read reports over it, and hold some screens."""
    return start.measure(where, start.Plan(tickets=tickets, screens=screens))
