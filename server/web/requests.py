"""What a request to the API must look like before any view sees it: size, media type, well-formed JSON."""

import json

from flask import Flask, request
from werkzeug.exceptions import UnsupportedMediaType

from server.domain.errors import InvalidInput

MAX_BODY_BYTES = 64 * 1024
API = "/api/"


class InvalidJson(InvalidInput):
    """The body is not well-formed JSON; send UTF-8 JSON."""

    code = "invalid_json"


def check_body() -> None:
    """Refuse an API body that is not JSON (415), not well formed, or holds half a character (400)."""
    if not request.path.startswith(API) or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    body = request.get_data()
    if not body:
        return
    if not request.is_json:
        raise UnsupportedMediaType
    _check_json(body)


def _check_json(body: bytes) -> None:
    try:
        text = body.decode("utf-8")
        value = request.get_json(silent=True)
        # A lone surrogate is legal in JSON's \u notation and in no UTF-8 file, database or printer.
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (UnicodeError, RecursionError) as error:
        raise InvalidJson from error
    if value is None and text.strip() != "null":
        raise InvalidJson


def init_requests(app: Flask) -> None:
    """Limit bodies to 64 KB (RFC 9110 §15.5.14 beyond) and check those sent to the API."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.before_request(check_body)
