"""The namespaces, one per kind of screen: who may connect, what they see first, what they missed."""

from typing import Any

from flask import current_app, request
from flask_socketio import Namespace, emit, join_room, rooms
from socketio.exceptions import ConnectionRefusedError as Refused

from server.auth.identity import DeviceKind, Identity, Role, identify_socket
from server.auth.who import Allowed, allow
from server.live.messages import missed_call_message
from server.live.walls import Wall, Walls
from server.operations import desk_views, views
from server.operations.offer_views import service_views
from server.operations.visit_views import visit_view
from server.store import board, tickets
from server.store.sqlite import Connection
from server.store.store import Store

EVERY_ZONE = "zone:"
TICKET = "ticket:"
HIGHEST_SEQ = 2**63 - 1


def zone_room(zone: str | None) -> str:
    """Name the room of the displays of a waiting area; of all areas for None."""
    return f"{EVERY_ZONE}{zone or ''}"


class Screens(Namespace):
    """Admit one kind of screen; subclasses say who, where and what they see first."""

    allowed: Allowed = Allowed()

    def on_connect(self, auth: object = None) -> None:
        """Admit a screen that is allowed here, put it in its room and show it the present state."""
        identity = identify_socket(auth)
        if identity is None or not self.allowed.admits(identity):
            raise Refused("not_allowed")
        self.admit(identity, auth if isinstance(auth, dict) else {})

    def admit(self, identity: Identity, auth: dict[str, Any]) -> None:
        """Join the rooms of this screen and send its snapshot."""
        raise NotImplementedError

    def first_view(self) -> dict[str, Any]:
        """Write the state that a screen of this kind sees first."""
        raise NotImplementedError

    def on_resume(self, _message: object = None) -> None:
        """Send the state again; `resumed` tells that nothing missed comes any more."""
        emit("snapshot", self.first_view() | {"resumed": True})

    @property
    def store(self) -> Store:
        """Return the centre's store."""
        store: Store = current_app.extensions["layso"].store
        return store

    @property
    def reader(self) -> Connection:
        """Return the loop's reader."""
        return self.store.reader()


class NoScreens(Namespace):
    """The namespace that Socket.IO opens to everybody unless somebody answers for it. No screen is of this kind."""

    def on_connect(self, _auth: object = None) -> None:
        """Refuse."""
        raise Refused("not_allowed")


class DisplayScreens(Screens):
    """Walls: numbers and counters of their zone."""

    allowed = allow(Role.CLERK, DeviceKind.DISPLAY, DeviceKind.INTEGRATION)

    def admit(self, identity: Identity, auth: dict[str, Any]) -> None:
        """Join the zone of the device; staff and integrations may name one."""
        is_wall = identity.device_kind is DeviceKind.DISPLAY
        zone = identity.zone if is_wall else _text(auth.get("zone"))
        join_room(zone_room(zone))
        if is_wall:
            _walls().enter(_socket_id(), Wall(identity.name, zone))
            _tell_staff()
        emit("snapshot", self.first_view())

    def on_resume(self, message: object = None) -> None:
        """Send the calls after `seq` that are still valid, oldest first, then the state."""
        for call in views.missed_calls(self.reader, _zone_of_caller(), _seq_of(message)):
            emit("call", missed_call_message(call, -1, current_app.extensions["layso"].dialect))
        super().on_resume(message)

    def on_sound(self, message: object = None) -> None:
        """Note whether this board can be heard."""
        if _walls().hear(_socket_id(), message.get("state") if isinstance(message, dict) else None):
            _tell_staff()

    def on_disconnect(self, _reason: object = None) -> None:
        """Forget a board that is gone."""
        if _walls().leave(_socket_id()):
            _tell_staff()

    def first_view(self) -> dict[str, Any]:
        """Show the board, and up to which call everything has been announced to the screens that listen."""
        announced: int = current_app.extensions["layso"].broadcast.announced
        return board_message(self.store, _zone_of_caller()) | {"announced": announced}


