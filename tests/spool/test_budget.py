"""What a ticket costs in bytes, on the whole way: issued in the demo centre, composed by the spool, sent as JSON, rendered."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from printers.fonts import Fonts, default_font_dir
from printers.interpreter import decode
from printers.profile import find_profile
from printers.render import Renderer
from printers.slip import Slip
from server.domain.catalogue import Service
from server.founding import found_demo
from server.operations.issue import IssueOrder, issue
from server.spool.slips import COPY_MARK, slip_for, ticket_slip
from server.store import founding, jobs
from server.store.jobs import JobRow
from server.store.store import FILE_NAME, Store
from tests.spool.conftest import read_qr

MOST_BYTES = 12 * 1024
MOST_BYTES_OF_A_REPRINT = MOST_BYTES + 600
MOST_BANDS = 40
PHONE_URL = "http://192.168.100.100:8000"
LONGEST = (
    "Lao động, Thương binh và Xã hội – Bảo trợ xã hội",
    "Labour, war invalids and social affairs – social protection",
)
BUSY = {"people_ahead": 112, "estimate": [6000, 12000], "phone_url": PHONE_URL}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Fonts(default_font_dir()))


@pytest.fixture(scope="module")
def slips_of_the_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[JobRow]]:
    """A print job for every service of the demo centre and one with a long name, in both languages."""
    directory = tmp_path_factory.mktemp("hoa-loc")
    found_demo(directory)
    store = Store(directory / FILE_NAME)
    try:
        yield [_issued(store, code, language) for code in _offered(store) for language in ("vi", "en")]
    finally:
        store.close()


def _offered(store: Store) -> list[str]:
    long = Service(code="LONG", prefix="W", name_vi=LONGEST[0], name_en=LONGEST[1], icon="users")
    store.write(lambda tx: founding.insert_services(tx, [long]))
    return [row[0] for row in store.reader().execute("SELECT code FROM service")]


def _issued(store: Store, service: str, language: str) -> JobRow:
    given, _ = store.write(lambda tx: issue(tx, IssueOrder(service, language=language)))
    job = jobs.by_id(store.reader(), given["print_job"])
    assert job is not None
    return job


def _sent(slip: Slip, profile: str, renderer: Renderer) -> bytes:
    return renderer.render(Slip.from_json(json.loads(json.dumps(slip.to_json()))), find_profile(profile))


def _busy(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same ticket on the worst day: many ahead, a long wait, an address as long as one of a network can be."""
    return {**content, **BUSY, "label": f"{content['label'][0]}888"}


@pytest.mark.parametrize("profile", ["raster-80", "raster-58"])
def test_every_ticket_takes_at_most_12_kilobytes_in_few_bands_and_is_read(
    profile: str, slips_of_the_demo: list[JobRow], renderer: Renderer
) -> None:
    assert len(slips_of_the_demo) >= 22
    for job in slips_of_the_demo:
        assert len(_sent(slip_for(job), profile, renderer)) <= MOST_BYTES
        data = _sent(ticket_slip(_busy(job.content)), profile, renderer)
        assert len(data) <= MOST_BYTES, job.content["service_vi"]
        (paper,) = decode(data, find_profile(profile).width_dots)
        assert sum(command.startswith("GS v 0") for command in paper.commands) <= MOST_BANDS
        assert read_qr(paper) == [f"{PHONE_URL}/T/{job.content['token']}".upper()]


@pytest.mark.parametrize("profile", ["raster-80", "raster-58"])
def test_a_reprint_costs_a_few_hundred_bytes_more(
    profile: str, slips_of_the_demo: list[JobRow], renderer: Renderer
) -> None:
    for job in slips_of_the_demo:
        slip = ticket_slip(_busy(job.content), copy_mark=COPY_MARK)
        assert len(_sent(slip, profile, renderer)) <= MOST_BYTES_OF_A_REPRINT, job.content["service_vi"]
