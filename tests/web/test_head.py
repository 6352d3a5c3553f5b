"""The head of a request: what is read, and what is refused because two readers might read it differently."""

import io
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.head import Head
from tests.servers import Centre


def head(text: str) -> Head:
    return Head(io.BytesIO(text.replace("\n", "\r\n").encode("latin-1") + b"\r\n"))


def test_fields_are_found_whatever_their_case() -> None:
    read = head("Host: x\nContent-Type: application/json\nContent-Length: 12\nX-Word: a:b \n")
    assert (read.status, read.get("HOST"), read.typeheader) == ("", "x", "application/json")
    assert (read.getheader("content-length"), read.get("x-word"), read.get("none", "-")) == ("12", "a:b", "-")
    assert read.headers == ["Host: x", "Content-Type: application/json", "Content-Length: 12", "X-Word: a:b "]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Host: a\nHost: b\n", "repeated host"),
        ("Content-Length: 1\nContent-Length: 1\n", "repeated content-length"),
        ("Content-Length: 1\nTransfer-Encoding: chunked\n", "length beside a transfer coding"),
        ("Content-Length: +1\n", "malformed length"),
        ("Content-Length: ²\n", "malformed length"),
        ("Host : x\n", "malformed field"),
        ("X: a\n folded\n", "malformed field"),
        ("X: a\x00b\n", "malformed field"),
        ("X: a\x0bb\n", "malformed field"),
        ("no colon\n", "malformed field"),
        ("".join(f"X{n}: y\n" for n in range(200)), "too many fields"),
        ("X: " + "y" * 20_000 + "\n", "malformed field"),
    ],
)
def test_what_readers_may_disagree_on_is_refused(text: str, status: str) -> None:
    assert head(text).status == status


def test_a_line_that_breaks_off_is_refused() -> None:
    assert Head(io.BytesIO(b"Host: x")).status == "malformed field"


@given(st.binary(max_size=400))
def test_no_bytes_at_all_break_the_reader(junk: bytes) -> None:
    read = Head(io.BytesIO(junk))
    assert read.status or all(":" in line for line in read.headers)


@pytest.mark.parametrize(
    "field", ["Host : x", "X: a\r\n folded", "Content-Length: 0\r\nTransfer-Encoding: chunked"]
)
def test_the_centre_answers_400_and_lives_on(centre: Centre, field: str) -> None:
    with socket.create_connection(("127.0.0.1", centre.port), timeout=5) as line:
        line.sendall(f"GET /healthz HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n".encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 400")
    well = centre.line()
    assert well.page("/healthz").status == 200
    well.close()
