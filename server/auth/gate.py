"""The gate before every view: refused unless marked. It finds out who asks, by bearer token, device cookie or session."""

from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, redirect, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as AnyResponse

from server.auth.devices import identify_token
from server.auth.identity import known_identity
from server.auth.pairing import device_by_cookie, own_page
from server.auth.sessions import session_has_expired, session_identity
from server.auth.who import (
    Allowed,
    Identity,
    NotSignedIn,
    Role,
    SessionExpired,
    UnknownToken,
    admit,
    allowed_of,
)
from server.web.marks import is_public
from server.web.problems import problem_of, wants_page

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
NOBODY = Allowed()

csrf = CSRFProtect()


def guard() -> AnyResponse | None:
    """Let a request pass to its view, send a person to the login page, or raise the refusal."""
    if request.endpoint is None:
        return _send_to_own_page() if request.path == "/" else None
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
    """Find who asks: a bearer token decides alone; else a device's cookie on its own pages, else the session."""
    if "Authorization" in request.headers:
        return identify_token(bearer_token())
    staff = session_identity()
    try:
        device = device_by_cookie(rule.kinds)
    except UnknownToken:
        if staff is None:
            raise
        device = None
    identity = device or staff
    if identity is None:
        raise _nobody(rule)
    return identity


def _nobody(rule: Allowed) -> NotSignedIn:
    if rule.role is None and rule.kinds and wants_page():
        return UnknownToken()
    return SessionExpired() if session_has_expired() and rule.role is not None else NotSignedIn()


def bearer_token() -> str:
    """Read the token of `Authorization: Bearer …` (RFC 6750); raise UnknownToken for any other scheme."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise UnknownToken
    return token.strip()


def _send_to_own_page() -> AnyResponse | None:
    """Lead from "/" on, where no view takes it: staff to their work, a device to its screen, others to the login."""
    if request.method != "GET":
        return None
    staff = session_identity()
    if staff is not None:
        return redirect("/manager" if staff.has_role(Role.MANAGER) else "/counter")
    return redirect(own_page() or "/login")


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
