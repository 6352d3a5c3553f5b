"""The two tables a manager may take away: every leg of a day without personal data, and the figures by service."""

from collections.abc import Sequence
from datetime import datetime

from server.domain.measures import LegRow, ServiceMeasures, Spread
from server.manager.sheet import Cell
from server.manager.words import outcome_word
from server.operations.reports import DayReport, local
from server.operations.rules import NORMAL
from server.store.catalogue import ServiceRow
from server.store.reports import LegTimes
from server.web.languages import current_language
from server.web.languages import gettext as _


def service_name(row: ServiceRow | None, code: str = "") -> str:
    """Name a service in the reader's language."""
    if row is None:
        return code
    return row.name_en if current_language() == "en" else row.name_vi


def leg_header() -> list[str]:
    """Name the columns of the table of legs."""
    return [
        _("Ngày"), _("Số phiếu"), _("Mã lĩnh vực"), _("Lĩnh vực"), _("Ưu tiên"), _("Kết quả"), _("Quầy"),
        _("Số lần gọi"), _("Lấy số lúc"), _("Gọi lúc"), _("Bắt đầu phục vụ lúc"), _("Kết thúc lúc"),
        _("Chờ (giây)"), _("Di chuyển (giây)"), _("Phục vụ (giây)"),
    ]  # fmt: skip


def leg_cells(report: DayReport, leg: LegTimes, row: LegRow) -> list[Cell]:
    """Write one leg. Whether somebody went first is told, never why: the reason may be an illness."""
    times = (leg.queued_at_ms, leg.called_at_ms, leg.serving_at_ms, leg.ended_at_ms)
    return [
        report.day,
        leg.label,
        leg.service,
        service_name(report.names.get(leg.service), leg.service),
        _("không") if leg.priority == NORMAL else _("có"),
        outcome_word(leg.state),
        leg.counter,
        leg.calls,
        *(_iso(local(at, report.zone) if at is not None else None) for at in times),
        *(_seconds(value) for value in (row.waiting_s, row.walking_s, row.serving_s)),
    ]


def service_header(target_minutes: int) -> list[str]:
    """Name the columns of the table by service."""
    return [
        _("Ngày"), _("Mã lĩnh vực"), _("Lĩnh vực"), _("Lượt"), _("Đã gọi"), _("Đã phục vụ"), _("Vắng"),
        _("Tự rời đi"), _("Chuyển đi"), _("Chưa xong"), _("Đang mở"), _("Chờ: số lượt"), _("Chờ: trung bình (giây)"), _("Chờ: P50 (giây)"),
        _("Chờ: P90 (giây)"), _("Chờ: lâu nhất (giây)"), _("Phục vụ: số lượt"), _("Phục vụ: trung bình (giây)"),
        _("Phục vụ: P50 (giây)"), _("Phục vụ: P90 (giây)"), _("Phục vụ: lâu nhất (giây)"),
        _("Gọi trong %(n)s phút: tử số", n=target_minutes), _("Gọi trong %(n)s phút: mẫu số", n=target_minutes),
    ]  # fmt: skip


def service_cells(report: DayReport, one: ServiceMeasures) -> list[Cell]:
    """Write the figures of one service, or of the whole centre."""
    name = service_name(report.names.get(one.service), one.service) if one.service else _("Toàn trung tâm")
    return [
        report.day, one.service, name, one.legs, one.called, one.served, one.no_show.numerator,
        one.left.numerator, one.transferred, one.incomplete, one.open, *_spread(one.waiting), *_spread(one.serving), one.within_target.numerator,
        one.within_target.denominator,
    ]  # fmt: skip


def _spread(spread: Spread) -> Sequence[Cell]:
    return (spread.count, *(map(_seconds, (spread.mean_s, spread.p50_s, spread.p90_s, spread.longest_s))))


def _seconds(value: float | None) -> int | None:
    return None if value is None else round(value)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
