"""The words and numbers of the back office: states, rates with both of their numbers, troubles and what to do."""

from flask_babel import lazy_gettext

from server.domain.measures import Rate
from server.domain.ticket import TicketState
from server.operations.reports import Pressure
from server.web.formats import format_number
from server.web.languages import gettext as _

# A number and its sign stay on one line.
NARROW = "\N{NO-BREAK SPACE}"

OUTCOMES = {
    TicketState.WAITING: lazy_gettext("đang chờ"),
    TicketState.CALLED: lazy_gettext("đang gọi"),
    TicketState.SERVING: lazy_gettext("đang phục vụ"),
    TicketState.PARKED: lazy_gettext("đang tạm dừng"),
    TicketState.FINISHED: lazy_gettext("hoàn thành"),
    TicketState.TRANSFERRED: lazy_gettext("chuyển đi nơi khác"),
    TicketState.LEFT: lazy_gettext("rời đi trước khi được gọi"),
    TicketState.NO_SHOW: lazy_gettext("vắng"),
    TicketState.INCOMPLETE: lazy_gettext("chưa xong khi hết ngày"),
}
COUNTER_STATUS = {
    "open": ("door-open", "success", lazy_gettext("mở")),
    "paused": ("pause", "warning", lazy_gettext("tạm nghỉ")),
    "closed": ("door-closed", "quiet", lazy_gettext("đóng")),
}
PRESSURES = {
    Pressure.CALM: ("circle-check", "success", lazy_gettext("trong ngưỡng")),
    Pressure.NEAR: ("clock", "warning", lazy_gettext("sắp quá ngưỡng")),
    Pressure.OVER: ("circle-alert", "danger", lazy_gettext("quá ngưỡng")),
}
SLIP_KINDS = {"ticket": lazy_gettext("phiếu số"), "receipt": lazy_gettext("giấy tiếp nhận")}
SLIP_TROUBLES = {
    "paper_out": lazy_gettext("hết giấy: thay cuộn mới"),
    "cover_open": lazy_gettext("nắp máy đang mở: đóng nắp lại"),
    "cutter_error": lazy_gettext("kẹt dao cắt: tắt máy, gỡ giấy kẹt, bật lại"),
}


def outcome_word(state: TicketState) -> str:
    """Name what became of a ticket."""
    return str(OUTCOMES[state])


def rate_words(rate: Rate) -> str:
    """Write a share with both of its numbers: "9/10 (90,00 %)"; "0/0" when there is nothing to divide by."""
    pair = f"{format_number(rate.numerator)}/{format_number(rate.denominator)}"
    if rate.value is None:
        return pair
    return f"{pair} ({format_number(100 * rate.value, 2)}{NARROW}%)"


def slip_trouble(state: str, code: str) -> str:
    """Say what is wrong with a slip and what to do about it."""
    if state == "unknown":
        return _("không rõ đã ra giấy chưa: xem khay giấy, rồi xác nhận hoặc in lại tại quầy")
    known = SLIP_TROUBLES.get(code)
    return str(known) if known else _("không in được: kiểm tra máy in, rồi in lại tại quầy")
