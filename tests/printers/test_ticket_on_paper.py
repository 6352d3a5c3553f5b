"""Whole slips, decoded from their bytes: what the citizen sees, and what it costs."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers.fonts import Fonts, default_font_dir
from printers.interpreter import Paper, decode
from printers.layout import lay_out
from printers.profile import find_profile
from printers.qr import qr_matrix
from printers.render import Renderer
from printers.slip import Heading, Qr, Size, Slip, SlipKind, Text
from tests.printers.builders import (
    LINK,
    LONG_SERVICE,
    a_receipt,
    a_ticket,
    ink_rows,
    on_paper,
    tallest_block_of_ink,
)

DOTS_PER_MM = 203 / 25.4
WIDTHS = ("raster-80", "raster-58")
EVERY_PROFILE = (*WIDTHS, "raster-80-plain", "raster-58-plain")
EVIL = (
    "\x1bp\x00\x19\xfa",
    "\x10\x14\x01\x00\x01",
    "\x1d(k\x03\x001Q0",
    "\x9b31m\x85",
    "\u202e\u2067042A\u2069",
    "🎫 A042 ❤️",
    "Lao động " * 56,
    "Ho\u0323\u0302 ti\u0323ch",
    "x" * 500,
    "\ud83d",
)


def read_qr(paper: Paper) -> list[str]:
    """Read every QR code as a phone would: from the picture, with a white border around the paper."""
    framed = Image.new("L", (paper.image.width + 40, paper.image.height + 40), 255)
    framed.paste(paper.image.convert("L"), (20, 20))
    return [code.text for code in zxingcpp.read_barcodes(framed)]


@pytest.mark.parametrize("profile", EVERY_PROFILE)
@pytest.mark.parametrize("slip", [a_ticket(), a_ticket(LONG_SERVICE, copy_mark="Bản in lại"), a_receipt()])
def test_the_qr_on_the_paper_leads_to_the_citizens_page(slip: Slip, profile: str, renderer: Renderer) -> None:
    assert read_qr(on_paper(slip, renderer, profile)) == [LINK]


def test_the_citizens_address_takes_29_modules() -> None:
    assert len(qr_matrix(LINK)) == 29
    assert len(qr_matrix("HTTPS://LAYSO.HOALOC.THANHHOA.GOV.VN/T/" + "A" * 26)) == 29
    assert len(qr_matrix("https://layso.hoaloc.thanhhoa.gov.vn/t/" + "a" * 26)) > 29


@pytest.mark.parametrize(("profile", "least_mm"), [("raster-80", 18), ("raster-58", 11.5)])
def test_the_number_is_read_at_arms_length(profile: str, least_mm: float, renderer: Renderer) -> None:
    without_qr = [block for block in a_ticket(number="A042").blocks if not isinstance(block, Qr)]
    paper = on_paper(Slip(SlipKind.TICKET, "A042", tuple(without_qr)), renderer, profile)
    assert tallest_block_of_ink(paper.image) / DOTS_PER_MM >= least_mm


def test_a_ticket_is_cut_and_a_printer_without_a_knife_feeds_to_the_edge(renderer: Renderer) -> None:
    assert on_paper(a_ticket(), renderer, "raster-80").cut
    torn = on_paper(a_ticket(), renderer, "raster-58")
    assert not torn.cut
    assert not any(ink_rows(torn.image)[-100:])


def test_the_paper_shows_the_laid_out_blocks_dot_for_dot(fonts: Fonts, renderer: Renderer) -> None:
    """The layout's pictures, put under each other, are what the interpreter reads back from the bytes."""
    profile = find_profile("raster-80")
    slip = a_ticket(LONG_SERVICE)
    pictures = [lay_out(block, profile, fonts) for block in slip.blocks]
    wanted = Image.new("1", (576, sum(picture.height for picture in pictures)), 1)
    top = 0
    for picture in pictures:
        wanted.paste(0, (0, top), mask=picture)
        top += picture.height
    assert on_paper(slip, renderer).image.tobytes() == wanted.tobytes()


def test_lines_of_text_come_in_pairs_of_rows_unless_the_printer_cannot_double_them(fonts: Fonts) -> None:
    """Half the bytes where GS v 0 doubles; the full fineness of the head where it does not."""
    for size in Size:
        text = Text("Đất đai, bảo vệ môi trường", size=size)
        paired, fine = (
            lay_out(text, find_profile(f"raster-80{kind}"), fonts).tobytes() for kind in ("", "-plain")
        )
        rows = [paired[at : at + 72] for at in range(0, len(paired), 72)]
        assert rows[::2] == rows[1::2]
        assert paired != fine


