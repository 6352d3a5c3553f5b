"""Fixtures of the scenes: a hall founded once and copied for each scene, so that one may kill and fill its own."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from server.store import settings_table
from server.store.store import FILE_NAME, Store
from tests.acceptance.hall import PATIENCE_S, Hall
from tests.servers import Centre, found_centre


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Let a slow machine take its time: what is expected here is seen within seconds, not within milliseconds."""
    expect.set_options(timeout=PATIENCE_S * 1000)
    yield
    expect.set_options(timeout=5000)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """Found the demo centre; its papers carry the address that its server finds for itself."""
    centre = found_centre(tmp_path_factory.mktemp("founded") / "hoa-loc")
    store = Store(centre.folder / FILE_NAME)
    store.write(lambda tx: settings_table.put(tx, "phone_url", ""))
    store.close()
    return centre


@pytest.fixture
def closed_hall(founded: Centre, tmp_path: Path, new_context: CreateContextCallback) -> Iterator[Hall]:
    """Give a hall whose centre is not started yet."""
    folder = tmp_path / "hoa-loc"
    shutil.copytree(founded.folder, folder)
    hall = Hall(replace(founded, folder=folder, environ={}), new_context)
    yield hall
    hall.close()


@pytest.fixture
def hall(closed_hall: Hall) -> Hall:
    """Give a hall that is open: its centre runs, nobody has come yet."""
    closed_hall.centre.start()
    return closed_hall
