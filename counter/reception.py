"""The page of the official at the door: gives out numbers, leads people to free counters, looks tickets up."""

from typing import Any

from flask import Response, render_template, request

from counter.room import Pages, reader, store
from server.auth.identity import Role, current_identity, require
from server.domain.errors import TicketNotFound
from server.operations.desk_views import counter_view
from server.operations.facts import centre_facts
from server.operations.offer_views import service_views
from server.operations.rules import hall_rules
from server.spool.slips import link_of
from server.store import accounts, catalogue, counters, devices, tickets
from server.store.sqlite import Connection
from server.web.qr import draw_qr

SVG = "image/svg+xml"


def add_pages(pages: Pages) -> None:
    """Add the reception's page to the room."""
    pages.add_url_rule("/reception", view_func=show_reception)
    pages.add_url_rule("/reception/qr/<token>.svg", view_func=show_code)


@require(Role.CLERK)
def show_reception() -> str:
    """Show what an official at the door needs; what happens there goes through the API."""
    return render_template("counter/reception.html", boot=_boot(reader()))


@require(Role.CLERK)
def show_code(token: str) -> Response:
    """Draw the address of a ticket's phone page, for a phone held to the screen; raise TicketNotFound."""
    connection = reader()
    if tickets.by_token(connection, token) is None:
        raise TicketNotFound
    base = centre_facts(connection).phone_url or request.host_url
    link = link_of({"phone_url": base, "token": token})
    if link is None:
        raise TicketNotFound
    return Response(draw_qr(link), mimetype=SVG)


def _boot(connection: Connection) -> dict[str, Any]:
    classes = catalogue.priorities(connection)
    return {
        "me": current_identity().name,
        "now_ms": store().now_ms(),
        "timezone": centre_facts(connection).timezone,
        "hall": {
            "services": service_views(connection, store().now_ms()),
            "counters": [counter_view(connection, one) for one in counters.every(connection)],
        },
        "services": {
            one.code: {"name": {"vi": one.name_vi, "en": one.name_en}, "prefix": one.prefix, "icon": one.icon}
            for one in catalogue.services(connection)
        },
        "priorities": {one.code: {"vi": one.name_vi, "en": one.name_en} for one in classes},
        "classes": [one.code for one in catalogue.offered_classes(connection)],
        "takes_bookings": any(one.by_appointment and one.is_offered for one in classes),
        "return_behind": hall_rules(connection).return_behind,
        "clerks": accounts.display_names(connection),
        "printers": {one.id: one.name for one in devices.printers(connection)},
    }
