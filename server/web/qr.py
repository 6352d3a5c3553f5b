"""QR codes as SVG for screens; those on paper are the printers' own."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

QUIET_ZONE = 4


def draw_qr(text: str) -> bytes:
    """Draw a text as a QR code: one black path, a quiet zone of four modules (ISO/IEC 18004), level M."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    svg: bytes = code.make_image(image_factory=SvgPathImage).to_string()
    return svg
