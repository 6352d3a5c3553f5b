"""The day by hour as places on a drawing: bars for tickets taken and served, a line for the mean wait. No HTML here."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.measures import HourMeasures

WIDTH, HEIGHT = 960, 396
LEFT, RIGHT = 64, 944
BARS_TOP, BARS_FOOT = 34, 204
WAIT_TOP, WAIT_FOOT = 262, 352
MOST_BAR = 36.0
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with the number it stands for."""

    x: float
    y: float
    width: float
    height: float
    value: int

    @property
    def middle(self) -> float:
        """Give where its label is centred."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Point:
    """The mean wait of one hour, in seconds."""

    x: float
    y: float
    value_s: float


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour's place, bars and point; no point when nobody was called."""

    hour: int
    x: float
    issued: Bar
    served: Bar
    wait: Point | None


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line with its value."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything the template draws. `strokes` are runs of hours with a wait, as SVG points."""

    hours: tuple[Hour, ...]
    count_lines: tuple[Line, ...]
    minute_lines: tuple[Line, ...]
    target: Line
    strokes: tuple[str, ...]


def day_chart(hours: Sequence[HourMeasures], target_s: float) -> Chart:
    """Place a day's hours on a drawing of WIDTH × HEIGHT; the target's line is always within it."""
    counts = scale(max((one.legs for one in hours), default=1))
    longest_min = max([target_s / 60, *(one.mean_waiting_s / 60 for one in hours if one.mean_waiting_s)])
    minutes = scale(longest_min)
    slot = (RIGHT - LEFT) / max(1, len(hours))
    placed = tuple(
        _hour(one, LEFT + slot * position, slot, top_count=counts[-1], top_s=60 * minutes[-1])
        for position, one in enumerate(hours)
    )
    return Chart(
        hours=placed,
        count_lines=tuple(Line(_height(value, counts[-1], BARS_TOP, BARS_FOOT), value) for value in counts),
        minute_lines=tuple(
            Line(_height(value, minutes[-1], WAIT_TOP, WAIT_FOOT), value) for value in minutes
        ),
        target=Line(_height(target_s / 60, minutes[-1], WAIT_TOP, WAIT_FOOT), round(target_s / 60)),
        strokes=_strokes(placed),
    )


def scale(most: float) -> tuple[int, ...]:
    """Return the values of the lines from 0 up to at least `most`: two to five lines above zero, round numbers."""
    step = next((one for one in STEPS if one * 4 >= most), STEPS[-1])
    lines = max(1, -(-int(most * 1000) // (step * 1000)))
    return tuple(step * line for line in range(lines + 1))


def _hour(one: HourMeasures, left: float, slot: float, *, top_count: int, top_s: int) -> Hour:
    width = min(MOST_BAR, slot * 0.32)
    middle = round(left + slot / 2, 1)
    wait = None
    if one.mean_waiting_s is not None:
        wait = Point(middle, _height(one.mean_waiting_s, top_s, WAIT_TOP, WAIT_FOOT), one.mean_waiting_s)
    issued = _bar(one.legs, middle - width - 1.5, width, top_count)
    return Hour(one.hour, middle, issued, _bar(one.served, middle + 1.5, width, top_count), wait)


def _bar(value: int, x: float, width: float, top: int) -> Bar:
    y = _height(value, top, BARS_TOP, BARS_FOOT)
    return Bar(round(x, 1), y, round(width, 1), round(BARS_FOOT - y, 1), value)


def _height(value: float, top: float, ceiling: float, foot: float) -> float:
    return round(foot - (foot - ceiling) * value / top, 1)


def _strokes(hours: Sequence[Hour]) -> tuple[str, ...]:
    runs: list[list[str]] = [[]]
    for one in hours:
        if one.wait is None:
            runs.append([])
        else:
            runs[-1].append(f"{one.wait.x},{one.wait.y}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)
