"""Smart raster against the interpreter: the picture comes back dot for dot, in few bytes and with nothing hidden in it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from printers.interpreter import decode
from printers.profile import Positioning, Profile
from printers.raster import encode

NARROW = Profile(name="narrow", width_dots=128)
REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def a_picture(rows: list[bytes]) -> Image.Image:
    return Image.frombytes("1", (128, len(rows)), b"".join(rows))


def printed(data: bytes) -> Image.Image:
    """Return what the bytes put on paper, 1 for ink."""
    return ImageChops.invert(decode(data, 128)[0].image.convert("L")).convert("1")


# None of these, whole or at half density, looks like the start of a real-time command.
HARMLESS = bytes((0x00, 0x0F, 0x3C, 0xC3, 0xF0, 0xFF, 0xCC))
plain_rows = st.one_of(
    st.just(bytes(16)), st.lists(st.sampled_from(HARMLESS), min_size=16, max_size=16).map(bytes)
)
any_rows = st.one_of(
    st.binary(min_size=16, max_size=16),
    st.lists(st.sampled_from(b"\x10\x04\x05\x14\x03\x30"), min_size=16, max_size=16).map(bytes),
)
profiles = st.builds(
    Profile,
    name=st.just("drawn"),
    width_dots=st.just(128),
    positioning=st.sampled_from(Positioning),
    half_density=st.booleans(),
    max_band_rows=st.sampled_from([2, 16, 240]),
    band_gap_rows=st.integers(1, 3),
)


@settings(max_examples=60)
@given(st.lists(plain_rows, min_size=1, max_size=60), st.booleans(), profiles)
def test_every_dot_comes_back(rows: list[bytes], is_doubled: bool, profile: Profile) -> None:
    picture = a_picture([row for row in rows for _ in (0, 1)] if is_doubled else rows)
    assert printed(encode(picture, profile)).tobytes() == picture.tobytes()


@settings(max_examples=60)
@given(st.lists(any_rows, min_size=1, max_size=20), profiles)
def test_no_dot_is_lost_and_no_real_time_command_is_left(rows: list[bytes], profile: Profile) -> None:
    picture = a_picture(rows)
    data = encode(picture, profile)
    assert not any(command in data for command in REAL_TIME)
    assert ImageChops.logical_and(printed(data), picture).tobytes() == picture.tobytes()


@pytest.mark.parametrize(("across", "down", "mode"), [(1, 1, 0), (2, 1, 1), (1, 2, 2), (2, 2, 3)])
def test_dots_in_pairs_are_sent_at_half_density_without_loss(across: int, down: int, mode: int) -> None:
    stride = 16 // across
    rows = [bytes([0b10110010 ^ row, *[0x53] * (stride - 1)]) for row in range(24 // down)]
    seed = Image.frombytes("1", (stride * 8, len(rows)), b"".join(rows))
    picture = seed.resize((128, 24), Image.Resampling.NEAREST)
    data = encode(picture, NARROW)
    assert data.startswith(b"\x1dv0" + bytes((mode,)))
    assert printed(data).tobytes() == picture.tobytes()
    assert len(data) == 8 + 16 * 24 // across // down


def test_blank_paper_is_fed_and_not_sent() -> None:
    assert encode(Image.new("1", (128, 300)), NARROW) == b"\x1bJ\xff\x1bJ\x2d"


def test_a_band_is_cropped_to_its_ink_and_put_in_place() -> None:
    picture = Image.new("1", (128, 3))
    picture.putpixel((67, 0), 1)
    picture.putpixel((68, 1), 1)
    picture.putpixel((69, 2), 1)
    assert encode(picture, NARROW) == b"\x1b$\x40\x00\x1dv0\x00\x01\x00\x03\x00\x10\x08\x04"
    margin = encode(picture, replace(NARROW, positioning=Positioning.MARGIN))
    assert margin.startswith(b"\x1dL\x40\x00\x1dv0\x00\x01\x00\x03\x00")
    assert printed(encode(picture, replace(NARROW, positioning=Positioning.NONE))).getpixel((67, 0))


@pytest.mark.parametrize("command", REAL_TIME)
def test_a_picture_cannot_hold_a_real_time_command(command: bytes) -> None:
    """The drawer, the power switch and the buffer of a printer obey these two bytes even inside a picture."""
    row = bytes(6) + command + bytes(8)
    data = encode(a_picture([row, row[:7] + b"\x11" + row[8:]]), NARROW)
    assert command not in data
    assert printed(data).getpixel((51, 0)), "the dot that was there is still there"


def test_a_picture_of_the_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="128 dots wide"):
        encode(Image.new("1", (136, 8)), NARROW)
