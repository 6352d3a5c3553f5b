"""The words of the rules' pages: policies, weekdays, the parts of the rules; numbers as a person types them."""

from dataclasses import dataclass

from flask_babel import lazy_gettext

from server.domain.calendar import WEEKDAYS, WrittenWeek
from server.domain.policy import DESCRIPTIONS, PolicyKind
from server.web.languages import current_language

POLICY_NAMES = {
    PolicyKind.ACCUMULATING: lazy_gettext("Cộng dồn theo hệ số"),
    PolicyKind.HEAD_START: lazy_gettext("Tính sớm một số phút"),
    PolicyKind.STRICT: lazy_gettext("Ưu tiên tuyệt đối"),
    PolicyKind.ALTERNATION: lazy_gettext("Xen kẽ N : 1"),
}
WEEKDAY_NAMES = dict(
    zip(
        WEEKDAYS,
        (
            lazy_gettext("Thứ Hai"),
            lazy_gettext("Thứ Ba"),
            lazy_gettext("Thứ Tư"),
            lazy_gettext("Thứ Năm"),
            lazy_gettext("Thứ Sáu"),
            lazy_gettext("Thứ Bảy"),
            lazy_gettext("Chủ nhật"),
        ),
        strict=True,
    )
)
SPANS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the rules, with its page."""

    path: str
    icon: str
    name: object


PARTS = (
    Part("/manager/rules", "list-ordered", lazy_gettext("Ai được gọi tiếp")),
    Part("/manager/rules/pace", "timer", lazy_gettext("Nhịp gọi số")),
    Part("/manager/rules/hours", "clock", lazy_gettext("Giờ mở cửa")),
    Part("/manager/rules/services", "ticket", lazy_gettext("Các lĩnh vực")),
    Part("/manager/rules/counters", "users", lazy_gettext("Quầy và bộ lĩnh vực")),
    Part("/manager/rules/day-end", "door-closed", lazy_gettext("Hết ngày")),
)


def describe(kind: PolicyKind) -> str:
    """Explain a policy in the reader's language, with its example and its danger."""
    vietnamese, english = DESCRIPTIONS[kind]
    return english if current_language() == "en" else vietnamese


def plain(value: float) -> str:
    """Write a number as a person types it: no separators of thousands, no more decimals than it has."""
    return f"{value:g}".replace(".", "," if current_language() == "vi" else ".")


def minutes(seconds: int) -> str:
    """Write seconds as the minutes a person types."""
    return plain(seconds / 60)


def pick(names: dict[str, str]) -> str:
    """Take the reader's language of a pair of names."""
    return names["en"] if current_language() == "en" and names["en"] else names["vi"]


def spans_of(hours: WrittenWeek | None, weekday: str) -> list[tuple[str, str]]:
    """Give a weekday's spans as (from, to), with empty ones up to the two that every day offers."""
    written = list((hours or {}).get(weekday, ()))
    spans = [(one.partition("-")[0], one.partition("-")[2]) for one in written]
    return spans + [("", "")] * (SPANS_SHOWN - len(spans))


def week_lines(hours: WrittenWeek | None) -> list[tuple[str, str]]:
    """Sum a week up in lines (days, hours), neighbours with the same hours on one: ("Thứ Hai – Thứ Sáu", "07:30–11:30")."""
    lines: list[tuple[str, str, str]] = []
    for weekday in WEEKDAYS:
        told = ", ".join(one.replace("-", "–") for one in (hours or {}).get(weekday, ()))
        if lines and lines[-1][2] == told:
            lines[-1] = (lines[-1][0], weekday, told)
        else:
            lines.append((weekday, weekday, told))
    return [(_days(first, last), told) for first, last, told in lines if told]


def written_day(day: str) -> str:
    """Write a local day of the API as people do: 2026-11-25 is 25/11/2026."""
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"


def numbers_of(first: int, last: int, prefix: str) -> str:
    """Write a range of numbers as they stand on paper."""
    return f"{prefix}{first:03d} – {prefix}{last:03d}"


def _days(first: str, last: str) -> str:
    names = WEEKDAY_NAMES
    return str(names[first]) if first == last else f"{names[first]} – {names[last]}"
