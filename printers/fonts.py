"""Be Vietnam Pro, from whole TrueType files or from the subset files of the web, put together glyph by glyph.

Which words stand where on the paper is `layout`'s.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from printers.clean import NO_BREAK

_WHOLE = "whole"
_SUBSETS = (_WHOLE, "latin", "vietnamese", "latin-ext")
_FILES = (
    re.compile(r"BeVietnamPro-(?P<weight>[1-9]00)\.ttf$"),
    re.compile(r"be-vietnam-pro-(?P<subset>latin|vietnamese|latin-ext)-(?P<weight>[1-9]00)-normal\.woff2?$"),
)
_NOT_A_CHARACTER = "\uffff"
INK_FROM = 105
# Of two rows made one, a thin stroke leaves less grey behind: Vietnamese marks stay apart when less counts as ink.
HALVED_INK_FROM = 96


class FontError(RuntimeError):
    """The directory does not hold the font."""

    code = "fonts_missing"


def default_font_dir() -> Path:
    """Return where `./layso` puts the font files in a checkout."""
    return Path(__file__).resolve().parent.parent / "server" / "web" / "static" / "vendor" / "fonts"


@dataclass(frozen=True)
class Face:
    """One weight of the font in one size: the subset files in order of preference."""

    parts: tuple[ImageFont.FreeTypeFont, ...]
    size: int
    weight: int

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont | None, str]]:
        """Split `text` into the longest runs that one file can draw; None stands for characters that no file has."""
        for font, run in groupby(text.replace(NO_BREAK, " "), self.part):
            yield font, "".join(run)

    def part(self, char: str) -> ImageFont.FreeTypeFont | None:
        """Return the first file that has a glyph for `char`."""
        return next((font for font in self.parts if _has_glyph(font, char)), None)

    def width(self, text: str) -> float:
        """Return the advance of `text` in dots; words are remembered, since breaking lines asks for the same ones again."""
        words = text.replace(NO_BREAK, " ").split(" ")
        return sum(_word_width(self, word) for word in words) + (len(words) - 1) * _word_width(self, " ")

    def advance(self, text: str) -> float:
        """Measure the advance of `text` in dots."""
        return sum(font.getlength(run) if font else self._box * len(run) for font, run in self.runs(text))

    @property
    def _box(self) -> float:
        return self.size * 0.6

    def draw(
        self, text: str, *, size: tuple[int, int], at: tuple[float, float], halved: bool = False
    ) -> Image.Image:
        """Return a 1-bit picture (1 is ink) of `size` with `text`, its baseline starting at `at`.

        A character that the font lacks is drawn as an empty box: the reader sees that something stood there.
        `halved`: rows come in equal pairs (203 × 102 dpi, as a fax has), crisp when height and baseline are even.
        """
        canvas = Image.new("L", size, 0)
        pen = ImageDraw.Draw(canvas)
        x, y = at
        for font, run in self.runs(text):
            if font is None:
                x = self._draw_boxes(pen, len(run), x, y)
                continue
            pen.text((x, y), run, font=font, fill=255, anchor="ls")
            x += font.getlength(run)
        if not halved:
            return canvas.point(_threshold(INK_FROM), mode="1")
        half = canvas.resize((size[0], size[1] // 2), Image.Resampling.BOX)
        return half.point(_threshold(HALVED_INK_FROM), mode="1").resize(size, Image.Resampling.NEAREST)

    def _draw_boxes(self, pen: ImageDraw.ImageDraw, count: int, x: float, y: float) -> float:
        for _ in range(count):
            right, top = x + self._box * 0.85, y - self.size * 0.7
            pen.rectangle((x + self._box * 0.15, top, right, y), outline=255, width=2)
            x += self._box
        return x


@lru_cache(maxsize=8192)
def _word_width(face: Face, word: str) -> float:
    return face.advance(word)


@lru_cache(maxsize=2)
def _threshold(ink_from: int) -> list[int]:
    return [255 if value >= ink_from else 0 for value in range(256)]


@lru_cache(maxsize=8192)
def _has_glyph(font: ImageFont.FreeTypeFont, char: str) -> bool:
    """A subset draws the shape of a non-character for what it lacks; a space is rightly empty."""
    return char == " " or bytes(font.getmask(char)) != bytes(font.getmask(_NOT_A_CHARACTER))


class Fonts:
    """The font files of one directory. Raises FontError when a Vietnamese line could not be set with them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._files = _find(directory)
        self._faces: dict[tuple[int, int], Face] = {}
        self._lock = threading.Lock()

    def face(self, size: int, weight: int) -> Face:
        """Return the face of `size` dots in the weight nearest to `weight`."""
        nearest = min(self._files, key=lambda have: (abs(have - weight), -have))
        key = (nearest, size)
        with self._lock:
            if key not in self._faces:
                self._faces[key] = Face(parts=self._open(nearest, size), size=size, weight=nearest)
            return self._faces[key]

    def _open(self, weight: int, size: int) -> tuple[ImageFont.FreeTypeFont, ...]:
        files = self._files[weight]
        basic = ImageFont.Layout.BASIC
        return tuple(ImageFont.truetype(files[s], size, layout_engine=basic) for s in _SUBSETS if s in files)


def _find(directory: Path) -> dict[int, dict[str, Path]]:
    found: dict[int, dict[str, Path]] = {}
    for path in sorted(directory.glob("*")) if directory.is_dir() else ():
        for match in filter(None, (pattern.match(path.name) for pattern in _FILES)):
            subset = match.groupdict().get("subset", _WHOLE)
            found.setdefault(int(match["weight"]), {}).setdefault(subset, path)
    usable = {
        weight: files
        for weight, files in found.items()
        if _WHOLE in files or {"latin", "vietnamese"} <= set(files)
    }
    if not usable:
        raise FontError(f"no Be Vietnam Pro font files in {directory}; run ./layso once, it fetches them")
    return usable
