"""Passwords of staff: argon2id, counted in gevent's native threads so that the loop never waits for a hash."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import get_hub

from server.domain.errors import InvalidInput

MIN_LENGTH = 8
MAX_LENGTH = 256

# OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane; a small PC stays within its memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class WeakPassword(InvalidInput):
    """A password has 8 to 256 characters."""

    code = "weak_password"


def hash_password(plain: str) -> str:
    """Hash a password of 8 to 256 characters; raise WeakPassword otherwise."""
    if not MIN_LENGTH <= len(plain) <= MAX_LENGTH:
        raise WeakPassword
    return _hasher.hash(plain)


def check_password(hashed: str, plain: str) -> bool:
    """Say whether the password fits the hash; takes about 20 ms, so not on the loop."""
    try:
        return len(plain) <= MAX_LENGTH and _hasher.verify(hashed, plain)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def check_password_in_thread(hashed: str, plain: str) -> bool:
    """Say whether the password fits, counted in a native thread while the loop serves others."""
    fits: bool = get_hub().threadpool.apply(check_password, (hashed, plain))
    return fits


# What an unknown name is checked against, so that it takes as long as a known one.
NOBODYS_HASH = _hasher.hash("nobody has this password")
