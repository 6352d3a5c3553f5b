"""The manager's page, the part of it that is fetched again when something changes, and the two downloads."""

from datetime import date, datetime
from typing import Any

from flask import Response, render_template, request
from gevent import get_hub

from server.auth.identity import Role, require
from server.domain.errors import InvalidInput
from server.manager.chart import day_chart
from server.manager.room import centre_store, manager, reading
from server.manager.sheet import download, sheet
from server.manager.tables import leg_cells, leg_header, service_cells, service_header, service_name
from server.manager.words import COUNTER_STATUS, PRESSURES, SLIP_KINDS, rate_words, slip_trouble
from server.operations import reports
from server.operations.floor import floor_now
from server.web.languages import gettext as _


class InvalidDay(InvalidInput):
    """This is not a day; write it as 2026-11-23."""

    code = "invalid_day"


@manager.get("/manager")
@require(Role.MANAGER)
def show_day() -> str:
    """Show the hall now and today's figures, or an earlier day's figures."""
    return render_template("manager/page.html", **_facts())


@manager.get("/manager/today")
@require(Role.MANAGER)
def show_today() -> str:
    """Give the living part of the page alone, for its script to put in place."""
    return render_template("manager/today.html", **_facts())


@manager.get("/manager/day.csv")
@require(Role.MANAGER)
def download_legs() -> Response:
    """Give every leg of a day as a table, without personal data."""
    report = _report(_asked_day())
    legs = reports.day_legs(reading(), report.day)
    rows = (leg_cells(report, leg, row) for leg, row in legs)
    return download(f"layso-{report.day}.csv", sheet(leg_header(), rows))


@manager.get("/manager/services.csv")
@require(Role.MANAGER)
def download_services() -> Response:
    """Give the figures of a day by service as a table; the last row is the whole centre."""
    report = _report(_asked_day())
    rows = [service_cells(report, one) for one in (*report.services, report.whole)]
    return download(
        f"layso-{report.day}-{_('linh-vuc')}.csv", sheet(service_header(report.target_s // 60), rows)
    )


def _facts() -> dict[str, Any]:
    connection = reading()
    day = _asked_day()
    present = reports.today(connection)
    report = _report(day)
    return {
        "day": date.fromisoformat(day),
        "is_today": day == present,
        "present": present,
        "report": report,
        "hall": reports.hall_now(connection, centre_store().now_ms()) if day == present else None,
        "floor": floor_now(connection, centre_store().now_ms()) if day == present else None,
        "chart": day_chart(report.hours, report.target_s),
        "service_name": service_name,
        "rate_words": rate_words,
        "slip_trouble": slip_trouble,
        "words": {
            "status": COUNTER_STATUS,
            "pressure": PRESSURES,
            "slips": SLIP_KINDS,
        },
    }


def _report(day: str) -> reports.DayReport:
    """Count a day's figures in a native thread, while the loop serves the hall."""
    store = centre_store()
    counted: reports.DayReport = get_hub().threadpool.apply(lambda: reports.day_report(store.reader(), day))
    return counted


def _asked_day() -> str:
    asked = request.args.get("day") or reports.today(reading())
    try:
        return date.fromisoformat(asked or _local_day()).isoformat()
    except ValueError as error:
        raise InvalidDay from error


def _local_day() -> str:
    """Give the calendar's day in a centre that has never opened one."""
    now: datetime = reports.hall_now(reading(), centre_store().now_ms()).at
    return now.date().isoformat()
