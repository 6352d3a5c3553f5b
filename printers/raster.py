"""Smart raster: a 1-bit picture becomes the fewest ESC/POS bytes that print it. Source: Epson ESC/POS reference.

Blank rows are fed (ESC J), bands are cropped to the bytes that hold ink and put in place (ESC $ or GS L, which the
reference lists as what positions GS v 0), and a band whose dots come in pairs is sent at half density (m = 1, 2, 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from printers.profile import Positioning, Profile

MOST_FEED = 255
DOUBLE_WIDTH, DOUBLE_HEIGHT = 1, 2

# The printer looks for DLE EOT, DLE ENQ and DLE DC4 (status, recovery, drawer pulse, power off) even inside picture data
# (Epson ESC/POS reference, notes on the real-time commands). One more dot beside a lone one breaks each of them.
_REAL_TIME = ((b"\x10\x04", b"\x10\x0c"), (b"\x10\x05", b"\x10\x0d"), (b"\x10\x14", b"\x10\x1c"))

_EVEN_BITS = bytes(sum(((value >> (7 - 2 * i)) & 1) << (3 - i) for i in range(4)) for value in range(256))
_PAIRED = frozenset(value for value in range(256) if (value ^ (value >> 1)) & 0x55 == 0)


@dataclass(frozen=True)
class Band:
    """Rows with ink, all of the paper's width."""

    rows: tuple[bytes, ...]


def encode(picture: Image.Image, profile: Profile) -> bytes:
    """Return the bytes that print `picture` (1-bit, 1 is ink, `profile.width_dots` wide) and feed past its last row."""
    if picture.mode != "1" or picture.width != profile.width_dots:
        raise ValueError(
            f"expected a 1-bit picture {profile.width_dots} dots wide, got {picture.mode} {picture.width}"
        )
    stride = picture.width // 8
    data = picture.tobytes()
    rows = [data[start : start + stride] for start in range(0, len(data), stride)]
    return b"".join(
        _feed(part) if isinstance(part, int) else _band(part.rows, profile) for part in _parts(rows, profile)
    )


def _parts(rows: list[bytes], profile: Profile) -> Iterator[Band | int]:
    """Yield bands of rows with ink, and the number of blank rows between them."""
    blank_row = bytes(len(rows[0])) if rows else b""
    held: list[bytes] = []
    blank = 0
    for row in rows:
        if row == blank_row:
            blank += 1
            continue
        if held and blank < profile.band_gap_rows:
            held.extend([blank_row] * blank)
        elif blank or len(held) >= profile.max_band_rows:
            yield from _split(held, profile.max_band_rows)
            yield blank
            held = []
        held.append(row)
        blank = 0
    yield from _split(held, profile.max_band_rows)
    yield blank


def _split(rows: list[bytes], most: int) -> Iterator[Band | int]:
    """Cut rows into bands a printer's buffer can hold; a piece that happens to be blank is fed."""
    for start in range(0, len(rows), most):
        piece = tuple(rows[start : start + most])
        yield Band(piece) if any(any(row) for row in piece) else len(piece)


def _feed(rows: int) -> bytes:
    whole, rest = divmod(rows, MOST_FEED)
    return b"\x1bJ\xff" * whole + (bytes((0x1B, 0x4A, rest)) if rest else b"")


def _band(rows: tuple[bytes, ...], profile: Profile) -> bytes:
    mode = _density(rows) if profile.half_density else 0
    first, last = _inked(rows, 2 if mode & DOUBLE_WIDTH else 1)
    if profile.positioning is Positioning.NONE:
        first = 0
    cropped = [row[first:last] for row in (rows[::2] if mode & DOUBLE_HEIGHT else rows)]
    if mode & DOUBLE_WIDTH:
        cropped = [_halve(row) for row in cropped]
    payload = _defuse(b"".join(cropped))
    width = len(cropped[0])
    head = b"\x1dv0" + bytes((mode, width & 0xFF, width >> 8, len(cropped), 0))
    return _position(first * 8, profile) + head + payload


def _position(dots: int, profile: Profile) -> bytes:
    """ESC $ is reset by every line, so a band at the left edge needs none; GS L stays and is always said."""
    low, high = dots & 0xFF, dots >> 8
    if profile.positioning is Positioning.MARGIN:
        return bytes((0x1D, 0x4C, low, high))
    return bytes((0x1B, 0x24, low, high)) if dots else b""


def _density(rows: tuple[bytes, ...]) -> int:
    """Return the m of GS v 0 that loses nothing: 1 when dots come in pairs across, 2 when down, 3 when both."""
    mode = DOUBLE_WIDTH if all(_PAIRED.issuperset(row) for row in rows) else 0
    if len(rows) % 2 == 0 and rows[::2] == rows[1::2]:
        mode |= DOUBLE_HEIGHT
    return mode


def _inked(rows: tuple[bytes, ...], step: int) -> tuple[int, int]:
    """Return the first and the end byte column that hold ink, their distance a multiple of `step`."""
    union = 0
    for row in rows:
        union |= int.from_bytes(row, "big")
    columns = union.to_bytes(len(rows[0]), "big")
    first = len(columns) - len(columns.lstrip(b"\0"))
    first -= first % step
    last = len(columns.rstrip(b"\0"))
    return first, last + (last - first) % step


def _halve(row: bytes) -> bytes:
    left, right = row[::2].translate(_EVEN_BITS), row[1::2].translate(_EVEN_BITS)
    return bytes(high << 4 | low for high, low in zip(left, right, strict=True))


def _defuse(payload: bytes) -> bytes:
    for command, harmless in _REAL_TIME:
        payload = payload.replace(command, harmless)
    return payload
