"""The citizen's phone page: one ticket, by the secret token on its paper. Whoever holds it sees that ticket and no more."""

from http import HTTPStatus
from urllib.parse import quote, urlencode

from flask import Response, current_app, jsonify, redirect, render_template, request
from flask_babel import force_locale
from werkzeug.wrappers import Response as AnyResponse

from kiosk.room import room
from server.domain.errors import IllegalMove, TicketNotFound
from server.domain.ticket import Ticket
from server.operations.places import leave
from server.operations.views import phone_view
from server.operations.visit_views import visit_view
from server.store import tickets
from server.store.sqlite import Connection
from server.store.store import Store
from server.web.languages import LANGUAGES, current_language
from server.web.marks import public
from server.web.problems import log_refused, wants_page
from server.web.same_site import refuse_other_sites

LONGEST_TOKEN = 128


@room.get("/t/<token>.json")
@room.get("/T/<token>.json")
@public
def show_phone_data(token: str) -> Response:
    """Give number, status, counter, people ahead and rough wait; raise TicketNotFound."""
    connection = _store().reader()
    return _data(connection, _held(connection, token))


@room.get("/t/<token>")
@room.get("/T/<token>")
@public
def show_phone(token: str) -> tuple[str, int]:
    """Show a ticket to whoever holds it, in the language it was taken in unless `?lang` says otherwise."""
    connection = _store().reader()
    ticket = _find(connection, token)
    if ticket is None:
        log_refused(TicketNotFound.code)
        return _page("kiosk/no_ticket.html", current_language()), HTTPStatus.NOT_FOUND
    view = visit_view(connection, ticket)
    return _page(
        "kiosk/phone.html", ticket.language, view=view, token=ticket.token, asked=_asked()
    ), HTTPStatus.OK


@room.get("/t/<token>/leave")
@room.get("/T/<token>/leave")
@public
def lead_back(token: str) -> AnyResponse:
    """Lead whoever opens the address of the act, a restored tab for example, to the page itself. Nothing is done."""
    return _to_page(token)


@room.post("/t/<token>/leave")
@room.post("/T/<token>/leave")
@public
def leave_queue(token: str) -> AnyResponse:
    """Give up a waiting or parked ticket. A person's browser is led back to the page, which says what became of it.

    Raises FromAnotherSite, TicketNotFound, IllegalMove (to a program only: a person called meanwhile has to see that).
    """
    refuse_other_sites()
    ticket = _held(_store().reader(), token)
    try:
        _store().write(lambda tx: leave(tx, ticket.id, None))
    except IllegalMove:
        if not wants_page():
            raise
    if wants_page():
        return _to_page(ticket.token)
    connection = _store().reader()
    return _data(connection, _held(connection, token))


def _page(template: str, language: str, **values: object) -> str:
    with force_locale(_asked() or language):
        return render_template(template, **values)


def _to_page(token: str) -> AnyResponse:
    asked = _asked()
    query = f"?{urlencode({'lang': asked})}" if asked else ""
    return redirect(f"/t/{quote(token, safe='')}{query}", HTTPStatus.SEE_OTHER)


def _asked() -> str | None:
    """Give the language that the address asks for."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else None


def _data(connection: Connection, ticket: Ticket) -> Response:
    response = jsonify(phone_view(connection, ticket))
    response.headers["Cache-Control"] = "no-store"
    return response


def _held(connection: Connection, token: str) -> Ticket:
    ticket = _find(connection, token)
    if ticket is None:
        raise TicketNotFound
    return ticket


def _find(connection: Connection, token: str) -> Ticket | None:
    """Find a ticket; base32 has one case only, so whatever a scanner makes of the letters is right."""
    return tickets.by_token(connection, token.upper()) if len(token) <= LONGEST_TOKEN else None


def _store() -> Store:
    store: Store = current_app.extensions["layso"].store
    return store
