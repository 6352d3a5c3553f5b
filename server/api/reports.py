"""Reports: the figures of one day, and what other rules would have made of past days; always with what was counted."""

from http import HTTPStatus

from gevent import get_hub
from pydantic import BaseModel, Field

from server.api.answers import Names
from server.api.shared import Reply, answers, reader, resource, store
from server.api.trade_off_views import TradeOffView, trade_off_view
from server.auth.identity import DeviceKind, Role, require
from server.domain.measures import HourMeasures, Rate, ServiceMeasures, Spread
from server.operations.reports import DayReport, day_report, today
from server.operations.trade_off import TradeOff, trade_off
from server.store import catalogue

api = resource("reports", "Figures of the day for managers and for the province's systems")


class DayQuery(BaseModel):
    """Which business day; none: the present one."""

    day: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$", description="Local day, 2026-11-23")


class RateView(BaseModel):
    """A share with what it was counted from; `value` is from 0 to 1, null over nothing."""

    numerator: int
    denominator: int
    value: float | None


class SpreadView(BaseModel):
    """Times in seconds over `count` legs."""

    count: int
    mean_s: float | None
    p50_s: float | None
    p90_s: float | None
    longest_s: float | None


class MeasuresView(BaseModel):
    """The figures of one service, or of the whole centre when `service` is null."""

    service: str | None
    name: Names | None
    legs: int
    called: int
    served: int
    open: int
    incomplete: int
    transferred: int
    no_show: RateView
    left: RateView
    within_target: RateView
    waiting: SpreadView
    walking: SpreadView
    serving: SpreadView


class HourView(BaseModel):
    """What was queued in one local hour, and what became of it."""

    hour: int
    legs: int
    called: int
    served: int
    mean_waiting_s: float | None


class DayReportView(BaseModel):
    """The figures of one business day."""

    day: str | None
    target_s: int
    issued: int
    dossiers: int
    whole: MeasuresView
    services: list[MeasuresView]
    hours: list[HourView]


class TradeOffQuery(BaseModel):
    """Over how many business days."""

    days: int = Field(20, ge=1, le=60, description="The last so many days that had visitors")


@api.get("/reports/day", summary="Read a day's figures", responses=answers(HTTPStatus.OK, DayReportView))
@require(Role.MANAGER, DeviceKind.INTEGRATION)
def get_day_report(query: DayQuery) -> Reply:
    """Show the figures of one business day; a day without tickets has figures over nothing."""
    day, centre = query.day or today(reader()) or "", store()
    # In a native thread, while the loop serves the hall.
    report: DayReport = get_hub().threadpool.apply(lambda: day_report(centre.reader(), day))
    return report_view(report), HTTPStatus.OK


@api.get("/policy/trade-off", summary="Compare the policies", responses=answers(HTTPStatus.OK, TradeOffView))
@require(Role.MANAGER)
def get_trade_off(query: TradeOffQuery) -> Reply:
    """Replay the last business days under each policy: what it would have done to each class, beside how it was."""
    centre = store()
    # In a native thread, while the loop serves the hall.
    found: TradeOff = get_hub().threadpool.apply(lambda: trade_off(centre.reader(), query.days))
    return trade_off_view(found, catalogue.priorities(reader())), HTTPStatus.OK


def report_view(report: DayReport) -> dict[str, object]:
    """Write a day's report as plain values for JSON."""
    return {
        "day": report.day or None,
        "target_s": report.target_s,
        "issued": report.issued,
        "dossiers": report.dossiers,
        "whole": _measures(report, report.whole),
        "services": [_measures(report, one) for one in report.services],
        "hours": [_hour(one) for one in report.hours],
    }


def _measures(report: DayReport, one: ServiceMeasures) -> dict[str, object]:
    service = report.names.get(one.service or "")
    return {
        "service": one.service,
        "name": {"vi": service.name_vi, "en": service.name_en} if service else None,
        "legs": one.legs,
        "called": one.called,
        "served": one.served,
        "open": one.open,
        "incomplete": one.incomplete,
        "transferred": one.transferred,
        "no_show": _rate(one.no_show),
        "left": _rate(one.left),
        "within_target": _rate(one.within_target),
        "waiting": _spread(one.waiting),
        "walking": _spread(one.walking),
        "serving": _spread(one.serving),
    }


def _rate(rate: Rate) -> dict[str, object]:
    return {"numerator": rate.numerator, "denominator": rate.denominator, "value": rate.value}


def _spread(spread: Spread) -> dict[str, object]:
    return {
        "count": spread.count,
        "mean_s": spread.mean_s,
        "p50_s": spread.p50_s,
        "p90_s": spread.p90_s,
        "longest_s": spread.longest_s,
    }


def _hour(one: HourMeasures) -> dict[str, object]:
    return {
        "hour": one.hour,
        "legs": one.legs,
        "called": one.called,
        "served": one.served,
        "mean_waiting_s": one.mean_waiting_s,
    }
