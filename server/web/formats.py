"""How days, times, numbers and waits are written in Vietnamese and English; values arrive in local time."""

from datetime import date, datetime

from flask import Flask

from server.web.languages import current_language
from server.web.languages import gettext as _

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def format_day(day: date, language: str | None = None) -> str:
    """Write a local day with its weekday: "thứ Hai, 23/11/2026", "Monday, 23/11/2026"."""
    weekday = WEEKDAYS[language or current_language()][day.weekday()]
    return f"{weekday}, {day:%d/%m/%Y}"


def format_time(moment: datetime) -> str:
    """Write a local time of day: "07:30", in both languages."""
    return f"{moment:%H:%M}"


def format_number(value: int | float, decimals: int = 0, language: str | None = None) -> str:
    """Write a number with the language's separators: "4.749,5" in Vietnamese, "4,749.5" in English."""
    text = f"{value:,.{decimals}f}"
    if (language or current_language()) == "en":
        return text
    return text.translate(str.maketrans(",.", ".,"))


def format_percent(part: int, whole: int) -> str:
    """Write a share with one decimal: "98,9%"; "–" when there is nothing to divide by."""
    return f"{format_number(100 * part / whole, 1)}%" if whole else "–"


def format_wait(low_s: int, high_s: int | None = None) -> str:
    """Write a rough wait in minutes: "khoảng 5–10 phút", "about 5–10 min", "dưới 1 phút" below one minute."""
    low, high = low_s // 60, -(-(low_s if high_s is None else high_s) // 60)
    if high <= 1:
        return _("dưới 1 phút")
    if low < 1 or low == high:
        return _("khoảng %(high)s phút", high=high)
    return _("khoảng %(low)s–%(high)s phút", low=low, high=high)


def format_minutes(seconds: float) -> str:
    """Write a measured time: "45 giây", "7 phút", "1 giờ 05 phút"; rounded to the nearest unit shown."""
    if seconds < 59.5:
        return _("%(n)s giây", n=round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return _("%(n)s phút", n=minutes)
    return _("%(hours)s giờ %(minutes)s phút", hours=minutes // 60, minutes=f"{minutes % 60:02d}")


def init_formats(app: Flask) -> None:
    """Offer the formats as Jinja filters: day, time, number, percent, wait, minutes."""
    app.jinja_env.filters.update(
        day=format_day,
        time=format_time,
        number=format_number,
        percent=format_percent,
        wait=format_wait,
        minutes=format_minutes,
    )
