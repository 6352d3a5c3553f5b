"""The printer's answers, byte by byte, as the ESC/POS reference writes them."""

import pytest

from printers.interpreter.emulator import Condition, status_byte
from printers.status import PaperState, PrinterStatus, Sorter


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        (Condition(), None),
        (Condition(paper="near_end"), None),
        (Condition(paper="out"), "paper_out"),
        (Condition(cover="open"), "cover_open"),
        (Condition(cutter="error"), "cutter_error"),
    ],
)
def test_the_fault_is_named_from_the_four_answers(condition: Condition, fault: str | None) -> None:
    status = PrinterStatus()
    for n in (1, 2, 3, 4):
        status = status.after_real_time(n, status_byte(n, condition))
    assert status.fault == fault
    assert status.paper == condition.paper


def test_an_unknown_printer_has_no_fault_and_no_paper_state() -> None:
    assert PrinterStatus().fault is None
    assert PrinterStatus().paper is PaperState.UNKNOWN
    assert PrinterStatus().after_real_time(1, 0x1A).fault == "offline"
    assert PrinterStatus().after_real_time(3, 0x32).fault == "printer_error"


@pytest.mark.parametrize(("byte", "paper"), [(0x00, "ok"), (0x03, "near_end"), (0x0C, "out"), (0x0F, "out")])
def test_a_receipt_tells_the_paper(byte: int, paper: str) -> None:
    assert PrinterStatus().after_receipt(byte).paper == paper


def test_answers_are_told_apart_however_they_are_mixed() -> None:
    sorter = Sorter()
    for byte in (
        b"\x13\x12\x11"
        + b"\x14\x00\x00\x0f"
        + b"\x00"
        + b"\x16"
        + b"\x10\x00"
        + b"\x12"
        + b"\x00\x00"
        + b"\x03"
    ):
        sorter.feed(bytes((byte,)))
    assert sorter.real_time == [0x12, 0x16, 0x12]
    assert sorter.automatic == [b"\x14\x00\x00\x0f", b"\x10\x00\x00\x00"]
    assert sorter.receipts == [0x00, 0x03]


def test_an_automatic_status_is_read_whole() -> None:
    status = PrinterStatus().after_automatic(b"\x38\x08\x0f\x0f")
    assert (status.offline, status.cover_open, status.cutter_error, status.paper) == (True, True, True, "out")
