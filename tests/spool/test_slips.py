"""What is on the paper, and what never is."""

import json

import pytest

from printers.fonts import Fonts, default_font_dir
from printers.interpreter import decode
from printers.profile import find_profile
from printers.render import Renderer
from printers.slip import Big, Pair, Size, Slip, Text
from server.spool.receipt import MOST_IN_FULL, MOST_IN_SHORT, receipt_slip
from server.spool.slips import COPY_MARK, link_of, slip_for, ticket_slip
from server.spool.wording import NO_BREAK
from server.store.jobs import JobRow, JobState
from tests.spool.conftest import DOSSIER, read_qr, receipt_content, ticket_content

EVIL = (
    "\x1bp\x00\x19\xfa",
    "\x10\x14\x01\x00\x01",
    "\x1d(k\x03\x001Q0",
    "\x9b31m\x85",
    "\u202e\u2067042A\u2069",
    "🎫 A042",
    "Lao động " * 200,
    "Ho\u0323\u0302 ti\u0323ch",
    "\ud83d",
    "{centre} %s {0}",
)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Fonts(default_font_dir()))


def words_of(slip: Slip) -> list[str]:
    """The words as they are read: a no-break space is a space to the eye."""
    texts = [text for block in slip.blocks for text in vars(block).values() if isinstance(text, str)]
    return [text.replace(NO_BREAK, " ") for text in texts]


def job(kind: str, content: dict[str, object], copy_of: int | None = None) -> JobRow:
    return JobRow(1, 1, kind, content, JobState.PRINTING, 1, "", "", None, None, copy_of, 0, 0)


def test_a_ticket_says_number_service_queue_and_time_in_the_citizens_language() -> None:
    words = words_of(ticket_slip(ticket_content()))
    assert "Chứng thực" in words
    assert "Đang chờ trước: 5 người" in words
    assert "Chờ khoảng 10–20 phút" in words
    assert "5 ahead · about 10–20 minutes" in words
    assert "09:05 ngày 25/11/2026" in words
    english = words_of(ticket_slip(ticket_content(language="en")))
    assert english.index("Certification") < english.index("Chứng thực")
    assert "Wait: about 10–20 minutes" in english
    assert "trước: 5 người · khoảng 10–20 phút" in english
    assert "09:05, 25 Nov 2026" in english


def test_nobody_ahead_and_no_estimate_are_said_plainly() -> None:
    words = words_of(ticket_slip(ticket_content(people_ahead=0, estimate=None)))
    assert "Chưa có ai chờ trước ông/bà" in words
    assert not [text for text in words if "phút" in text]


@pytest.mark.parametrize(
    ("span_s", "said"),
    [
        ([0, 600], "Chờ dưới 10 phút"),
        ([0, 60], "Dự kiến đến lượt ngay"),
        ([300, 300], "Chờ khoảng 5 phút"),
    ],
)
def test_a_wait_is_never_said_more_precisely_than_it_is_known(span_s: list[int], said: str) -> None:
    assert said in words_of(ticket_slip(ticket_content(estimate=span_s)))


def test_the_small_line_says_the_wait_in_few_words() -> None:
    assert "1 ahead · very soon" in words_of(ticket_slip(ticket_content(people_ahead=1, estimate=[0, 60])))
    english = ticket_slip(ticket_content(people_ahead=1, estimate=[0, 60], language="en"))
    assert "trước: 1 người · đến lượt ngay" in words_of(english)


@pytest.mark.parametrize("profile", ["raster-80", "raster-58"])
def test_the_qr_on_the_paper_leads_to_the_citizens_page_in_capitals(profile: str, renderer: Renderer) -> None:
    chosen = find_profile(profile)
    (paper,) = decode(renderer.render(ticket_slip(ticket_content()), chosen), chosen.width_dots)
    assert read_qr(paper) == ["HTTP://192.168.1.10:8080/T/TOKENA042"]


def test_without_an_address_for_phones_there_is_no_qr_and_no_token_on_the_paper() -> None:
    slip = ticket_slip(ticket_content(phone_url=""))
    assert "TOKEN" not in json.dumps(slip.to_json())
    assert "TOKEN" in json.dumps(ticket_slip(ticket_content()).to_json())


