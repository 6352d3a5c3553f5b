"""Carla at her desk in Chromium: opens a part of the rules, saves it, answers what is asked. No expectations of its own."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.counter.driver import NewContext, sign_in
from tests.lines import Answer
from tests.servers import Centre

RULES = "/manager/rules"


@dataclass
class Office:
    """Hold a browser of Carla's on the rules, and the centre to look into."""

    page: Page
    centre: Centre

    def open(self, part: str = "") -> Page:
        """Open a part of the rules."""
        self.page.goto(f"{self.centre.url}{RULES}{part}")
        return self.page

    def save(self, form: str = "form.rules-form") -> None:
        """Press the button of a form."""
        self.page.locator(form).first.locator("button[type=submit]").click()

    def saved(self, form: str = "form.rules-form") -> None:
        """Save a form and wait until it says so."""
        self.save(form)
        expect(self.page.locator(form).first.locator("[data-state=saved]")).to_be_visible()

    def agree(self) -> None:
        """Say yes to the question that is asked."""
        self.question.locator("button").last.click()
        expect(self.question).to_have_count(0)

    @property
    def question(self) -> Locator:
        """Find the question that is asked."""
        return self.page.locator("dialog[open]")

    def field(self, name: str) -> Locator:
        """Find the input of a field by its place in the body."""
        return self.page.locator(f'[data-name="{name}"] input')

    def told(self, name: str) -> Locator:
        """Find what is told next to a field."""
        return self.page.locator(f'[data-name="{name}"] > [data-error]')

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Ask the centre as the integration at its desk."""
        with closing(self.centre.line("desk")) as desk:
            return desk.get(path) if method == "GET" else desk.post(path, body)

    def issue(self, service: str, priority: str = "normal") -> Answer:
        """Take a ticket."""
        with closing(self.centre.line("desk")) as desk:
            return desk.issue(service, priority=priority)

    def called(self, counter: int) -> str | None:
        """Call the next ticket at a counter, finish it, and give its number; None when nobody waits."""
        self.ask("POST", f"/counters/{counter}/open")
        answer = self.ask("POST", f"/counters/{counter}/calls", {})
        if answer.status != 201:
            return None
        assert self.ask("POST", f"/tickets/{answer.json['ticket']}/finish").status == 200
        return str(answer.json["number"])


def carla(
    new_context: NewContext, centre: Centre, *, language: str = "vi", size: tuple[int, int] = (1280, 800)
) -> Office:
    """Sign Carla in with a fresh browser."""
    viewport = {"width": size[0], "height": size[1]}
    page = new_context(locale=language, viewport=viewport, reduced_motion="reduce").new_page()
    page.set_default_timeout(10_000)
    sign_in(page, centre, "carla", f"{RULES}/day-end?lang={language}")
    return Office(page, centre)
