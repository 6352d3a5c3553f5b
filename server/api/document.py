"""The OpenAPI document under /api/v1/openapi.json: for those who are known."""

from flask import Response, jsonify
from flask_openapi3.openapi import OpenAPI

from server.auth.identity import DeviceKind, Role, require


def serve_document(app: OpenAPI) -> None:
    """Serve the document that flask-openapi3 makes of the registered resources."""

    @app.get("/api/v1/openapi.json", doc_ui=False)
    @require(Role.CLERK, DeviceKind.INTEGRATION)
    def openapi_document() -> Response:
        """Give the API's own description."""
        return jsonify(app.api_doc)
