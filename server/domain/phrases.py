"""What a call says: the words, and the clip names to play one after the other.

Where clips come from and how they are played does not belong here.
"""

import re
from dataclasses import dataclass
from typing import Literal

from server.domain.catalogue import Language
from server.domain.errors import InvalidInput

Dialect = Literal["north", "south"]

MOST_COUNTERS = 99
_LABEL = re.compile(r"[A-Z]{0,3}[0-9]{1,6}")
_DIGITS_VI = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGITS_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS_EN = (
    "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS_EN = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FRAME: dict[Language, dict[str, str]] = {
    "vi": {"call": "Mời số", "to-counter": "đến quầy số"},
    "en": {"call": "Number", "to-counter": "please go to counter"},
}
_LETTER_NAMES_VI = {
    "a": "a", "b": "bê", "c": "xê", "d": "dê", "e": "e", "f": "ép", "g": "giê", "h": "hát", "i": "i",
    "j": "gi", "k": "ca", "l": "e-lờ", "m": "em-mờ", "n": "en-nờ", "o": "o", "p": "pê", "q": "quy", "r": "e-rờ",
    "s": "ét-sì", "t": "tê", "u": "u", "v": "vê", "w": "vê kép", "x": "ích-xì", "y": "i dài", "z": "dét",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call as clip names in playing order, and as words for the screen or a speaking machine."""

    clips: tuple[str, ...]
    words: str


def say(label: str, counter: int, lang: Language, dialect: Dialect = "north") -> Spoken:
    """Say a ticket label letter by letter and digit by digit, and the counter as a number.

    "A012" at 3 is "Mời số A không một hai đến quầy số ba". The chime, the repeat and the pauses are the player's.
    Raises InvalidInput for a label other than letters A–Z and digits, or a counter outside 0–99.
    """
    if not _LABEL.fullmatch(label):
        raise InvalidInput("A label to speak is made of letters A–Z and digits.", label=label)
    if not 0 <= counter <= MOST_COUNTERS:
        raise InvalidInput(f"A counter to speak is from 0 to {MOST_COUNTERS}.", counter=counter)
    spelled = tuple(f"digit-{c}" if c.isdigit() else f"letter-{c.lower()}" for c in label)
    digits = _DIGITS_VI if lang == "vi" else _DIGITS_EN
    characters = [digits[int(c)] if c.isdigit() else c for c in label]
    number = _counter_words(counter, lang, dialect)
    frame = _FRAME[lang]
    words = f"{frame['call']} {' '.join(characters)} {frame['to-counter']} {number}"
    if lang == "en":
        words = words.replace(" please", ", please")
    return Spoken(("call", *spelled, "to-counter", f"number-{counter}"), words)


def clip_words(lang: Language, dialect: Dialect = "north") -> dict[str, str]:
    """List every clip of a voice pack with the words to record: phrases, letters, digits, numbers 0–99.

    Vietnamese letters are written by their spoken names, as a speaking machine may misread single letters.
    """
    digits = _DIGITS_VI if lang == "vi" else _DIGITS_EN
    words = dict(_FRAME[lang])
    for letter, name in _LETTER_NAMES_VI.items():
        words[f"letter-{letter}"] = name if lang == "vi" else letter.upper()
    words |= {f"digit-{n}": digits[n] for n in range(10)}
    return words | {f"number-{n}": _counter_words(n, lang, dialect) for n in range(MOST_COUNTERS + 1)}


def read_number(n: int, dialect: Dialect = "north") -> str:
    """Read a whole number from 0 to 9,999 in Vietnamese: mốt, tư and lăm after tens, linh or lẻ before units.

    North: linh, nghìn. South: lẻ, ngàn. Raises InvalidInput outside the range.
    """
    if not 0 <= n <= 9999:
        raise InvalidInput("Numbers from 0 to 9,999 can be read.", number=n)
    thousands, rest = divmod(n, 1000)
    if not thousands:
        return _below_thousand(n, dialect)
    words = f"{_DIGITS_VI[thousands]} {'nghìn' if dialect == 'north' else 'ngàn'}"
    if not rest:
        return words
    hundreds, below = divmod(rest, 100)
    return f"{words} {_hundreds(hundreds, below, dialect)}"


def _below_thousand(n: int, dialect: Dialect) -> str:
    hundreds, below = divmod(n, 100)
    return _hundreds(hundreds, below, dialect) if hundreds else _below_hundred(n)


def _hundreds(hundreds: int, below: int, dialect: Dialect) -> str:
    words = f"{_DIGITS_VI[hundreds]} trăm"
    if not below:
        return words
    if below < 10:
        return f"{words} {'linh' if dialect == 'north' else 'lẻ'} {_DIGITS_VI[below]}"
    return f"{words} {_below_hundred(below)}"


def _below_hundred(n: int) -> str:
    tens, unit = divmod(n, 10)
    if not tens:
        return _DIGITS_VI[unit]
    words = "mười" if tens == 1 else f"{_DIGITS_VI[tens]} mươi"
    return f"{words} {_unit_after_tens(tens, unit)}" if unit else words


def _unit_after_tens(tens: int, unit: int) -> str:
    if unit == 5:
        return "lăm"
    if tens > 1 and unit in (1, 4):
        return "mốt" if unit == 1 else "tư"
    return _DIGITS_VI[unit]


def _counter_words(n: int, lang: Language, dialect: Dialect) -> str:
    if lang == "vi":
        return read_number(n, dialect)
    tens, unit = divmod(n, 10)
    if tens == 0:
        return _DIGITS_EN[unit]
    if tens == 1:
        return _TEENS_EN[unit]
    return f"{_TENS_EN[tens]}-{_DIGITS_EN[unit]}" if unit else _TENS_EN[tens]
