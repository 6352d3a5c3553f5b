"""./layso and .ci/run: sound shell, the right permissions, and a plain refusal where they cannot go on."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT

LAYSO = ROOT / "layso"


def run(*command: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        env=os.environ | extra,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("shell", [shell for shell in ("sh", "dash", "bash") if shutil.which(shell)])
def test_the_script_parses_in_every_shell_there_is(shell: str) -> None:
    assert run(shell, "-n", LAYSO).stderr == ""


def test_ci_runs_what_a_developer_runs() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec ./layso test"]


@pytest.mark.parametrize("script", ["layso", ".ci/run"])
def test_a_script_may_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


def test_without_a_command_it_explains_itself_and_exits_2() -> None:
    result = run(LAYSO)
    assert result.returncode == 2
    assert "./layso demo" in result.stderr


def copy_of_the_script(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(LAYSO, folder / "layso")
    return folder / "layso"


def test_without_a_python_it_says_what_to_install(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "cat", "id"):
        (tools / tool).symlink_to(shutil.which(tool) or tool)
    result = run(copy_of_the_script(tmp_path / "a place with spaces"), "demo", PATH=str(tools))
    assert result.returncode == 1
    assert "sudo apt install python3 python3-venv" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_in_a_folder_it_may_not_write_it_says_whose_it_is(tmp_path: Path) -> None:
    script = copy_of_the_script(tmp_path / "locked")
    script.parent.chmod(0o555)
    result = run(script, "demo")
    assert result.returncode == 1
    assert "cannot write" in result.stderr
