"""Where the tree's files are: ROOT, and walks that pass over what is fetched, made or ignored."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("server", "kiosk", "counter", "display", "printers")
PASSED_OVER = {
    ".git",
    ".venv",
    "node_modules",
    "vendor",
    "__pycache__",
    "build",
    "dist",
    "artefacts",
    "test-results",
}
TEXT = {
    ".py", ".md", ".toml", ".txt", ".json", ".js", ".css", ".html", ".sql", ".csv", ".po", ".pot", ".svg", ".sh", ".in",
    ".service", ".yaml", ".yml", ".cfg", ".npmrc", "",
}  # fmt: skip


def files(*suffixes: str, under: Path = ROOT) -> Iterator[Path]:
    """Walk the project's own files with one of these suffixes, in a steady order."""
    for path in sorted(under.iterdir()):
        if path.is_dir():
            if path.name not in PASSED_OVER and not path.name.endswith(
                ("_cache", ".egg-info", ".hypothesis")
            ):
                yield from files(*suffixes, under=path)
        elif path.suffix in suffixes:
            yield path


def text_files() -> Iterator[Path]:
    """Walk every file that a person reads."""
    return files(*TEXT)


def name(path: Path) -> str:
    """Name a file as seen from the root, for messages."""
    return str(path.relative_to(ROOT))


def parsed(path: Path) -> ast.Module:
    """Parse one Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
