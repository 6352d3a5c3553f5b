"""The papers of the house: links lead somewhere, the README stays short, each decision has the same five parts."""

import re
from pathlib import Path

import pytest

from deploy import queue_doc
from tests.house.tree import ROOT, files, name

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
PAPERS = list(files(".md"))
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))


def anchors(paper: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(paper: Path) -> list[str]:
    broken = []
    for groups in LINK.findall(paper.read_text(encoding="utf-8")):
        target, _, anchor = (groups[0] or groups[1]).partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        goal = (paper.parent / target).resolve() if target else paper
        if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in anchors(goal)):
            broken.append(groups[0] or groups[1])
    return broken


@pytest.mark.parametrize("paper", PAPERS, ids=name)
def test_every_link_in_a_paper_leads_somewhere(paper: Path) -> None:
    assert not broken_links(paper)


def test_the_readme_is_short_and_opens_with_both_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first_screenful = "\n".join(readme.splitlines()[:40])
    assert len(readme.split()) <= 500
    assert "./layso demo" in first_screenful
    assert "./layso test" in first_screenful


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.stem)
def test_a_decision_record_is_one_page_with_the_same_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(decision.name[:4])}. ")
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert re.search(r"^Status: (accepted|superseded by \[.+)$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text.split()) <= 500


def test_decision_records_are_numbered_without_a_gap() -> None:
    assert [int(decision.name[:4]) for decision in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_paper_of_the_queue_says_what_the_rules_say() -> None:
    assert queue_doc.PAPER.read_text(encoding="utf-8") == queue_doc.paper()
