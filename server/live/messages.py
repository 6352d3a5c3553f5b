"""Facts turned into what screens are told. Calls carry everything a display needs, so that it refetches nothing."""

from typing import Any

from server.domain.events import CALL_KINDS, EventKind, Recorded
from server.domain.phrases import say
from server.store.board import CallRow

Message = dict[str, Any]


def call_message(recorded: Recorded, previous: int, dialect: str) -> Message:
    """Write the `call` message of a call or its repetition. `prev` is the seq of the call before: a gap shows."""
    event = recorded.event
    body = event.body
    kind = "call" if event.kind is EventKind.TICKET_CALLED else "recall"
    names = {"vi": body["counter_name_vi"], "en": body["counter_name_en"]}
    return _message(
        recorded.seq, previous, body["label"], event.counter or 0, names, body["zone"], kind, dialect
    )


def missed_call_message(call: CallRow, previous: int, dialect: str) -> Message:
    """Write the `call` message of a call that a display missed and that is still valid."""
    names = {"vi": call.counter_name_vi, "en": call.counter_name_en}
    kind = "call" if call.calls == 1 else "recall"
    message = _message(call.seq, previous, call.label, call.counter, names, call.zone, kind, dialect)
    return message | {"resumed": True}


def is_call(recorded: Recorded) -> bool:
    """Claim that a fact is a call or its repetition."""
    return recorded.event.kind in CALL_KINDS


def _message(
    seq: int,
    previous: int,
    label: str,
    counter: int,
    names: dict[str, str],
    zone: str,
    kind: str,
    dialect: Any,
) -> Message:
    spoken = {lang: say(label, counter, lang, dialect) for lang in ("vi", "en")}
    return {
        "seq": seq,
        "prev": previous,
        "number": label,
        "counter": counter,
        "counter_name": names,
        "zone": zone,
        "kind": kind,
        "say": {lang: list(one.clips) for lang, one in spoken.items()},
        "words": {lang: one.words for lang, one in spoken.items()},
    }
