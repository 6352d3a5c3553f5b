"""Headers that keep a page to itself: a strict content policy with a nonce, no framing, no referrer, no cache."""

import re
import secrets

from flask import Flask, Response, g, request

HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]+")

FOR_ALL = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]
FOR_PAGES = [
    *FOR_ALL,
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), "
        "browsing-topics=(), autoplay=(self), fullscreen=(self)",
    ),
]
# Data, drawings and files: opened as a page of their own they may do nothing at all.
FOR_DATA = [
    *FOR_ALL,
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'"),
]


def csp_nonce() -> str:
    """Give the nonce of this response's inline scripts; the same within one request, new for each."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def content_policy(host: str, nonce: str | None) -> str:
    """Write the policy: everything from this host alone, inline scripts by nonce (W3C CSP Level 3)."""
    script = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {script}",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "media-src 'self' blob:",
            f"connect-src 'self'{sockets}",
            "frame-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )


def secure(response: Response) -> Response:
    """Add the headers; whatever is not a static file is never stored by a browser or a proxy."""
    headers = response.headers
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if response.mimetype == "text/html":
        headers.extend(FOR_PAGES)
        headers.add("Content-Security-Policy", content_policy(request.host, g.get("csp_nonce")))
    else:
        headers.extend(FOR_DATA)
    return response


def init_security(app: Flask) -> None:
    """Set strict cookies and add the headers to every response."""
    app.config.update(
        SESSION_COOKIE_NAME="layso_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
    )
    app.after_request(secure)
