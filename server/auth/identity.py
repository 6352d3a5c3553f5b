"""Who is asking, in this request or on this socket. Who may do what stands in who.py, and is offered here too."""

from functools import lru_cache
from ipaddress import ip_address

from flask import g, has_request_context, request

from server.auth.devices import identify_token
from server.auth.sessions import session_identity
from server.auth.who import (
    DeviceKind,
    Forbidden,
    Identity,
    NotSignedIn,
    Role,
    SessionExpired,
    UnknownToken,
    WrongDeviceKind,
    require,
)

__all__ = [
    "DeviceKind",
    "Forbidden",
    "Identity",
    "NotSignedIn",
    "Role",
    "SessionExpired",
    "UnknownToken",
    "WrongDeviceKind",
    "current_identity",
    "from_this_machine",
    "identify_socket",
    "known_identity",
    "require",
]


def known_identity() -> Identity | None:
    """Say who is asking in this request; None for a public view without a session."""
    identity: Identity | None = g.get("identity") if has_request_context() else None
    return identity


def current_identity() -> Identity:
    """Say who is asking in this request; raise NotSignedIn where nobody is known."""
    identity = known_identity()
    if identity is None:
        raise NotSignedIn
    return identity


def identify_socket(auth: object) -> Identity | None:
    """Say who opens a socket: the device whose `{token}` came along, else the session's staff, else None."""
    token = auth.get("token") if isinstance(auth, dict) else None
    if token is None:
        return session_identity()
    try:
        return identify_token(token) if isinstance(token, str) else None
    except UnknownToken:
        return None


def from_this_machine() -> bool:
    """Say whether the request was made on this PC itself, not through the port that anybody may reach."""
    return _is_loopback(request.remote_addr or "") and not request.environ.get("layso.public")


@lru_cache(maxsize=256)
def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
