"""The arithmetic of a report: percentiles are samples that occurred, budgets hold at their limit, nothing is no figure."""

import pytest

from server.bench.figures import Budget, Report, percentile, spread
from server.bench.paper_printer import Reader
from server.bench.screens import frame, split_frames
from server.bench.wire import split_answer

MS = 1_000_000


def test_a_percentile_is_a_sample_that_occurred() -> None:
    samples = [float(one) for one in range(1, 101)]
    assert [percentile(samples, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50, 95, 99, 100]
    assert percentile([7.0], 0.99) == 7


def test_a_spread_counts_and_orders_its_samples() -> None:
    found = spread("calls", [3 * MS, MS, 2 * MS, 10 * MS], within_ns=2_000 * MS)
    assert (found.count, found.p50_ms, found.p99_ms, found.max_ms, found.rate_per_s) == (4, 2, 10, 10, 2)


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing was measured: calls"):
        spread("calls", [])


@pytest.mark.parametrize(
    ("found", "at_least", "is_met"),
    [(4.0, False, True), (4.1, False, False), (4.0, True, True), (3.9, True, False)],
)
def test_a_budget_is_kept_up_to_its_limit(found: float, at_least: bool, is_met: bool) -> None:
    assert Budget("p99", found, 4.0, "ms", at_least=at_least).is_met is is_met


def test_one_missed_budget_is_seen_in_the_whole_report() -> None:
    report = Report("issue", "", {})
    report.hold(spread("one client", [2 * MS, 5 * MS]), p50=1.5, p99=6)
    assert [one["met"] for one in report.to_json()["budgets"]] == [False, True]
    assert report.to_json()["met"] is False


def test_an_answer_is_cut_where_its_length_says() -> None:
    whole = b"HTTP/1.1 201 CREATED\r\nContent-Type: x\r\nContent-Length: 3\r\n\r\nabc"
    assert split_answer(whole + b"HTTP") == ((201, b"abc"), b"HTTP")
    assert split_answer(whole[:-1]) is None
    assert split_answer(whole[:30]) is None


def test_messages_are_cut_at_every_length_a_frame_can_have() -> None:
    short, long, huge = b"2", b"x" * 300, b"y" * 70_000
    wire = b"\x81\x01" + short + b"\x81\x7e\x01\x2c" + long + b"\x81\x7f" + (70_000).to_bytes(8, "big") + huge
    assert split_frames(wire) == ([short, long, huge], b"")
    assert split_frames(wire[:-1]) == ([short, long], b"\x81\x7f" + (70_000).to_bytes(8, "big") + huge[:-1])


def test_a_message_sent_is_masked_with_zeros() -> None:
    assert frame(b"3") == b"\x81\x81\x00\x00\x00\x003"
    assert frame(b"z" * 200)[:8] == b"\x81\xfe\x00\xc8\x00\x00\x00\x00"


def test_the_printer_answers_questions_and_not_pictures_that_look_like_them() -> None:
    reader = Reader()
    picture = b"\x1b@\x1dv0\x00\x03\x00\x02\x00" + b"\x1dr\x01" + b"\x10\x04\x01" + b"\x1dV\x42\x00"
    assert reader.feed(b"\x10\x04\x01\x10\x04\x04", 1) == b"\x12\x12"
    assert reader.feed(picture, 2) == b""
    assert reader.feed(b"\x1dr", 3) == b""
    assert reader.feed(b"\x01", 4) == b"\x00"
    assert reader.slips == [(4, len(picture) + 3)]


def test_a_receipt_asked_for_by_itself_is_no_slip() -> None:
    reader = Reader()
    assert reader.feed(b"\x1dr\x01", 1) == b"\x00"
    assert reader.slips == []
