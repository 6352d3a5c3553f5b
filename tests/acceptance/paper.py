"""What lies in a printer's tray: the bytes decoded to a picture, its QR code read as a phone reads it, its print found."""

from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops

from printers.fonts import Fonts, default_font_dir
from printers.interpreter import Paper, decode
from printers.layout import lay_out
from printers.profile import find_profile
from printers.slip import Block

PROFILE = find_profile("raster-80")
WHITE_EDGE = 20


def decoded(slip: Path) -> Paper:
    """Decode one printed slip; it is whole: one piece of paper, cut off."""
    pieces = [one for one in decode(slip.read_bytes(), PROFILE.width_dots) if one.image.height > 1]
    assert [one.cut for one in pieces] == [True]
    return pieces[0]


def read_qr(paper: Paper) -> list[str]:
    """Read every QR code in the picture."""
    return read_qr_of(paper.image)


def read_qr_of(picture: Image.Image) -> list[str]:
    """Read every QR code in a picture, with a white edge around it as a table gives."""
    size = (picture.width + 2 * WHITE_EDGE, picture.height + 2 * WHITE_EDGE)
    framed = Image.new("L", size, 255)
    framed.paste(picture.convert("L"), (WHITE_EDGE, WHITE_EDGE))
    return [code.text for code in zxingcpp.read_barcodes(framed)]


def stands_on(paper: Paper, block: Block) -> bool:
    """Say whether a block's print is somewhere on the paper, dot for dot across its whole width."""
    wanted = _without_white_rows(lay_out(block, PROFILE, Fonts(default_font_dir())).convert("1"))
    ink = ImageChops.invert(paper.image.convert("L")).convert("1")
    row = len(wanted.tobytes()) // wanted.height
    rows, found = ink.tobytes(), -1
    while (found := rows.find(wanted.tobytes(), found + 1)) >= 0:
        if found % row == 0:
            return True
    return False


def _without_white_rows(picture: Image.Image) -> Image.Image:
    box = picture.getbbox()
    assert box is not None, "the block prints nothing"
    return picture.crop((0, box[1], picture.width, box[3]))
