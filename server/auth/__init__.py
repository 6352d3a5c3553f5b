"""Who may: accounts, sessions, roles, device pairing, and the gate that refuses whatever is not marked."""

import time
from collections.abc import Callable

from flask import Flask

from server.auth.gate import init_gate
from server.auth.limits import init_limits
from server.auth.login import auth
from server.auth.sessions import init_sessions
from server.settings import Settings

__all__ = ["init_auth"]


def _system_clock_ms() -> int:
    return time.time_ns() // 1_000_000


def init_auth(app: Flask, settings: Settings, *, clock_ms: Callable[[], int] = _system_clock_ms) -> None:
    """Guard every view of the app; needs `app.extensions["layso"].store` when it runs.

    Needs `app.secret_key` now, kept with the centre's data so that a restart signs nobody out.
    """
    if not app.secret_key:
        raise RuntimeError("set app.secret_key before init_auth")
    app.config["LAYSO_ISSUE_PER_MINUTE"] = settings.issue_per_minute
    init_sessions(app, clock_ms)
    init_gate(app)
    init_limits(app)
    app.register_blueprint(auth)
