"""Transports: bytes to a device and back, one file each. They know no slip and no command."""

from printers.transports.base import Transport, TransportError, TransportKind
from printers.transports.file import FileTransport
from printers.transports.network import NetworkTransport
from printers.transports.serial import SerialTransport
from printers.transports.virtual import VirtualTransport

__all__ = ["Transport", "TransportError", "TransportKind", "open_transport"]


def open_transport(kind: str, address: str) -> Transport:
    """Return the transport of `kind` for `address`; the device itself is opened by the first `send` or `receive`.

    Raises TransportError: `unknown_transport`, `usb_not_supported`, `bad_address` (all permanent).
    """
    known = [member.value for member in TransportKind]
    if kind not in known:
        raise TransportError(
            "unknown_transport", f"unknown transport {kind!r}; known: {', '.join(known)}", permanent=True
        )
    match TransportKind(kind):
        case TransportKind.NETWORK:
            return NetworkTransport(address)
        case TransportKind.SERIAL:
            return SerialTransport(address)
        case TransportKind.FILE:
            return FileTransport(address)
        case TransportKind.VIRTUAL:
            return VirtualTransport(address)
        case TransportKind.USB:
            hint = "USB printers are not supported yet; use the printer's serial or network port"
            raise TransportError("usb_not_supported", hint, permanent=True)
