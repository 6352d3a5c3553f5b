"""Layout: one block of a slip becomes a 1-bit picture as wide as the paper (1 is ink). No printer bytes here."""

import math
from dataclasses import dataclass

from PIL import Image

from printers.clean import NO_BREAK
from printers.fonts import Face, Fonts
from printers.profile import Profile
from printers.qr import qr_matrix
from printers.slip import Align, Big, Block, Gap, Heading, Pair, Qr, Rule, Size, Text
from printers.wrap import balance, wrap

REGULAR, STRONG, HEAVY = 400, 600, 800
LINE_PITCH = 1.26
ABOVE, BELOW = 1.24, 0.34
BIG_MOST_MM = 20.0
QR_WANTED_MM = 22.0
QR_LEAST_DOTS = 4
WIDE_PAPER_MM = 60.0
CAPITAL = 0.7
# A dot between two statements is not needed where the line ends there.
DOT_BETWEEN = f"{NO_BREAK}·"
MARK_PAD_MM = 1.0


@dataclass(frozen=True)
class TypeScale:
    """Type sizes (em) in millimetres."""

    small: float
    normal: float
    large: float
    heading: float

    def of(self, size: Size) -> float:
        return {Size.SMALL: self.small, Size.NORMAL: self.normal, Size.LARGE: self.large}[size]


# At 203 dpi these are 26, 30 and 36, and 25, 29 and 33 dots: sizes whose x-height is an even number of rows (the font's
# hints set it), so that letters laid out in pairs of rows keep crisp edges.
ON_80_MM = TypeScale(small=3.25, normal=3.75, large=4.5, heading=3.25)
ON_58_MM = TypeScale(small=3.13, normal=3.63, large=4.13, heading=3.13)


@dataclass(frozen=True)
class Press:
    """What laying out needs to know of the paper and the type."""

    profile: Profile
    fonts: Fonts

    @property
    def width(self) -> int:
        return self.profile.width_dots

    @property
    def scale(self) -> TypeScale:
        return ON_80_MM if self.width * 25.4 / self.profile.dpi > WIDE_PAPER_MM else ON_58_MM

    def face(self, em_mm: float, weight: int) -> Face:
        return self.fonts.face(self.profile.dots(em_mm), weight)


def lay_out(block: Block, profile: Profile, fonts: Fonts) -> Image.Image:
    """Return the picture of one block, `profile.width_dots` wide; its height is even, so that densities stay aligned."""
    press = Press(profile, fonts)
    match block:
        case Heading():
            picture = _paragraph(
                press, block.text, press.face(press.scale.heading, STRONG), Align.CENTRE, most_lines=4
            )
        case Text():
            face = press.face(press.scale.of(block.size), STRONG if block.bold else REGULAR)
            picture = _paragraph(press, block.text, face, block.align, most_lines=12)
        case Big():
            picture = _doubled(press, block.text, BIG_MOST_MM / CAPITAL, HEAVY)
        case Pair():
            picture = _pair(press, block)
        case Qr():
            picture = _qr(press, block)
        case Rule():
            picture = _rule(press)
        case Gap():
            picture = Image.new("1", (press.width, profile.dots(block.height_mm)))
    return _even(picture)


def lay_out_mark(mark: str, profile: Profile, fonts: Fonts) -> Image.Image:
    """Return the label that says this paper is a copy: white on black, so that nobody takes it for the first."""
    press = Press(profile, fonts)
    text = _doubled(press, mark, press.scale.normal, STRONG)
    left, _, right, _ = text.getbbox() or (0, 0, press.width, 0)
    pad = _to_even(profile.dots(MARK_PAD_MM))
    label = Image.new("1", (press.width, text.height + 2 * pad))
    label.paste(1, (max(left - pad, 0), 0, min(right + pad, press.width), label.height))
    label.paste(0, (0, pad), mask=text)
    return label


def lay_out_caption(caption: str, profile: Profile, fonts: Fonts) -> Image.Image:
    """Return the words under a QR code."""
    press = Press(profile, fonts)
    return _even(
        _paragraph(press, caption, press.face(press.scale.small, REGULAR), Align.CENTRE, most_lines=4)
    )


