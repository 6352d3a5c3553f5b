"""Readers, listeners, the schema, and what founding the demo centre leaves in the file."""

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.demo.centre import load_demo_centre
from server.domain.events import Event, EventKind, Recorded
from server.founding import found, found_demo
from server.operations.verify import verify
from server.store import catalogue, counters, devices
from server.store.sqlite import Connection, DatabaseError, open_reader
from server.store.store import FILE_NAME, Store
from tests.builders import ANA, Hall

NOTE = Event(EventKind.CLOCK_SUSPECTED, 1, body={"suspicion": None})


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO setting (name, value) VALUES ('x', '1')",
        "UPDATE service SET is_open = 0",
        "DELETE FROM device",
        "DROP TABLE ticket",
        "CREATE TABLE mine (x)",
        "PRAGMA user_version = 9",
    ],
)
def test_a_reader_cannot_write(hall: Hall, statement: str) -> None:
    with pytest.raises(DatabaseError, match="readonly"):
        hall.store.reader().execute(statement)


def test_each_native_thread_has_a_reader_of_its_own_and_keeps_it(hall: Hall) -> None:
    barrier = threading.Barrier(3)

    def two_looks(_: int) -> tuple[Connection, Connection]:
        barrier.wait(10)
        return hall.store.reader(), hall.store.reader()

    with ThreadPoolExecutor(3) as pool:
        looks = [*pool.map(two_looks, range(3)), (hall.store.reader(), hall.store.reader())]
    assert all(first is second for first, second in looks)
    assert len({id(first) for first, _ in looks}) == 4
    for first, _ in looks[:3]:
        first.close()


def test_a_reader_sees_a_ticket_as_soon_as_it_is_acknowledged(hall: Hall) -> None:
    for expected in range(1, 20):
        ticket = hall.issue()
        assert hall.ticket(ticket["id"]).number == expected


def test_a_listener_that_fails_is_logged_and_harms_nobody(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_recorded: Sequence[Recorded]) -> None:
        raise RuntimeError("the board is unplugged")

    heard: list[Recorded] = []
    hall.store.listen(fails)
    hall.store.listen(heard.extend)
    with caplog.at_level(logging.ERROR, "layso.store"):
        ticket = hall.issue()
        hall.write(lambda _tx: None)  # the news of the act before has been told once this one is answered
    assert hall.ticket(ticket["id"]).label == "A001"
    assert [one.event.kind for one in heard] == [EventKind.DAY_OPENED, EventKind.TICKET_ISSUED]
    assert "a listener failed; the act stands" in caplog.text
    assert "the board is unplugged" in caplog.text


def test_an_act_that_records_nothing_is_no_news(hall: Hall) -> None:
    heard: list[Sequence[Recorded]] = []
    hall.store.listen(heard.append)
    hall.write(lambda tx: tx.connection.execute("UPDATE service SET is_open = 1"))
    hall.write(lambda tx: tx.record(NOTE))
    hall.write(lambda _tx: None)
    assert [len(one) for one in heard] == [1]


def test_the_writer_keeps_the_file_safe_against_a_power_cut(hall: Hall) -> None:
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")
    found = {one: hall.sql(f"PRAGMA {one}")[0][0] for one in pragmas}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "wal_autocheckpoint": 0}


def test_the_log_of_changes_is_moved_into_the_file_while_the_centre_runs(hall: Hall) -> None:
    for _ in range(140):
        hall.write(lambda tx: tx.record(NOTE))
    wal = hall.path.with_name(hall.path.name + "-wal")
    after_140 = wal.stat().st_size
    for _ in range(280):
        hall.write(lambda tx: tx.record(NOTE))
    assert wal.stat().st_size < 2 * after_140


def test_closing_leaves_one_whole_file(hall: Hall) -> None:
    hall.issue()
    hall.store.close()
    assert not hall.path.with_name(hall.path.name + "-wal").exists()
    connection = open_reader(hall.path)
    assert verify(connection) == []
    connection.close()


def test_opening_a_file_again_changes_neither_its_schema_nor_what_is_in_it(hall: Hall) -> None:
    def dump() -> dict[str, list[tuple[object, ...]]]:
        reader = hall.store.reader()
        names = [row["name"] for row in reader.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: [tuple(row) for row in reader.execute(f"SELECT * FROM {name}")]
            for name in ["sqlite_schema", *names]
        }

    hall.issue()
    before = dump()
    for _ in range(2):
        hall.restart()
    assert dump() == before


def test_a_folder_with_marks_that_addresses_know_is_still_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "50% off? #1 trung tâm"
    found(folder)
    store = Store(folder / FILE_NAME)
    assert catalogue.services(store.reader()) == []
    store.close()


def test_a_centre_is_never_founded_over_another(tmp_path: Path) -> None:
    found(tmp_path / "centre")
    with pytest.raises(FileExistsError):
        found_demo(tmp_path / "centre")


def test_the_demo_centre_arrives_whole_in_the_file(hall: Hall) -> None:
    demo, reader = load_demo_centre(), hall.store.reader()
    assert [one.code for one in catalogue.services(reader)] == [one.code for one in demo.services]
    assert {one.code for one in catalogue.procedures(reader)} == {one.code for one in demo.procedures}
    assert {one.number: set(one.services) for one in counters.every(reader)} == {
        one.number: set(one.services) for one in demo.counters
    }
    assert [(one.name, one.kind) for one in devices.every(reader)] == [
        (one.name, one.kind) for one in demo.devices
    ]
    assert catalogue.rates(reader) == {one.code: one.rate for one in demo.priority_classes}
    assert catalogue.overrides(reader) == dict(demo.holidays)
    assert hall.faults() == []


def test_a_procedure_comes_back_as_it_was_founded(hall: Hall) -> None:
    founded = {one.code: one for one in load_demo_centre().procedures}
    for one in catalogue.procedures(hall.store.reader()):
        was = founded[one.code]
        assert set(one.keywords) == set(was.keywords)
        assert (one.papers_vi, one.cutoff, one.time_unit) == (was.papers_vi, was.cutoff, was.time_unit)


def test_no_secret_of_the_demo_stands_in_the_file(tmp_path: Path) -> None:
    access = found_demo(tmp_path / "centre")
    content = (tmp_path / "centre" / FILE_NAME).read_bytes()
    secrets = [*access.passwords.values(), *(token for _, token in access.tokens.values())]
    assert len(secrets) == 16
    assert not [one for one in secrets if one.encode() in content or one.encode().hex().encode() in content]
    assert (tmp_path / "centre").stat().st_mode & 0o077 == 0


def test_a_day_is_opened_once_however_many_acts_see_it_first(hall: Hall) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: hall.issue(), range(40)))
    assert [one.event.kind for one in hall.events()].count(EventKind.DAY_OPENED) == 1
    hall.open(1, ANA)
    assert hall.faults() == []
