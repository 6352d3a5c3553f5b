"""Device tokens: 256 random bits, shown once; the store keeps their SHA-256 only."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """Make a device token of 256 random bits, 64 hexadecimal digits: safe in an address, a QR code and a shell."""
    return secrets.token_hex(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """Hash a token for looking it up. A plain SHA-256 is enough for 256 random bits (NIST SP 800-63B §5.1.2)."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
