"""The OpenAPI document against the server, by schemathesis: whatever is sent, never a 5xx, and answers as documented."""

import os
from collections import Counter
from typing import Any, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.lines import Line
from tests.servers import Centre

EXAMPLES = 100 if os.environ.get("LAYSO_STRESS") == "full" else 5
SHAPES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def checks_of(method: str, mode: GenerationMode) -> list[Any]:
    """Of a parameter that an address repeats the first one counts: only what acts must refuse all that is wrong."""
    acts = method.upper() != "GET"
    return [*SHAPES, negative_data_rejection] if acts and mode is GenerationMode.NEGATIVE else SHAPES


@pytest.fixture(scope="module")
def document(desk: Line) -> Any:
    """Fetch the document as an integrator does."""
    return desk.get("/openapi.json").json


def hold(operation: Any, centre: Centre, mode: GenerationMode, statuses: Counter[int]) -> None:
    """Hold one operation against what the document says of it."""
    bearer = {"Authorization": f"Bearer {centre.tokens['desk']}"}

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def hold_case(case: Any) -> None:
        response = case.call(base_url=centre.url, headers=bearer)
        statuses[response.status_code] += 1
        case.validate_response(response, checks=checks_of(operation.method, mode))

    hold_case()


@pytest.mark.parametrize("mode", MODES)
def test_whatever_is_sent_is_answered_as_documented(
    centre: Centre, document: Any, desk: Line, mode: GenerationMode
) -> None:
    for number in range(1, 11):
        desk.post(f"/counters/{number}/open")
    statuses: Counter[int] = Counter()
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        hold(cast("Ok[Any]", found).ok(), centre, mode, statuses)
    assert sum(statuses.values()) > 24 * EXAMPLES / 2
    assert {status // 100 for status in statuses} >= ({2, 4} if mode is GenerationMode.POSITIVE else {4})
    assert centre.faults() == []


def test_the_document_names_every_path_of_the_contract(document: Any) -> None:
    moves = ("recall", "serve", "finish", "no-show", "dossiers")
    paths = {f"/api/v1/tickets/{{ticket_id}}/{move}" for move in moves}
    paths |= {f"/api/v1/counters/{{number}}/{act}" for act in ("calls", "open", "pause", "close")}
    paths |= {
        f"/api/v1/{one}"
        for one in ("tickets", "services", "counters", "procedures", "board", "dossiers/{code}")
    }
    assert paths <= set(document["paths"])


def test_every_refusal_is_documented_as_a_problem_document(document: Any) -> None:
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert len(operations) > 20
    for one in operations:
        assert set(one["responses"]["4XX"]["content"]) == {"application/problem+json"}
        assert "422" not in one["responses"]
