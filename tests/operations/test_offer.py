"""Numbers given and refused by a founded centre: its hours, closures, quotas, ranges, and the last ticket of the day."""

from collections.abc import Mapping
from datetime import time
from typing import Any

import pytest

from server.domain.errors import NumbersExhausted, ServiceClosed
from server.domain.opening import (
    ClosingSoon,
    QuotaReached,
)
from server.operations import desks
from server.operations.issue import IssueOrder, issue
from tests.builders import DESK, Hall
from tests.operations.offering import (
    HOUR_S,
    bind,
    change,
    refused,
    tile,
    turn_to,
    visits,
)


def test_the_demo_centre_gives_numbers_at_any_hour(hall: Hall) -> None:
    for clock in ("07:20", "12:00", "17:31", "23:59"):
        turn_to(hall, clock)
        assert hall.issue("DD")
        assert tile(hall)["open"]
        assert tile(hall)["closed"] is None


def test_numbers_are_given_from_half_an_hour_before_opening_until_closing(hall: Hall) -> None:
    bind(hall, lead_min=0)
    error = refused(hall)
    assert type(error) is ServiceClosed
    assert error.details["reopens"] == "2026-11-23T07:30"
    assert error.details["when_vi"] == "Mở cửa 07:30 hôm nay"
    bind(hall)
    assert hall.issue("DD")["serves_again"] == "07:30"
    turn_to(hall, "12:00")
    assert hall.issue("DD")["serves_again"] == "13:30"
    turn_to(hall, "17:30")
    error = refused(hall)
    assert error.details["reopens"] == "2026-11-25T07:30"  # Tuesday is Vietnam Culture Day
    assert error.details["when_en"] == "Opens again on Wednesday 25 November 2026 at 07:30"
    hall.clock.run(8 * HOUR_S)
    assert "Ngày Văn hóa Việt Nam" in str(refused(hall).details["why_vi"])
    assert hall.faults() == []


def test_a_service_has_hours_of_its_own(hall: Hall) -> None:
    bind(hall)
    change(hall, hours={"monday": ["09:00-10:00"]})
    assert refused(hall).details["reopens"] == "2026-11-23T09:00"
    assert hall.issue("HT")
    turn_to(hall, "08:30")
    assert hall.issue("DD")
    turn_to(hall, "10:00")
    assert refused(hall).details["reopens"] == "2026-11-30T09:00"
    change(hall, hours=None)
    assert hall.issue("DD")


def test_a_repeated_key_gets_its_ticket_again_after_closing(hall: Hall) -> None:
    bind(hall)
    first = hall.issue("DD", key="k")
    turn_to(hall, "18:00")
    assert hall.issue("DD", key="k") == first


def test_a_quota_ends_with_its_number_and_begins_anew_the_next_day(hall: Hall) -> None:
    change(hall, daily_quota=2)
    assert [hall.issue("DD")["number"] for _ in range(2)] == ["L001", "L002"]
    error = refused(hall)
    assert isinstance(error, QuotaReached)
    assert error.details["reopens"] == "2026-11-25T07:30"
    assert hall.issue("HT")
    change(hall, daily_quota=3)
    assert hall.issue("DD")["number"] == "L003"
    hall.clock.run(24 * HOUR_S)
    assert hall.issue("DD")["number"] == "L001"


def test_a_quota_of_zero_gives_no_number_at_all(hall: Hall) -> None:
    change(hall, daily_quota=0)
    assert isinstance(refused(hall), QuotaReached)
    change(hall, daily_quota=None)
    assert hall.issue("DD")["number"] == "L001"


def test_numbers_run_through_their_range_and_no_further(hall: Hall) -> None:
    change(hall, first_number=101, last_number=103)
    assert [hall.issue("DD")["number"] for _ in range(3)] == ["L101", "L102", "L103"]
    error = refused(hall)
    assert isinstance(error, NumbersExhausted)
    assert error.details["reopens"] == "2026-11-25T07:30"
    assert hall.faults() == []


def test_the_last_of_all_numbers_is_told_with_the_day_on_which_there_are_some_again(hall: Hall) -> None:
    hall.issue("DD")
    hall.sql("UPDATE series SET first_number = 9999, last_number = 9999 WHERE series = 'L'")
    with pytest.raises(NumbersExhausted) as found:
        hall.issue("DD")
    assert found.value.details["reopens"] == "2026-11-25T07:30"


