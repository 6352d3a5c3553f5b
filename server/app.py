"""Wires the layers of one centre together; the only place that does. Starts nothing by itself."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI
from flask_socketio import SocketIO

import counter
import display
import kiosk
from server import manager
from server.api import counters as api_counters
from server.api import hall, health, moves, offer, reports, rules
from server.api import tickets as api_tickets
from server.api.document import serve_document
from server.auth import init_auth
from server.domain.search import ProcedureIndex, prepare_index
from server.live.broadcast import NAMESPACES, Broadcast
from server.live.origins import OriginRule
from server.live.server import make_socketio
from server.operations import idle
from server.operations.facts import centre_facts
from server.settings import Settings
from server.spool.spool import Spool
from server.store import catalogue, settings_table
from server.store.handover import LoopHandover
from server.store.secret import load_secret
from server.store.store import FILE_NAME, Store
from server.web import init_web
from server.web.problems import on_validation_error
from server.web.rooms import WEB

FONTS = WEB / "static" / "vendor" / "fonts"


class Centre:
    """Hold the parts of one running centre."""

    def __init__(self, data_dir: Path, settings: Settings) -> None:
        self.data_dir = data_dir
        self.settings = settings
        self.store = Store(data_dir / FILE_NAME, handover=LoopHandover())
        self.store.follow(idle.occupy)
        self.dialect: str = settings_table.get(self.store.reader(), "dialect", "north")
        self.app, self.socketio = create_app(self)
        self.broadcast = Broadcast(self.socketio, self.store, self.dialect)
        self.spool = Spool(
            self.store,
            data_dir=data_dir,
            fonts=FONTS,
            on_settled=self.broadcast.job_settled,
            on_state_changed=self.broadcast.newsroom.nudge,
        )

    @cached_property
    def _index(self) -> ProcedureIndex:
        return prepare_index(catalogue.procedures(self.store.reader()))

    def procedure_index(self) -> ProcedureIndex:
        """Return the search index over the catalogue."""
        return self._index

    def start(self) -> None:
        """Begin to tell news and to print."""
        self.broadcast.start()
        self.store.listen(lambda _recorded: self.spool.wake())
        self.spool.start()

    def stop(self) -> None:
        """Finish what is under way and close the file."""
        self.spool.stop()
        self.store.close()


def create_app(centre: Centre) -> tuple[OpenAPI, SocketIO]:
    """Make the Flask app and the Socket.IO server of a centre."""
    info = Info(
        title="Lấy Số", version="1.0.0", description="Tickets, calls and dossiers of one service centre"
    )
    app = OpenAPI(
        "server",
        info=info,
        static_folder=None,
        doc_ui=False,
        security_schemes=_schemes(),
        validation_error_callback=on_validation_error,
    )
    app.config.update(
        SECRET_KEY=load_secret(centre.data_dir), SESSION_COOKIE_SECURE=centre.settings.secure_cookies
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["layso"] = centre
    init_auth(app, centre.settings)  # first the gate: no body is read from who may not ask
    init_web(app, centre_name=_centre_name(centre))
    for api in (api_tickets.api, moves.api, api_counters.api, offer.api, hall.api, rules.api, reports.api):
        app.register_api(api)
    app.register_blueprint(health.health)
    serve_document(app)
    for room in (kiosk, counter, display, manager):
        room.register(app)
    socketio = make_socketio(app, OriginRule(centre.settings))
    for namespace in NAMESPACES:
        socketio.on_namespace(namespace)
    return app, socketio


def _schemes() -> dict[str, Any]:
    return {
        "bearer": {"type": "http", "scheme": "bearer", "description": "A device's token"},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "layso_session",
            "description": "Staff, with a CSRF token",
        },
    }


def _centre_name(centre: Centre) -> Callable[[], str]:
    from server.web.languages import current_language

    def name() -> str:
        facts = centre_facts(centre.store.reader())
        return facts.name_en if current_language() == "en" else facts.name_vi

    return name
