"""Scene 5: two calls in the same moment are told one after the other.

The words are read where they are written and the clips where they are sent; the voice that plays the clips is no part of
the boards yet, a chime rings in its place.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from server.domain.phrases import say
from tests.acceptance.hall import Hall, now_on
from tests.acceptance.witness import big_on, chimes_of, told_by
from tests.lines import Answer, Line

SHOWN_AT_LEAST_MS = 3900  # 4 s by the board's own timer, less what a timer may be early
APART_S = 1 / 3
COUNTERS = (1, 2)


@pytest.fixture
def lines(hall: Hall) -> dict[int, Line]:
    """Open two counters, each with a line of its own, and let two people wait."""
    lines = {counter: hall.line() for counter in COUNTERS}
    for counter, line in lines.items():
        line.post(f"/counters/{counter}/open")
        line.issue("HT")
    return lines


def test_two_counters_call_within_a_third_of_a_second(hall: Hall, lines: dict[int, Line]) -> None:
    """Both numbers are seen for the minimum time and both are announced, in the order of the calls; the first one
    stays on the board among the last calls.
    """
    board = hall.board()
    first, second = call_together(hall)
    assert {first["number"], second["number"]} == {"A001", "A002"}

    expect(now_on(board)).to_contain_text(first["number"])
    expect(now_on(board)).to_contain_text(second["number"])
    shown = [(number, at) for number, at in big_on(board) if number]
    assert [number for number, _ in shown] == [first["number"], second["number"]]
    assert shown[1][1] - shown[0][1] >= SHOWN_AT_LEAST_MS
    row = board.get_by_role("row").filter(has_text=first["number"])
    expect(row).to_contain_text(str(first["counter"]))

    assert told_by(board) == [words(one) for one in (first, second)]
    assert [clips for _, clips in told_to(hall, board)] == [clips_of(one) for one in (first, second)]
    assert chimes_of(board) == 2


def test_both_are_seen_for_their_time_on_every_board_even_if_nobody_stays_at_the_counters(
    hall: Hall, lines: dict[int, Line]
) -> None:
    """One is sent on and one is put back before the second has been told: nothing is swallowed, on either board."""
    boards = [hall.board(), hall.board()]
    first, second = call_together(hall)
    lines[first["counter"]].post(f"/tickets/{first['ticket']}/transfer", {"service": "DD"})
    lines[second["counter"]].post(f"/tickets/{second['ticket']}/requeue", {"at_end": True})
    for board in boards:
        board.wait_for_function("() => witness.big.length >= 3")
        numbers, times = zip(*big_on(board), strict=True)
        assert numbers == (first["number"], second["number"], "")
        assert min(after - before for before, after in pairwise(times)) >= SHOWN_AT_LEAST_MS
        assert told_by(board) == [words(one) for one in (first, second)]
        assert chimes_of(board) == 2


def call_together(hall: Hall) -> list[dict[str, Any]]:
    """Let both counters call in the same moment; give the calls in their order."""
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda one: call(hall, one), COUNTERS))
    assert [one.status for one in answers] == [201, 201]
    made = sorted((one.json for one in answers), key=lambda one: int(one["seq"]))
    times = "SELECT (MAX(at) - MIN(at)) FROM event WHERE kind = 'TicketCalled'"
    assert hall.centre.count(times) <= 1000 * APART_S
    return made


def call(hall: Hall, counter: int) -> Answer:
    """Call from a desk of its own."""
    line = hall.centre.line("desk")
    try:
        return line.post(f"/counters/{counter}/calls", {})
    finally:
        line.close()


def words(made: dict[str, Any]) -> str:
    return say(made["number"], made["counter"], "vi", "north").words


def clips_of(made: dict[str, Any]) -> list[str]:
    return list(say(made["number"], made["counter"], "vi", "north").clips)


def told_to(hall: Hall, board: Page) -> list[tuple[str, list[str]]]:
    """Read the calls as they came to a board over its socket: the number and the clips to play, in order."""
    frames = [one for one in hall.heard[board] if '["call",' in one]
    calls = [json.loads(one[one.index('["call",') :])[1] for one in frames]
    return [(one["number"], one["say"]["vi"]) for one in calls]
