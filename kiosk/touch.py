"""The page of the touch screen, and the QR code it shows when the paper fails. What is touched there is JavaScript."""

from http import HTTPStatus
from typing import Any

from flask import Response, current_app, render_template, request
from flask_babel import force_locale

from kiosk.room import room
from server.auth.identity import DeviceKind, current_identity, require
from server.domain.errors import TicketNotFound
from server.operations.facts import centre_facts
from server.operations.offer_views import service_views
from server.spool.slips import link_of
from server.store import catalogue, tickets
from server.store.sqlite import Connection
from server.store.store import Store
from server.web.languages import DEFAULT, LANGUAGES
from server.web.qr import draw_qr


@room.get("/kiosk")
@require(DeviceKind.KIOSK)
def show_kiosk() -> str:
    """Show the touch screen. It always begins in Vietnamese: who came before says nothing of who comes next."""
    with force_locale(DEFAULT):
        boot = boot_of(_reader(), current_identity().token, _store().now_ms())
        return render_template("kiosk/touch.html", boot=boot)


def boot_of(connection: Connection, token: str | None, now_ms: int) -> dict[str, Any]:
    """Gather what the touch screen needs from its first moment on."""
    facts = centre_facts(connection)
    classes = catalogue.offered_classes(connection)
    return {
        "token": token,
        "services": service_views(connection, now_ms),
        "priorities": [{"code": one.code, "name": {"vi": one.name_vi, "en": one.name_en}} for one in classes],
        "centre": {"vi": facts.name_vi, "en": facts.name_en},
        "idle_s": facts.kiosk_idle_s,
        "languages": list(LANGUAGES),
    }


@room.get("/kiosk/qr/<token>.svg")
@require(DeviceKind.KIOSK)
def show_qr(token: str) -> Response:
    """Draw the address of a ticket's phone page; raise TicketNotFound for a token that no ticket has."""
    connection = _reader()
    if tickets.by_token(connection, token) is None:
        raise TicketNotFound
    base = centre_facts(connection).phone_url or request.host_url
    link = link_of({"phone_url": base, "token": token})
    if link is None:
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(draw_qr(link), mimetype="image/svg+xml")


def _store() -> Store:
    store: Store = current_app.extensions["layso"].store
    return store


def _reader() -> Connection:
    return _store().reader()
