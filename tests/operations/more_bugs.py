"""More planted bugs: of days, clocks, power and places in line; and the table of all of them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import patch

from server.domain.day import Belief
from server.operations import days, places, rules
from server.operations.rules import HallRules
from server.store import queues, sqlite, tickets
from server.store.clock import BelievedClock
from tests.operations import bugs


def the_day_comes_from_a_fixed_offset() -> AbstractContextManager[object]:
    """Take the day of Greenwich for that of the centre (TheQ)."""

    def business_day(stored: date | None, now_ms: int, zone: Any) -> date:
        today = datetime.fromtimestamp(now_ms / 1000, UTC).date()
        return max(stored, today) if stored else today

    return patch.object(days, "business_day", business_day)


def the_day_follows_the_clock_back() -> AbstractContextManager[object]:
    """Believe whatever the clock says."""

    def look(self: Any) -> Any:
        self.belief = Belief(self._clock.wall_ms(), self._clock.monotonic_ms())
        return self.belief

    return patch.object(BelievedClock, "look", look)


def numbers_begin_anew_while_old_ones_are_held() -> AbstractContextManager[object]:
    """Begin each day at 1, whoever still waits with a 1."""
    return patch.object(tickets, "_highest_open", _none)


def midnight_sends_everybody_home() -> AbstractContextManager[object]:
    """End the day at midnight though people are being served."""
    return patch.object(days, "doors_are_open", _no)


def yesterday_never_ends() -> AbstractContextManager[object]:
    """Keep the doors open through every night: yesterday's people are called in the morning."""
    return patch.object(days, "doors_are_open", _yes)


def a_new_day_deletes_the_old_one() -> AbstractContextManager[object]:
    """Reset deletes history (FQM)."""
    real = days._open_day

    def open_day(tx: Any, today: str, **said: Any) -> None:
        real(tx, today, **said)
        tx.connection.execute(
            "DELETE FROM leg WHERE day < ? AND state NOT IN ('waiting', 'called', 'serving')", (today,)
        )

    return patch.object(days, "_open_day", open_day)


@contextmanager
def answered_before_it_is_on_the_disk() -> Iterator[None]:
    """Wait for no disk (PRAGMA synchronous = OFF)."""
    hasty = tuple(one.replace("synchronous = FULL", "synchronous = OFF") for one in sqlite._WRITER)
    assert hasty != sqlite._WRITER
    with patch.object(sqlite, "_WRITER", hasty):
        yield


def whoever_was_sent_to_a_counter_waits_for_it_for_ever() -> AbstractContextManager[object]:
    """Bind a transfer to a counter that has closed."""
    binds = """(c.for_counter IS NULL OR c.for_counter = :counter) AND (c.for_clerk IS NULL OR c.for_clerk = :clerk)"""
    return patch.object(queues, "_FREE_TO_TAKE", binds)


def a_missed_ticket_comes_back_whenever_it_likes() -> AbstractContextManager[object]:
    """Know no tolerance."""

    def rules_of(tx: Any) -> HallRules:
        return replace(rules.rules_of(tx), return_within_min=10**6)

    return patch.object(places, "rules_of", rules_of)


def everybody_serves_the_reserved() -> AbstractContextManager[object]:
    """Call whoever was sent to a colleague as one's own."""
    return patch.object(queues, "_FREE_TO_TAKE", "1")


def _none(_connection: Any, _series: str) -> int:
    return 0


def _no(*_given: Any, **_said: Any) -> bool:
    return False


def _yes(*_given: Any, **_said: Any) -> bool:
    return True


ALL = {
    one.__name__: one
    for one in (
        bugs.number_by_count,
        bugs.number_by_maximum,
        the_day_comes_from_a_fixed_offset,
        the_day_follows_the_clock_back,
        bugs.two_desks_take_one,
        bugs.redirect_resets_the_arrival,
        bugs.redirect_loses_the_priority,
        bugs.no_shows_and_redirects_are_services_of_0_s,
        bugs.a_hard_cap_undoes_priority,
        bugs.newest_first,
        bugs.parked_people_are_called_unasked,
        bugs.missed_people_are_called_unasked,
        bugs.the_label_changes_with_the_office,
        bugs.a_misclick_wipes_a_running_service,
        bugs.a_call_is_undone_after_the_hall_heard_it,
        bugs.put_back_means_next_again,
        bugs.the_tally_is_not_kept,
        bugs.an_auto_calling_counter_stays_idle,
        bugs.a_paused_counter_calls,
        bugs.a_repeated_touch_gives_two_numbers,
        answered_before_it_is_on_the_disk,
        numbers_begin_anew_while_old_ones_are_held,
        midnight_sends_everybody_home,
        yesterday_never_ends,
        a_new_day_deletes_the_old_one,
        whoever_was_sent_to_a_counter_waits_for_it_for_ever,
        a_missed_ticket_comes_back_whenever_it_likes,
        everybody_serves_the_reserved,
    )
}
