"""The transports alone: addresses, deadlines, names of files."""

import os
import pty
import socket
import time
import tty
from pathlib import Path

import pytest

from printers.transports import TransportError, open_transport
from printers.transports.network import parse_address
from printers.transports.virtual import STATE_FILE
from tests.printers.printer_on_a_wire import NetworkPrinter


@pytest.mark.parametrize(
    ("kind", "address", "code"),
    [
        ("usb", "04b8:0202", "usb_not_supported"),
        ("parallel", "/dev/lp0", "unknown_transport"),
        ("network", "", "bad_address"),
        ("network", "host:port", "bad_address"),
        ("network", "host:70000", "bad_address"),
        ("network", ":9100", "bad_address"),
        ("serial", "COM1", "bad_address"),
        ("serial", "/dev/ttyS0?baud=123", "bad_address"),
        ("serial", "/dev/ttyS0?rtscts=yes", "bad_address"),
        ("serial", "/dev/ttyS0?parity=odd", "bad_address"),
        ("serial", "/dev/ttyS0?baud", "bad_address"),
        ("file", "", "bad_address"),
        ("virtual", "a\0b", "bad_address"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_for_good(kind: str, address: str, code: str) -> None:
    with pytest.raises(TransportError) as refusal:
        open_transport(kind, address)
    assert refusal.value.code == code
    assert refusal.value.permanent
    assert refusal.value.sent == 0


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("10.0.0.5", ("10.0.0.5", 9100)),
        ("printer.local:9101", ("printer.local", 9101)),
        ("[fe80::1]", ("fe80::1", 9100)),
        ("[fe80::1]:9101", ("fe80::1", 9101)),
    ],
)
def test_a_network_address_is_host_and_port(address: str, where: tuple[str, int]) -> None:
    assert parse_address(address) == where


def test_a_printer_that_stops_reading_is_noticed_within_the_deadline() -> None:
    """The system's buffers would swallow megabytes; the deadline counts until the printer has taken the bytes."""
    with NetworkPrinter(hangs=True) as printer:
        wire = open_transport("network", printer.address)
        began = time.monotonic()
        with pytest.raises(TransportError) as refusal:
            wire.send(bytes(8_000_000), 0.3)
        assert time.monotonic() - began < 2
        assert refusal.value.code == "send_timeout"
        assert 0 < refusal.value.sent < 8_000_000


def test_a_serial_printer_that_stops_reading_is_noticed_within_the_deadline() -> None:
    far, near = pty.openpty()
    tty.setraw(near)
    try:
        wire = open_transport("serial", os.ttyname(near))
        with pytest.raises(TransportError) as refusal:
            wire.send(bytes(200_000), 0.3)
        assert refusal.value.code == "send_timeout"
        assert 0 < refusal.value.sent < 200_000
    finally:
        os.close(far)
        os.close(near)


def test_every_byte_passes_a_serial_line_unchanged() -> None:
    far, near = pty.openpty()
    try:
        wire = open_transport("serial", f"{os.ttyname(near)}?baud=115200")
        everything = bytes(range(256))
        wire.send(everything, 1)
        assert os.read(far, 1024) == everything
        os.write(far, everything)
        assert wire.receive(1) == everything
        wire.close()
    finally:
        os.close(far)
        os.close(near)


def test_a_device_that_is_not_there_or_no_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TransportError, match="No such file") as missing:
        open_transport("serial", f"{tmp_path}/ttyUSB9").send(b"a", 0.1)
    assert not missing.value.permanent
    (tmp_path / "plain").write_text("")
    with pytest.raises(TransportError) as plain:
        open_transport("serial", f"{tmp_path}/plain").send(b"a", 0.1)
    assert plain.value.code == "not_a_serial_line"


def test_nothing_comes_from_a_silent_wire_and_waiting_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire = open_transport("network", f"127.0.0.1:{listener.getsockname()[1]}")
        wire.send(b"a", 1)
        began = time.monotonic()
        assert wire.receive(0.05) == b""
        assert 0.04 < time.monotonic() - began < 1
        wire.close()


def test_a_file_grows_and_a_directory_is_numbered_without_ever_overwriting(tmp_path: Path) -> None:
    grown = open_transport("file", f"{tmp_path}/all.escpos")
    grown.send(b"one", 1)
    grown.send(b"two", 1)
    assert (tmp_path / "all.escpos").read_bytes() == b"onetwo"
    slips = open_transport("file", f"{tmp_path}/slips/")
    for name in ("17", "../../etc/passwd", "phiếu 18", ""):
        slips.name_job(name)
        slips.send(name.encode(), 1)
    names = sorted(path.name for path in (tmp_path / "slips").iterdir())
    assert names == [
        "000001-17.escpos",
        "000002-.._.._etc_passwd.escpos",
        "000003-phi_u_18.escpos",
        "000004-slip.escpos",
    ]


def test_a_place_that_cannot_be_written_is_a_clear_refusal(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(TransportError) as refusal:
        open_transport("file", f"{tmp_path}/taken/slips/").send(b"a", 1)
    assert refusal.value.code == "cannot_write"


@pytest.mark.parametrize(
    "state", ["{", "[]", '{"papers": "out"}', '{"paper": "low"}', '{"silent": 1}', '{"paper_out_after": -1}']
)
def test_a_state_file_that_cannot_be_understood_is_named(state: str, tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_text(state)
    with pytest.raises(TransportError, match=STATE_FILE) as refusal:
        open_transport("virtual", str(tmp_path)).send(b"\x10\x04\x01", 1)
    assert (refusal.value.code, refusal.value.permanent, refusal.value.sent) == ("bad_state", False, 0)
