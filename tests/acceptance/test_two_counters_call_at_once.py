"""Scene 5, as far as the board goes: two calls in the same moment are told one after the other."""

from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import expect

from tests.acceptance.hall import Hall, now_on
from tests.acceptance.witness import big_on, chimes_of, told_by
from tests.lines import Answer

SHOWN_AT_LEAST_MS = 3900  # 4 s by the board's own timer, less what a timer may be early


def test_two_counters_call_within_a_third_of_a_second(hall: Hall) -> None:
    """Both numbers are seen for the minimum time and both are announced, in the order of the calls; the first one
    stays on the board among the last calls.
    """
    board = hall.board()
    counters = (1, 2)
    lines = {counter: hall.line() for counter in counters}
    for counter, line in lines.items():
        line.post(f"/counters/{counter}/open")
        line.issue("HT")

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda one: call(hall, one), counters))
    assert [one.status for one in answers] == [201, 201]
    first, second = sorted((one.json for one in answers), key=lambda one: one["seq"])
    assert {first["number"], second["number"]} == {"A001", "A002"}

    expect(now_on(board)).to_contain_text(first["number"])
    expect(now_on(board)).to_contain_text(second["number"])
    shown = [(number, at) for number, at in big_on(board) if number]
    assert [number for number, _ in shown] == [first["number"], second["number"]]
    assert shown[1][1] - shown[0][1] >= SHOWN_AT_LEAST_MS
    row = board.get_by_role("row").filter(has_text=first["number"])
    expect(row).to_contain_text(str(first["counter"]))

    assert len(told_by(board)) == 2
    assert chimes_of(board) == 2


def call(hall: Hall, counter: int) -> Answer:
    """Call from a desk of its own."""
    line = hall.centre.line("desk")
    try:
        return line.post(f"/counters/{counter}/calls", {})
    finally:
        line.close()
