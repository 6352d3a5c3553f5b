"""What goes out when: wires the newsroom to the namespaces. Sends only where somebody listens."""

from collections.abc import Sequence
from typing import Any

import gevent
from flask_socketio import SocketIO

from server.domain.events import Recorded
from server.live import screens
from server.live.messages import call_message, is_call
from server.live.newsroom import Newsroom
from server.live.walls import Walls
from server.store import board
from server.store.jobs import JobRow
from server.store.store import Store

PHONES_AT_ONCE = 40

NAMESPACES = (
    screens.DisplayScreens("/display"),
    screens.CounterScreens("/counter"),
    screens.ManagerScreens("/manager"),
    screens.KioskScreens("/kiosk"),
    screens.TicketScreens("/ticket"),
    screens.NoScreens("/"),
)


class Broadcast:
    """Send the centre's news to its screens."""

    def __init__(self, socketio: SocketIO, store: Store, dialect: str) -> None:
        self._socketio = socketio
        self._store = store
        self._dialect = dialect
        self.walls = Walls()
        self.announced = board.last_call_seq(store.reader())
        self._announced_in: dict[str, int] = {}
        self._told: dict[str, dict[str, Any]] = {}
        self.newsroom = Newsroom(
            on_call=self._call,
            on_change=(self._boards, self._desks, self._kiosks, self._managers),
            on_change_slowly=(self._phones,),
            is_call=is_call,
        )

    def start(self) -> None:
        """Begin to listen to the store."""
        self.newsroom.start()
        self._store.listen(self.newsroom.hear)

    def job_settled(self, job: JobRow, state: str, code: str) -> None:
        """Tell the kiosk that asked for a slip what became of it, and the desks when it needs somebody."""
        if job.device is not None:
            message = {"print_job": job.id, "ticket": job.ticket, "state": state, "code": code}
            self._emit("printed", message, "/kiosk", f"device:{job.device}")
        self.newsroom.nudge()

    def _call(self, recorded: Recorded) -> None:
        zone = recorded.event.body["zone"]
        for room in (screens.zone_room(zone), screens.zone_room(None)):
            before = self._announced_in.get(room, -1)
            self._emit("call", call_message(recorded, before, self._dialect), "/display", room)
            self._announced_in[room] = recorded.seq
        self.announced = recorded.seq
        phone = call_message(recorded, -1, self._dialect)
        told = {key: phone[key] for key in ("seq", "counter", "counter_name", "kind")}
        room = f"{screens.TICKET}{recorded.event.ticket_id}"
        self._emit("call", told, "/ticket", room)
        # The phone shows the call now: should the ticket be back where it was when phones are told next, that is news.
        self._told.pop(room, None)

    def _boards(self, _gathered: Sequence[Recorded]) -> None:
        for room in self._rooms("/display", screens.EVERY_ZONE):
            zone = room.removeprefix(screens.EVERY_ZONE) or None
            self._emit("change", screens.board_message(self._store, zone), "/display", room)

    def _desks(self, _gathered: Sequence[Recorded]) -> None:
        if self._rooms("/counter", "all"):
            self._emit("change", screens.staff_view(self._store, self.walls), "/counter", "all")

    def _kiosks(self, _gathered: Sequence[Recorded]) -> None:
        if self._rooms("/kiosk", "all"):
            self._emit("change", screens.kiosk_view(self._store), "/kiosk", "all")

    def _managers(self, gathered: Sequence[Recorded]) -> None:
        if self._rooms("/manager", "all"):
            seq = gathered[-1].seq if gathered else board.last_seq(self._store.reader())
            self._emit("change", {"seq": seq}, "/manager", "all")

    def _phones(self, _gathered: Sequence[Recorded]) -> None:
        rooms = self._rooms("/ticket", screens.TICKET)
        self._told = {room: told for room, told in self._told.items() if room in rooms}
        for turn, room in enumerate(rooms):
            if turn % PHONES_AT_ONCE == PHONES_AT_ONCE - 1:
                gevent.sleep(0)  # a hall full of phones must not hold up a call or a ticket
            message = screens.phone_message(self._store.reader(), int(room.removeprefix(screens.TICKET)))
            said = {name: value for name, value in message.items() if name != "seq"}
            if self._told.get(room) != said:  # most of what happens in the hall changes nothing for one phone
                self._told[room] = said
                self._emit("change", message, "/ticket", room)

    def _rooms(self, namespace: str, prefix: str) -> list[str]:
        rooms = self._socketio.server.manager.rooms.get(namespace, {})  # type: ignore[attr-defined]
        return [room for room in rooms if isinstance(room, str) and room.startswith(prefix)]

    def _emit(self, name: str, message: dict[str, Any], namespace: str, room: str) -> None:
        self._socketio.emit(name, message, namespace=namespace, to=room)
