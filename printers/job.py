"""Printing one slip: ask, send, wait for the receipt, and say honestly what became of it. Never prints twice."""

from dataclasses import dataclass
from enum import StrEnum

from printers.dialogue import ASK_FOR_RECEIPT, Dialogue
from printers.profile import Profile
from printers.render import Renderer, run_out
from printers.slip import Slip
from printers.status import PaperState
from printers.transports import TransportError

ROUNDS_OF_PATIENCE = 5
# After these the printer may have got a part of the slip only. A printer that reports a fault holds all of it and goes on
# by itself when the fault is cured.
MAYBE_TORN = frozenset({"connection_lost", "send_timeout", "no_receipt", "no_answer"})


class PrintState(StrEnum):
    """`failed`: nothing was sent, trying again is safe. `unknown`: something was sent and no receipt came."""

    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Outcome:
    """What became of a slip. `code` is "ok" when printed, else the reason in one word; `bytes_sent` may be an upper bound."""

    state: PrintState
    code: str
    detail: str
    bytes_sent: int


@dataclass(frozen=True)
class Patience:
    """How long to wait for the bytes to be taken, and for one round of the receipt, in seconds."""

    send_s: float = 30.0
    receipt_s: float = 1.0


def print_slip(
    slip: Slip,
    *,
    profile: Profile,
    dialogue: Dialogue,
    renderer: Renderer,
    job: str = "slip",
    receipt_timeout_s: float = 1.0,
    send_timeout_s: float = 30.0,
) -> Outcome:
    """Render one slip and print it by the rules of `print_bytes`."""
    data = renderer.render(slip, profile)
    patience = Patience(send_s=send_timeout_s, receipt_s=receipt_timeout_s)
    return print_bytes(data, profile=profile, dialogue=dialogue, job=job, patience=patience)


def print_bytes(
    data: bytes, *, profile: Profile, dialogue: Dialogue, job: str, patience: Patience
) -> Outcome:
    """Print one rendered slip and return its outcome; a printer known to be unable is not sent anything.

    "printed" is said only on the printer's own receipt: GS r 1 behind the slip is answered when all before it is processed
    (Epson ESC/POS reference). Weaker where there is none: a profile without receipts counts as printed when every byte
    was taken and DLE EOT, where the profile has it, names no fault; a file when it is synced.
    """
    try:
        refusal = _reason_not_to_send(profile, dialogue, patience.receipt_s)
        if refusal is not None:
            return refusal
        dialogue.transport.name_job(job)
    except TransportError as error:
        return Outcome(PrintState.FAILED, error.code, error.detail, 0)
    outcome = _send(data, profile, dialogue, patience)
    if outcome.state is PrintState.UNKNOWN:
        dialogue.lose_trust(run_out(data, profile) if outcome.code in MAYBE_TORN else b"")
    return outcome


def _reason_not_to_send(profile: Profile, dialogue: Dialogue, timeout_s: float) -> Outcome | None:
    if not dialogue.transport.two_way:
        return None
    dialogue.forget()
    if profile.realtime_status:
        status = dialogue.ask_status()
        if status is None:
            return Outcome(PrintState.FAILED, "no_answer", "the printer does not answer", 0)
        if status.fault is not None:
            return Outcome(PrintState.FAILED, status.fault, f"the printer reports {status.fault}", 0)
    dialogue.run_out()
    if profile.receipt and not dialogue.settle(timeout_s):
        return Outcome(PrintState.FAILED, "no_answer", "the printer gives no receipts", 0)
    return None


def _send(data: bytes, profile: Profile, dialogue: Dialogue, patience: Patience) -> Outcome:
    wants_receipt = profile.receipt and dialogue.transport.two_way
    try:
        dialogue.transport.send(data + ASK_FOR_RECEIPT if wants_receipt else data, patience.send_s)
    except TransportError as error:
        state = PrintState.UNKNOWN if error.sent else PrintState.FAILED
        return Outcome(state, error.code, error.detail, min(error.sent, len(data)))
    try:
        if wants_receipt:
            return _await_receipt(len(data), profile, dialogue, patience.receipt_s)
        return _look_afterwards(len(data), profile, dialogue)
    except TransportError as error:
        return Outcome(PrintState.UNKNOWN, error.code, error.detail, len(data))


def _await_receipt(sent: int, profile: Profile, dialogue: Dialogue, timeout_s: float) -> Outcome:
    """Wait while the printer says that it is well: a slow mechanism answers late. Otherwise ask why there is no receipt."""
    for _ in range(ROUNDS_OF_PATIENCE):
        if dialogue.wait_for_receipt(timeout_s):
            return _on_receipt(sent, dialogue)
        status = dialogue.ask_status() if profile.realtime_status else None
        if status is None:
            return Outcome(
                PrintState.UNKNOWN, "no_receipt", "the printer fell silent after the slip was sent", sent
            )
        if status.fault is not None:
            return Outcome(
                PrintState.UNKNOWN, status.fault, f"after sending, the printer reports {status.fault}", sent
            )
    return Outcome(PrintState.UNKNOWN, "no_receipt", "the printer is well but gave no receipt", sent)


def _on_receipt(sent: int, dialogue: Dialogue) -> Outcome:
    if dialogue.status.paper is PaperState.OUT:
        return Outcome(PrintState.UNKNOWN, "paper_out", "the receipt says that the paper ended", sent)
    return Outcome(PrintState.PRINTED, "ok", "", sent)


def _look_afterwards(sent: int, profile: Profile, dialogue: Dialogue) -> Outcome:
    if not (profile.realtime_status and dialogue.transport.two_way):
        return Outcome(PrintState.PRINTED, "ok", "sent; this printer gives no receipt", sent)
    status = dialogue.ask_status()
    fault = "no_answer" if status is None else status.fault
    if fault is not None:
        return Outcome(PrintState.UNKNOWN, fault, f"after sending: {fault}", sent)
    return Outcome(PrintState.PRINTED, "ok", "sent, no fault reported; this printer gives no receipt", sent)
