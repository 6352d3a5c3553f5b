"""What one kind of printer can do, as data read from `profiles.toml`. No bytes here."""

import dataclasses
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("profiles.toml")


class Cutter(StrEnum):
    PARTIAL = "partial"
    FULL = "full"
    NONE = "none"


class Rung(StrEnum):
    """How text reaches the paper. Native text and unaccented ASCII will be further rungs of this ladder."""

    RASTER = "raster"


class Positioning(StrEnum):
    """How a picture narrower than the paper is put in its place: ESC $, GS L, or white dots on its left."""

    ABSOLUTE = "absolute"
    MARGIN = "margin"
    NONE = "none"


class ProfileError(ValueError):
    """No profile of that name, or a profile that makes no sense."""

    code = "unknown_profile"


@dataclass(frozen=True)
class Profile:
    """One kind of printer. Lengths are in dots unless the name says otherwise."""

    name: str
    width_dots: int
    dpi: int = 203
    cutter: Cutter = Cutter.PARTIAL
    tear_feed_mm: float = 14.0
    receipt: bool = True
    realtime_status: bool = True
    native_qr: bool = False
    half_density: bool = True
    positioning: Positioning = Positioning.ABSOLUTE
    motion_units: bool = True
    max_band_rows: int = 240
    band_gap_rows: int = 2
    rung: Rung = Rung.RASTER

    def __post_init__(self) -> None:
        if self.width_dots % 16 or not 128 <= self.width_dots <= 2048:
            raise ProfileError(
                f"profile {self.name}: width_dots {self.width_dots} is not a multiple of 16 in 128–2048"
            )
        if not 2 <= self.max_band_rows <= 255 or self.max_band_rows % 2:
            raise ProfileError(
                f"profile {self.name}: max_band_rows {self.max_band_rows} is not even and in 2–255"
            )
        if not 100 <= self.dpi <= 255 or self.band_gap_rows < 1 or not 0 <= self.tear_feed_mm <= 60:
            raise ProfileError(f"profile {self.name}: dpi, band_gap_rows or tear_feed_mm out of range")

    def dots(self, millimetres: float) -> int:
        """Return how many dots `millimetres` are on this printer, rounded."""
        return round(millimetres * self.dpi / 25.4)


def load_profiles(path: Path = SHIPPED) -> dict[str, Profile]:
    """Read every profile of a TOML file; an unknown key or a wrong type raises ProfileError."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _profile(name, table) for name, table in tables.items()}


@cache
def _shipped() -> dict[str, Profile]:
    return load_profiles()


def find_profile(name: str) -> Profile:
    """Return the shipped profile called `name`, or raise ProfileError with the names there are."""
    profiles = _shipped()
    if name not in profiles:
        raise ProfileError(f"unknown printer profile {name!r}; known: {', '.join(sorted(profiles))}")
    return profiles[name]


def _profile(name: str, table: object) -> Profile:
    if not isinstance(table, dict):
        raise ProfileError(f"profile {name}: expected a table")
    fields = {field.name: field.type for field in dataclasses.fields(Profile) if field.name != "name"}
    unknown = sorted(set(table) - set(fields))
    if unknown or "width_dots" not in table:
        raise ProfileError(
            f"profile {name}: {'unknown ' + ', '.join(unknown) if unknown else 'width_dots missing'}"
        )
    return Profile(name=name, **{key: _read(name, key, value, fields[key]) for key, value in table.items()})


def _read(name: str, key: str, value: Any, kind: Any) -> Any:
    if issubclass(kind, StrEnum):
        if value not in [member.value for member in kind]:
            raise ProfileError(f"profile {name}: {key} {value!r} is not one of {', '.join(kind)}")
        return kind(value)
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise ProfileError(f"profile {name}: {key} must be {kind.__name__}, not {type(value).__name__}")
    return kind(value)
