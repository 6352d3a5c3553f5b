"""Contrast of every pair of colours that text and controls use, in every theme, by WCAG 2.2 §1.4.3, §1.4.6, §1.4.11."""

import re

import pytest

from server.web.rooms import WEB

CSS = WEB / "static" / "css"
THEMES = ("day", "night", "contrast")
GROUNDS = ("ground", "ground-sunken", "surface")
READ_FROM_AFAR = [(ink, ground) for ink in ("ink", "ink-soft") for ground in GROUNDS] + [
    ("on-attention", "attention"),
    ("attention", "ground"),
    ("on-bar", "bar"),
    ("on-accent", "accent"),
]
READ_UP_CLOSE = [
    *[("ink-faint", ground) for ground in GROUNDS],
    *[("accent", ground) for ground in GROUNDS],
    *[("danger", ground) for ground in GROUNDS],
    *[(kind, f"{kind}-soft") for kind in ("attention", "warning", "danger", "success")],
    *[("ink", f"{kind}-soft") for kind in ("accent", "attention", "warning", "danger", "success")],
    ("accent-hover", "accent-soft"),
    ("ink-soft", "accent-soft"),
    ("on-danger", "danger"),
    ("on-accent", "accent-hover"),
]
CONTROLS = [(edge, ground) for edge in ("line-strong", "focus", "accent") for ground in GROUNDS]


def colours(theme: str) -> dict[str, tuple[int, ...]]:
    """Read the colours of a theme as red, green, blue."""
    raw = _declared((CSS / "values.css").read_text("utf-8"))
    blocks = (CSS / "meanings.css").read_text("utf-8").split("}")
    declared = raw | _declared(blocks[0])
    for block in blocks[1:]:
        if f'data-theme="{theme}"' in block:
            declared |= _declared(block)
    return {
        name: _rgb(_resolved(value, declared))
        for name, value in declared.items()
        if _is_colour(value, declared)
    }


def _declared(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", text)}


def _resolved(value: str, declared: dict[str, str]) -> str:
    while found := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = declared[found.group(1)]
    return value


def _is_colour(value: str, declared: dict[str, str]) -> bool:
    return re.fullmatch(r"#[0-9a-f]{6}", _resolved(value, declared)) is not None


def _rgb(value: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(value[1:]))


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: tuple[int, ...]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "least"), [(READ_FROM_AFAR, 7.0), (READ_UP_CLOSE, 4.5), (CONTROLS, 3.0)])
def test_no_pair_of_colours_is_hard_to_tell_apart(
    theme: str, pairs: list[tuple[str, str]], least: float
) -> None:
    known = colours(theme)
    ratios = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < least} == {}
