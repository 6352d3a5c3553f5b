"""The mark on a view that needs no identity. server/auth/gate.py refuses whatever carries no mark."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])

PUBLIC = "layso_public"


def public(view: View) -> View:
    """Let this view answer without an identity. Place it below the route decorator."""
    setattr(view, PUBLIC, True)
    return view


def is_public(view: object) -> bool:
    """Say whether a view was marked as needing no identity."""
    return getattr(view, PUBLIC, False) is True
