"""Times, spans and counts as they are said on paper, in Vietnamese and English. Which line stands where is slips.py."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NO_BREAK = "\u00a0"
_DAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_AT_ONCE = {"vi": "Dự kiến đến lượt ngay", "en": "Your turn should come at once"}
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_time(at_ms: int, timezone: str) -> datetime:
    """Return the wall time of the centre for UTC milliseconds."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(timezone))


def tied(text: str) -> str:
    """Keep the words of a text on one line of the paper where a line can hold them."""
    return text.replace(" ", NO_BREAK)


def side_by_side(first: str, second: str) -> str:
    """Put two statements on one line with a dot between; a line may end at the dot and nowhere else."""
    return f"{tied(first)}{NO_BREAK}· {tied(second)}"


def day_and_time(at: datetime, language: str) -> str:
    """Write "thứ Tư, 25/11/2026 lúc 17:30" or "Wednesday, 25 Nov 2026 at 17:30"; a line may end after the weekday."""
    if language == "en":
        date = tied(f"{at.day} {_MONTHS_EN[at.month - 1]} {at.year} at {at:%H:%M}")
        return f"{_DAYS_EN[at.weekday()]}, {date}"
    return f"{tied(_DAYS_VI[at.weekday()])}, {tied(f'{at:%d/%m/%Y} lúc {at:%H:%M}')}"


def short_time(at: datetime, language: str) -> str:
    """Write "08:05 ngày 25/11/2026" or "08:05, 25 Nov 2026"."""
    if language == "en":
        return f"{at:%H:%M}, {at.day} {_MONTHS_EN[at.month - 1]} {at.year}"
    return f"{at:%H:%M} ngày {at:%d/%m/%Y}"


def people_ahead(count: int, language: str) -> str:
    """Say how many wait before the citizen."""
    if language == "en":
        return f"People ahead of you: {count}" if count else "Nobody is waiting before you"
    return f"Đang chờ trước: {count} người" if count else "Chưa có ai chờ trước ông/bà"


def rough_wait(span_s: Sequence[int], language: str) -> str:
    """Say a span of seconds in whole minutes, never more precisely than it is known."""
    low, high = (max(round(value / 60), 0) for value in span_s)
    span = str(high) if low == high else f"{low}–{high}"
    if high <= 1:
        return _AT_ONCE[language]
    if low < 1:
        return f"Wait: under {high} minutes" if language == "en" else f"Chờ dưới {high} phút"
    return f"Wait: about {span} minutes" if language == "en" else f"Chờ khoảng {span} phút"


def queue_in_short(count: int, span_s: Sequence[int] | None, language: str) -> str:
    """Say the queue in a few words, for the small line in the other language."""
    ahead = f"{count} ahead" if language == "en" else f"trước: {count} người"
    if not count:
        ahead = "nobody ahead" if language == "en" else "chưa có ai chờ"
    return side_by_side(ahead, _wait_in_short(span_s, language)) if span_s else ahead


def _wait_in_short(span_s: Sequence[int], language: str) -> str:
    said = rough_wait(span_s, language)
    if said == _AT_ONCE[language]:
        return "very soon" if language == "en" else "đến lượt ngay"
    return said.removeprefix("Wait: ").removeprefix("Chờ ")
