"""An address as a picture that a phone reads."""

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4  # modules of white around it, as the norm asks


@dataclass(frozen=True)
class Code:
    """``path`` for an SVG of ``size`` by ``size`` modules."""

    size: int
    path: str


def code_of(text: str) -> Code:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Code(size=len(rows), path="".join(dark))