def test_a_path_of_the_centres_own_keeps_its_case_and_a_link_too_long_for_a_code_is_left_out() -> None:
    assert (
        link_of(ticket_content(phone_url="https://tinh.vn/hoaloc/")) == "https://tinh.vn/hoaloc/T/TOKENA042"
    )
    assert link_of(ticket_content(phone_url="http://" + "a" * 300)) is None


def test_a_reprint_carries_its_mark_and_a_first_print_none() -> None:
    assert slip_for(job("ticket", ticket_content(), copy_of=7)).copy_mark == COPY_MARK
    assert slip_for(job("receipt", receipt_content(), copy_of=7)).copy_mark == COPY_MARK
    assert slip_for(job("ticket", ticket_content())).copy_mark is None


def test_neither_class_nor_reason_reaches_the_paper_even_when_the_content_holds_them() -> None:
    slip = ticket_slip(ticket_content(priority="elderly", priority_reason="70 tuổi"))
    assert "elderly" not in json.dumps(slip.to_json())
    assert "70 tuổi" not in json.dumps(slip.to_json(), ensure_ascii=False)


def test_a_receipt_says_for_each_dossier_what_for_whom_when_due_and_why() -> None:
    second = DOSSIER | {
        "code": "H56.99.00-261123-0004",
        "procedure_vi": "Đăng ký thường trú",
        "procedure_en": None,
    }
    slip = receipt_slip(receipt_content(DOSSIER, second))
    words = words_of(slip)
    assert {"H56.99.00-261123-0003", "H56.99.00-261123-0004", "Đăng ký thường trú"} <= set(words)
    due = "thứ\u00a0Tư, 25/11/2026\u00a0lúc\u00a017:30"
    assert Text(due, size=Size.LARGE, bold=True) in slip.blocks
    assert Pair("Người nộp", "Nguyễn Thị Hương Giang") in slip.blocks
    assert Pair("Quầy tiếp nhận", "3") in slip.blocks
    assert "Nhận sau 15:00 nên tính từ ngày làm việc kế tiếp" in words
    assert any("xã Hoa Lộc, mang theo giấy này" in text for text in words)


def test_an_english_receipt_names_a_procedure_without_english_in_vietnamese() -> None:
    words = words_of(receipt_slip(receipt_content(DOSSIER | {"procedure_en": None}, language="en")))
    assert "Đăng ký khai sinh" in words
    assert "Wednesday, 25 Nov 2026 at 17:30" in words


@pytest.mark.parametrize("count", [1, MOST_IN_FULL, MOST_IN_FULL + 1, MOST_IN_SHORT, MOST_IN_SHORT + 9])
def test_any_number_of_dossiers_fits_on_one_slip_and_none_is_left_out_silently(count: int) -> None:
    many = [DOSSIER | {"code": f"H56.99.00-261123-{n:04d}"} for n in range(count)]
    words = words_of(receipt_slip(receipt_content(*many)))
    listed = sum(str(one["code"]) in words for one in many)
    assert listed == min(count, MOST_IN_SHORT)
    assert any(f"Và {count - listed} hồ sơ khác" in text for text in words) == (count > listed)


@pytest.mark.parametrize("evil", EVIL)
def test_no_byte_of_peoples_text_reaches_the_printer_as_a_command(evil: str, renderer: Renderer) -> None:
    dossier = DOSSIER | {"applicant": evil, "procedure_vi": evil, "why_vi": evil}
    for slip in (
        ticket_slip(ticket_content(service_vi=evil, centre_vi=evil)),
        receipt_slip(receipt_content(dossier, centre_vi=evil)),
    ):
        sent = renderer.render(
            Slip.from_json(json.loads(json.dumps(slip.to_json()))), find_profile("raster-80")
        )
        (paper,) = decode(sent)
        assert paper.cut
        assert {command.split(" ")[0] + " " + command.split(" ")[1] for command in paper.commands} <= {
            "ESC @", "FS .", "GS P", "GS v", "ESC J", "ESC $", "GS V",
        }  # fmt: skip


def test_the_number_is_the_largest_thing_on_the_ticket() -> None:
    slip = ticket_slip(ticket_content("C014"))
    assert [block.text for block in slip.blocks if isinstance(block, Big)] == ["C014"]
    assert not [block for block in slip.blocks if isinstance(block, Text) and "C014" in block.text]
