"""The source strings of a room, collected from its Python, Jinja and JavaScript, and its .po files brought up to date.

`python -m server.web.messages` adds what is missing (empty, to be translated), drops what is stale, and tells both.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from server.web.languages import FOR_BROWSER, LANGUAGES, ROOM_FOLDERS, ROOT, read_catalogue

# One form, or (for one, for many); in Vietnamese both are the same.
Source = str | tuple[str, str]

PYTHON_WORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
STRING = r'"(?:[^"\\]|\\.)*"'
CALL = re.compile(rf"(?<![\w.])(?<!function )(tn?)\(\s*({STRING})?")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)


def collect(folder: Path) -> dict[Source, list[str]]:
    """Collect the source strings of a room with the files they stand in; raise ValueError on a computed one."""
    found: dict[Source, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if (
            path.suffix not in (".py", ".html", ".js")
            or "vendor" in path.parts
            or _in_other_room(path, folder)
        ):
            continue
        for source in sources_of(path):
            found.setdefault(source, []).append(path.relative_to(ROOT).as_posix())
    return found


def sources_of(path: Path) -> Iterator[Source]:
    """List the source strings of one file."""
    if path.suffix == ".js":
        yield from javascript_sources(path.read_text("utf-8"), path.name)
        return
    method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
    for _line, message, _comments, _context in extract_from_file(method, path, keywords=PYTHON_WORDS):
        if message:
            yield message if isinstance(message, str) else cast(tuple[str, str], tuple(message[:2]))


def javascript_sources(text: str, name: str = "") -> Iterator[Source]:
    """List the literals given to t("…") and tn("…"); templates nest too deep for a lexer, a pattern finds them all."""
    for word, literal in CALL.findall(COMMENT.sub("", text)):
        if not literal:
            raise ValueError(f"{name}: {word}(…) needs a literal in double quotes")
        source = json.loads(literal)
        yield source if word == "t" else (source, source)


def update(folder: Path, language: str) -> tuple[list[Source], list[Source]]:
    """Rewrite a room's .po: add missing strings (empty), drop stale ones; return both lists."""
    sources, old = collect(folder), read_catalogue(folder, language) or Catalog(locale=language)
    known = {key_of(message): message for message in old if message.id}
    new = Catalog(locale=language, charset="utf-8", header_comment="", creation_date=None)
    for source, files in sources.items():
        message = known.get(source)
        comments = [FOR_BROWSER] if any(name.endswith(".js") for name in files) else []
        new.add(source, message.string if message else None, auto_comments=comments)
    path = folder / "translations" / language / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=0, omit_header=True, no_location=True)
    return [s for s in sources if s not in known], [s for s in known if s not in sources]


def key_of(message: Message) -> Source:
    """Give a catalogue entry's source: a string, or the pair for one and many."""
    identity = message.id
    return identity if isinstance(identity, str) else (str(identity[0]), str(identity[1]))


def _in_other_room(path: Path, folder: Path) -> bool:
    return any(
        other != folder and folder in other.parents and other in path.parents for other in ROOM_FOLDERS
    )


def main() -> None:
    """Bring the .po files of all rooms up to date and say what is to be translated."""
    for folder in ROOM_FOLDERS:
        for language in LANGUAGES[1:]:
            if not folder.exists() or not collect(folder):
                continue
            missing, stale = update(folder, language)
            name = folder.relative_to(ROOT).as_posix()
            sys.stdout.write(f"{name} {language}: {len(missing)} added, {len(stale)} dropped\n")
            sys.stdout.writelines(f"  + {source}\n" for source in missing)


if __name__ == "__main__":
    main()
