"""How often one address or one account may try; counted in memory, forgotten at a restart."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, request
from flask_limiter import Limiter

from server.auth.identity import current_identity, from_this_machine

P = ParamSpec("P")
R = TypeVar("R")

LOGIN_ATTEMPTS = "10 per minute"


def by_address() -> str:
    """Count by the address that connects; a forwarded address is anybody's claim."""
    return f"address:{request.remote_addr}"


def by_account() -> str:
    """Count by the account name tried, however it is written."""
    return f"account:{request.form.get('name', '').strip().casefold()[:64]}"


def by_identity() -> str:
    """Count by who asks, as the gate found out."""
    return current_identity().label


def issue_limit() -> str:
    """Say how many tickets one device or clerk may take."""
    return f"{current_app.config['LAYSO_ISSUE_PER_MINUTE']} per minute"


limiter = Limiter(key_func=by_address, storage_uri="memory://")


def limit_issuing(view: Callable[P, R]) -> Callable[P, R]:
    """Bound how many tickets a remote device or clerk takes in a minute; place it below `@require`.

    What runs on this PC itself (the demo's citizens, a bench) may be as quick as it likes.
    """
    limited = limiter.limit(issue_limit, key_func=by_identity)(view)

    @wraps(view)
    def issue(*args: P.args, **kwargs: P.kwargs) -> R:
        return (view if from_this_machine() else limited)(*args, **kwargs)

    return issue
