"""What becomes of a slip, fault by fault. The rule behind all: "printed" needs a receipt, and nothing prints twice."""

import time
from pathlib import Path
from typing import Self

import pytest

from printers.dialogue import Dialogue
from printers.interpreter import decode
from printers.interpreter.emulator import Condition
from printers.interpreter.tokens import read_commands
from printers.job import Outcome, print_slip
from printers.profile import find_profile
from printers.render import Renderer
from printers.status import PaperState
from printers.transports import Transport, open_transport
from printers.transports.virtual import write_condition
from tests.printers.builders import a_ticket
from tests.printers.printer_on_a_wire import NetworkPrinter, SerialPrinter

QUICK_S = 0.15


class Desk:
    """One printer and the dialogue with it, as a station holds them."""

    def __init__(self, kind: str, address: str, renderer: Renderer, profile: str = "raster-80") -> None:
        self.transport: Transport = open_transport(kind, address)
        self.dialogue = Dialogue(self.transport)
        self._renderer = renderer
        self._profile = find_profile(profile)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.transport.close()

    def print_when_well(self, number: str) -> Outcome:
        """Ask again, as the spool does, while the printer still answers slowly or with its old trouble."""
        until = time.monotonic() + 10
        while (outcome := self.print(number)).state == "failed" and time.monotonic() < until:
            assert outcome.bytes_sent == 0
            time.sleep(0.1)
        return outcome

    def print(self, number: str = "C014", send_timeout_s: float = 5.0) -> Outcome:
        return print_slip(
            a_ticket(number=number),
            profile=self._profile,
            dialogue=self.dialogue,
            renderer=self._renderer,
            job=number,
            receipt_timeout_s=QUICK_S,
            send_timeout_s=send_timeout_s,
        )


@pytest.mark.parametrize(
    ("condition", "state", "code"),
    [
        (Condition(), "printed", "ok"),
        (Condition(paper="near_end"), "printed", "ok"),
        (Condition(paper="out"), "failed", "paper_out"),
        (Condition(cover="open"), "failed", "cover_open"),
        (Condition(cutter="error"), "failed", "cutter_error"),
        (Condition(silent=True), "failed", "no_answer"),
        (Condition(paper_out_after=3000), "unknown", "paper_out"),
        (Condition(paper_out_after=0), "unknown", "paper_out"),
    ],
)
@pytest.mark.parametrize("wire", ["virtual", "network", "serial"])
def test_the_truth_about_a_slip_is_the_same_on_every_wire(
    wire: str, condition: Condition, state: str, code: str, renderer: Renderer, tmp_path: Path
) -> None:
    outcome, paper = _print_on(wire, condition, renderer, tmp_path)
    assert (outcome.state, outcome.code) == (state, code)
    if state == "failed":
        assert outcome.bytes_sent == 0
        assert paper == b""
    if state == "printed":
        assert outcome.bytes_sent == len(paper)
        assert decode(paper)[0].cut


def _print_on(wire: str, condition: Condition, renderer: Renderer, directory: Path) -> tuple[Outcome, bytes]:
    if wire == "virtual":
        write_condition(directory, condition)
        with Desk(wire, str(directory), renderer) as desk:
            outcome = desk.print()
        return outcome, b"".join(path.read_bytes() for path in sorted(directory.glob("*.escpos")))
    printer = NetworkPrinter(condition) if wire == "network" else SerialPrinter(condition)
    with printer, Desk(wire, printer.address, renderer) as desk:
        return desk.print(), printer.paper


def test_a_receipt_tells_that_the_roll_is_nearly_at_its_end(renderer: Renderer, tmp_path: Path) -> None:
    write_condition(tmp_path, Condition(paper="near_end"))
    with Desk("virtual", str(tmp_path), renderer) as desk:
        desk.print()
    assert desk.dialogue.status.paper is PaperState.NEAR_END


def test_half_a_slip_and_then_death_is_unknown(renderer: Renderer) -> None:
    with NetworkPrinter(dies_after=5000) as printer, Desk("network", printer.address, renderer) as desk:
        outcome = desk.print()
        assert outcome.state == "unknown"
        assert outcome.code in ("connection_lost", "no_receipt", "send_timeout")
        assert outcome.bytes_sent > 0


def test_a_printer_that_falls_silent_after_the_slip_leaves_it_unknown(renderer: Renderer) -> None:
    with NetworkPrinter(mute_after=5000) as printer, Desk("network", printer.address, renderer) as desk:
        outcome = desk.print()
        assert (outcome.state, outcome.code) == ("unknown", "no_receipt")
        assert printer.paper.count(b"\x1dVB\x00") == 1


