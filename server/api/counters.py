"""Counters: list, open, pause, close, and the calls made at them."""

from collections.abc import Callable
from http import HTTPStatus

from pydantic import RootModel

from server.api.models import CallMade, CallOrder, CounterPath, CounterView
from server.api.shared import Reply, actor, answers, reader, resource, store
from server.auth.identity import DeviceKind, Role, require
from server.domain.errors import CounterNotFound
from server.operations import desks
from server.operations.calls import Actor, call_next
from server.operations.views import counter_view, desk_view
from server.store import counters
from server.store.counters import CounterRow
from server.store.transaction import Transaction

api = resource("counters", "A numbered desk with the services it can serve")
clerks = require(Role.CLERK, DeviceKind.INTEGRATION)
Act = Callable[[Transaction, int, Actor], CounterRow]


@api.get(
    "/counters", summary="List the counters", responses=answers(HTTPStatus.OK, RootModel[list[CounterView]])
)
@require(Role.CLERK, DeviceKind.INTEGRATION, DeviceKind.KIOSK, DeviceKind.DISPLAY, DeviceKind.COUNTER)
def list_counters() -> Reply:
    """List the counters with their state and the ticket that is there now."""
    connection = reader()
    return [counter_view(connection, one) for one in counters.every(connection)], HTTPStatus.OK


@api.get("/counters/<int:number>/desk", summary="See the desk", responses={200: None})
@clerks
def get_desk(path: CounterPath) -> Reply:
    """Show what the clerk at a counter sees: the ticket with its dossiers and draft, and the queue."""
    view = desk_view(reader(), path.number, store().now_ms())
    if view is None:
        raise CounterNotFound(counter=path.number)
    return view, HTTPStatus.OK


@api.post(
    "/counters/<int:number>/calls", summary="Call a ticket", responses=answers(HTTPStatus.CREATED, CallMade)
)
@clerks
def create_call(path: CounterPath, body: CallOrder) -> Reply:
    """Call the next ticket, or the one named, to a counter."""
    who = actor()
    return store().write(lambda tx: call_next(tx, path.number, who, body.ticket)), HTTPStatus.CREATED


@api.post("/counters/<int:number>/open", summary="Open", responses=answers(HTTPStatus.OK, CounterView))
@clerks
def open_counter(path: CounterPath) -> Reply:
    """Take a counter and open it."""
    return _acted(desks.open_counter, path)


@api.post("/counters/<int:number>/pause", summary="Pause", responses=answers(HTTPStatus.OK, CounterView))
@clerks
def pause_counter(path: CounterPath) -> Reply:
    """Stop calling for a while."""
    return _acted(desks.pause_counter, path)


@api.post("/counters/<int:number>/close", summary="Close", responses=answers(HTTPStatus.OK, CounterView))
@clerks
def close_counter(path: CounterPath) -> Reply:
    """Leave a counter."""
    return _acted(desks.close_counter, path)


def _acted(act: Act, path: CounterPath) -> Reply:
    who = actor()
    row = store().write(lambda tx: act(tx, path.number, who))
    return counter_view(reader(), row), HTTPStatus.OK
