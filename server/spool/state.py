"""How each printer is, as the spool last learnt it: for staff screens and the metrics. Kept in memory only."""

from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    """Say whether a printer prints."""

    OK = "ok"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class PrinterState:
    """Hold how a printer is, why, since when (UTC milliseconds), and how many slips wait for it.

    `code` is "ok" or the reason in one word: `paper_out`, `cover_open`, `unreachable`, `no_answer`, `press_down`, …
    """

    state: Condition
    code: str
    since_ms: int
    queued: int = 0
