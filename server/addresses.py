"""Where phones reach this centre when nobody has said so: this machine's own address on the local network."""

import ipaddress
import socket


def phone_url(host: str, port: int) -> str:
    """Give the address printed on tickets for a centre that listens on `host` and `port`."""
    shown = _reachable(host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _reachable(host: str) -> str:
    try:
        listened = ipaddress.ip_address(host or "0.0.0.0")
    except ValueError:
        return host  # a name
    if listened.is_unspecified:
        return own_address() or "localhost"
    return "localhost" if listened.is_loopback else host


def own_address() -> str | None:
    """Give this machine's address towards the local network, or None without one. Sends nothing."""
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        probe.connect(("192.0.2.1", 9))  # TEST-NET-1 (RFC 5737): a route is looked up, no packet leaves
        address: str = probe.getsockname()[0]
    except OSError:
        return None
    finally:
        probe.close()
    return None if ipaddress.ip_address(address).is_loopback else address