def test_a_late_receipt_is_not_taken_for_the_next_slips(renderer: Renderer, tmp_path: Path) -> None:
    """The paper ends in the middle; a new roll goes in; the old receipt may come. The next slip needs its own."""
    with (
        SerialPrinter(Condition(paper_out_after=3000)) as printer,
        Desk("serial", printer.address, renderer) as desk,
    ):
        assert desk.print("C014").state == "unknown"
        printer.condition = Condition()
        assert desk.print_when_well("C015").state == "printed"
        printer.condition = Condition(paper="out")
        assert desk.print("C016").state == "failed"
        assert printer.paper.count(b"\x1dVB\x00") == 2


def test_nobody_at_the_address_is_safe_to_try_again(renderer: Renderer) -> None:
    with NetworkPrinter() as printer:
        address = printer.address
    outcome = Desk("network", address, renderer).print()
    assert (outcome.state, outcome.code, outcome.bytes_sent) == ("failed", "unreachable", 0)


def test_a_printer_that_never_reads_is_given_up_before_anything_is_sent(renderer: Renderer) -> None:
    with NetworkPrinter(hangs=True) as printer, Desk("network", printer.address, renderer) as desk:
        began = time.monotonic()
        outcome = desk.print()
        assert (outcome.state, outcome.code) == ("failed", "no_answer")
        assert time.monotonic() - began < 2


def test_without_status_or_receipts_the_bytes_taken_decide(renderer: Renderer) -> None:
    with (
        NetworkPrinter(Condition(silent=True)) as printer,
        Desk("network", printer.address, renderer, "raster-80-plain") as desk,
    ):
        outcome = desk.print()
        assert outcome.state == "printed"
        assert "no receipt" in outcome.detail


def test_a_file_counts_as_printed_when_it_is_written(renderer: Renderer, tmp_path: Path) -> None:
    with Desk("file", f"{tmp_path}/", renderer) as desk:
        outcomes = [desk.print("C014"), desk.print("C015")]
    assert [outcome.state for outcome in outcomes] == ["printed", "printed"]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["000001-C014.escpos", "000002-C015.escpos"]
    assert "no receipt" in outcomes[0].detail


def test_a_printer_that_hung_up_between_slips_is_called_again(renderer: Renderer) -> None:
    with NetworkPrinter() as printer, Desk("network", printer.address, renderer) as desk:
        assert desk.print("C014").state == "printed"
        printer.hang_up()
        assert desk.print("C015").state == "printed"
        assert printer.connections == 2
        assert printer.paper.count(b"\x1dVB\x00") == 2


@pytest.mark.parametrize("profile", ["raster-80", "raster-80-plain"])
def test_after_a_slip_torn_inside_a_picture_the_next_one_is_whole_on_paper_of_its_own(
    profile: str, renderer: Renderer
) -> None:
    """The printer lives on and waits for the rest of the picture: without white dots first it would eat the next slip."""
    middle = _middle_of_the_largest_picture(renderer.render(a_ticket(), find_profile(profile)))
    with (
        NetworkPrinter(dies_after=middle + 6) as printer,
        Desk("network", printer.address, renderer, profile) as desk,
    ):
        assert desk.print("C014").state == "unknown"
        assert desk.print("C015").state == "printed"
        eventually_printed = decode(_paper_with(printer, cuts=2))
    assert [paper.cut for paper in eventually_printed] == [True, True]
    alone = decode(renderer.render(a_ticket(number="C015"), find_profile(profile)))[0]
    assert eventually_printed[1].image.tobytes() == alone.image.tobytes()


def _middle_of_the_largest_picture(data: bytes) -> int:
    at = 0
    starts = {}
    for command in read_commands(data):
        starts[len(command.raw)] = at
        at += len(command.raw)
    return starts[max(starts)] + max(starts) // 2


def _paper_with(printer: NetworkPrinter, cuts: int) -> bytes:
    """Wait for the printer, which takes the last bytes after they were acknowledged."""
    until = time.monotonic() + 3
    while printer.paper.count(b"\x1dVB\x00") < cuts and time.monotonic() < until:
        time.sleep(0.01)
    return printer.paper


def test_a_printer_that_held_everything_when_the_paper_ended_gets_no_white_dots(
    renderer: Renderer, tmp_path: Path
) -> None:
    """It goes on by itself with the new roll; a run-out would only cost the next citizen a blank piece of paper."""
    printer = SerialPrinter(Condition(paper_out_after=3000))
    with printer, Desk("serial", printer.address, renderer) as desk:
        assert desk.print("C014").code == "paper_out"
        printer.condition = Condition()
        assert desk.print_when_well("C015").state == "printed"
        assert bytes(64) + b"\x1b@" not in printer.received