def test_a_dossiers_code_is_set_smaller_rather_than_broken(fonts: Fonts) -> None:
    profile = find_profile("raster-58")
    code, short = (
        lay_out(Text(text, size=Size.LARGE, bold=True), profile, fonts)
        for text in ("H56.99.00-261123-0003", "H56.99.00")
    )
    assert code.height < short.height


def test_a_copy_carries_its_mark_in_white_on_black(renderer: Renderer) -> None:
    paper = on_paper(a_ticket(copy_mark="Bản in lại lúc 09:15"), renderer)
    label = paper.image.crop((160, 0, 416, 4))
    assert not any(label.tobytes())
    assert paper.image.height > on_paper(a_ticket(), renderer).image.height


@pytest.mark.parametrize("profile", WIDTHS)
@pytest.mark.parametrize("evil", EVIL)
def test_no_text_reaches_the_printer_as_a_command(evil: str, profile: str, renderer: Renderer) -> None:
    plain = {
        command.split()[0] + command.split()[1]
        for command in on_paper(a_receipt(), renderer, profile).commands
    }
    slip = a_ticket(service=evil + "chứng thực", number="A042")
    paper = on_paper(slip, renderer, profile)
    assert {command.split()[0] + command.split()[1] for command in paper.commands} <= plain
    assert not paper.texts
    assert not paper.qr_native
    assert paper.image.height < 2000
    assert read_qr(paper) == [LINK]


def test_decomposed_letters_print_as_composed_ones(renderer: Renderer) -> None:
    profile = find_profile("raster-80")
    assert renderer.render(a_ticket("Ho\u0323\u0302 ti\u0323ch"), profile) == renderer.render(
        a_ticket("Hộ tịch"), profile
    )


def test_a_long_service_is_wrapped_and_then_cut_with_an_ellipsis(fonts: Fonts) -> None:
    profile = find_profile("raster-80")
    short, long = (lay_out(Heading(text), profile, fonts).height for text in ("Hộ tịch", "Hộ tịch " * 20))
    assert short < long < short * 4


def test_a_letter_the_font_lacks_leaves_a_box_and_not_nothing(fonts: Fonts) -> None:
    profile = find_profile("raster-80")
    assert lay_out(Text("票"), profile, fonts).getbbox() is not None


@pytest.mark.parametrize("profile_name", WIDTHS)
@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("bold", [False, True])
def test_every_vietnamese_letter_has_a_shape_of_its_own(
    size: Size, profile_name: str, fonts: Fonts, *, bold: bool
) -> None:
    """Also where rows come in pairs, which leaves a mark only a few of them."""
    letters = "AĂÂÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶĐEÊÉÈẺẼẸẾỀỂỄỆIÍÌỈĨỊOÔƠÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢUƯÚÙỦŨỤỨỪỬỮỰYÝỲỶỸỴ"
    profile = find_profile(profile_name)
    every = letters + letters.lower()
    shapes = {lay_out(Text(letter, size=size, bold=bold), profile, fonts).tobytes() for letter in every}
    box = lay_out(Text("票", size=size, bold=bold), profile, fonts).tobytes()
    assert len(shapes) == len(every)
    assert box not in shapes


@pytest.mark.parametrize("size", Size)
def test_marks_over_capitals_are_not_cut_off(size: Size, fonts: Fonts) -> None:
    """Ẫ and Ỗ reach highest, ợ and ỵ lowest; both must stay clear of the picture's edge."""
    for letter in "ẪỖẶợỵg":
        picture = lay_out(Text(letter, size=size), find_profile("raster-80"), fonts)
        box = picture.getbbox()
        assert box is not None
        assert box[1] > 0
        assert box[3] < picture.height


def test_the_subset_files_of_the_web_print_the_same_letters(tmp_path: Path) -> None:
    for path in default_font_dir().glob("*.woff2"):
        (tmp_path / path.name).symlink_to(path)
    profile = find_profile("raster-80")
    pieced = Renderer(Fonts(tmp_path))
    paper = decode(pieced.render(a_ticket(LONG_SERVICE), profile), 576)[0]
    whole = decode(Renderer(Fonts(default_font_dir())).render(a_ticket(LONG_SERVICE), profile), 576)[0]
    assert paper.image.size == whole.image.size
    assert read_qr(paper) == [LINK]
