"""The command line writes while the server runs: both stand on the same log, and its chain stays whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from server.domain.errors import ServiceClosed
from server.domain.events import Event, EventKind
from server.store import devices
from server.store.devices import NewDevice
from server.store.store import Store
from tests.builders import DESK, Hall

NOTE = Event(EventKind.CLOCK_SUSPECTED, 1, body={"suspicion": None})


def test_two_writers_in_turn_make_one_chain(hall: Hall) -> None:
    other = Store(hall.path, clock=hall.clock)
    for expected in range(1, 20, 2):
        assert hall.write(lambda tx: tx.record(NOTE)).seq == expected
        assert other.write(lambda tx: tx.record(NOTE)).seq == expected + 1
    other.close()
    assert hall.faults() == []


def test_two_writers_at_once_make_one_chain_without_a_gap(hall: Hall) -> None:
    others = [Store(hall.path, clock=hall.clock) for _ in range(2)]
    with ThreadPoolExecutor(12) as pool:
        got = list(
            pool.map(lambda n: [hall.store, *others][n % 3].write(lambda tx: tx.record(NOTE)).seq, range(300))
        )
    for other in others:
        other.close()
    assert sorted(got) == list(range(1, 301))
    assert hall.faults() == []


def test_a_device_added_meanwhile_neither_loses_nor_repeats_a_ticket(hall: Hall) -> None:
    def add(number: int) -> None:
        other = Store(hall.path, clock=hall.clock)
        device = NewDevice(f"Kiosk {number}", "kiosk", bytes([number]) * 32)
        other.write(lambda tx: devices.insert(tx, device))
        other.close()

    with ThreadPoolExecutor(6) as pool:
        adding = [pool.submit(add, number) for number in range(10, 20)]
        got = list(pool.map(lambda _: hall.issue()["number"], range(200)))
        for one in adding:
            one.result(30)
    assert sorted(got) == [f"A{number:03d}" for number in range(1, 201)]
    assert len(devices.every(hall.store.reader())) == 14
    assert hall.faults() == []


def test_a_service_closed_by_another_process_is_closed_for_the_next_ticket(hall: Hall) -> None:
    hall.issue("DD")
    other = Store(hall.path, clock=hall.clock)
    other.write(lambda tx: tx.connection.execute("UPDATE service SET is_open = 0 WHERE code = 'DD'"))
    other.close()
    hall.open(4, DESK)
    assert hall.call(4, DESK)["number"] == "L001"
    with pytest.raises(ServiceClosed):
        hall.issue("DD")
