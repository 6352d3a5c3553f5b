"""Warming up: the first slip of the day must not pay for opening fonts and building tables."""

from printers.profile import load_profiles
from printers.render import Renderer
from printers.slip import Align, Big, Heading, Pair, Qr, Rule, Size, Slip, SlipKind, Text

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"


def warm(renderer: Renderer) -> None:
    """Render one slip with every kind of block, every size and every Vietnamese letter, for each paper width."""
    blocks = [
        Text(LETTERS + LETTERS.upper() + "0123456789", size=size, bold=bold)
        for size in Size
        for bold in (False, True)
    ]
    address = "HTTP://192.168.100.100:8000/T/" + "A" * 26
    others = (
        Heading(LETTERS),
        Big("A012"),
        Big("3456789"),
        Pair("Ngày", "giờ"),
        Rule(),
        Qr(address, "Quét mã"),
    )
    centred = Text("Trước ông/bà còn 7 người", align=Align.CENTRE)
    slip = Slip(SlipKind.TEST, "warm", (*blocks, *others, centred))
    for profile in {profile.width_dots: profile for profile in load_profiles().values()}.values():
        renderer.render(slip, profile)
