"""A small app behind the gate with the cast: Ana the clerk, Carla the manager, a kiosk, a display; Dan is nobody."""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, g, jsonify, render_template_string
from flask.testing import FlaskClient
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from pydantic import BaseModel
from werkzeug.test import TestResponse

from server.auth import init_auth
from server.auth.identity import DeviceKind, Role, current_identity, require
from server.auth.limits import limit_issuing
from server.auth.passwords import hash_password
from server.auth.tokens import new_token, token_hash
from server.settings import Settings
from server.store import accounts, devices
from server.store.store import Store
from server.web import init_web
from server.web.marks import public
from server.web.problems import on_validation_error

PASSWORD = "hoa sen nở 26"
HASH = hash_password(PASSWORD)
REMOTE = {"REMOTE_ADDR": "192.168.1.77"}
FORM = '<input name="csrf_token" value="{{ csrf_token() }}">'


class Order(BaseModel):
    """What the test's own endpoint takes."""

    service: str


@dataclass
class Scene:
    """The app, its store, the time its sessions are counted by, and the tokens of its devices."""

    app: Flask
    store: Store
    now_ms: int = 1_800_000_000_000
    tokens: dict[str, str] = field(default_factory=dict)

    def browser(self) -> FlaskClient:
        """Open a browser that knows nobody yet."""
        return self.app.test_client()

    def signed_in(self, name: str) -> FlaskClient:
        """Open a browser in which this member of staff has signed in."""
        browser = self.browser()
        response = log_in(browser, name, PASSWORD)
        assert response.status_code == 303, response.text
        return browser

    def paired(self, kind: str) -> FlaskClient:
        """Open a browser that was paired with the device of this kind."""
        browser = self.browser()
        browser.get(f"/pair/{self.tokens[kind]}")
        return browser

    def bearer(self, kind: str) -> dict[str, str]:
        """Give the header that a device of this kind sends."""
        return {"Authorization": f"Bearer {self.tokens[kind]}"}


def log_in(browser: FlaskClient, name: str, password: str, next_path: str = "/desk") -> TestResponse:
    """Fill in the login page as a person does."""
    data = {"csrf_token": csrf_of(browser), "name": name, "password": password, "next": next_path}
    return browser.post("/login", data=data)


def csrf_of(browser: FlaskClient) -> str:
    """Read the CSRF token of the page a person has before them."""
    text = browser.get("/form").text
    return text.split('value="')[1].split('"')[0]


def code_of(response: TestResponse) -> str:
    """Read the code of a problem document."""
    code: str = response.get_json()["code"]
    return code


def make_scene(folder: Path) -> Scene:
    """Build the app over a new store with its cast."""
    store = Store(folder / "layso.db")
    app = OpenAPI(
        "scene",
        info=Info(title="scene", version="1"),
        static_folder=None,
        doc_ui=False,
        validation_error_callback=on_validation_error,
    )
    app.secret_key = "of the scene"
    app.extensions["layso"] = SimpleNamespace(store=store)
    scene = Scene(app, store)
    init_web(app, centre_name=lambda: "Hoa Lộc")
    init_auth(app, Settings(issue_per_minute=3), clock_ms=lambda: scene.now_ms)
    _add_cast(scene)
    _add_pages(app)
    _add_api(app)
    return scene


def _add_cast(scene: Scene) -> None:
    for name, role in (("ana", "clerk"), ("bruno", "clerk"), ("carla", "manager")):
        scene.store.write(
            lambda tx, name=name, role=role: accounts.insert(  # type: ignore[misc]
                tx, name=name, display_name=name.title(), role=role, password_hash=HASH
            )
        )
    for kind in DeviceKind:
        token = scene.tokens[kind] = new_token()
        device = devices.NewDevice(name=f"{kind} 1", kind=kind, token_hash=token_hash(token), zone="A")
        scene.store.write(lambda tx, device=device: devices.insert(tx, device))  # type: ignore[misc]


def _add_pages(app: OpenAPI) -> None:
    @app.get("/form")
    @public
    def form() -> str:
        return render_template_string(FORM)

    @app.get("/desk")
    @require(Role.CLERK)
    def desk() -> str:
        return render_template_string(
            '{% extends "base.html" %}{% block main %}{{ staff.name }}{% endblock %}'
        )

    @app.get("/kiosk")
    @require(DeviceKind.KIOSK)
    def kiosk() -> dict[str, object]:
        identity = current_identity()
        return {"name": identity.name, "token": identity.token, "zone": identity.zone}

    @app.get("/board")
    @require(Role.CLERK, DeviceKind.DISPLAY)
    def board() -> str:
        return current_identity().name

    @app.get("/reports")
    @require(Role.MANAGER, DeviceKind.INTEGRATION)
    def reports() -> str:
        return current_identity().name

    @app.get("/forgotten")
    def forgotten() -> str:
        return "nobody said who may read this"


def _add_api(app: OpenAPI) -> None:
    @app.post("/api/v1/calls")
    @require(Role.CLERK, DeviceKind.INTEGRATION)
    def call() -> dict[str, str]:
        return {"by": current_identity().label}

    @app.post("/api/v1/tickets")
    @require(Role.CLERK, DeviceKind.KIOSK)
    def issue(body: Order) -> tuple[object, int]:
        limit_issuing()
        return jsonify({"service": body.service, "log": g.identity_name}), 201
