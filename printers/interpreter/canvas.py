"""The paper under the print head: dots put at a place, growing downwards. Knows no commands."""

from PIL import Image, ImageDraw, ImageFont

GROW_BY = 1024
MOST_ROWS = 40_000


class Canvas:
    """A strip `width` dots wide; 1 is ink. What falls beside the paper, or below 5 m of it, is lost."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._ink = Image.new("1", (width, GROW_BY))
        self.bottom = 0

    def stamp(self, picture: Image.Image, x: int, y: int) -> None:
        """Add the ink of `picture` with its upper left corner at (x, y)."""
        self.reach(y + picture.height)
        self._ink.paste(1, (x, y), mask=picture)

    def write(self, text: str, *, x: int, y: int, height: int) -> None:
        """Write native text in a stand-in font: what it says matters here, not how it looks."""
        self.reach(y + height)
        ImageDraw.Draw(self._ink).text((x, y), text, fill=1, font=ImageFont.load_default(height * 0.8))

    def reach(self, y: int) -> None:
        """Feed paper so that row `y` exists."""
        self.bottom = max(self.bottom, min(y, MOST_ROWS))
        if self.bottom > self._ink.height:
            taller = Image.new("1", (self.width, self.bottom + GROW_BY))
            taller.paste(self._ink, (0, 0))
            self._ink = taller

    def paper(self) -> Image.Image:
        """Return the strip as the eye sees it: black on white."""
        return self._ink.crop((0, 0, self.width, max(self.bottom, 1))).point(
            lambda value: 0 if value else 255
        )


def from_rows(data: bytes, width_bytes: int, rows: int, *, doubled: int = 0) -> Image.Image:
    """Return row-wise dots as a picture; bit 0 of `doubled` doubles the width, bit 1 the height."""
    picture = Image.frombytes("1", (width_bytes * 8, rows), data)
    size = (picture.width * (2 if doubled & 1 else 1), rows * (2 if doubled & 2 else 1))
    return picture.resize(size, Image.Resampling.NEAREST)


def from_columns(data: bytes, columns: int, column_bytes: int) -> Image.Image:
    """Return column-wise dots (ESC *) as a picture, 8 or 24 dots high."""
    turned = Image.frombytes("1", (column_bytes * 8, columns), data)
    return turned.transpose(Image.Transpose.TRANSPOSE)
