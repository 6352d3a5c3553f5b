"""What the spool decides about a slip that did not come out: again, never, or too late. Plain values, no clock."""

# By then the citizen has read the number on the screen and left the kiosk: a paper that comes out for somebody else's
# hand confuses. The slip fails as `too_late` and staff may reprint it. Receipts stay until their printer is back.
TICKET_TOO_LATE_MS = 180_000
FIRST_RETRY_S, LONGEST_RETRY_S = 1.0, 15.0

# Codes of the press's `failed` that no waiting cures: somebody must change the printer's settings or the slip.
PERMANENT = frozenset(
    {
        "bad_address",
        "cannot_compose",
        "cannot_render",
        "not_a_serial_line",
        "refused_by_press",
        "unknown_printer",
        "unknown_profile",
        "unknown_transport",
        "usb_not_supported",
    }
)

# Codes of a poll that say that a slip may be tried: a printer that cannot answer is believed to be well.
WELL = frozenset({"ok", "one_way"})

# Codes that speak of the slip or of the press: the printer itself may be well.
NOT_THE_PRINTER = frozenset(
    {"cannot_compose", "cannot_render", "internal_error", "press_died", "refused_by_press", "strange_answer"}
)


def is_worth_another_try(code: str) -> bool:
    """Say whether a slip of which nothing was sent goes back into the queue."""
    return code not in PERMANENT


def next_retry_s(last_s: float | None) -> float:
    """Return how long to leave a printer in trouble alone: 1 s, then twice as long each time, 15 s at the most."""
    return FIRST_RETRY_S if last_s is None else min(last_s * 2, LONGEST_RETRY_S)
