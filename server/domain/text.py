"""What text people may send and how it is compared: cleaning at the door, and the accent-less search key.

Escaping for HTML, paper or spreadsheets does not belong here: each writer escapes for its own medium.
"""

import re
import unicodedata

from server.domain.errors import InvalidInput

_MULTILINE_CONTROLS = frozenset("\n\t")
_NONCHARACTER = re.compile("[\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")


class ControlCharacters(InvalidInput):
    """The text holds control, direction-changing or invisible characters. Type it again without them."""

    code = "control_characters"


class InvalidUnicode(InvalidInput):
    """The text is not valid Unicode. Type it again."""

    code = "invalid_unicode"


class TooLong(InvalidInput):
    """The text is too long. Shorten it."""

    code = "too_long"


class Empty(InvalidInput):
    """The text is empty. Fill it in."""

    code = "empty"


def clean_text(raw: str, *, field: str, max_length: int, multiline: bool = False) -> str:
    """Return the text in NFC with its spaces collapsed, or refuse it whole.

    `max_length` counts characters after cleaning. `multiline` lets line ends and tabs through; lines are
    cleaned one by one and empty lines at either end go.
    Raises InvalidUnicode (lone surrogates, noncharacters), ControlCharacters (C0, C1, bidi controls,
    zero-width characters), Empty, TooLong; each with `field` in its details.
    Source: Unicode Standard, general categories Cc, Cf and Cs; UAX 15 for NFC.
    """
    if len(raw) > 8 * max_length + 64:  # normalising 10 MB only to refuse it would be work for nothing
        raise TooLong(field=field, max_length=max_length)
    text = raw.replace("\r\n", "\n") if multiline else raw
    _refuse_what_cannot_be_shown(text, field=field, allowed=_MULTILINE_CONTROLS if multiline else frozenset())
    text = unicodedata.normalize("NFC", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = "\n".join(lines).strip()
    if not text:
        raise Empty(field=field)
    if len(text) > max_length:
        raise TooLong(field=field, max_length=max_length)
    return text


def _refuse_what_cannot_be_shown(text: str, *, field: str, allowed: frozenset[str]) -> None:
    for position, character in enumerate(text):
        category = unicodedata.category(character)
        if category == "Cs" or _NONCHARACTER.match(character):
            raise InvalidUnicode(field=field, position=position)
        if category in ("Cc", "Cf") and character not in allowed:
            raise ControlCharacters(field=field, position=position, character=f"U+{ord(character):04X}")


def fold(text: str) -> str:
    """Return the search key: lower case, no accents, đ as d, single spaces ("Đăng ký" → "dang ky")."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())
