"""The words of the house: classes of the domain and tables of the store are built from the glossary's words alone."""

import ast
import re

import pytest

from tests.house.tree import ROOT, files, name, parsed

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TABLE = re.compile(r"CREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"\[]?(\w+)", re.IGNORECASE)
CAMEL = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


def glossary_words() -> set[str]:
    terms = re.findall(r"^\| ([^|]+) \|", GLOSSARY, re.MULTILINE)
    plain = GLOSSARY.partition("## Plain words")[2].strip().split("\n\n")[1]
    return words_of(" ".join(terms)) | words_of(plain)


def domain_classes() -> list[tuple[str, str]]:
    return [
        (node.name, name(path))
        for path in files(".py", under=ROOT / "server" / "domain")
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def tables() -> list[tuple[str, str]]:
    return [
        (table, name(path))
        for path in files(".py", ".sql", under=ROOT / "server" / "store")
        for table in TABLE.findall(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(("term", "place"), domain_classes() + tables())
def test_a_name_is_built_from_the_glossary(term: str, place: str) -> None:
    parts = [part.lower() for part in CAMEL.findall(term)]
    known = glossary_words()
    strange = [part for part in parts if part not in known and part.removesuffix("s") not in known]
    assert not strange, f"{place}: {term}: not in docs/glossary.md: {', '.join(strange)}"


def test_the_domain_and_the_store_have_names_to_hold() -> None:
    assert len(domain_classes()) > 10
    assert {"ticket", "leg", "event"} <= {table for table, _ in tables()}


def test_a_word_outside_the_glossary_would_be_seen() -> None:
    assert "manager" in glossary_words()
    assert not {"customer", "token_queue", "util"} & glossary_words()
