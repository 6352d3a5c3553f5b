"""The figures of a day add up to what happened, and the hall is shown as it is now."""

from collections import Counter

import pytest

from server.domain.events import EventKind
from server.domain.ticket import TicketState
from server.operations import days
from server.operations.reports import Pressure, day_report, hall_now, pressure
from server.store import settings_table
from tests.builders import ANA, BRUNO, DAY_S, MONDAY_0720_MS, Hall

MONDAY = "2026-11-23"


def visit(hall: Hall, service: str, *, waits_s: float, serves_s: float) -> int:
    """Play one visit at counter 1: take a ticket, wait, walk 20 s, be served."""
    ticket = hall.issue(service)["id"]
    hall.clock.run(waits_s)
    hall.call(1, ANA, ticket)
    hall.clock.run(20)
    hall.serve(ticket)
    hall.clock.run(serves_s)
    hall.finish(ticket)
    return int(ticket)


def test_a_day_without_tickets_has_figures_over_nothing(hall: Hall) -> None:
    report = day_report(hall.store.reader(), MONDAY)
    assert (report.issued, report.dossiers, report.services, report.hours) == (0, 0, (), ())
    assert report.whole.within_target.value is None
    assert report.whole.waiting.mean_s is None


def test_waiting_walking_and_serving_are_measured_per_service_over_their_own_denominators(hall: Hall) -> None:
    hall.open()
    visit(hall, "HT", waits_s=60, serves_s=300)
    visit(hall, "HT", waits_s=120, serves_s=600)
    visit(hall, "CT", waits_s=1200, serves_s=90)
    absent = hall.issue("HT")["id"]
    hall.clock.run(30)
    hall.call(1, ANA, absent)
    hall.no_show(absent)
    report = day_report(hall.store.reader(), MONDAY)
    by_code = {one.service: one for one in report.services}
    births = by_code["HT"]
    assert (births.waiting.count, births.waiting.mean_s, births.waiting.p90_s) == (3, 70, 120)
    assert (births.serving.count, births.serving.mean_s) == (2, 450)
    assert (births.no_show.numerator, births.no_show.denominator) == (1, 3)
    assert (report.whole.within_target.numerator, report.whole.within_target.denominator) == (2, 3)
    assert [one.service for one in report.services] == ["CT", "HT"], "in the order of the kiosk's tiles"


def test_the_figures_add_up_to_the_facts_in_the_log(hall: Hall) -> None:
    hall.open()
    hall.open(2, BRUNO)
    for service in ("HT", "CT", "HT", "DD", "CT"):
        hall.issue(service)
        hall.clock.run(7)
    first, second = hall.call(1)["ticket"], hall.call(2, BRUNO)["ticket"]
    hall.serve(first)
    hall.finish(first)
    hall.no_show(second, BRUNO)
    whole = day_report(hall.store.reader(), MONDAY).whole
    facts = Counter(one.event.kind for one in hall.events())
    assert whole.legs == facts[EventKind.TICKET_ISSUED] == 5
    assert whole.called == facts[EventKind.TICKET_CALLED] == 2
    assert whole.served == facts[EventKind.TICKET_FINISHED] == 1
    assert whole.no_show.numerator == facts[EventKind.TICKET_NO_SHOW] == 1
    assert whole.legs == whole.served + whole.no_show.numerator + whole.open + whole.incomplete


def test_a_repeated_call_counts_from_its_last_repetition(hall: Hall) -> None:
    hall.open()
    ticket = hall.issue("HT")["id"]
    hall.clock.run(60)
    hall.call(1)
    hall.clock.run(45)
    hall.recall(ticket)
    hall.clock.run(10)
    hall.serve(ticket)
    hall.finish(ticket)
    whole = day_report(hall.store.reader(), MONDAY).whole
    assert (whole.waiting.mean_s, whole.walking.mean_s) == (105, 10)


def test_the_hour_is_the_centres_own(hall: Hall) -> None:
    hall.issue("HT")
    hall.clock.run(3600)
    hall.issue("HT")
    hours = day_report(hall.store.reader(), MONDAY).hours
    assert [(one.hour, one.legs) for one in hours] == [(7, 1), (8, 1)]


def test_what_yesterday_left_open_is_reported_today_and_served_by_nobody(hall: Hall) -> None:
    hall.open()
    labels = [hall.issue(service)["number"] for service in ("HT", "HT", "CT")]
    called = hall.call(1)["ticket"]
    hall.serve(called)
    hall.clock.run(DAY_S)
    hall.write(days.tick)
    now = hall_now(hall.store.reader(), hall.store.now_ms())
    assert now.day_before == MONDAY
    assert list(now.left_open) == labels
    assert now.waiting == 0
    yesterday = day_report(hall.store.reader(), MONDAY).whole
    assert (yesterday.incomplete, yesterday.served, yesterday.serving.count) == (3, 0, 0)


def test_the_hall_shows_who_waits_longest_and_who_sits_where(hall: Hall) -> None:
    hall.issue("DD")
    hall.clock.run(700)
    hall.issue("HT")
    hall.clock.run(100)
    hall.open()
    hall.call(1)
    now = hall_now(hall.store.reader(), hall.store.now_ms())
    assert now.longest is not None
    assert (now.longest.service.code, now.longest.longest_s, now.longest.pressure) == (
        "DD", 800, Pressure.NEAR,
    )  # fmt: skip
    ana = now.counters[0]
    assert (ana.counter.number, ana.clerk, ana.counter.status) == (1, "Lê Thị An", "open")
    assert ana.ticket is not None
    assert (ana.ticket.label, ana.ticket.state) == ("A001", TicketState.CALLED)
    assert ana.ticket_since is not None
    assert f"{ana.ticket_since:%H:%M:%S}" == "07:33:20"
    assert now.counters[1].clerk is None


@pytest.mark.parametrize(
    ("longest_s", "judged"),
    [(None, "calm"), (0, "calm"), (599, "calm"), (600, "near"), (900, "near"), (900.1, "over")],
)
def test_a_wait_is_judged_against_the_target(longest_s: float | None, judged: str) -> None:
    assert pressure(longest_s, 900) == judged


def test_the_target_is_the_centres_setting(hall: Hall) -> None:
    hall.write(lambda tx: settings_table.put(tx, "service_target_minutes", 1))
    hall.open()
    visit(hall, "HT", waits_s=61, serves_s=5)
    within = day_report(hall.store.reader(), MONDAY).whole.within_target
    assert (within.numerator, within.denominator) == (0, 1)


def test_a_clock_in_doubt_is_told(hall: Hall) -> None:
    hall.issue("HT")
    assert hall_now(hall.store.reader(), hall.store.now_ms()).clock_suspect is None
    hall.clock.jump(-7200)
    hall.write(days.tick)
    now = hall_now(hall.store.reader(), hall.store.now_ms())
    assert now.clock_suspect == "behind"
    assert now.at.timestamp() * 1000 >= MONDAY_0720_MS
