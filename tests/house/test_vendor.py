"""deploy/vendor.py: what is asked for arrives untouched, and what is missing is said."""

from pathlib import Path

import pytest

from deploy import vendor
from tests.house.tree import ROOT


def stocked(modules: Path, icons: list[str]) -> Path:
    for source in vendor.wanted_files(icons).values():
        (modules / source).parent.mkdir(parents=True, exist_ok=True)
        (modules / source).write_text(source, encoding="utf-8")
    ranges = '{"vietnamese": "U+1EA0-1EF9,U+20AB", "latin-ext": "U+0100-02BA", "latin": "U+0000-00FF"}'
    (modules / vendor.SCREEN_FONT / "unicode.json").write_text(ranges, encoding="utf-8")
    return modules


def test_files_arrive_untouched_and_old_ones_go(tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    target.mkdir()
    (target / "left-over.js").touch()
    count = vendor.copy_all(stocked(tmp_path / "modules", ["bell"]), target, ["bell"])
    assert (target / "preact.js").read_text(encoding="utf-8") == "preact/dist/preact.mjs"
    assert (target / "icons" / "bell.svg").exists()
    assert not (target / "left-over.js").exists()
    assert count == sum(path.is_file() for path in target.rglob("*"))


def test_a_missing_icon_is_an_error_and_leaves_the_old_files(tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    modules = stocked(tmp_path / "modules", ["bell"])
    vendor.copy_all(modules, target, ["bell"])
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        vendor.copy_all(modules, target, ["no-such-icon"])
    assert (target / "icons" / "bell.svg").exists()


def test_each_subset_is_fetched_only_for_its_own_characters() -> None:
    css = vendor.font_css(
        {"vietnamese": "U+1EA0-1EF9,U+20AB", "latin-ext": "U+0100-02BA", "latin": "U+0000-00FF"}
    )
    faces = css.count("@font-face")
    assert faces == css.count("unicode-range") == len(vendor.SUBSETS) * len(vendor.SCREEN_WEIGHTS)
    assert "unicode-range: U+1EA0-1EF9, U+20AB;" in css


def test_icon_names_are_one_a_line_and_sharp_starts_a_comment() -> None:
    assert vendor.icon_names("# bells\nbell\n\nbell-ring  # loud\n") == ["bell", "bell-ring"]


@pytest.mark.parametrize("weight", vendor.PAPER_WEIGHTS)
def test_one_paper_font_draws_vietnamese_and_latin(weight: int) -> None:
    from PIL import ImageFont

    path = ROOT / "server" / "web" / "static" / "vendor" / "fonts" / f"BeVietnamPro-{weight}.ttf"
    font = ImageFont.truetype(str(path), 40)
    missing = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
    for character in "AzĐđƯươỐậỹ₫0—":
        assert (font.getmask(character).getbbox(), bytes(font.getmask(character))) != missing
