"""The interpreter against bytes it has not seen before: by hand, by another encoder, and at random."""

import io
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from printers.interpreter import decode, to_png
from printers.interpreter.__main__ import main


def another_encoder(**kinds: Any) -> Any:
    """A byte-collecting printer of python-escpos: shares nothing with our encoder."""
    return Dummy(profile="TM-T88III", **kinds)


def test_it_reads_a_picture_that_another_encoder_wrote() -> None:
    printer = another_encoder()
    square = Image.new("1", (64, 32), 1)
    square.paste(0, (8, 4, 40, 20))
    printer.image(square)
    printer.cut()
    paper = decode(printer.output)[0]
    assert paper.image.crop((0, 0, 64, 32)).tobytes() == square.tobytes()
    assert paper.cut


def test_it_reads_columns_that_another_encoder_wrote() -> None:
    printer = another_encoder()
    square = Image.new("1", (48, 24), 1)
    square.paste(0, (8, 4, 40, 20))
    printer.image(square, impl="bitImageColumn")
    paper = decode(printer.output)[0]
    assert paper.image.crop((0, 0, 48, 24)).tobytes() == square.tobytes()


def test_it_draws_a_native_qr_that_another_encoder_asked_for() -> None:
    printer = another_encoder()
    printer.qr("HTTP://A/T/B", native=True, size=6)
    paper = decode(printer.output)[0]
    assert paper.qr_native == ["HTTP://A/T/B"]
    framed = Image.new("L", (700, paper.image.height + 80), 255)
    framed.paste(paper.image.convert("L"), (40, 40))
    assert zxingcpp.read_barcodes(framed)[0].text == "HTTP://A/T/B"


def test_native_text_is_listed_and_leaves_ink() -> None:
    paper = decode(b"\x1b@Hello\nyou\x1bd\x02")[0]
    assert paper.texts == ["Hello", "you"]
    assert paper.image.convert("L").getextrema() == (0, 255)


def test_every_cut_gives_a_paper() -> None:
    papers = decode(b"one\n\x1dVB\x00two\n\x1dV\x00three\n")
    assert [(paper.texts, paper.cut) for paper in papers] == [
        (["one"], True),
        (["two"], True),
        (["three"], False),
    ]


@pytest.mark.parametrize(
    ("commands", "left"),
    [
        (b"\x1b$\x10\x00", 16),
        (b"\x1dL\x20\x00", 32),
        (b"\x1ba\x01", 284),
        (b"\x1ba\x02", 568),
        (b"\x1dW\x10\x00\x1ba\x02", 8),
        (b"\x1dPe\x00\x1b$\x10\x00", 32),
        (b"", 0),
    ],
)
def test_a_picture_stands_where_the_commands_put_it(commands: bytes, left: int) -> None:
    paper = decode(commands + b"\x1dv0\x00\x01\x00\x01\x00\xff")[0]
    assert paper.image.convert("L").point(lambda value: 255 - value).getbbox() == (left, 0, left + 8, 1)


def test_feeds_add_up() -> None:
    assert decode(b"\x1bJ\x0a\x1b3\x14\n\x1bd\x02\x1dPe\xcb\x1bJ\x05")[0].image.height == 10 + 20 + 40 + 5


def test_what_is_cut_short_or_unknown_is_reported() -> None:
    assert decode(b"\x1dv0\x00\x48\x00\x10\x00\xff")[0].commands[0].startswith("truncated 1d 76")
    assert decode(b"\x1b\x7f\x01")[0].commands == ["unknown 1b 7f", "unknown 01"]
    assert decode(b"\x10\x14\x01\x00\x01")[0].commands == ["DLE DC4 01 00 01"]


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(b"\x10\x1b\x1c\x1d\x04\x14v0JV@(k*$LWP\x00\x01"), max_size=60).map(bytes),
    )
)
def test_no_bytes_make_it_fall(data: bytes) -> None:
    papers = decode(data, 64)
    assert bool(papers) == bool(data)


def test_the_command_line_draws_a_file(tmp_path: Path) -> None:
    source, target = tmp_path / "a.escpos", tmp_path / "a.png"
    source.write_bytes(b"one\n\x1dVB\x00two\n")
    assert main([str(source), str(target), "384"]) == 0
    with Image.open(target) as picture:
        assert picture.width == 384
    assert main([str(tmp_path / "none"), str(target)]) == 1
    assert main([]) == 2


def test_a_png_has_one_pixel_for_a_dot() -> None:
    paper = decode(b"\x1bJ\x40", 384)[0]
    assert Image.open(io.BytesIO(to_png(paper))).size == (384, 64)
