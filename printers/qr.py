"""QR codes as a matrix of dark and light modules. How large a module is printed is `layout`'s."""

import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

Matrix = list[list[bool]]
PREFERRED_VERSION = 3


def qr_matrix(data: str) -> Matrix:
    """Return the modules of `data` without a quiet zone: 29 × 29 whenever it fits, with the best correction that fits.

    Upper-case text uses the alphanumeric mode (ISO/IEC 18004): version 3 holds 47 characters at level Q, 61 at M, 77 at L,
    so an upper-case address with a 26-character token is 29 modules wide. Longer data takes the smallest version at level M.
    """
    for level in (ERROR_CORRECT_Q, ERROR_CORRECT_M, ERROR_CORRECT_L):
        try:
            return _modules(data, level, PREFERRED_VERSION)
        except (DataOverflowError, ValueError):
            continue
    return _modules(data, ERROR_CORRECT_M, None)


def _modules(data: str, level: int, version: int | None) -> Matrix:
    code = qrcode.QRCode(version=version, error_correction=level, border=0)
    code.add_data(data, optimize=0)
    code.make(fit=version is None)
    return [[bool(module) for module in row] for row in code.modules]