def test_the_last_ticket_is_the_last_that_is_served_by_closing(hall: Hall) -> None:
    bind(hall)
    turn_to(hall, "13:30")
    visits(hall, 5, 10)
    turn_to(hall, "16:20")  # 70 minutes are left for visits of ten: six may wait before the last one
    numbers = [hall.issue("DD")["number"] for _ in range(7)]
    assert numbers[-1] == "L012"
    error = refused(hall)
    assert isinstance(error, ClosingSoon)
    assert error.details["reopens"] == "2026-11-25T07:30"
    assert error.details["when_vi"] == "Mở lại 07:30 thứ Tư 25/11/2026"
    assert hall.issue("HT")
    hall.open(5, DESK)  # a second clerk comes, and there is time again
    assert hall.issue("DD")["number"] == "L013"
    assert hall.faults() == []


def test_somebody_with_priority_takes_no_number_that_would_cost_another_theirs(hall: Hall) -> None:
    bind(hall)
    turn_to(hall, "15:00")
    visits(hall, 5, 10)
    turn_to(hall, "17:00")
    for _ in range(3):
        hall.issue("DD")
    with pytest.raises(ClosingSoon):
        hall.issue("DD", "severely_disabled")


def test_wrap_up_and_parked_time_count_as_what_they_are(hall: Hall) -> None:
    bind(hall)
    turn_to(hall, "15:00")
    visits(hall, 5, 10)
    turn_to(hall, "17:05")
    assert hall.issue("DD")
    change(hall, wrap_up_s=5 * 60)  # two visits of fifteen minutes no longer fit into 25
    assert isinstance(refused(hall), ClosingSoon)


def test_without_any_visit_measured_only_the_closing_time_binds(hall: Hall) -> None:
    bind(hall)
    hall.open(4, DESK)
    turn_to(hall, "17:29")
    assert all(hall.issue("DD") for _ in range(30))


def test_at_lunch_a_number_is_given_if_it_can_be_served_in_the_afternoon(hall: Hall) -> None:
    bind(hall)
    visits(hall, 3, 60)
    turn_to(hall, "11:30")
    hall.write(lambda tx: desks.pause_counter(tx, 4, DESK, "nghỉ trưa", until=time(14, 0)))
    assert tile(hall)["paused"]
    assert tile(hall)["serves_again"] == "14:00"
    assert tile(hall)["estimate"] is None
    given = [hall.issue("DD") for _ in range(3)]
    assert {(one["serves_again"], one["estimate"]) for one in given} == {("14:00", None)}
    assert isinstance(refused(hall), ClosingSoon)  # four visits of an hour do not fit between 14:00 and 17:30
    turn_to(hall, "14:00")
    hall.open(4, DESK)
    assert tile(hall)["paused"] is False
    assert tile(hall, "NN")["paused"] is False


def test_in_the_break_a_counter_left_open_promises_no_minutes(hall: Hall) -> None:
    bind(hall)
    visits(hall, 3, 10)
    assert hall.issue("DD")["estimate"] is not None
    turn_to(hall, "12:00")
    assert tile(hall)["estimate"] is None
    given = hall.issue("DD")
    assert (given["estimate"], given["serves_again"]) == (None, "13:30")


def test_a_pause_without_a_time_to_come_back_is_told_as_a_pause(hall: Hall) -> None:
    hall.open(4, DESK)
    hall.write(lambda tx: desks.pause_counter(tx, 4, DESK))
    turn_to(hall, "09:00")
    assert (tile(hall)["paused"], tile(hall)["serves_again"]) == (True, None)
    assert hall.issue("DD")["serves_again"] is None


def test_a_further_service_must_be_open_too_but_its_quota_is_not_touched(hall: Hall) -> None:
    change(hall, "CT", daily_quota=0)

    def ask() -> Mapping[str, Any]:
        return hall.write(lambda tx: issue(tx, IssueOrder("DD", then=("CT",)))[0])

    assert ask()["number"] == "L001"
    change(hall, "CT", is_open=False)
    with pytest.raises(ServiceClosed) as found:
        ask()
    assert found.value.details["service"] == "CT"
    assert found.value.details["why_vi"] == "Lĩnh vực này tạm ngừng nhận số."


def test_a_pace_is_measured_anew_as_the_day_goes_on(hall: Hall) -> None:
    bind(hall)
    turn_to(hall, "13:30")
    hall.open(4, DESK)
    hall.issue("DD")  # looked at the pace when nothing was known
    visits(hall, 4, 30)
    turn_to(hall, "16:50")
    assert isinstance(refused(hall), ClosingSoon)
