"""Opening hours as settings write them, read and written again; what cannot be is refused."""

import pytest

from server.domain.calendar import MONDAY_TO_FRIDAY, OFFICE_DAY, InvalidHours, read_week, written_week

WRITTEN = {"monday": ["07:30-11:30", "13:30-17:30"], "saturday": ["07:30-11:30"]}


def test_a_written_week_is_read_and_written_alike() -> None:
    week = read_week(WRITTEN)
    assert week == (OFFICE_DAY, (), (), (), (), OFFICE_DAY[:1], ())
    assert {day: spans for day, spans in written_week(week).items() if spans} == WRITTEN
    assert read_week(written_week(MONDAY_TO_FRIDAY)) == MONDAY_TO_FRIDAY


@pytest.mark.parametrize(
    "week",
    [
        {},
        {"monday": []},
        {"funday": ["07:30-11:30"]},
        {"monday": ["7:30-11:30"]},
        {"monday": ["07:30-24:00"]},
        {"monday": ["11:30-07:30"]},
        {"monday": ["07:30-07:30"]},
        {"monday": ["07:30-11:30", "11:00-17:30"]},
        {"monday": ["13:30-17:30", "07:30-11:30"]},
        {"monday": ["07:30–11:30"]},
        {"monday": ["٠٧:٣٠-١١:٣٠"]},
        {"monday": ["07:30-11:30\n"]},
        {"monday": [""]},
    ],
)
def test_hours_that_cannot_be_are_refused(week: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidHours):
        read_week(week)
