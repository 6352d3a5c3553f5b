"""The citizen's phone page: one ticket, by the secret token on its paper. Whoever holds it sees that ticket and no more."""

from http import HTTPStatus

from flask import Response, current_app, jsonify, render_template, request
from flask_babel import force_locale

from kiosk.room import room
from server.domain.errors import TicketNotFound
from server.domain.ticket import Ticket
from server.operations.views import dossier_codes, phone_view
from server.store import tickets
from server.store.sqlite import Connection
from server.web.languages import LANGUAGES, current_language
from server.web.marks import public
from server.web.problems import log_refused

LONGEST_TOKEN = 128


@room.get("/t/<token>.json")
@room.get("/T/<token>.json")
@public
def show_phone_data(token: str) -> Response:
    """Give number, status, counter, people ahead and rough wait; raise TicketNotFound."""
    connection = _reader()
    ticket = _find(connection, token)
    if ticket is None:
        raise TicketNotFound
    response = jsonify(phone_view(connection, ticket))
    response.headers["Cache-Control"] = "no-store"
    return response


@room.get("/t/<token>")
@room.get("/T/<token>")
@public
def show_phone(token: str) -> tuple[str, int]:
    """Show a ticket to whoever holds it, in the language it was taken in unless `?lang` says otherwise."""
    connection = _reader()
    ticket = _find(connection, token)
    if ticket is None:
        log_refused(TicketNotFound.code)
        return _page("kiosk/no_ticket.html", current_language()), HTTPStatus.NOT_FOUND
    values = {
        "view": phone_view(connection, ticket),
        "dossiers": dossier_codes(connection, ticket.id),
        "token": ticket.token,
    }
    return _page("kiosk/phone.html", ticket.language, **values), HTTPStatus.OK


def _page(template: str, language: str, **values: object) -> str:
    asked = request.args.get("lang", "")
    with force_locale(asked if asked in LANGUAGES else language):
        return render_template(template, **values)


def _find(connection: Connection, token: str) -> Ticket | None:
    """Find a ticket; base32 has one case only, so whatever a scanner makes of the letters is right."""
    return tickets.by_token(connection, token.upper()) if len(token) <= LONGEST_TOKEN else None


def _reader() -> Connection:
    connection: Connection = current_app.extensions["layso"].store.reader()
    return connection
