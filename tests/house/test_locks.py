"""The locks: everything pinned and hashed, nothing that names a host, and both halves in agreement."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.house.tree import ROOT

PYTHON_LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")))


def test_the_three_locks_exist() -> None:
    assert [lock.stem for lock in PYTHON_LOCKS] == ["node", "runtime", "test"]


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.stem)
def test_a_python_lock_pins_and_hashes_and_names_no_place(lock: Path) -> None:
    text = re.sub(r"^#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = [entry for entry in re.split(r"\n(?=[a-z])", text) if PIN.match(entry)]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|file:|^-{1,2}(index|extra|find|trusted|e )|(^|\s)/\w", text, re.MULTILINE)


def test_the_test_lock_holds_every_runtime_pin() -> None:
    assert pins("runtime").items() <= pins("test").items()


def test_what_runs_is_what_is_locked() -> None:
    """A test of other versions than the locked ones would prove nothing about a centre."""
    locked = pins("test")
    checked = ("flask", "gevent", "pillow", "python-escpos", "sqlite-utils")
    assert {name: version(name) for name in checked} == {name: locked[name] for name in checked}


@pytest.mark.parametrize("floor", ["python-socketio>=5.16.2", "python-engineio>=4.13.2"])
def test_a_security_floor_holds(floor: str) -> None:
    requirement = Requirement(floor)
    assert Version(pins("runtime")[requirement.name]) in requirement.specifier


def test_the_front_end_lock_is_exact_and_names_no_place() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    named = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = named["dependencies"] | named["devDependencies"]
    assert "://" not in text
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(entry["integrity"].startswith("sha512-") for path, entry in packages.items() if path)
