"""Count a due time on the command line."""

import json
from datetime import datetime

import click

from server.demo.centre import load_holidays
from server.domain.calendar import OfficeCalendar
from server.domain.catalogue import TimeUnit
from server.domain.due import DueRule, due_time

UNITS = ("hour", "working_day", "calendar_day", "same_day")


@click.command()
@click.option("--received", required=True, help="Local time, 2026-08-21T10:00")
@click.option("--amount", type=int, default=0, show_default=True)
@click.option("--unit", type=click.Choice(UNITS), required=True)
@click.option("--rule", type=click.Choice(["day", "hour"]), default="day", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def due(received: str, amount: int, unit: str, rule: str, as_json: bool) -> None:
    """Say when a dossier is due, in local time, and why."""
    try:
        moment = datetime.fromisoformat(received).replace(tzinfo=None)
    except ValueError as error:
        raise click.BadParameter("write it as 2026-08-21T10:00", param_hint="--received") from error
    found = due_time(
        moment,
        amount=amount,
        unit=TimeUnit(unit),
        calendar=OfficeCalendar(overrides=load_holidays()),
        rule=DueRule(rule),
    )
    answer = {"due": found.due.isoformat(timespec="minutes"), "why": found.why_vi, "why_en": found.why_en}
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else f"{answer['due']}  {answer['why']}")
