"""What the centre offers: services, priority classes, procedures; and what a manager changes of it."""

from datetime import date
from http import HTTPStatus

from flask import current_app
from pydantic import RootModel

from server.api.answers import PriorityView, ServiceView
from server.api.models import ProcedurePath, SearchQuery
from server.api.offer_models import (
    ClosureBody,
    ClosurePath,
    ClosureView,
    HoursChange,
    HoursView,
    ServiceChange,
    ServicePath,
    ServiceSettings,
)
from server.api.shared import Reply, actor, answers, reader, resource, store
from server.auth.identity import DeviceKind, Role, require
from server.domain.errors import ProcedureNotFound
from server.domain.opening import Closure, InvalidClosure
from server.domain.search import search_procedures
from server.operations import offer_changes
from server.operations.offer_views import closure_view, hours_view, service_settings, service_views
from server.operations.views import procedure_view
from server.store import catalogue

api = resource("offer", "Services, priority classes and procedures")
managers = require(Role.MANAGER)
readers = require(
    Role.CLERK, DeviceKind.INTEGRATION, DeviceKind.KIOSK, DeviceKind.DISPLAY, DeviceKind.COUNTER
)


@api.get(
    "/services", summary="List the services", responses=answers(HTTPStatus.OK, RootModel[list[ServiceView]])
)
@readers
def list_services() -> Reply:
    """List the services; `code` is what POST /tickets takes as `service`."""
    return service_views(reader(), store().now_ms()), HTTPStatus.OK


@api.get("/services/<code>", summary="See a service", responses=answers(HTTPStatus.OK, ServiceSettings))
@managers
def get_service(path: ServicePath) -> Reply:
    """Show what is set for a service; `sounds_like` warns of a letter that is easily misheard."""
    connection = reader()
    return service_settings(connection, offer_changes.service_row(connection, path.code)), HTTPStatus.OK


@api.put("/services/<code>", summary="Change a service", responses=answers(HTTPStatus.OK, ServiceSettings))
@managers
def put_service(path: ServicePath, body: ServiceChange) -> Reply:
    """Change what is named; the next ticket follows it."""
    who, changes = actor(), body.model_dump(exclude_unset=True)
    row = store().write(lambda tx: offer_changes.change_service(tx, path.code, changes, who))
    return service_settings(reader(), row), HTTPStatus.OK


@api.post(
    "/services/<code>/closures", summary="Close some days", responses=answers(HTTPStatus.CREATED, ClosureView)
)
@managers
def create_closure(path: ServicePath, body: ClosureBody) -> Reply:
    """Close a service on some days; the kiosk tells the reason and when it opens again."""
    who = actor()
    closure = Closure(_day(body.first_day), _day(body.last_day), body.reason_vi, body.reason_en)
    row = store().write(lambda tx: offer_changes.add_closure(tx, path.code, closure, who))
    return closure_view(row), HTTPStatus.CREATED


@api.delete("/services/<code>/closures/<int:closure_id>", summary="Open again", responses={204: None})
@managers
def delete_closure(path: ClosurePath) -> Reply:
    """Open a service again on the days of a closure."""
    who = actor()
    store().write(lambda tx: offer_changes.remove_closure(tx, path.code, path.closure_id, who))
    return "", HTTPStatus.NO_CONTENT


@api.get("/centre/hours", summary="See the opening hours", responses=answers(HTTPStatus.OK, HoursView))
@readers
def get_hours() -> Reply:
    """Show the centre's week, and whether numbers are given in these hours alone."""
    return hours_view(reader(), store().now_ms()), HTTPStatus.OK


@api.put("/centre/hours", summary="Change the opening hours", responses=answers(HTTPStatus.OK, HoursView))
@managers
def put_hours(body: HoursChange) -> Reply:
    """Change the centre's week for every service that has no hours of its own."""
    who = actor()
    store().write(
        lambda tx: offer_changes.change_hours(
            tx, body.hours, binds=body.bind, lead_min=body.tickets_before_opening_min, actor=who
        )
    )
    return hours_view(reader(), store().now_ms()), HTTPStatus.OK


@api.get(
    "/priorities", summary="List the classes", responses=answers(HTTPStatus.OK, RootModel[list[PriorityView]])
)
@readers
def list_priorities() -> Reply:
    """List the classes that may be claimed at the door; the first is everybody else."""
    rows = catalogue.offered_classes(reader())
    views = [
        {"code": one.code, "name": {"vi": one.name_vi, "en": one.name_en}, "rate": one.rate} for one in rows
    ]
    return views, HTTPStatus.OK


@api.get("/procedures", summary="Find procedures", responses={200: None})
@readers
def find_procedures(query: SearchQuery) -> Reply:
    """Find procedures by words in any order, with or without accents, or by code; no query lists them by code."""
    index = current_app.extensions["layso"].procedure_index()
    found = search_procedures(index, query.q, limit=query.limit)
    return [procedure_view(one) for one in found], HTTPStatus.OK


@api.get("/procedures/<code>", summary="Look a procedure up", responses={200: None})
@readers
def get_procedure(path: ProcedurePath) -> Reply:
    """Show a procedure: papers to bring, time, fee, service."""
    procedure = catalogue.procedure(reader(), path.code)
    if procedure is None:
        raise ProcedureNotFound(procedure=path.code)
    return procedure_view(procedure), HTTPStatus.OK


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise InvalidClosure(f"There is no day {written}.") from error
