"""How often one address or one account may try; counted in memory, forgotten at a restart."""

from flask import request
from flask_limiter import Limiter

LOGIN_ATTEMPTS = "10 per minute"


def by_address() -> str:
    """Count by the address that connects; a forwarded address is anybody's claim."""
    return f"address:{request.remote_addr}"


def by_account() -> str:
    """Count by the account name tried, however it is written."""
    return f"account:{request.form.get('name', '').strip().casefold()[:64]}"


limiter = Limiter(key_func=by_address, storage_uri="memory://")
