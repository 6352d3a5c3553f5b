"""Sizes and openings: modules and functions stay short, and every module says what belongs in it."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, files, name, parsed

PYTHON = list(files(".py"))
SCRIPTS = list(files(".js"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_a_module_opens_with_what_belongs_in_it(path: Path) -> None:
    opening = ast.get_docstring(parsed(path)) or ""
    assert 1 <= len(opening.splitlines()) <= 4
    assert len(opening) > 20


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_a_module_has_no_more_than_300_lines(path: Path) -> None:
    assert length(path) <= 300


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_script_has_no_more_than_120_lines(path: Path) -> None:
    assert length(path) <= 120


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_a_function_has_no_more_than_40_lines(path: Path) -> None:
    assert not {place: lines for place, lines in functions(path) if lines > 40}


def test_half_of_all_functions_have_no_more_than_eight_lines() -> None:
    lengths = [
        lines for room in ROOMS for path in files(".py", under=ROOT / room) for _, lines in functions(path)
    ]
    assert statistics.median(lengths) <= 8
