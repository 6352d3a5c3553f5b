"""Refusals and failures: RFC 9457 problem documents for programs, a plain page for people. Words: refusals.py."""

import logging
import re
import secrets

from flask import Flask, Response, g, json, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from server.domain.errors import QueueError
from server.web.refusals import BY_STATUS, REFUSALS, refusal_of

MEDIA_TYPE = "application/problem+json"
refused_log = logging.getLogger("layso.refused")
failed_log = logging.getLogger("layso.failed")

Scalar = str | int | float | bool | None


def problem(code: str, status: int, title: object, detail: object, **extra: object) -> Response:
    """Answer with a problem document (RFC 9457), or with a page when a person's browser asked."""
    document = {
        "type": f"urn:layso:problem:{code}",
        "title": str(title),
        "status": status,
        "detail": str(detail),
        "code": code,
        **extra,
    }
    if wants_page():
        return Response(render_template("problem.html", problem=document), status, mimetype="text/html")
    return Response(json.dumps(document), status, mimetype=MEDIA_TYPE)


def problem_of(code: str, **extra: object) -> Response:
    """Answer with the catalogue's problem for this code, logged."""
    refusal = REFUSALS[code]
    log_refused(code)
    return problem(code, refusal.status, refusal.title, refusal.detail, **extra)


def wants_page() -> bool:
    """Say whether a person's browser asked: it prefers HTML and the path is not one for programs."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        return False
    accepted = request.accept_mimetypes
    return accepted["text/html"] > accepted["application/json"]


def on_queue_error(error: QueueError) -> Response:
    """Answer a refusal of the rules: status and words by code, its plain details, its particular reason."""
    refusal = refusal_of(codes_of(error))
    log_refused(error.code)
    extra: dict[str, object] = {}
    details = {name: value for name, value in error.details.items() if isinstance(value, Scalar)}
    if details:
        extra["details"] = details
    if error.message != type(error).__doc__:
        extra["reason"] = error.message
    response = problem(error.code, refusal.status, refusal.title, refusal.detail, **extra)
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def codes_of(error: QueueError) -> list[str]:
    """List the codes of a refusal, the most particular first, by its classes."""
    return [error.code, *(vars(kind)["code"] for kind in type(error).__mro__ if "code" in vars(kind))]


def on_validation_error(error: ValidationError) -> Response:
    """Answer a body, query or path of the wrong form: which field, and what is wrong; never its value."""
    errors = [
        {"field": ".".join(str(part) for part in item["loc"]), "kind": item["type"], "message": item["msg"]}
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return problem_of("invalid_input", errors=errors)


def on_http_error(error: HTTPException) -> Response:
    """Answer a refusal of the framework (404, 405, 413, …) with the same kind of document."""
    if error.response is not None:
        return error.get_response()  # type: ignore[return-value]
    if error.code is not None and error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    code = BY_STATUS.get(error.code or 500, "bad_request" if (error.code or 500) < 500 else "internal_error")
    response = problem_of(code)
    for name, value in error.get_headers(request.environ):
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    if error.code == 429:
        response.headers.setdefault("Retry-After", "60")
    return response


# What stands behind these is a secret; a method that the address does not know has met no rule.
_SECRET = re.compile(r"^(/[tT]/|/pair/|/kiosk/qr/|/reception/qr/).*")


def on_failure(error: Exception) -> Response:
    """Answer a failure of our own with a reference to the log and nothing of what is inside."""
    reference = secrets.token_hex(4)
    failed_log.exception("failure %s at %s %s", reference, request.method, where(), exc_info=error)
    refusal = REFUSALS["internal_error"]
    return problem("internal_error", 500, refusal.title, refusal.detail, reference=reference)


def log_refused(code: str) -> None:
    """Log a refusal by code, rule and identity: never a body, a token or a value from the address."""
    refused_log.warning("%s %s %s by %s", code, request.method, where(), g.get("identity_name", "-"))


def where() -> str:
    """Name the rule a request met; for an address without a rule the address itself, cut, escaped, without a token."""
    return request.url_rule.rule if request.url_rule else repr(_SECRET.sub(r"\1…", request.path)[:120])


def init_problems(app: Flask) -> None:
    """Answer every refusal and failure of the app from here."""
    app.register_error_handler(QueueError, on_queue_error)
    app.register_error_handler(ValidationError, on_validation_error)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_failure)
