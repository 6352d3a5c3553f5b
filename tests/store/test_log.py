"""The log is append-only, and its chain of hashes shows whatever is changed in it by force."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from server.store.log import broken_links, canonical, link
from server.store.sqlite import Connection, DatabaseError, open_writer
from tests.builders import ANA, BRUNO, Hall


@pytest.fixture
def morning(hall: Hall) -> Hall:
    """A morning with some facts of every common kind in the log; nine or more of them."""
    hall.open(1, ANA)
    hall.open(2, BRUNO)
    for service in ("HT", "CT", "HT"):
        hall.issue(service)
    hall.call(1, ANA)
    hall.serve(1)
    hall.finish(1)
    hall.call(1, ANA)
    return hall


@contextmanager
def burglar(hall: Hall) -> Iterator[Connection]:
    """Open the file past the store, with the guards taken off."""
    connection = open_writer(hall.path)
    connection.execute("DROP TRIGGER event_is_append_only_update")
    connection.execute("DROP TRIGGER event_is_append_only_delete")
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE event SET clerk = 'dan' WHERE seq = 2", "DELETE FROM event", "DELETE FROM event WHERE seq = 9"],
)
def test_the_file_itself_refuses_to_change_the_log(morning: Hall, statement: str) -> None:
    connection = open_writer(morning.path)
    with pytest.raises(DatabaseError, match="append-only"):
        connection.execute(statement)
    connection.close()
    assert morning.faults() == []


@pytest.mark.parametrize(
    "change",
    [
        "at = at + 1",
        "kind = 'TicketNoShow'",
        "kind = 'Nonsense'",
        "ticket_id = 2",
        "counter = 7",
        "clerk = 'dan'",
        "clerk = NULL",
        "body = '[]'",
        "hash = zeroblob(32)",
    ],
)
def test_a_changed_fact_is_found_and_named(morning: Hall, change: str) -> None:
    seq = morning.sql("SELECT seq FROM event WHERE kind = 'TicketFinished'")[0]["seq"]
    with burglar(morning) as connection:
        connection.execute(f"UPDATE event SET {change} WHERE seq = ?", (seq,))
        assert f"event {seq} does not fit its hash" in broken_links(connection)
    assert f"event {seq} does not fit its hash" in morning.faults()


def test_a_fact_taken_from_the_middle_is_missed(morning: Hall) -> None:
    seq = morning.sql("SELECT seq FROM event WHERE kind = 'TicketIssued' LIMIT 1")[0]["seq"]
    with burglar(morning) as connection:
        connection.execute("DELETE FROM event WHERE seq = ?", (seq,))
    assert f"event {seq} is missing (found {seq + 1})" in morning.faults()


def test_facts_cut_off_at_the_end_are_missed(morning: Hall) -> None:
    last = morning.events()[-1].seq
    with burglar(morning) as connection:
        connection.execute("DELETE FROM event WHERE seq > ?", (last - 2,))
    assert morning.faults() == [f"events {last - 1}–{last} are missing at the end of the log"]


def test_an_empty_log_that_was_not_always_empty_is_missed(morning: Hall) -> None:
    last = morning.events()[-1].seq
    with burglar(morning) as connection:
        connection.execute("DELETE FROM event")
    assert morning.faults() == [f"events 1–{last} are missing at the end of the log"]


def test_two_facts_that_changed_places_are_found(morning: Hall) -> None:
    with burglar(morning) as connection:
        for now, then in ((5, 1005), (6, 5), (1005, 6)):
            connection.execute("UPDATE event SET seq = ? WHERE seq = ?", (then, now))
    assert "event 5 does not fit its hash" in morning.faults()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE leg SET state = 'no_show' WHERE state = 'finished'", "differs from its replay"),
        ("UPDATE leg SET queued_at_ms = queued_at_ms - 1 WHERE ticket = 1", "differs from its replay"),
        ("UPDATE leg SET clerk = 'dan' WHERE ticket = 1", "differs from its replay"),
        ("UPDATE ticket SET label = 'A099' WHERE id = 1", "differs from its replay"),
        ("UPDATE counter SET clerk = 'dan' WHERE number = 2", "counter 2 differs"),
        ("UPDATE waiting_tally SET waiting = waiting + 1", "tally"),
        ("UPDATE series SET last_number = last_number + 1 WHERE series = 'A'", "series A"),
        ("INSERT INTO business_day (day, opened_at_ms) VALUES ('2027-01-01', 0)", "business day"),
        ("DELETE FROM counter_service; INSERT INTO counter_service VALUES (99, 'HT', 0)", "foreign key"),
    ],
)
def test_a_state_that_the_log_does_not_tell_is_found(morning: Hall, statement: str, fault: str) -> None:
    connection = open_writer(morning.path)
    connection.execute("PRAGMA foreign_keys = OFF")
    for one in statement.split(";"):
        connection.execute(one)
    connection.close()
    assert any(fault in one for one in morning.faults())


def test_a_ticket_that_vanished_is_found(morning: Hall) -> None:
    connection = open_writer(morning.path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE print_job SET ticket = NULL WHERE ticket = 2")
    connection.execute("DELETE FROM leg WHERE ticket = 2")
    connection.execute("DELETE FROM ticket WHERE id = 2")
    connection.close()
    assert "ticket C001 of 2026-11-23 is in the log, not in the state" in morning.faults()


def test_a_ticket_that_nobody_issued_is_found(morning: Hall) -> None:
    copied = "day, 'Z', 1, 'Z001', 'forged', language, issued_at_ms FROM ticket WHERE id = 1"
    morning.sql(
        f"INSERT INTO ticket (id, day, series, number, label, token, language, issued_at_ms) SELECT 99, {copied}"
    )
    morning.sql(
        "INSERT INTO leg (ticket, ordinal, day, service, priority, state, queued_at_ms, line_at_ms, line_seq)"
        " SELECT 99, 1, day, service, priority, 'finished', 0, 0, 0 FROM leg WHERE ticket = 1"
    )
    assert "ticket Z001 of 2026-11-23 is in the state, not in the log" in morning.faults()


def test_each_hash_stands_on_the_one_before_and_on_every_field(morning: Hall) -> None:
    rows = morning.sql("SELECT seq, at, kind, ticket_id, counter, clerk, body, hash FROM event ORDER BY seq")
    previous = b"\x00" * 32
    for row in rows:
        assert row["hash"] == link(previous, *tuple(row)[:-1])
        previous = row["hash"]
    assert len({row["hash"] for row in rows}) == len(rows) >= 9


def test_json_is_written_in_one_way_only() -> None:
    assert canonical({"b": 1, "a": ["Đăng ký", None]}) == '{"a":["Đăng ký",null],"b":1}'


def test_facts_come_back_as_they_were_told(morning: Hall) -> None:
    assert morning.events() == morning.told


def test_verifying_a_running_centre_sees_one_moment_of_it(hall: Hall) -> None:
    hall.issue()
    verifier = open_writer(hall.path)
    steps: list[str] = []

    def meanwhile(statement: str) -> None:
        steps.append(statement)
        if len(steps) == 8:
            hall.issue()

    verifier.set_trace_callback(meanwhile)
    faults = _verify(verifier)
    verifier.close()
    assert len(steps) > 8
    assert faults == []


def _verify(connection: Connection) -> list[str]:
    from server.operations.verify import verify

    return verify(connection)
