"""The slip: what shall stand on the paper, as values. How it looks is `layout`'s, what it costs in bytes is `raster`'s."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypeVar, get_type_hints

from printers.clean import clean

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

MAX_BLOCKS = 60
MAX_TITLE = 120
MAX_MARK = 60
MAX_GAP_MM = 30.0


class SlipKind(StrEnum):
    TICKET = "ticket"
    RECEIPT = "receipt"
    DAY_SUMMARY = "day_summary"
    TEST = "test"


class Size(StrEnum):
    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class _Clean:
    """Cleans every text field on the way in, so that a dirty block cannot exist."""

    limits: ClassVar[dict[str, int]] = {}

    def __post_init__(self) -> None:
        for name, limit in self.limits.items():
            object.__setattr__(self, name, clean(getattr(self, name), limit))


@dataclass(frozen=True)
class Heading(_Clean):
    """The name of the centre, or of what the slip is; centred."""

    text: str
    limits: ClassVar[dict[str, int]] = {"text": 160}


@dataclass(frozen=True)
class Big(_Clean):
    """The ticket's number, as large as the paper allows."""

    text: str
    limits: ClassVar[dict[str, int]] = {"text": 10}


@dataclass(frozen=True)
class Text(_Clean):
    """A paragraph."""

    text: str
    size: Size = Size.NORMAL
    align: Align = Align.LEFT
    bold: bool = False
    limits: ClassVar[dict[str, int]] = {"text": 600}


@dataclass(frozen=True)
class Pair(_Clean):
    """A label on the left and its value on the right."""

    label: str
    value: str
    limits: ClassVar[dict[str, int]] = {"label": 80, "value": 300}


@dataclass(frozen=True)
class Rule(_Clean):
    """A thin line across the paper."""


@dataclass(frozen=True)
class Gap(_Clean):
    """White paper of a given height in millimetres."""

    height_mm: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "height_mm", min(max(float(self.height_mm), 0.0), MAX_GAP_MM))


@dataclass(frozen=True)
class Qr(_Clean):
    """A QR code with a line of words under it."""

    data: str
    caption: str = ""
    limits: ClassVar[dict[str, int]] = {"data": 200, "caption": 160}


Block = Heading | Big | Text | Pair | Rule | Gap | Qr
_BLOCKS: dict[str, type[Block]] = {
    kind.__name__.lower(): kind for kind in (Heading, Big, Text, Pair, Rule, Gap, Qr)
}


@dataclass(frozen=True)
class Slip:
    """One piece of paper, top to bottom.

    `title` names the slip in lists and is not printed; `copy_mark` ("bản in lại") is printed above everything.
    Raises ValueError when the slip is empty or has more than 60 blocks.
    """

    kind: SlipKind
    title: str
    blocks: tuple[Block, ...]
    lang: str = "vi"
    copy_mark: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.blocks) <= MAX_BLOCKS:
            raise ValueError(f"a slip has 1 to {MAX_BLOCKS} blocks, this one has {len(self.blocks)}")
        object.__setattr__(self, "title", clean(self.title, MAX_TITLE))
        if self.copy_mark is not None:
            object.__setattr__(self, "copy_mark", clean(self.copy_mark, MAX_MARK) or None)

    def to_json(self) -> dict[str, Any]:
        """Return the slip as plain values that `json.dumps` takes and `from_json` reads back equal."""
        head = {"kind": self.kind.value, "title": self.title, "lang": self.lang, "copy_mark": self.copy_mark}
        return head | {"blocks": [_block_to_json(block) for block in self.blocks]}

    @classmethod
    def from_json(cls, value: object) -> Slip:
        """Read a slip, strictly: an unknown kind, block, key or type raises ValueError that names it."""
        given = _mapping(value, "slip")
        _only(given, {"kind", "title", "lang", "copy_mark", "blocks"}, "slip")
        blocks = given.get("blocks")
        if not isinstance(blocks, list):
            raise ValueError("slip: 'blocks' must be a list")
        if len(blocks) > MAX_BLOCKS:
            raise ValueError(f"a slip has 1 to {MAX_BLOCKS} blocks, this one has {len(blocks)}")
        mark = given.get("copy_mark")
        return cls(
            kind=_enum(SlipKind, given.get("kind"), "slip kind"),
            title=_typed(given.get("title"), str, "slip title"),
            blocks=tuple(_block_from_json(block) for block in blocks),
            lang=_typed(given.get("lang", "vi"), str, "slip lang"),
            copy_mark=None if mark is None else _typed(mark, str, "slip copy_mark"),
        )


def _block_to_json(block: Block) -> dict[str, Any]:
    return {"block": type(block).__name__.lower()} | dataclasses.asdict(block)


def _block_from_json(value: object) -> Block:
    given = _mapping(value, "block")
    name = given.get("block")
    if not isinstance(name, str) or name not in _BLOCKS:
        raise ValueError(f"unknown block {name!r}; known: {', '.join(_BLOCKS)}")
    kind = _BLOCKS[name]
    wanted = {field.name: field for field in dataclasses.fields(kind)}
    _only(given, {"block", *wanted}, name)
    hints = get_type_hints(kind)
    missing = [n for n, f in wanted.items() if n not in given and f.default is dataclasses.MISSING]
    if missing:
        raise ValueError(f"{name}: {', '.join(missing)} missing")
    read = {n: _field(given[n], hints[n], f"{name} {n}") for n in wanted if n in given}
    return kind(**read)


def _field(value: object, kind: type[Any], where: str) -> Any:
    if issubclass(kind, StrEnum):
        return _enum(kind, value, where)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return _typed(value, kind, where)


def _typed(value: object, kind: type[T], where: str) -> T:
    if not isinstance(value, kind):
        raise ValueError(f"{where}: expected {kind.__name__}, got {type(value).__name__}")
    return value


def _enum(kind: type[E], value: object, where: str) -> E:
    known = [member.value for member in kind]
    if not isinstance(value, str) or value not in known:
        raise ValueError(f"unknown {where} {value!r}; known: {', '.join(known)}")
    return kind(value)


def _mapping(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: expected an object, got {type(value).__name__}")
    return value


def _only(given: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(str(key) for key in set(given) - known)
    if unknown:
        raise ValueError(f"{where}: unknown {', '.join(unknown)}")
