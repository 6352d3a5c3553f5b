"""A disk that can lose its power under SQLite: what it was told to keep is kept, of the rest anything may be left."""

from tests.power.disk import PoweredDisk
from tests.power.platter import Kept, Part

__all__ = ["Kept", "Part", "PoweredDisk"]
