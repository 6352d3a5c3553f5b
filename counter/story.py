"""What happened to a ticket, told in words: one line per fact, with who did it and why. Facts come from the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from server.domain.events import CALL_KINDS, Event, EventKind, Recorded
from server.store import history
from server.store.sqlite import Connection

Both = Mapping[str, str]

TOLD: Mapping[EventKind, Any] = {
    EventKind.TICKET_ISSUED: _("Lấy số"),
    EventKind.TICKET_CALLED: _("Gọi"),
    EventKind.TICKET_RECALLED: _("Gọi lại"),
    EventKind.TICKET_WALKED_IN: _("Đến quầy, không qua gọi số"),
    EventKind.SERVING_STARTED: _("Bắt đầu phục vụ"),
    EventKind.TICKET_FINISHED: _("Hoàn thành"),
    EventKind.TICKET_NO_SHOW: _("Báo vắng"),
    EventKind.TICKET_REQUEUED: _("Xếp lại"),
    EventKind.TICKET_RETURNED: _("Nhận lại sau khi vắng"),
    EventKind.TICKET_PARKED: _("Tạm dừng"),
    EventKind.TICKET_RESUMED: _("Tiếp tục"),
    EventKind.TICKET_TRANSFERRED: _("Chuyển"),
    EventKind.TICKET_LEFT: _("Rời đi"),
    EventKind.TICKET_INCOMPLETE: _("Chưa giải quyết xong trong ngày"),
    EventKind.MOVE_UNDONE: _("Hoàn tác"),
    EventKind.DOSSIER_OPENED: _("Mở hồ sơ"),
}


@dataclass(frozen=True)
class Names:
    """Hold what services, outcomes and clerks are called; services and outcomes in both languages."""

    services: Mapping[str, Both]
    outcomes: Mapping[str, Both]
    clerks: Mapping[str, str]

    def service(self, code: str) -> Both:
        """Name a service; one that is gone keeps its code."""
        return self.services.get(code, {"vi": code, "en": code})

    def outcome(self, code: str) -> Both:
        """Name an outcome; one that is gone keeps its code."""
        return self.outcomes.get(code, {"vi": code, "en": code})


def tell(past: Sequence[Recorded], names: Names, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Tell the facts of one ticket in their order; `note` is in both languages, or a plain line."""
    return [
        {
            "at": datetime.fromtimestamp(one.event.at_ms / 1000, UTC).astimezone(zone),
            "what": TOLD[one.event.kind],
            "counter": one.event.counter,
            "clerk": names.clerks.get(one.event.clerk or "", one.event.clerk or ""),
            "note": _note(one.event, names),
        }
        for one in past
        if one.event.kind in TOLD
    ]


def calls_of(connection: Connection, ticket_id: int) -> list[Recorded]:
    """List the calls of a ticket and their repetitions, in order."""
    return [one for one in history.of_ticket(connection, ticket_id) if one.event.kind in CALL_KINDS]


def _note(event: Event, names: Names) -> Both | str:
    body = event.body
    if event.kind is EventKind.TICKET_CALLED:
        return {"vi": body.get("reason_vi", ""), "en": body.get("reason_en", "")}
    if event.kind is EventKind.TICKET_FINISHED:
        return names.outcome(body.get("outcome", ""))
    if event.kind is EventKind.TICKET_TRANSFERRED:
        return _destination(body, names)
    if event.kind is EventKind.MOVE_UNDONE:
        undone: str = str(TOLD.get(EventKind(body["kind"]), ""))
        return undone.lower()
    if event.kind in (EventKind.TICKET_REQUEUED, EventKind.TICKET_RETURNED):
        return str(gettext("sau %(n)s lượt gọi", n=body.get("behind", 0)))
    if event.kind is EventKind.TICKET_LEFT:
        return gettext("ông/bà tự báo trên điện thoại") if body.get("by") == "citizen" else ""
    return str(body.get("reason", body.get("code", "")))


def _destination(body: Mapping[str, Any], names: Names) -> Both:
    """Say where a transfer went: the service, and the counter or clerk it was meant for."""
    service = names.service(body["service"])
    if "for_counter" in body:
        place = {"vi": f"quầy {body['for_counter']}", "en": f"counter {body['for_counter']}"}
    elif "for_clerk" in body:
        name = names.clerks.get(body["for_clerk"], body["for_clerk"])
        place = {"vi": name, "en": name}
    else:
        return service
    return {language: f"{service[language]}, {place[language]}" for language in ("vi", "en")}
