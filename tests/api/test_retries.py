"""Lines that break: a kiosk that hangs up in mid-request and asks again, and two that ask the same at once."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from tests.lines import Answer, Line, new_key
from tests.servers import Centre

ORDER = json.dumps({"service": "HT"}).encode()


def request_bytes(centre: Centre, key: str) -> bytes:
    head = (
        f"POST /api/v1/tickets HTTP/1.1\r\nHost: 127.0.0.1:{centre.port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {centre.tokens['Kiosk 1']}\r\nIdempotency-Key: {key}\r\n"
        f"Content-Length: {len(ORDER)}\r\n\r\n"
    )
    return head.encode() + ORDER


def hang_up_after(centre: Centre, data: bytes) -> None:
    """Send some bytes of a request and cut the line, as a pulled plug does (RST)."""
    line = socket.create_connection(("127.0.0.1", centre.port))
    line.sendall(data)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    line.close()


def last_number(centre: Centre) -> int:
    return centre.count("SELECT COALESCE(MAX(last_number), 0) FROM series WHERE series = 'A'")


@pytest.mark.parametrize("kept", [1.0, 0.999, 0.9, 0.3])
def test_a_kiosk_that_hangs_up_and_asks_again_gets_one_ticket(
    centre: Centre, kiosk: Line, kept: float
) -> None:
    key, before = new_key("cut"), last_number(centre)
    data = request_bytes(centre, key)
    hang_up_after(centre, data[: int(len(data) * kept)])
    answer = kiosk.issue("HT", key=key)
    assert answer.status == 201
    assert answer.json["number"] == f"A{before + 1:03d}"
    assert kiosk.issue("HT", key=key).json == answer.json
    assert last_number(centre) == before + 1


def test_a_cut_request_that_arrived_whole_is_not_taken_back(centre: Centre, kiosk: Line) -> None:
    key, before = new_key("whole"), last_number(centre)
    hang_up_after(centre, request_bytes(centre, key))
    until = time.monotonic() + 5
    while last_number(centre) == before:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert kiosk.issue("HT", key=key).json["number"] == f"A{before + 1:03d}"
    assert last_number(centre) == before + 1


def test_twenty_requests_with_one_key_at_the_same_moment_are_one_ticket(centre: Centre) -> None:
    key, before = new_key("same"), last_number(centre)

    def ask(_: int) -> Answer:
        line = Line(centre.url, centre.tokens["Kiosk 1"])
        answer = line.issue("HT", key=key)
        line.close()
        return answer

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, range(20)))
    assert {one.status for one in answers} == {201}
    assert len({one.body for one in answers}) == 1
    assert last_number(centre) == before + 1


def test_the_same_key_from_another_device_is_another_ticket(centre: Centre, kiosk: Line, desk: Line) -> None:
    key = new_key("shared")
    assert kiosk.issue("HT", key=key).json["id"] != desk.issue("HT", key=key).json["id"]


def test_two_counters_that_want_the_same_ticket_at_once_do_not_both_get_it(
    centre: Centre, desk: Line
) -> None:
    for number in (1, 2, 3):
        desk.post(f"/counters/{number}/open")
    for _ in range(10):
        ticket = desk.issue("HT").json["id"]
        codes = at_once(centre, ticket)
        assert sorted(codes, key=str) == ["already_called", "already_called", "called"]
        assert desk.post(f"/tickets/{ticket}/finish").status == 200


def at_once(centre: Centre, ticket: int) -> list[str]:
    """Call one ticket from three counters at once."""

    def call(number: int) -> str:
        line = Line(centre.url, centre.tokens["desk"])
        answer = line.post(f"/counters/{number}/calls", {"ticket": ticket})
        line.close()
        return answer.code or "called"

    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(call, (1, 2, 3)))


def test_a_clerk_who_presses_twice_calls_once(centre: Centre, desk: Line) -> None:
    desk.post("/counters/8/open")
    for _ in range(2):
        desk.issue("ASXH")

    def press(_: int) -> str:
        line = Line(centre.url, centre.tokens["desk"])
        answer = line.post("/counters/8/calls", {})
        line.close()
        return answer.code or "called"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == ["called", "counter_busy"]


def test_a_device_added_while_numbers_are_given_out_costs_none(centre: Centre, kiosk: Line) -> None:
    with ThreadPoolExecutor(1) as pool:
        adding = pool.submit(
            centre.layso, "device", "add", "DIR", "Màn hình 3", "--kind", "display", "--json"
        )
        numbers = []
        while not adding.done():
            numbers.append(int(kiosk.issue("KD").json["number"][1:]))
        assert adding.result().returncode == 0, adding.result().stderr
    assert len(numbers) > 10
    assert all(after == before + 1 for before, after in pairwise(numbers))
    added = Line(centre.url, json.loads(adding.result().stdout)["token"])
    assert added.get("/board").status == 200
    added.close()


def test_after_all_this_the_file_is_whole(centre: Centre) -> None:
    assert centre.faults() == []
    assert "layso.failed" not in centre.log
