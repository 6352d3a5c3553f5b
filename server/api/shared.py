"""What every resource of the API uses: the store, who acts, how a group of resources is made."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any, cast

from flask import current_app
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel

from server.api.answers import ProblemDocument
from server.auth.identity import DeviceKind, Role, current_identity
from server.operations.actors import Actor
from server.store import accounts
from server.store.sqlite import Connection
from server.store.store import Store

PREFIX = "/api/v1"
Reply = tuple[Any, int]


def resource(name: str, about: str) -> APIBlueprint:
    """Make the blueprint of one kind of resource."""
    return APIBlueprint(
        f"api_{name}",
        __name__,
        url_prefix=PREFIX,
        abp_tags=[Tag(name=name, description=about)],
        abp_security=[{"bearer": []}, {"session": []}],
        abp_responses={"4XX": ProblemDocument},
    )


def answers(status: HTTPStatus, model: type[BaseModel]) -> dict[str | int | HTTPStatus, Any]:
    """Document the answer of an endpoint."""
    return {int(status): model}


def store() -> Store:
    """Return the centre's store."""
    return cast("Store", current_app.extensions["layso"].store)


def reader() -> Connection:
    """Return this thread's read-only connection."""
    return store().reader()


def actor() -> Actor:
    """Say who acts: a clerk by account name, or an integration, which may act at every counter."""
    identity = current_identity()
    return Actor(
        identity.name,
        any_counter=identity.device_kind is DeviceKind.INTEGRATION,
        leads=identity.has_role(Role.MANAGER),
    )


def chooser() -> Actor:
    """Say who acts, and whether they may call a chosen ticket: managers may, clerks with the permission."""
    identity = current_identity()
    may = identity.has_role(Role.MANAGER) or accounts.may(reader(), identity.name, accounts.CHOOSE_TICKET)
    return replace(actor(), may_choose=may)
