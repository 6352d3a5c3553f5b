"""How often one address, account or device may try; counted in memory, forgotten at a restart.

Checked where a view asks for it, never at every request: that alone would cost a seventh of each.
"""

from flask import Flask, current_app, request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from server.auth.identity import current_identity, from_this_machine

LOGIN_ATTEMPTS = RateLimitItemPerMinute(10)
_EXTENSION = "layso_limits"


def init_limits(app: Flask) -> None:
    """Begin to count for this app."""
    app.extensions[_EXTENSION] = FixedWindowRateLimiter(MemoryStorage())


def limit_login() -> None:
    """Refuse with 429 more than 10 attempts a minute from one address, or at one account however it is written.

    The address is the one that connects: a forwarded address is anybody's claim.
    """
    name = request.form.get("name", "").strip().casefold()[:64]
    _count(LOGIN_ATTEMPTS, f"address:{request.remote_addr}")
    _count(LOGIN_ATTEMPTS, f"account:{name}")


def limit_issuing() -> None:
    """Refuse with 429 a remote device or clerk that takes more tickets a minute than LAYSO_ISSUE_PER_MINUTE.

    What runs on this PC itself (the demo's citizens, a bench) may be as quick as it likes.
    """
    if not from_this_machine():
        allowed = RateLimitItemPerMinute(current_app.config["LAYSO_ISSUE_PER_MINUTE"])
        _count(allowed, f"issue:{current_identity().label}")


def _count(allowed: RateLimitItem, who: str) -> None:
    counter: FixedWindowRateLimiter = current_app.extensions[_EXTENSION]
    if not counter.hit(allowed, who):
        raise TooManyRequests(retry_after=60)