def qr_module_dots(modules: int, profile: Profile) -> int:
    """Return the even number of dots a module takes: about 22 mm in all, never under 4 dots a module (0.5 mm)."""
    wanted = int(profile.dots(QR_WANTED_MM) / modules + 0.5)
    room = profile.width_dots // (modules + 8)
    return max(min(wanted, room) // 2 * 2, QR_LEAST_DOTS)


def _paragraph(press: Press, text: str, face: Face, align: Align, *, most_lines: int) -> Image.Image:
    breaker = balance if align is Align.CENTRE else wrap
    face = _holding_words(press, text, face)
    lines = [
        line.removesuffix(DOT_BETWEEN)
        for line in breaker(text, press.width, face.width, most_lines=most_lines)
    ]
    return _lines(press, [(line, _start(press.width, face.width(line), align)) for line in lines], face)


def _holding_words(press: Press, text: str, face: Face) -> Face:
    """Return a smaller face where a word, such as a dossier's code, would be broken; none under the small size."""
    widest = max(map(face.width, text.replace(NO_BREAK, " ").split(" ")))
    if widest <= press.width:
        return face
    least = min(press.profile.dots(press.scale.small), face.size)
    return press.fonts.face(max(int(face.size * press.width / widest), least), face.weight)


def _start(width: int, taken: float, align: Align) -> float:
    spare = max(width - taken, 0)
    return {Align.LEFT: 0.0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[align]


def _lines(press: Press, lines: list[tuple[str, float]], face: Face) -> Image.Image:
    """Set lines under each other; the picture has room for two marks over a capital and for the tails below.

    Rows come in pairs where the printer can double them itself: half the bytes, and from 3 mm up nobody sees it.
    """
    pitch, above, below = (_to_even(math.ceil(face.size * part)) for part in (LINE_PITCH, ABOVE, BELOW))
    size = (press.width, above + below)
    canvas = Image.new("1", (press.width, pitch * max(len(lines) - 1, 0) + size[1]))
    for index, (line, x) in enumerate(lines):
        ink = face.draw(line, size=size, at=(x, above), halved=press.profile.half_density)
        canvas.paste(1, (0, index * pitch), mask=ink)
    return canvas


def _doubled(press: Press, text: str, em_mm: float, weight: int) -> Image.Image:
    """Set one line at half density, as large as `em_mm` and the paper allow, and double it, cropped to the rows of ink.

    A quarter of the bytes, and steps of 0.25 mm that nobody sees in what is large.
    """
    half = press.width // 2
    size = press.profile.dots(em_mm) // 2
    trial = press.fonts.face(size, weight).width(text)
    face = press.fonts.face(max(int(size * min(1.0, half / max(trial, 1.0))), 8), weight)
    ink = face.draw(
        text, size=(half, int(face.size * 1.4)), at=((half - face.width(text)) / 2, int(face.size * 1.1))
    )
    box = ink.getbbox() or (0, 0, half, 1)
    tight = ink.crop((0, box[1], half, box[3]))
    return tight.resize((press.width, tight.height * 2), Image.Resampling.NEAREST)


def _pair(press: Press, pair: Pair) -> Image.Image:
    label, value = press.face(press.scale.normal, REGULAR), press.face(press.scale.normal, STRONG)
    gap = press.profile.dots(2.0)
    if label.width(pair.label) + gap + value.width(pair.value) <= press.width:
        left = _lines(press, [(pair.label, 0.0)], label)
        right = _lines(press, [(pair.value, press.width - value.width(pair.value))], value)
        left.paste(1, (0, 0), mask=right)
        return left
    above = _paragraph(press, pair.label, label, Align.LEFT, most_lines=2)
    below = _paragraph(press, pair.value, value, Align.LEFT, most_lines=6)
    return _stack(_stack(above, below), Image.new("1", (press.width, press.profile.dots(0.8))))


def _qr(press: Press, qr: Qr) -> Image.Image:
    matrix = qr_matrix(qr.data)
    module = qr_module_dots(len(matrix), press.profile)
    side = len(matrix) * module
    code = Image.new("1", (len(matrix), len(matrix)))
    code.putdata([int(dark) for row in matrix for dark in row])
    canvas = Image.new("1", (press.width, side + 8 * module))
    left = (press.width - side) // 2 // 8 * 8
    canvas.paste(code.resize((side, side), Image.Resampling.NEAREST), (left, 4 * module))
    return _stack(canvas, lay_out_caption(qr.caption, press.profile, press.fonts)) if qr.caption else canvas


def _rule(press: Press) -> Image.Image:
    thickness = 2
    canvas = Image.new("1", (press.width, press.profile.dots(2.5)))
    canvas.paste(1, (0, canvas.height // 4 * 2, press.width, canvas.height // 4 * 2 + thickness))
    return canvas


def _stack(top: Image.Image, bottom: Image.Image) -> Image.Image:
    top = _even(top)
    canvas = Image.new("1", (top.width, top.height + bottom.height))
    canvas.paste(top, (0, 0))
    canvas.paste(bottom, (0, top.height))
    return canvas


def _to_even(dots: int) -> int:
    return dots + dots % 2


def _even(picture: Image.Image) -> Image.Image:
    if picture.height % 2 == 0:
        return picture
    canvas = Image.new("1", (picture.width, picture.height + 1))
    canvas.paste(picture, (0, 0))
    return canvas
