"""When somebody with a booked time may take a ticket, and from when the wait counts. Booking itself is elsewhere."""

from dataclasses import dataclass

from server.domain.errors import QueueError


class TooEarly(QueueError):
    """The booked time is still too far off; come back nearer to it."""

    code = "appointment_too_early"


@dataclass(frozen=True, slots=True)
class Admission:
    """Hold how a booked visitor is taken in: in the class of appointments or not, and from when the wait counts."""

    is_booked: bool
    line_at_ms: int


def admit(booked_ms: int, now_ms: int, *, early_ms: int, late_ms: int) -> Admission:
    """Take in a visitor with a booked time (UTC, ms): the clock starts at the booked time, not before and not later.

    Earlier than `early_ms` before it: TooEarly. More than `late_ms` after it the booking is forfeit: the visitor waits
    as everybody else from now on.
    """
    if now_ms < booked_ms - early_ms:
        raise TooEarly(from_ms=booked_ms - early_ms, booked_ms=booked_ms)
    if now_ms > booked_ms + late_ms:
        return Admission(is_booked=False, line_at_ms=now_ms)
    return Admission(is_booked=True, line_at_ms=booked_ms)
