"""The gate before every view: refused unless marked. It finds out who asks, by bearer token, device cookie or session."""

from typing import cast
from urllib.parse import urlencode

from flask import Flask, Response, after_this_request, current_app, g, redirect, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from server.auth.devices import identify_token
from server.auth.identity import known_identity
from server.auth.sessions import session_has_expired, session_identity
from server.auth.who import (
    Allowed,
    DeviceKind,
    Identity,
    NotSignedIn,
    SessionExpired,
    UnknownToken,
    admit,
    allowed_of,
)
from server.web.marks import is_public
from server.web.problems import problem_of, wants_page

# The longest a browser keeps a cookie (RFC 6265bis §5.5); each page of the device renews it.
COOKIE_LASTS_S = 400 * 24 * 3600
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
NOBODY = Allowed()

csrf = CSRFProtect()


def guard() -> AnyResponse | None:
    """Let a request pass to its view, send a person to the login page, or raise the refusal."""
    if request.endpoint is None:
        return None
    view = current_app.view_functions[request.endpoint]
    if is_public(view):
        _enter(None if "Authorization" in request.headers else session_identity())
        return None
    rule = allowed_of(view) or NOBODY
    try:
        identity = identify(rule)
    except NotSignedIn:
        if rule.role is not None and request.method == "GET" and wants_page():
            return redirect(f"/login?{urlencode({'next': request.full_path.rstrip('?')})}")
        raise
    _enter(identity)
    admit(identity, rule)
    if identity.kind == "staff" and request.method not in SAFE_METHODS:
        csrf.protect()
    return None


def identify(rule: Allowed) -> Identity:
    """Find who asks: a bearer token decides alone; else the session, else a device's cookie on its own pages."""
    if "Authorization" in request.headers:
        return identify_token(bearer_token())
    staff = session_identity()
    if staff is not None and rule.role is not None and staff.has_role(rule.role):
        return staff
    device = _device_by_cookie(rule.kinds)
    if device or staff:
        return cast(Identity, device or staff)
    raise SessionExpired if session_has_expired() and rule.role is not None else NotSignedIn


def bearer_token() -> str:
    """Read the token of `Authorization: Bearer …` (RFC 6750); raise UnknownToken for any other scheme."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnknownToken
    return token.strip()


def cookie_name(kind: DeviceKind) -> str:
    """Name the cookie that makes a browser the screen of a device of this kind."""
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


def _device_by_cookie(kinds: tuple[DeviceKind, ...]) -> Identity | None:
    if request.method not in ("GET", "HEAD") or request.path.startswith("/api/"):
        return None
    for kind in kinds:
        token = request.cookies.get(cookie_name(kind))
        if not token:
            continue
        identity = identify_token(token)
        # A cookie may be renamed by hand; what counts is the kind the device was admitted as.
        if identity.device_kind is kind:
            _renew(kind, token)
            return identity
    return None


def _renew(kind: DeviceKind, token: str) -> None:
    @after_this_request
    def renew(response: Response) -> Response:
        keep_device_cookie(response, kind, token)
        return response


def _enter(identity: Identity | None) -> None:
    g.identity = identity
    if identity:
        g.identity_name = identity.label
    # The browser of a kiosk or a board was set up by nobody's taste: its own language says nothing.
    g.browser_language_counts = identity is None or identity.kind == "staff"


def on_csrf_error(_error: CSRFError) -> Response:
    """Answer a form or call of a page that is too old, or of another site."""
    return problem_of("csrf")


def init_gate(app: Flask) -> None:
    """Put the gate before every view."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    csrf.init_app(app)
    app.register_error_handler(CSRFError, on_csrf_error)
    # First of all: no body is read, nothing is counted for who may not ask.
    app.before_request_funcs.setdefault(None, []).insert(0, guard)

    @app.context_processor
    def staff() -> dict[str, Identity | None]:
        identity = known_identity()
        return {"staff": identity if identity and identity.kind == "staff" else None}
