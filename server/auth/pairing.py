"""The cookie that makes a browser the screen of a device: set by pairing, renewed by each page, good for pages only."""

from flask import Response, after_this_request, request
from werkzeug.wrappers import Response as AnyResponse

from server.auth.devices import identify_token
from server.auth.who import DeviceKind, Identity

# The longest a browser keeps a cookie (RFC 6265bis §5.5); each page of the device renews it.
COOKIE_LASTS_S = 400 * 24 * 3600

PAGE_OF = {DeviceKind.KIOSK: "/kiosk", DeviceKind.DISPLAY: "/display", DeviceKind.COUNTER: "/counter"}


def cookie_name(kind: DeviceKind) -> str:
    """Name the cookie of a kind of device; one browser may be one of each."""
    return f"layso_{kind}"


def keep_device_cookie(response: AnyResponse, kind: DeviceKind, token: str) -> None:
    """Make this browser the screen of a device, for as long as a browser remembers."""
    response.set_cookie(
        cookie_name(kind),
        token,
        max_age=COOKIE_LASTS_S,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
    )


def device_by_cookie(kinds: tuple[DeviceKind, ...]) -> Identity | None:
    """Find the device, of these kinds, whose screen this browser is; raise UnknownToken if it was revoked.

    Only for reading pages: the API takes the bearer token alone, so that no other site can make it act.
    """
    if request.method not in ("GET", "HEAD") or request.path.startswith("/api/"):
        return None
    for kind in kinds:
        token = request.cookies.get(cookie_name(kind))
        identity = identify_token(token) if token else None
        # A cookie may be renamed by hand; what counts is the kind the device was admitted as.
        if token and identity and identity.device_kind is kind:
            _renew(kind, token)
            return identity
    return None


def own_page() -> str | None:
    """Say which page this browser is for, by the first of its device cookies; None for a browser never paired."""
    return next((page for kind, page in PAGE_OF.items() if cookie_name(kind) in request.cookies), None)


def _renew(kind: DeviceKind, token: str) -> None:
    @after_this_request
    def renew(response: Response) -> Response:
        keep_device_cookie(response, kind, token)
        return response
