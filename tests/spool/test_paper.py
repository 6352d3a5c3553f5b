"""The paper roll of the virtual printers: what is shown, and what a strange name gets."""

import io
from pathlib import Path

import pytest
from PIL import Image

from printers.transports.virtual import read_condition
from server.spool.paper import NoSuchSlip, png_of, set_fault, slips_of
from server.store import devices
from server.store.jobs import JobState
from tests.spool.conftest import Hall


def test_the_roll_shows_slips_in_order_and_only_what_is_new(running: Hall) -> None:
    number = running.virtual("roll")
    for label in ("A001", "A002", "A003"):
        running.ends(running.ticket(number, label), JobState.PRINTED)
    printer = devices.printer_by_id(running.store.reader(), number)
    assert printer is not None
    first, *others = slips_of(running.data_dir, printer)
    assert len(others) == 2
    assert slips_of(running.data_dir, printer, after=first.name) == others
    assert slips_of(running.data_dir, printer, limit=1) == others[-1:]
    picture = Image.open(io.BytesIO(png_of(running.data_dir, first.name, first.width_dots)))
    assert picture.width == 576
    assert png_of(running.data_dir, first.name) != png_of(running.data_dir, others[0].name)


@pytest.mark.parametrize(
    "name",
    ["../000001-1.escpos", "paper/../../000001-1.escpos", "/etc/000001-1.escpos", "layso.db", "", "000001-1.escpos\0",
     "paper/kiosk/../kiosk/000001-1.escpos", "paper/000009-9.escpos", "link/000001-1.escpos"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_no_slip(tmp_path: Path, name: str) -> None:
    outside, centre = tmp_path / "outside", tmp_path / "centre"
    for directory in (outside, centre / "paper" / "kiosk"):
        directory.mkdir(parents=True)
        (directory / "000001-1.escpos").write_bytes(b"secret\n")
    (tmp_path / "000001-1.escpos").write_bytes(b"secret\n")
    (centre / "layso.db").write_bytes(b"secret")
    (centre / "link").symlink_to(outside)
    assert png_of(centre, "paper/kiosk/000001-1.escpos")
    with pytest.raises(NoSuchSlip):
        png_of(centre, name)


def test_a_fault_is_switched_one_at_a_time_and_nonsense_refused(tmp_path: Path) -> None:
    set_fault(tmp_path, "paper/kiosk", paper="out")
    set_fault(tmp_path, "paper/kiosk", cover="open")
    now = read_condition(tmp_path / "paper" / "kiosk")
    assert (now.paper, now.cover) == ("out", "open")
    with pytest.raises(ValueError, match="paper"):
        set_fault(tmp_path, "paper/kiosk", paper="soon")
