"""Slips as the centre would print them, and a look at the bytes of one."""

from PIL import Image

from printers.interpreter import Paper, decode
from printers.profile import find_profile
from printers.render import Renderer
from printers.slip import Align, Big, Gap, Heading, Pair, Qr, Rule, Size, Slip, SlipKind, Text

LINK = "HTTP://192.168.1.10:8000/T/ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONG_SERVICE = "Lao động, Thương binh và Xã hội – Bảo trợ xã hội"
CENTRE = "Trung tâm Phục vụ hành chính công xã Hoa Lộc"


def a_ticket(service: str = "Chứng thực", number: str = "C014", copy_mark: str | None = None) -> Slip:
    blocks = (
        Heading(CENTRE),
        Rule(),
        Text("Số thứ tự của ông/bà", align=Align.CENTRE),
        Gap(2.0),
        Big(number),
        Gap(3.0),
        Text(service, size=Size.LARGE, align=Align.CENTRE, bold=True),
        Text("Trước ông/bà còn 7 người", align=Align.CENTRE),
        Qr(LINK, "Quét mã để xem đã gọi đến số nào"),
        Text("08:42, thứ Hai 23/11/2026", size=Size.SMALL, align=Align.CENTRE),
    )
    return Slip(SlipKind.TICKET, number, blocks, copy_mark=copy_mark)


def a_receipt() -> Slip:
    blocks = (
        Heading(CENTRE),
        Rule(),
        Text("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", size=Size.LARGE, align=Align.CENTRE, bold=True),
        Gap(1.5),
        Pair("Mã hồ sơ", "H99.99.01-261123-0975"),
        Pair(
            "Thủ tục", "Đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi"
        ),
        Pair("Hẹn trả", "17:30, 25/11/2026"),
        Text("Nhận sau 15:00 nên tính từ ngày làm việc tiếp theo.", size=Size.SMALL, align=Align.RIGHT),
        Qr(LINK, "Quét mã để xem hồ sơ"),
    )
    return Slip(SlipKind.RECEIPT, "H99.99.01-261123-0975", blocks)


def on_paper(slip: Slip, renderer: Renderer, profile: str = "raster-80") -> Paper:
    chosen = find_profile(profile)
    papers = decode(renderer.render(slip, chosen), chosen.width_dots)
    assert len(papers) == 1
    return papers[0]


def ink_rows(image: Image.Image) -> list[bool]:
    """Say for each row whether it holds ink."""
    data, stride = image.tobytes(), (image.width + 7) // 8
    return [data[at : at + stride] != b"\xff" * stride for at in range(0, len(data), stride)]


def tallest_block_of_ink(image: Image.Image) -> int:
    """Return the height in rows of the tallest thing printed without a blank row in it."""
    best = run = 0
    for has_ink in ink_rows(image):
        run = run + 1 if has_ink else 0
        best = max(best, run)
    return best
