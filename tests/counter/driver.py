"""A clerk at a desk in Chromium: signs in, presses keys, looks. What is expected stands in the tests."""

import re
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import BrowserContext, Locator, Page, expect

from server.store import accounts
from tests.lines import Line
from tests.servers import Centre

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
COOKIE = "layso_session"
CSRF = re.compile(r'name="csrf-token" content="([^"]+)"')
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(found =>
  found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).join(' | ')}`))"""

# The fixture of pytest-playwright: each context it makes is closed after the test.
NewContext = Callable[..., BrowserContext]


@dataclass
class Desk:
    """Hold the page of one clerk."""

    page: Page
    number: int

    @property
    def primary(self) -> Locator:
        """Find the one big button."""
        return self.page.locator("[data-primary]")

    @property
    def ticket(self) -> Locator:
        """Find the number of the ticket at the counter."""
        return self.page.locator(".now-number")

    @property
    def procedure(self) -> Locator:
        """Find the field of the procedure."""
        return self.page.get_by_role("combobox")

    @property
    def opened(self) -> Locator:
        """Find the dossiers opened on the ticket."""
        return self.page.locator(".work .opened > li")

    @property
    def dialog(self) -> Locator:
        """Find the question that is asked."""
        return self.page.locator("dialog[open]")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each once the desk is ready for it."""
        for key in keys:
            expect(self.primary).not_to_have_attribute("aria-busy", "true")
            self.page.keyboard.press(key)

    def state(self, words: str) -> None:
        """Wait until the card of the ticket says these words."""
        expect(self.page.locator("#now-title")).to_have_text(words)

    def call(self) -> None:
        """Call the next ticket and wait until it is there."""
        self.press("n")
        self.state("Đang gọi")

    def type_dossier(self, words: str, applicant: str | None = None) -> None:
        """Type a dossier with the keyboard alone and save it."""
        before = self.opened.count()
        self.press("d")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_label("Người nộp")).to_be_focused()
        if applicant is not None:
            self.page.keyboard.type(applicant)
        self.page.keyboard.press("Enter")
        expect(self.opened).to_have_count(before + 1)
        expect(self.procedure).to_be_focused()
        self.page.keyboard.press("Escape")


def sign_in(page: Page, centre: Centre, name: str, path: str) -> None:
    """Open a path as somebody who has signed in; the login page itself lets in ten people a minute."""
    page.context.add_cookies([{"name": COOKIE, "value": session_of(centre, name), "url": centre.url}])
    page.goto(centre.url + path)


def session_of(centre: Centre, name: str) -> str:
    """Make the session that signing in makes, with the centre's own key."""
    app = Flask(__name__)
    app.secret_key = (centre.folder / "secret.key").read_bytes()
    with closing(centre.reader()) as connection:
        account = accounts.find(connection, name)
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert account is not None
    assert signer is not None
    now_ms = int(time.time() * 1000)
    return str(
        signer.dumps({"_user_id": str(account.id), "signed_in_at_ms": now_ms, "epoch": account.session_epoch})
    )


def fill_in_login(page: Page, centre: Centre, name: str) -> None:
    """Fill in the login page that is shown."""
    page.fill("[name=name]", name)
    page.fill("[name=password]", centre.passwords[name])
    page.keyboard.press("Enter")


def sit_down(
    new_context: NewContext,
    centre: Centre,
    name: str,
    number: int,
    *,
    language: str = "vi",
    touch: bool = False,
) -> Desk:
    """Sign a clerk in with a fresh browser and open the counter."""
    size = {"width": 1280, "height": 800}
    context = new_context(locale=language, viewport=size, reduced_motion="reduce", has_touch=touch)
    page = context.new_page()
    page.set_default_timeout(10_000)
    sign_in(page, centre, name, f"/counter/{number}")
    desk = Desk(page, number)
    expect(desk.primary).to_be_focused()
    if desk.primary.inner_text().startswith(("Mở", "Open")):
        desk.press("p")
        expect(page.locator(".desk-state")).to_have_text("Open" if language == "en" else "Đang mở")
    return desk


def violations(page: Page) -> list[str]:
    """List what axe-core finds against WCAG 2.2 AA and its best practices."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[Any] = page.evaluate(RUN_AXE, RULES)
    return [str(one) for one in found]


def line_of(centre: Centre, name: str) -> Line:
    """Open a line as somebody who has signed in; the login page itself lets in ten people a minute."""
    line = centre.line()
    line.cookies[COOKIE] = session_of(centre, name)
    found = CSRF.search(line.page("/counter?other").text)
    assert found, "no CSRF token"
    line.csrf = found.group(1)
    return line


def set_rules(centre: Centre, **rules: int) -> None:
    """Let the manager change the pace of the hall."""
    with closing(line_of(centre, "carla")) as carla:
        answer = carla.ask("PUT", "/api/v1/hall-rules", rules)
    assert answer.status == 200, answer.text


def set_service(centre: Centre, code: str, **changes: object) -> None:
    """Let the manager change a service."""
    with closing(line_of(centre, "carla")) as carla:
        answer = carla.ask("PUT", f"/api/v1/services/{code}", changes)
    assert answer.status == 200, answer.text


def issue(centre: Centre, service: str, **order: Any) -> str:
    """Take a ticket at the reception desk; give its number."""
    with closing(centre.line("desk")) as line:
        return str(line.issue(service, **order).json["number"])
