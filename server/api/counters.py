"""Counters: list, open, pause, close, and the calls made at them."""

from collections.abc import Callable
from datetime import time
from http import HTTPStatus

from pydantic import RootModel

from server.api.answers import CallMade, CounterView, TicketView
from server.api.models import CounterPath, OptionalKeyHeader
from server.api.orders import CallOrder, PauseOrder, ProfileOrder, WalkInOrder, WorkOrder
from server.api.shared import Reply, actor, answers, chooser, reader, resource, store
from server.auth.identity import DeviceKind, Role, current_identity, require
from server.domain.errors import CounterNotFound, InvalidInput
from server.operations import calls, desks, profiles, walk_ins
from server.operations.actors import Actor
from server.operations.desk_views import counter_view, desk_view, without_names
from server.operations.issue import IssueOrder
from server.operations.views import ticket_view
from server.store import counters
from server.store.counters import CounterRow
from server.store.transaction import Transaction

api = resource("counters", "A numbered desk with the services it can serve")
clerks = require(Role.CLERK, DeviceKind.INTEGRATION)
managers = require(Role.MANAGER)
COUNTER = answers(HTTPStatus.OK, CounterView)
Act = Callable[[Transaction, int, Actor], CounterRow]


@api.get(
    "/counters", summary="List the counters", responses=answers(HTTPStatus.OK, RootModel[list[CounterView]])
)
@require(Role.CLERK, DeviceKind.INTEGRATION, DeviceKind.KIOSK, DeviceKind.DISPLAY, DeviceKind.COUNTER)
def list_counters() -> Reply:
    """List the counters with their state and the ticket that is there now."""
    connection = reader()
    views = [counter_view(connection, one) for one in counters.every(connection)]
    if current_identity().device_kind in (None, DeviceKind.INTEGRATION):
        return views, HTTPStatus.OK
    # a screen in the hall gets numbers and counters: never a name, nor why somebody is away
    return [one | {"clerk": None, "pause_reason": ""} for one in views], HTTPStatus.OK


@api.get("/counters/<int:number>/desk", summary="See the desk", responses={200: None})
@clerks
def get_desk(path: CounterPath) -> Reply:
    """Show what the clerk at a counter sees: the ticket with its dossiers and draft, and the queue."""
    view = desk_view(reader(), path.number, store().now_ms())
    if view is None:
        raise CounterNotFound(counter=path.number)
    sits_there = view["counter"]["clerk"] in (None, current_identity().name)
    return view if sits_there or actor().any_counter else without_names(view), HTTPStatus.OK


@api.post(
    "/counters/<int:number>/calls", summary="Call a ticket", responses=answers(HTTPStatus.CREATED, CallMade)
)
@clerks
def create_call(path: CounterPath, body: CallOrder) -> Reply:
    """Call the next ticket, or the one named, to a counter; 200 without a ticket when something else was done."""
    who = chooser() if body.ticket is not None else actor()
    order = calls.CallOrder(**body.model_dump())
    made = store().write(lambda tx: calls.call_next(tx, path.number, who, order))
    return made, HTTPStatus.CREATED if made["ticket"] is not None else HTTPStatus.OK


@api.delete("/counters/<int:number>/awaited", summary="Await nobody", responses=COUNTER)
@clerks
def await_none(path: CounterPath) -> Reply:
    """Forget that the next arrival was to be called here at once."""
    return _acted(desks.await_none, path)


@api.post(
    "/counters/<int:number>/walk-ins",
    summary="Bring somebody without a call",
    responses=answers(HTTPStatus.CREATED, TicketView),
)
@clerks
def create_walk_in(path: CounterPath, header: OptionalKeyHeader, body: WalkInOrder) -> Reply:
    """Bring a waiting ticket, or somebody without one yet, to a free counter; served at once at one's own."""
    who = actor()
    if (body.ticket is None) == (body.service is None):
        raise InvalidInput("Name either a ticket or a service.", field="ticket")
    order = IssueOrder(
        service=body.service or "",
        priority=body.priority,
        language=body.language,
        scope=f"walk-in:{current_identity().label}:{path.number}",
        key=header.idempotency_key,
    )
    ticket = store().write(lambda tx: walk_ins.bring(tx, path.number, who, body.ticket, order))
    return ticket_view(reader(), ticket), HTTPStatus.CREATED


@api.post("/counters/<int:number>/open", summary="Open", responses=COUNTER)
@clerks
def open_counter(path: CounterPath) -> Reply:
    """Take a counter and open it."""
    return _acted(desks.open_counter, path)


@api.post("/counters/<int:number>/pause", summary="Pause", responses=COUNTER)
@clerks
def pause_counter(path: CounterPath, body: PauseOrder) -> Reply:
    """Stop calling for a while, with a reason and the time of return where they are known."""
    until = time.fromisoformat(body.until) if body.until else None
    return _acted(lambda tx, number, who: desks.pause_counter(tx, number, who, body.reason, until), path)


@api.post("/counters/<int:number>/close", summary="Close", responses=COUNTER)
@clerks
def close_counter(path: CounterPath) -> Reply:
    """Leave a counter."""
    return _acted(desks.close_counter, path)


@api.put("/counters/<int:number>/work", summary="Change what a counter serves", responses=COUNTER)
@managers
def put_work(path: CounterPath, body: WorkOrder) -> Reply:
    """Change the skills of a counter while it runs; the next call follows them."""
    work = desks.Work(**body.model_dump())
    return _acted(lambda tx, number, who: desks.set_work(tx, number, who, work), path)


@api.post("/counters/<int:number>/profile", summary="Take up a work profile", responses=COUNTER)
@managers
def take_up_profile(path: CounterPath, body: ProfileOrder) -> Reply:
    """Give a counter the skills of a work profile."""
    return _acted(lambda tx, number, who: profiles.take_up(tx, number, who, body.profile), path)


def _acted(act: Act, path: CounterPath) -> Reply:
    who = actor()
    row = store().write(lambda tx: act(tx, path.number, who))
    return counter_view(reader(), row), HTTPStatus.OK
