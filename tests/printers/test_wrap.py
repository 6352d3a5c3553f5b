"""Where a line may end. Widths are counted in characters here."""

from printers.wrap import balance, wrap


def test_words_tied_by_no_break_spaces_stay_on_one_line() -> None:
    due = "thứ\u00a0Tư, 25/11/2026\u00a0lúc\u00a017:30"
    assert wrap(due, 22, len, most_lines=4) == ["thứ\u00a0Tư,", "25/11/2026\u00a0lúc\u00a017:30"]
    assert wrap(due, 40, len, most_lines=4) == [due]


def test_words_tied_wider_than_the_paper_are_untied_before_a_word_is_broken() -> None:
    assert wrap("hẹn trả\u00a0kết\u00a0quả", 7, len, most_lines=4) == ["hẹn trả", "kết quả"]


def test_a_word_wider_than_the_paper_is_broken_where_the_line_ends() -> None:
    assert wrap("abcdefgh", 3, len, most_lines=4) == ["abc", "def", "gh"]


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    assert wrap("một hai ba bốn", 6, len, most_lines=2) == ["một", "hai b…"]


def test_balanced_lines_are_as_even_as_their_number_allows() -> None:
    text = "aaa bbb ccc ddd e"
    assert wrap(text, 150, lambda line: len(line) * 10, most_lines=4) == ["aaa bbb ccc ddd", "e"]
    assert balance(text, 150, lambda line: len(line) * 10, most_lines=4) == ["aaa bbb", "ccc ddd e"]
