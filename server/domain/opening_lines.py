"""What people read of a service that is closed or paused, in Vietnamese and English. The rules: opening.py."""

from datetime import date, time

from server.domain.opening import Closed, ClosedReason, Reopening

Line = tuple[str, str]

_WEEKDAYS = (
    ("thứ Hai", "Monday"),
    ("thứ Ba", "Tuesday"),
    ("thứ Tư", "Wednesday"),
    ("thứ Năm", "Thursday"),
    ("thứ Sáu", "Friday"),
    ("thứ Bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_WHY: dict[ClosedReason, Line] = {
    ClosedReason.SWITCHED_OFF: (
        "Lĩnh vực này tạm ngừng nhận số.",
        "This service gives no numbers at the moment.",
    ),
    ClosedReason.CLOSURE: ("Lĩnh vực này tạm nghỉ.", "This service is closed for now."),
    ClosedReason.DAY_OFF: ("Hôm nay không làm việc.", "Closed today."),
    ClosedReason.TOO_EARLY: ("Chưa đến giờ nhận số.", "It is too early to take a number."),
    ClosedReason.TOO_LATE: ("Đã hết giờ làm việc hôm nay.", "Closed for today."),
    ClosedReason.QUOTA_REACHED: (
        "Số của lĩnh vực này hôm nay đã phát hết.",
        "All numbers of this service for today have been given.",
    ),
    ClosedReason.NUMBERS_EXHAUSTED: (
        "Số của lĩnh vực này hôm nay đã phát hết.",
        "All numbers of this service for today have been given.",
    ),
    ClosedReason.CLOSING_SOON: (
        "Số người đang chờ đã vừa đủ đến giờ đóng cửa hôm nay.",
        "Those who wait now will take until closing time today.",
    ),
}
_NAMED: dict[ClosedReason, Line] = {
    ClosedReason.CLOSURE: ("Lĩnh vực này nghỉ: {about}.", "This service is closed: {about}."),
    ClosedReason.DAY_OFF: ("Hôm nay nghỉ: {about}.", "Closed today: {about}."),
}


def why_closed(closed: Closed) -> Line:
    """Say in one sentence why no number is given now; what has no name in a language is said without it."""
    plain, named = _WHY[closed.reason], _NAMED.get(closed.reason)
    vi, en = (
        line if named is None or not about else name.format(about=about.rstrip("."))
        for line, name, about in zip(plain, named or plain, closed.about, strict=True)
    )
    return vi, en


def when_reopened(reopens: Reopening | None, today: date) -> Line:
    """Say from when numbers are given again: "Mở lại 07:30 thứ Hai 23/11/2026"; two empty lines when nobody knows."""
    if reopens is None:
        return "", ""
    day, at = reopens.day, reopens.at
    if day == today and at is not None:
        return f"Mở cửa {_clock(at)} hôm nay", f"Opens today at {_clock(at)}"
    vi, en = _WEEKDAYS[day.weekday()]
    hour_vi, hour_en = (f"{_clock(at)} ", f" at {_clock(at)}") if at else ("", "")
    return (
        f"Mở lại {hour_vi}{vi} {day:%d/%m/%Y}",
        f"Opens again on {en} {day.day} {_MONTHS[day.month - 1]} {day.year}{hour_en}",
    )


def when_briefly(reopens: Reopening | None, today: date) -> Line:
    """Say it as a tile has room for: "mở lại 07:30 thứ Hai 23/11"; two empty lines when nobody knows."""
    if reopens is None:
        return "", ""
    day, at = reopens.day, reopens.at
    if day == today and at is not None:
        return f"mở lúc {_clock(at)}", f"opens at {_clock(at)}"
    vi, en = _WEEKDAYS[day.weekday()]
    hour = f"{_clock(at)} " if at else ""
    return f"mở lại {hour}{vi} {day:%d/%m}", f"opens {hour}{en[:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
