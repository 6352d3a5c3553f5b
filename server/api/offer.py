"""What the centre offers: services, priority classes, procedures."""

from http import HTTPStatus

from flask import current_app
from pydantic import RootModel

from server.api.answers import PriorityView, ServiceView
from server.api.models import ProcedurePath, SearchQuery
from server.api.shared import Reply, answers, reader, resource
from server.auth.identity import DeviceKind, Role, require
from server.domain.errors import ProcedureNotFound
from server.domain.search import search_procedures
from server.operations.views import procedure_view, service_views
from server.store import catalogue

api = resource("offer", "Services, priority classes and procedures")
readers = require(
    Role.CLERK, DeviceKind.INTEGRATION, DeviceKind.KIOSK, DeviceKind.DISPLAY, DeviceKind.COUNTER
)


@api.get(
    "/services", summary="List the services", responses=answers(HTTPStatus.OK, RootModel[list[ServiceView]])
)
@readers
def list_services() -> Reply:
    """List the services; `code` is what POST /tickets takes as `service`."""
    return service_views(reader()), HTTPStatus.OK


@api.get(
    "/priorities", summary="List the classes", responses=answers(HTTPStatus.OK, RootModel[list[PriorityView]])
)
@readers
def list_priorities() -> Reply:
    """List the priority classes; the first is everybody else."""
    rows = catalogue.priorities(reader())
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
