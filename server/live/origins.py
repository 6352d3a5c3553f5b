"""Which web origins may open a socket: named ones, and this machine by its names or by a bare address.

A page from elsewhere whose name was made to point here (DNS rebinding) comes with its own name and is refused.
"""

import ipaddress
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from server.settings import Settings


class OriginRule:
    """Decide on the Origin header of a socket's handshake."""

    def __init__(self, settings: Settings) -> None:
        name = socket.gethostname().lower()
        self._names = frozenset({"localhost", name, f"{name}.local"})
        self._named = frozenset(settings.origins)

    def __call__(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        """Allow an origin named in LAYSO_ORIGINS, or the very address the request was sent to if it is ours."""
        if origin is None:
            return False
        if origin in self._named:
            return True
        parts = urlsplit(origin)
        same = parts.netloc.lower() == str(environ.get("HTTP_HOST", "")).lower()
        return same and self._is_ours(parts.hostname or "")

    def _is_ours(self, host: str) -> bool:
        if host in self._names:
            return True
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
        return True