class CounterScreens(Screens):
    """Desks: the whole queue by number, and the slips in trouble."""

    allowed = allow(Role.CLERK, DeviceKind.INTEGRATION)

    def admit(self, _identity: Identity, _auth: dict[str, Any]) -> None:
        """Join all desks."""
        join_room("all")
        emit("snapshot", self.first_view())

    def first_view(self) -> dict[str, Any]:
        """Show what every desk is told."""
        return staff_view(self.store, _walls())


class ManagerScreens(CounterScreens):
    """The back office: told that figures changed, fetches them by HTTP."""

    allowed = allow(Role.MANAGER, DeviceKind.INTEGRATION)


class KioskScreens(Screens):
    """Kiosks: the services, and the fate of their own slips."""

    allowed = allow(DeviceKind.KIOSK, DeviceKind.INTEGRATION)

    def admit(self, identity: Identity, _auth: dict[str, Any]) -> None:
        """Join all kiosks, and the room of this one."""
        join_room("all")
        join_room(f"device:{identity.id}")
        emit("snapshot", self.first_view())

    def first_view(self) -> dict[str, Any]:
        """Show what a kiosk is told."""
        return kiosk_view(self.store)


class TicketScreens(Namespace):
    """Phones: their own ticket, by the token that only they hold."""

    def on_connect(self, auth: object = None) -> None:
        """Admit a phone to its own ticket."""
        token = _text(auth.get("token")) if isinstance(auth, dict) else None
        found = tickets.by_token(_reader(), token) if token else None
        if found is None:
            raise Refused("not_allowed")
        join_room(f"{TICKET}{found.id}")
        emit("snapshot", phone_message(_reader(), found.id))

    def on_resume(self, _message: object = None) -> None:
        """Send the state again."""
        ticket_id = int(_room_of_caller(TICKET))
        emit("snapshot", phone_message(_reader(), ticket_id) | {"resumed": True})


def board_message(store: Store, zone: str | None) -> dict[str, Any]:
    """Write what a board shows; `now_ms` sets its clock, since a screen's own may be wrong.

    `served`: the services of its counters as they are now, since a counter's work may change while it runs.
    """
    connection = store.reader()
    served = board.served_in(connection, zone)
    return views.board_view(connection, zone) | {"zone": zone, "served": served, "now_ms": store.now_ms()}


def phone_message(connection: Connection, ticket_id: int) -> dict[str, Any]:
    """Write what a phone is told: its ticket, and what follows for its visit."""
    ticket = tickets.by_id(connection, ticket_id)
    if ticket is None:
        return {}
    return visit_view(connection, ticket) | {"seq": views.last_seq(connection)}


def kiosk_view(store: Store) -> dict[str, Any]:
    """Write what a kiosk is told."""
    connection = store.reader()
    return {"seq": views.last_seq(connection), "services": service_views(connection, store.now_ms())}


def staff_view(store: Store, walls: Walls) -> dict[str, Any]:
    """Write what every desk is told: the counts, the counters, the slips that need somebody, the boards."""
    return desk_views.staff_view(store.reader(), store.now_ms()) | {"displays": walls.listed()}


def _reader() -> Connection:
    store: Store = current_app.extensions["layso"].store
    return store.reader()


def _zone_of_caller() -> str | None:
    return _room_of_caller(EVERY_ZONE) or None


def _room_of_caller(prefix: str) -> str:
    return next(room.removeprefix(prefix) for room in rooms() if room.startswith(prefix))


def _socket_id() -> str:
    socket_id: str = request.sid  # type: ignore[attr-defined]
    return socket_id


def _walls() -> Walls:
    walls: Walls = current_app.extensions["layso"].broadcast.walls
    return walls


def _tell_staff() -> None:
    current_app.extensions["layso"].broadcast.newsroom.nudge()


def _seq_of(message: object) -> int:
    seq = message.get("seq") if isinstance(message, dict) else None
    return max(0, min(seq, HIGHEST_SEQ)) if isinstance(seq, int) and not isinstance(seq, bool) else 0


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 128 else None
