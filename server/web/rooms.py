"""A room is a folder with templates/, static/ and translations/: its blueprint and how its files are served.

Files asked for by their content hash (`?v=…`) are cached for good; others are checked again each time.
"""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from server.web.marks import public

WEB = Path(__file__).resolve().parent
YEAR_S = 365 * 24 * 3600
MONTH_S = 30 * 24 * 3600
PACKED = frozenset({".js", ".css", ".svg"})

VENDOR_MODULES = {
    "preact": "vendor/preact.js",
    "preact/hooks": "vendor/preact-hooks.js",
    "htm": "vendor/htm.js",
    "htm/preact": "vendor/htm-preact.js",
    "socket.io-client": "vendor/socket.io.esm.min.js",
    "uplot": "vendor/uPlot.esm.js",
}


class Room(Blueprint):
    """A blueprint for a room's pages; serves its `static/` under `/static/<name>/`, and knows its folder."""

    def __init__(self, name: str, import_name: str, *, folder: Path, url_prefix: str | None = None) -> None:
        super().__init__(name, import_name, template_folder=str(folder / "templates"), url_prefix=url_prefix)
        self.folder = folder
        self.files = folder / "static"


def static_url(filename: str, room: str = "") -> str:
    """Name a static file of the shell or a room by path and content hash; raise FileNotFoundError without it."""
    folder = _files_of(room)
    if folder is None:
        raise FileNotFoundError(f"no room named {room}")
    path = folder / filename
    prefix = f"/static/{room}/" if room else "/static/"
    return f"{prefix}{filename}?v={_fingerprint(path, path.stat().st_mtime_ns)}"


def import_map(room: str = "") -> dict[str, dict[str, str]]:
    """Map every module of shell and room to its hashed URL; the shell's are also named `layso/….js`."""
    imports = {
        name: static_url(path) for name, path in VENDOR_MODULES.items() if (WEB / "static" / path).exists()
    }
    for path in sorted((WEB / "static" / "js").glob("*.js")):
        url = static_url(f"js/{path.name}")
        imports[f"layso/{path.name}"] = imports[f"/static/js/{path.name}"] = url
    folder = _files_of(room) if room else None
    for path in sorted(folder.rglob("*.js")) if folder else ():
        name = path.relative_to(folder).as_posix() if folder else ""
        imports[f"/static/{room}/{name}"] = static_url(name, room)
    return {"imports": imports}


def _files_of(room: str) -> Path | None:
    if not room:
        return WEB / "static"
    blueprint = current_app.blueprints.get(room)
    return blueprint.files if isinstance(blueprint, Room) else None


@lru_cache(maxsize=1024)
def _fingerprint(path: Path, _changed_at_ns: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@public
def serve_static(filename: str) -> Response:
    """Serve a file of the shell, or of a room when the first folder is the room's name."""
    room, slash, rest = filename.partition("/")
    folder = _files_of(room) if slash else None
    if folder is not None:
        return _send(folder, rest)
    return _send(WEB / "static", filename)


def _send(folder: Path, filename: str) -> Response:
    packs = Path(filename).suffix in PACKED
    if packs and request.accept_encodings["gzip"]:
        response = _send_packed(folder, filename)
    else:
        response = send_from_directory(folder, filename)
    if packs:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = _keeping(filename)
    return response


def _keeping(filename: str) -> str:
    if request.args.get("v"):
        return f"public, max-age={YEAR_S}, immutable"
    return f"public, max-age={MONTH_S}" if filename.endswith(".woff2") else "no-cache"


def _send_packed(folder: Path, filename: str) -> Response:
    """Send text as gzip: a phone on poor Wi-Fi waits for a third of the bytes."""
    joined = safe_join(str(folder), filename)
    if joined is None or not Path(joined).is_file():
        raise NotFound
    path = Path(joined)
    changed_at_ns = path.stat().st_mtime_ns
    response = Response(_packed(path, changed_at_ns), mimetype=mimetypes.guess_type(filename)[0])
    response.content_encoding = "gzip"
    response.set_etag(_fingerprint(path, changed_at_ns), weak=True)
    response.make_conditional(request)
    return response


@lru_cache(maxsize=256)
def _packed(path: Path, _changed_at_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


def init_rooms(app: Flask) -> None:
    """Serve `/static/` of the shell and of every room, and the shell's own templates."""
    app.register_blueprint(Blueprint("web", __name__, template_folder="templates"))
    app.add_url_rule("/static/<path:filename>", "static", serve_static)
    app.jinja_env.globals["static"] = static_url
