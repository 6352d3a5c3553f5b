"""Breaking a paragraph into lines of a given width. Knows widths only, draws nothing."""

from collections.abc import Callable

from printers.clean import ELLIPSIS, NO_BREAK

Measure = Callable[[str], float]


def wrap(text: str, width: float, measure: Measure, *, most_lines: int) -> list[str]:
    """Break `text` at spaces into at most `most_lines` lines no wider than `width`; a cut ends in "…".

    Words tied by no-break spaces stay together where a line can hold them; a word wider than a line is broken where
    the line ends.
    """
    lines: list[str] = []
    for word in _words(text, width, measure):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined) <= width:
            lines[-1] = joined
            continue
        lines.extend(_pieces(word, width, measure))
        if len(lines) > most_lines:
            return [*lines[: most_lines - 1], _cut(" ".join(lines[most_lines - 1 :]), width, measure)]
    return lines


def balance(text: str, width: float, measure: Measure, *, most_lines: int) -> list[str]:
    """Break like `wrap`, with lines as even as the number of lines allows: for what is centred."""
    lines = wrap(text, width, measure, most_lines=most_lines)
    narrow, wide = width / max(len(lines), 1), width
    if len(lines) < 2 or lines[-1].endswith(ELLIPSIS):
        return lines
    while wide - narrow > 4:
        middle = (narrow + wide) / 2
        tried = wrap(text, middle, measure, most_lines=len(lines) + 1)
        whole_words = " ".join(tried) == text
        narrow, wide = (narrow, middle) if len(tried) == len(lines) and whole_words else (middle, wide)
    return wrap(text, wide, measure, most_lines=most_lines)


def _words(text: str, width: float, measure: Measure) -> list[str]:
    tied = text.split(" ")
    return [word for one in tied for word in ([one] if measure(one) <= width else one.split(NO_BREAK))]


def _pieces(word: str, width: float, measure: Measure) -> list[str]:
    pieces: list[str] = []
    while measure(word) > width:
        fits = _how_many_fit(word, width, measure)
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word] if word else pieces


def _cut(text: str, width: float, measure: Measure) -> str:
    return text[: _how_many_fit(text, width - measure(ELLIPSIS), measure)].rstrip() + ELLIPSIS


def _how_many_fit(text: str, width: float, measure: Measure) -> int:
    """Return the largest count of leading characters that fit, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= width else (low, middle - 1)
    return low
