"""The shell on its own: an app with a few views that refuse or fail, and no store."""

from pathlib import Path

import pytest
from flask import Flask, render_template_string, request
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from pydantic import BaseModel, Field

from server.domain.errors import IllegalMove, InvalidInput, NobodyWaiting
from server.web import init_web
from server.web.problems import on_validation_error
from server.web.rooms import Room

CENTRE = "Trung tâm Phục vụ hành chính công xã Hoa Lộc"
PAGE = """{% extends "base.html" %}{% block title %}Thử{% endblock %}
{% block boot %}{{ boot_json({"name": name}) }}{% endblock %}
{% block main %}<h1>{{ _("Đăng nhập") }}</h1>{{ icon("printer", label="Máy in") }}{% endblock %}"""


class Order(BaseModel):
    """What the test's own endpoint takes."""

    service: str = Field(max_length=4)
    count: int = 1


class UnheardOf(InvalidInput):
    """A refusal the catalogue has no words for."""

    code = "unheard_of"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Build the app; its room `hall` has one script."""
    app = OpenAPI(
        "shell",
        info=Info(title="shell", version="1"),
        static_folder=None,
        doc_ui=False,
        validation_error_callback=on_validation_error,
    )
    init_web(app, centre_name=lambda: CENTRE)
    app.register_blueprint(_hall(tmp_path))
    _add_views(app)
    return app


def _hall(folder: Path) -> Room:
    (folder / "static" / "parts").mkdir(parents=True)
    (folder / "static" / "hall.js").write_text('import "./parts/part.js";', "utf-8")
    (folder / "static" / "parts" / "part.js").write_text("document.title = 'part';", "utf-8")
    (folder / "secret.txt").write_text("not for anybody", "utf-8")
    hall = Room("hall", "hall", folder=folder)

    @hall.get("/hall")
    def show() -> str:
        return render_template_string(PAGE, name=request.args.get("name", ""))

    return hall


def _add_views(app: OpenAPI) -> None:
    @app.post("/api/v1/orders")
    def order(body: Order) -> dict[str, object]:
        return body.model_dump()

    @app.get("/api/v1/refused")
    def refused() -> str:
        raise IllegalMove("a finished ticket cannot be called", number="A042", secret=object())

    @app.get("/api/v1/unheard-of")
    def unheard_of() -> str:
        raise UnheardOf

    @app.get("/nobody")
    def nobody() -> str:
        raise NobodyWaiting

    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("the password is swordfish")
