"""What no file may say, and which file alone may import what; import-linter holds the rest of the directions."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, files, name, parsed, text_files

# Written in halves, so that this file passes its own test.
FOREIGN = [
    "pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "npm" + "js.com", "npm" + "js.org", "artifact" + "ory",
    "/wo" + "rk/", "/ro" + "ot/", "/opt/" + "pypi", ".py" + "env", "/home/" + "user",
]  # fmt: skip
DRIVERS = {"sqlite3", "pysqlite3", "sqlite_utils"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
DOMAIN = list(files(".py", under=ROOT / "server" / "domain"))


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_no_file_names_a_package_host_or_a_path_of_the_machine_it_was_written_on() -> None:
    said = {
        f"{name(path)}: {word}"
        for path in text_files()
        for word in FOREIGN
        if word in path.read_text(encoding="utf-8", errors="replace")
    }
    assert not said


def test_no_page_fetches_from_outside_the_centre() -> None:
    fetched = re.compile(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|from ["']https?://""")
    guilty = [
        name(path)
        for room in ROOMS
        for path in files(".html", ".js", ".css", under=ROOT / room)
        if fetched.search(path.read_text(encoding="utf-8"))
    ]
    assert not guilty


def test_only_the_store_opens_the_database_driver() -> None:
    allowed = ("server/store/", "server/bench", "server/cli")
    guilty = [
        name(path)
        for room in ROOMS
        for path in files(".py", under=ROOT / room)
        if imported(path) & DRIVERS and not name(path).startswith(allowed)
    ]
    assert not guilty


@pytest.mark.parametrize("path", DOMAIN, ids=name)
def test_the_domain_reads_no_clock(path: Path) -> None:
    calls = {
        f"{node.func.attr}:{node.lineno}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
        if isinstance(node.func.value, ast.Name) and node.func.value.id in {"datetime", "date", "time"}
    }
    assert not calls
