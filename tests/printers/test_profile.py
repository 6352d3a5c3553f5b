"""Profiles: what is shipped, and what a wrong file is told."""

from pathlib import Path

import pytest

from printers.fonts import FontError, Fonts
from printers.profile import ProfileError, find_profile, load_profiles


def test_the_shipped_profiles_have_the_dots_of_their_paper() -> None:
    assert (find_profile("raster-80").width_dots, find_profile("raster-58").width_dots) == (576, 384)


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ProfileError, match=r"'laser'.*raster-58.*raster-80"):
        find_profile("laser")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[a]\nwidth_dots = 576\ncuter = 'full'", "cuter"),
        ("[a]\ncutter = 'full'", "width_dots missing"),
        ("[a]\nwidth_dots = 577", "577"),
        ("[a]\nwidth_dots = '576'", "must be int"),
        ("[a]\nwidth_dots = 576\nreceipt = 1", "must be bool"),
        ("[a]\nwidth_dots = 576\ncutter = 'axe'", "axe"),
        ("[a]\nwidth_dots = 576\nmax_band_rows = 300", "max_band_rows"),
        ("[a]\nwidth_dots = 576\ndpi = 600", "dpi"),
        ("a = 3", "expected a table"),
    ],
)
def test_a_wrong_profile_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "profiles.toml"
    path.write_text(text)
    with pytest.raises(ProfileError, match=named):
        load_profiles(path)


def test_without_fonts_one_is_told_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"run \./layso"):
        Fonts(tmp_path)
    with pytest.raises(FontError):
        Fonts(tmp_path / "nowhere")
