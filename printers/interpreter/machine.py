"""What each command does to the paper and to the printer's settings. Source: Epson ESC/POS reference."""

from collections.abc import Callable
from dataclasses import dataclass, field

import qrcode
from PIL import Image

from printers.interpreter.canvas import Canvas, from_columns, from_rows
from printers.interpreter.tokens import Command

DOTS_PER_INCH = 203
LINE_SPACING = 30
CHARACTER_WIDTH = 12


@dataclass
class Paper:
    """One piece of paper: what is seen on it, the native text and QR data in it, whether it was cut, what was commanded."""

    image: Image.Image
    texts: list[str] = field(default_factory=list)
    qr_native: list[str] = field(default_factory=list)
    cut: bool = False
    commands: list[str] = field(default_factory=list)


class Machine:
    """A printer that has just been switched on. `run` takes commands in order; `finish` gives the papers."""

    def __init__(self, width_dots: int) -> None:
        self.width = width_dots
        self.papers: list[Paper] = []
        self._new_paper()
        self._reset()

    def run(self, command: Command) -> None:
        """Carry out one command; an unknown one is only noted."""
        self.commands.append(describe(command))
        act = ACTS.get(command.name)
        if act is not None:
            act(self, command.arguments)

    def finish(self) -> list[Paper]:
        """Return every paper; what was printed after the last cut is the last."""
        self.end_line(0)
        if self.canvas.bottom or self.commands:
            self._tear(cut=False)
        return self.papers

    def _new_paper(self) -> None:
        self.canvas = Canvas(self.width)
        self.y = 0
        self.texts: list[str] = []
        self.qr_native: list[str] = []
        self.commands: list[str] = []

    def _reset(self) -> None:
        self.x: int | None = None
        self.margin = 0
        self.area = self.width
        self.justify = 0
        self.spacing = LINE_SPACING
        self.units = (1.0, 1.0)
        self.line_height = 0
        self.qr_data = b""
        self.qr_module = 3
        self.line = b""

    def reset(self, _: bytes) -> None:
        self._reset()

    def _tear(self, *, cut: bool) -> None:
        image = self.canvas.paper()
        self.papers.append(Paper(image, self.texts, self.qr_native, cut, self.commands))
        self._new_paper()

    def place(self, picture: Image.Image) -> int:
        """Return where a picture starts: the position set, else by margin and justification."""
        if self.x is not None:
            return self.margin + self.x
        spare = max(self.area - picture.width, 0)
        return self.margin + {1: spare // 2, 2: spare}.get(self.justify, 0)

    def print_block(self, picture: Image.Image) -> None:
        """Print a picture that feeds by its own height."""
        self.canvas.stamp(picture, self.place(picture), self.y)
        self.feed(picture.height)

    def feed(self, rows: int) -> None:
        """Move the paper and return to the line's start."""
        self.y += rows
        self.canvas.reach(self.y)
        self.x = None

    def end_line(self, least: int) -> None:
        """Print the line that was gathered, then feed by its height or `least`."""
        if self.line:
            words = self.line.decode("cp437")
            self.texts.append(words)
            self.canvas.write(words, x=self.margin + (self.x or 0), y=self.y, height=24)
            self.line_height = max(self.line_height, 24)
        self.feed(max(least, self.line_height))
        self.line, self.line_height = b"", 0

    def text(self, data: bytes) -> None:
        self.line += data

    def line_feed(self, _: bytes) -> None:
        self.end_line(self.spacing)

    def feed_units(self, n: bytes) -> None:
        self.end_line(round(n[0] * self.units[1]))

    def feed_lines(self, n: bytes) -> None:
        self.end_line(n[0] * self.spacing)

    def raster(self, head: bytes) -> None:
        """GS v 0 does nothing while a line is being gathered."""
        mode, width, rows = head[1] & 3, head[2] | head[3] << 8, head[4] | head[5] << 8
        if width and rows and not self.line:
            self.print_block(from_rows(head[6:], width, rows, doubled=mode))

    def columns(self, head: bytes) -> None:
        mode, count = head[0], head[1] | head[2] << 8
        if not count:
            return
        picture = from_columns(head[3:], count, 3 if mode >= 32 else 1)
        width = picture.width * (1 if mode & 1 else 2)
        picture = picture.resize((width, 24), Image.Resampling.NEAREST)
        x = self.place(picture)
        self.canvas.stamp(picture, x, self.y)
        self.x = x - self.margin + width
        self.line_height = 24

    def set_position(self, n: bytes) -> None:
        self.x = round((n[0] | n[1] << 8) * self.units[0])

    def move_position(self, n: bytes) -> None:
        self.x = (self.x or 0) + round(int.from_bytes(n, "little", signed=True) * self.units[0])

    def set_margin(self, n: bytes) -> None:
        self.margin = min(round((n[0] | n[1] << 8) * self.units[0]), self.width)
        self.area = min(self.area, self.width - self.margin)

    def set_area(self, n: bytes) -> None:
        self.area = min(round((n[0] | n[1] << 8) * self.units[0]), self.width - self.margin)

    def set_units(self, n: bytes) -> None:
        across, down = (DOTS_PER_INCH / value if value else 1.0 for value in n)
        self.units = (across, down)

    def set_justify(self, n: bytes) -> None:
        self.justify = n[0] & 3

    def set_spacing(self, n: bytes) -> None:
        self.spacing = round(n[0] * self.units[1])

    def default_spacing(self, _: bytes) -> None:
        self.spacing = LINE_SPACING

    def cut(self, _: bytes) -> None:
        self.end_line(0)
        self._tear(cut=True)

    def function(self, head: bytes) -> None:
        """GS ( k: the functions of QR code model 2 (cn = 49)."""
        if head[:1] != b"k" or head[3:4] != b"1":
            return
        kind, rest = head[4:5], head[5:]
        if kind == b"C" and rest:
            self.qr_module = max(rest[0], 1)
        elif kind == b"P":
            self.qr_data = rest[1:]
        elif kind == b"Q" and self.qr_data:
            self._print_qr()

    def _print_qr(self) -> None:
        self.qr_native.append(self.qr_data.decode("utf-8", "replace"))
        code = qrcode.QRCode(border=0)
        code.add_data(self.qr_data)
        code.make(fit=True)
        side = len(code.modules)
        picture = Image.new("1", (side, side))
        picture.putdata([int(bool(module)) for row in code.modules for module in row])
        scaled = (side * self.qr_module, side * self.qr_module)
        self.print_block(picture.resize(scaled, Image.Resampling.NEAREST))


ACTS: dict[str, Callable[[Machine, bytes], None]] = {
    "TEXT": Machine.text,
    "LF": Machine.line_feed,
    "ESC @": Machine.reset,
    "ESC J": Machine.feed_units,
    "ESC d": Machine.feed_lines,
    "ESC $": Machine.set_position,
    "ESC \\": Machine.move_position,
    "ESC a": Machine.set_justify,
    "ESC 3": Machine.set_spacing,
    "ESC 2": Machine.default_spacing,
    "ESC *": Machine.columns,
    "GS v 0": Machine.raster,
    "GS L": Machine.set_margin,
    "GS W": Machine.set_area,
    "GS P": Machine.set_units,
    "GS V": Machine.cut,
    "GS ( k": Machine.function,
}


def describe(command: Command) -> str:
    """Return one command as a short line: its name and its first arguments in hexadecimal."""
    if command.name in ("unknown", "truncated"):
        return f"{command.name} {command.raw[:8].hex(' ')}"
    if command.name == "TEXT":
        return f"TEXT {command.arguments[:40]!r}"
    shown = command.arguments[:6].hex(" ")
    return f"{command.name} {shown}".rstrip()
