"""Scene 3: letters without accents lead to the procedure, and the procedure to the right queue."""

from playwright.sync_api import Page, expect

from printers.slip import Align, Size, Text
from tests.acceptance.hall import Hall, await_paper, read_number, touch
from tests.acceptance.paper import decoded, stands_on

MARITAL_STATUS = "Cấp Giấy xác nhận tình trạng hôn nhân"


def test_does_not_know_the_field(hall: Hall) -> None:
    """She types "giay doc than" on the screen's keyboard, finds the certificate of marital status (1.004873), reads
    papers to bring, time and fee, and takes the number of the service that issues it.
    """
    kiosk = hall.kiosk()
    touch(kiosk, "Tìm thủ tục")
    type_on_the_screen(kiosk, "giay doc than")
    touch(kiosk, MARITAL_STATUS)

    assert hall.line().get("/procedures?q=giay%20doc%20than").json[0]["code"] == "1.004873"
    expect(kiosk.get_by_role("heading", level=1)).to_have_text(MARITAL_STATUS)
    expect(kiosk.get_by_role("heading", name="Giấy tờ cần mang")).to_be_visible()
    expect(kiosk.get_by_text("Thẻ căn cước hoặc hộ chiếu (để xuất trình)")).to_be_visible()
    facts = dict(
        zip(kiosk.get_by_role("term").all_inner_texts(), kiosk.get_by_role("definition").all(), strict=True)
    )
    assert [name.strip() for name in facts] == ["Thời hạn", "Lệ phí", "Lĩnh vực"]
    for shown, wanted in zip(
        facts.values(), ("3 ngày làm việc", "Cán bộ sẽ báo khi nhận hồ sơ", "Hộ tịch"), strict=True
    ):
        expect(shown).to_have_text(wanted)

    touch(kiosk, "Lấy số cho việc này")
    touch(kiosk, "Không, lấy số thường")
    assert read_number(kiosk) == "A001"
    expect(kiosk.locator(".take-service")).to_have_text("Hộ tịch")
    await_paper(kiosk)
    assert hall.line().get("/tickets/1").json["service"] == "HT"
    paper = decoded(hall.centre.slips[0])
    assert stands_on(paper, Text("Hộ tịch", size=Size.LARGE, align=Align.CENTRE, bold=True))
    assert not stands_on(paper, Text("Chứng thực", size=Size.LARGE, align=Align.CENTRE, bold=True))


def type_on_the_screen(kiosk: Page, words: str) -> None:
    keypad = kiosk.get_by_role("group", name="Bàn phím")
    for letter in words:
        name = "Dấu cách" if letter == " " else letter
        keypad.get_by_role("button", name=name, exact=True).click()
    expect(kiosk.get_by_role("textbox", name="Tên thủ tục")).to_have_value(words)
