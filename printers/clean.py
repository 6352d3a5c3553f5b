"""Cleaning of text that people wrote, before it may touch a printer. No layout here, no bytes."""

import re
import unicodedata

ELLIPSIS = "…"
NO_BREAK = "\u00a0"
_TO_SPACE = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Me"})
_GAPS = re.compile(f"{NO_BREAK}*(?: {NO_BREAK}*)+|{NO_BREAK}{{2,}}")


def clean(text: str, limit: int) -> str:
    """Return `text` in NFC without controls, bidi, zero-width or surrogate characters, at most `limit` characters.

    Line breaks become spaces, runs of spaces one space, a stack of combining marks its first; a cut is shown by "…".
    A no-break space stays one: it says where a line may not end.
    """
    rough = unicodedata.normalize("NFC", text[: limit * 8])
    kept: list[str] = []
    for char in rough:
        if _is_printable(char, kept[-1] if kept else " "):
            kept.append(" " if _is_gap(char) else char)
    joined = _GAPS.sub(" ", "".join(kept)).strip(f" {NO_BREAK}")
    tidy = unicodedata.normalize("NFC", joined)
    return tidy if len(tidy) <= limit else tidy[: limit - 1].rstrip() + ELLIPSIS


def _is_gap(char: str) -> bool:
    return char in _TO_SPACE or (char != NO_BREAK and unicodedata.category(char) == "Zs")


def _is_printable(char: str, before: str) -> bool:
    if char in _TO_SPACE:
        return True
    category = unicodedata.category(char)
    if category in _MARKS:
        return unicodedata.category(before) not in _MARKS and not _is_selector(char)
    return category not in _DROPPED


def _is_selector(char: str) -> bool:
    """Variation selectors and the grapheme joiner are marks by category, invisible by nature."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char == "\u034f"
