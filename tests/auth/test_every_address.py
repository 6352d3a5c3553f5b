"""Every address of the real centre: marked on purpose, and closed to Dan, who has no identity (SECURITY.md)."""

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from server.app import Centre
from server.auth.who import DeviceKind, allowed_of
from server.founding import found_demo
from server.settings import Settings
from server.web.marks import is_public
from tests.auth.cast import REMOTE

# What answers without an identity. A new line here is a decision, not a repair.
OPEN = {
    "/healthz",
    "/login",
    "/pair/<token>",
    "/readyz",
    "/static/<path:filename>",
    "/static/icons.svg",
    "/t/<token>",
    "/t/<token>.json",
    "/t/<token>/leave",
    "/T/<token>",
    "/T/<token>.json",
    "/T/<token>/leave",
}
EXAMPLES = {
    "int:number": "1",
    "int:ticket_id": "1",
    "int:closure_id": "1",
    "int:job_id": "1",
    "path:filename": "css/base.css",
    "token": "guess",
    "code": "guess",
}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Build the demo centre without starting it."""
    folder = tmp_path_factory.mktemp("centre") / "hoa-loc"
    found_demo(folder)
    centre = Centre(folder, Settings())
    yield centre
    centre.store.close()


def rules(centre: Centre) -> list[Rule]:
    return sorted(centre.app.url_map.iter_rules(), key=str)


def example(rule: Rule) -> str:
    """Give an address that the rule answers."""
    path = rule.rule
    for name in rule.arguments:
        kind = next((key for key in EXAMPLES if key.rpartition(":")[2] == name and f"<{key}>" in path), None)
        path = path.replace(f"<{kind}>", EXAMPLES[kind]) if kind else path
    return path


def test_every_view_is_marked_public_or_says_who_may(centre: Centre) -> None:
    views = centre.app.view_functions
    unmarked = {
        str(rule)
        for rule in rules(centre)
        if not is_public(views[rule.endpoint]) and not allowed_of(views[rule.endpoint])
    }
    assert unmarked == set()


def test_only_the_open_addresses_are_marked_public(centre: Centre) -> None:
    public = {str(rule) for rule in rules(centre) if is_public(centre.app.view_functions[rule.endpoint])}
    assert public <= OPEN
    assert "/healthz" in public


def test_dan_on_the_free_wifi_gets_nothing_from_any_other_address(centre: Centre) -> None:
    dan = centre.app.test_client()
    answers = {}
    for rule in rules(centre):
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            with dan.open(example(rule), method=method, json={}, environ_base=REMOTE) as answer:
                answers[f"{method} {rule}"] = (answer.status_code, answer.mimetype)
    closed = {request: answer for request, answer in answers.items() if request.split()[1] not in OPEN}
    assert len(closed) > 20
    assert {request: a for request, a in closed.items() if a != (401, "application/problem+json")} == {}


def test_a_display_reads_but_never_issues_calls_or_opens(centre: Centre) -> None:
    views = centre.app.view_functions
    writing = {
        str(rule)
        for rule in rules(centre)
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
        and (allowed := allowed_of(views[rule.endpoint]))
        and DeviceKind.DISPLAY in allowed.kinds
    }
    assert writing == set()
