"""The icon sprite: the vendored lucide files named in icons.txt, joined into one SVG when first asked for."""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, request
from markupsafe import Markup

from server.web.marks import public

WEB = Path(__file__).resolve().parent
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def icon_names() -> list[str]:
    """List the icons a page may show."""
    return (WEB / "icons.txt").read_text("utf-8").split()


@cache
def sprite() -> str:
    """Join the icons into one SVG with a `<symbol>` each; an icon not vendored is left out."""
    files = ((name, WEB / "static" / "vendor" / "icons" / f"{name}.svg") for name in icon_names())
    symbols = (
        f'<symbol id="{name}" viewBox="0 0 24 24">{found.group(1).strip()}</symbol>'
        for name, path in files
        if path.exists() and (found := DRAWING.search(path.read_text("utf-8")))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


@cache
def icons_url() -> str:
    """Name the sprite by its content hash."""
    return f"/static/icons.svg?v={hashlib.sha256(sprite().encode()).hexdigest()[:12]}"


def icon(name: str, label: str = "", size: str = "") -> Markup:
    """Draw an icon of the sprite, hidden from screen readers unless it has a label; `size="large"` doubles it."""
    described = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    css = "icon icon-large" if size == "large" else "icon"
    return Markup('<svg class="{}" {} focusable="false"><use href="{}#{}"/></svg>').format(
        css, described, icons_url(), name
    )


@public
def serve_sprite() -> Response:
    """Serve the sprite; for good when asked for by its hash."""
    response = Response(sprite(), mimetype="image/svg+xml")
    lasting = "public, max-age=31536000, immutable" if request.args.get("v") else "no-cache"
    response.headers["Cache-Control"] = lasting
    return response


def init_icons(app: Flask) -> None:
    """Serve the sprite and offer `icon()` to templates."""
    app.add_url_rule("/static/icons.svg", "icons", serve_sprite)
    app.jinja_env.globals.update(icon=icon, icons_url=icons_url)
