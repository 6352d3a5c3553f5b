"""Scene 4, as far as this printer goes: the roll is at its end before the slip begins."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from printers.slip import Big
from tests.acceptance.hall import Hall, await_paper, take_number, touch
from tests.acceptance.paper import decoded, read_qr, read_qr_of, stands_on


@pytest.fixture
def two_kiosks(closed_hall: Hall) -> Hall:
    """Put a second kiosk with a printer of its own into the hall, by the commands for it."""
    centre = closed_hall.centre
    printer = centre.layso(
        "printer", "add", "DIR", "Máy in kiosk 2", "--transport", "virtual", "--address", "paper/kiosk-2"
    )
    assert printer.stdout.startswith("printer 2:"), printer.stderr
    kiosk = centre.layso("device", "add", "DIR", "Kiosk 2", "--kind", "kiosk", "--printer", "2", "--json")
    centre.tokens = centre.tokens | {"Kiosk 2": json.loads(kiosk.stdout)["token"]}
    centre.start()
    return closed_hall


def test_paper_runs_out_in_mid_ticket(two_kiosks: Hall) -> None:
    """The screen keeps number and code and says what to do; the desk sees which printer has no paper; nobody else is
    held up; after the new roll the slip comes out once, complete.
    """
    hall = two_kiosks
    paper = hall.centre.folder / "paper"
    kiosk, other, desk = hall.kiosk(), hall.kiosk("Kiosk 2"), hall.desk("ana", 1)
    set_roll(paper / "kiosk-1", "out")

    number = take_number(kiosk, "Hộ tịch")
    expect(kiosk.get_by_role("heading", name="Máy in hết giấy.")).to_be_visible()
    expect(kiosk.get_by_text(f"chụp lại mã này hoặc nhớ số {number}; cán bộ đã được báo")).to_be_visible()
    link = code_on_the_screen(kiosk)
    trouble = desk.get_by_role("status").filter(has_text="Hết giấy, Máy in kiosk 1.")
    expect(trouble).to_be_visible()

    assert take_number(other, "Chứng thực") == "C001"
    await_paper(other)
    assert stands_on(decoded(*slips(paper / "kiosk-2")), Big("C001"))
    assert slips(paper / "kiosk-1") == []
    expect(kiosk.locator(".take-number")).to_have_text(number)

    set_roll(paper / "kiosk-1", "ok")
    await_paper(kiosk)
    expect(trouble).to_be_hidden()
    assert_the_slip_came_once(hall, kiosk, number, link)


def assert_the_slip_came_once(hall: Hall, kiosk: Page, number: str, link: str) -> None:
    """The next citizen's slip follows; between them is nothing."""
    touch(kiosk, "Xong")
    assert take_number(kiosk, "Hộ tịch") == "A002"
    await_paper(kiosk)
    first, second = (decoded(slip) for slip in slips(hall.centre.folder / "paper" / "kiosk-1"))
    assert stands_on(first, Big(number))
    assert read_qr(first) == [link]
    assert stands_on(second, Big("A002"))
    assert [job["state"] for job in hall.jobs(1)] == ["printed"]


def set_roll(tray: Path, paper: str) -> None:
    """Take the roll out of a virtual printer, or put a new one in."""
    tray.mkdir(parents=True, exist_ok=True)
    draft = tray / "draft"
    draft.write_text(json.dumps({"paper": paper}))
    draft.replace(tray / "state.json")


def slips(tray: Path) -> list[Path]:
    return sorted(tray.glob("*.escpos"))


def code_on_the_screen(kiosk: Page) -> str:
    """Photograph the screen and read the code on it."""
    expect(kiosk.get_by_role("img", name="Mã QR")).to_be_visible()
    kiosk.wait_for_function("document.querySelector('.take-code').naturalWidth > 0")
    (link,) = read_qr_of(Image.open(BytesIO(kiosk.screenshot())))
    return link
