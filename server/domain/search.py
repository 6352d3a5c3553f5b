"""Finding a procedure from a few typed letters: any word order, word beginnings, accents optional, or the code.

The index is built once from the catalogue and kept; nothing here remembers what anybody searched.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from server.domain.catalogue import Procedure
from server.domain.text import fold

_WORD = re.compile(r"\w+")
_CODE_QUERY = re.compile(r"[\d.\s]*\d[\d.\s]*")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MOST_WORDS = 12
_MOST_CHARACTERS = 200
# Words people wrap around what they want ("tôi muốn làm giấy khai sinh"); left out only when they match nothing,
# for folded they are also parts of names: "cần" and "căn cước", "đi" and "di chúc".
_POLITE = frozenset((
    "lam", "xin", "cho", "toi", "minh", "em", "muon", "can", "thu", "tuc", "di", "ve", "cua", "va", "o", "duoc",
    "a", "an", "the", "for", "to", "of", "i", "my", "need", "want", "get",
))  # fmt: skip
_WEIGHTS = {"name": 10.0, "keyword": 8.0, "english": 5.0, "field": 2.0}
_PHRASE_BONUS = {"keyword": 60.0, "name": 25.0, "english": 15.0}
_WHOLE_BONUS = 40.0
_ACCENT_BONUS = 100.0


@dataclass(frozen=True, slots=True)
class _Entry:
    procedure: Procedure
    digits: str
    phrases: tuple[tuple[str, str], ...]
    accented: tuple[tuple[str, str], ...]
    length: int


@dataclass(frozen=True, slots=True)
class ProcedureIndex:
    """A prepared index: sorted words, and for each word the procedures that hold it with their weights."""

    entries: tuple[_Entry, ...]
    words: tuple[str, ...]
    holders: Mapping[str, Mapping[int, float]]


def prepare_index(procedures: Iterable[Procedure]) -> ProcedureIndex:
    """Index the procedures; those listed earlier win where everything else is equal."""
    entries = tuple(_entry(procedure) for procedure in procedures)
    holders: dict[str, dict[int, float]] = {}
    for number, entry in enumerate(entries):
        for kind, phrase in entry.phrases:
            for word in phrase.split():
                found = holders.setdefault(word, {})
                found[number] = max(found.get(number, 0.0), _WEIGHTS[kind])
    return ProcedureIndex(entries, tuple(sorted(holders)), holders)


def search_procedures(index: ProcedureIndex, query: str, *, limit: int) -> tuple[Procedure, ...]:
    """Return the best procedures for a query, best first; an empty query finds nothing.

    All words must match the beginning of a word, in any order. When no procedure has them all, polite words are
    left out, then one more word may be missing. A query with accents puts procedures written with the same
    accents first. Digits and dots search the code.
    """
    query = query[:_MOST_CHARACTERS]
    if _CODE_QUERY.fullmatch(query):
        return tuple(islice(_by_code(index, re.sub(r"\D", "", query)), limit))
    words = _WORD.findall(fold(query))[:_MOST_WORDS]
    scores = _scores(index, words, missing=0)
    if not scores:
        words = [word for word in words if word not in _POLITE]
        scores = _scores(index, words, missing=min(1, len(words) - 1))
    accents = [word for word in _accented(query) if fold("".join(word)) != "".join(word)]
    folded = " ".join(words)
    for number in scores:
        entry = index.entries[number]
        scores[number] += _phrase_score(entry, folded) - entry.length / 10
        if accents and all(_holds_accented(entry, word) for word in accents):
            scores[number] += _ACCENT_BONUS
    best = sorted(scores, key=lambda number: (-scores[number], number))
    return tuple(index.entries[number].procedure for number in best[:limit])


def _entry(procedure: Procedure) -> _Entry:
    sources = [("name", procedure.name_vi), ("field", procedure.field), ("english", procedure.name_en)]
    sources += [("keyword", keyword) for keyword in procedure.keywords]
    phrases = tuple((kind, _phrase(text)) for kind, text in sources)
    vietnamese = " ".join((procedure.name_vi, procedure.field, *procedure.keywords))
    return _Entry(
        procedure=procedure,
        digits=procedure.code.replace(".", ""),
        phrases=phrases,
        accented=tuple(dict.fromkeys(_accented(vietnamese))),
        length=len(phrases[0][1].split()),
    )


def _phrase(text: str) -> str:
    return " ".join(_WORD.findall(fold(text))).removeprefix("thu tuc ")


def _by_code(index: ProcedureIndex, digits: str) -> Iterator[Procedure]:
    """Yield codes that begin with the digits, then codes whose serial part begins with them, then the rest."""
    places = {entry.procedure.code: entry.digits.find(digits) for entry in index.entries}
    held = [entry.procedure for entry in index.entries if places[entry.procedure.code] >= 0]
    return iter(sorted(held, key=lambda procedure: places[procedure.code]))


def _scores(index: ProcedureIndex, words: list[str], *, missing: int) -> dict[int, float]:
    """Score the procedures that hold the most of the words, if they lack no more than `missing`."""
    matches = [_holders_of_prefix(index, word) for word in words]
    totals: dict[int, float] = {}
    counts: dict[int, int] = {}
    for match in matches:
        for number, weight in match.items():
            totals[number] = totals.get(number, 0.0) + weight
            counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    if most == 0 or most < len(words) - missing:
        return {}
    return {number: total for number, total in totals.items() if counts[number] == most}


def _holders_of_prefix(index: ProcedureIndex, prefix: str) -> dict[int, float]:
    found: dict[int, float] = {}
    for word in islice(index.words, bisect_left(index.words, prefix), None):
        if not word.startswith(prefix):
            break
        closeness = 1.0 if word == prefix else 0.7
        for number, weight in index.holders[word].items():
            found[number] = max(found.get(number, 0.0), weight * closeness)
    return found


def _phrase_score(entry: _Entry, folded: str) -> float:
    best = 0.0
    for kind, phrase in entry.phrases:
        if kind in _PHRASE_BONUS and f" {folded}" in f" {phrase}":
            best = max(best, _PHRASE_BONUS[kind] + (_WHOLE_BONUS if phrase == folded else 0.0))
    return best


def _accented(text: str) -> list[tuple[str, str]]:
    """Split into words as (letters without tone, tone), so that "hoà" and "hòa" are the same word."""
    split = []
    for word in _WORD.findall(unicodedata.normalize("NFC", text.casefold())):
        parts = unicodedata.normalize("NFD", word)
        letters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        split.append((letters, "".join(c for c in parts if c in _TONES)))
    return split


def _holds_accented(entry: _Entry, wanted: tuple[str, str]) -> bool:
    letters, tone = wanted
    return any(held.startswith(letters) and held_tone == tone for held, held_tone in entry.accented)
