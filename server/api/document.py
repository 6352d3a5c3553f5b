"""The OpenAPI document under /api/v1/openapi.json: for those who are known."""

from typing import Any

from flask import Response, jsonify
from flask_openapi3.openapi import OpenAPI

from server.auth.identity import DeviceKind, Role, require
from server.web.problems import MEDIA_TYPE

PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}


def serve_document(app: OpenAPI) -> None:
    """Serve the document that flask-openapi3 makes of the registered resources."""

    @app.get("/api/v1/openapi.json", doc_ui=False)
    @require(Role.CLERK, DeviceKind.INTEGRATION)
    def openapi_document() -> Response:
        """Give the API's own description."""
        return jsonify(as_answered(app.api_doc))


def as_answered(document: dict[str, Any]) -> dict[str, Any]:
    """Tell how refusals really come: as problem documents, also for what the framework would answer with 422."""
    paths = {
        path: {method: _with_problems(operation) for method, operation in operations.items()}
        for path, operations in document["paths"].items()
    }
    return document | {"paths": paths}


def _with_problems(operation: dict[str, Any]) -> dict[str, Any]:
    kept = {status: one for status, one in operation["responses"].items() if status not in ("422", "4XX")}
    refusals = {
        "4XX": {"description": "A refusal; `code` says which", "content": PROBLEM},
        "5XX": {"description": "A failure: nothing was written", "content": PROBLEM},
    }
    return operation | {"responses": kept | refusals}
