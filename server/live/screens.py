"""The namespaces, one per kind of screen: who may connect, what they see first, what they missed."""

from typing import Any

from flask import current_app
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import Namespace, emit, join_room

from server.auth.identity import DeviceKind, Identity, Role, identify_socket
from server.auth.who import Allowed, allow
from server.live.messages import missed_call_message
from server.operations import views
from server.store import tickets
from server.store.sqlite import Connection
from server.store.store import Store

EVERY_ZONE = "zone:"


def zone_room(zone: str | None) -> str:
    """Name the room of the displays of a waiting area; of all areas for None."""
    return f"{EVERY_ZONE}{zone or ''}"


class Screens(Namespace):  # type: ignore[misc]
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

    @property
    def store(self) -> Store:
        """Return the centre's store."""
        store: Store = current_app.extensions["layso"].store
        return store

    @property
    def reader(self) -> Connection:
        """Return the loop's reader."""
        return self.store.reader()


class DisplayScreens(Screens):
    """Walls: numbers and counters of their zone."""

    allowed = allow(Role.CLERK, DeviceKind.DISPLAY, DeviceKind.INTEGRATION)

    def admit(self, identity: Identity, auth: dict[str, Any]) -> None:
        """Join the zone of the device; staff and integrations may name one."""
        zone = identity.zone if identity.device_kind is DeviceKind.DISPLAY else _text(auth.get("zone"))
        join_room(zone_room(zone))
        emit("snapshot", self._board(zone))

    def on_resume(self, message: object) -> None:
        """Send the calls after `seq` that are still valid, oldest first, then the state."""
        seq = message.get("seq") if isinstance(message, dict) else None
        zone = _zone_of_caller()
        dialect = current_app.extensions["layso"].dialect
        known = seq if isinstance(seq, int) and not isinstance(seq, bool) else 0
        for call in views.missed_calls(self.reader, zone, known):
            emit("call", missed_call_message(call, -1, dialect))
        emit("snapshot", self._board(zone) | {"resumed": True})

    def _board(self, zone: str | None) -> dict[str, Any]:
        """Show the board, and up to which call everything has been announced to the screens that listen."""
        announced: int = current_app.extensions["layso"].broadcast.announced
        return views.board_view(self.reader, zone) | {"zone": zone, "announced": announced}


class CounterScreens(Screens):
    """Desks: the whole queue by number, and the slips in trouble."""

    allowed = allow(Role.CLERK, DeviceKind.INTEGRATION)

    def admit(self, identity: Identity, auth: dict[str, Any]) -> None:
        """Join all desks."""
        join_room("all")
        emit("snapshot", staff_view(self.reader))

    def on_resume(self, _message: object) -> None:
        """Send the state again."""
        emit("snapshot", staff_view(self.reader))


class ManagerScreens(CounterScreens):
    """The back office: told that figures changed, fetches them by HTTP."""

    allowed = allow(Role.MANAGER, DeviceKind.INTEGRATION)


class KioskScreens(Screens):
    """Kiosks: the services, and the fate of their own slips."""

    allowed = allow(DeviceKind.KIOSK, DeviceKind.INTEGRATION)

    def admit(self, identity: Identity, auth: dict[str, Any]) -> None:
        """Join all kiosks, and the room of this one."""
        join_room("all")
        join_room(f"device:{identity.id}")
        emit("snapshot", kiosk_view(self.reader))

    def on_resume(self, _message: object) -> None:
        """Send the state again."""
        emit("snapshot", kiosk_view(self.reader))


class TicketScreens(Namespace):  # type: ignore[misc]
    """Phones: their own ticket, by the token that only they hold."""

    def on_connect(self, auth: object = None) -> None:
        """Admit a phone to its own ticket."""
        token = _text(auth.get("token")) if isinstance(auth, dict) else None
        found = tickets.by_token(_reader(), token) if token else None
        if found is None:
            raise Refused("not_allowed")
        join_room(f"ticket:{found.id}")
        emit("snapshot", phone_message(_reader(), found.id))

    def on_resume(self, _message: object) -> None:
        """Nothing to send again: the next change carries the whole state, and the page reads its JSON."""


def phone_message(connection: Connection, ticket_id: int) -> dict[str, Any]:
    """Write what a phone is told: its ticket and the codes of the dossiers opened on it."""
    ticket = tickets.by_id(connection, ticket_id)
    if ticket is None:
        return {}
    view = views.phone_view(connection, ticket)
    return view | {"seq": views.last_seq(connection), "dossiers": views.dossier_codes(connection, ticket_id)}


def kiosk_view(connection: Connection) -> dict[str, Any]:
    """Write what a kiosk is told."""
    return {"seq": views.last_seq(connection), "services": views.service_views(connection)}


def staff_view(connection: Connection) -> dict[str, Any]:
    """Write what every desk is told: the counts, the counters, how many slips need somebody."""
    return views.staff_view(connection)


def _reader() -> Connection:
    store: Store = current_app.extensions["layso"].store
    return store.reader()


def _zone_of_caller() -> str | None:
    from flask import request
    from flask_socketio import rooms

    for room in rooms(request.sid):  # type: ignore[attr-defined]
        if room.startswith(EVERY_ZONE):
            return room.removeprefix(EVERY_ZONE) or None
    return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 128 else None
