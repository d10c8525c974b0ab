"""Pictures as the PDF takes them in: drawn anew, small enough to send, without what a camera wrote into them."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

LARGEST_SIDE = 1800
WIDEST, HIGHEST = 459.0, 310.0  # points on the page
POINTS_PER_PIXEL = 0.75
MOST_PIXELS = 60_000_000
ALPHA = {"RGBA", "LA", "PA"}


@dataclass(frozen=True)
class Drawn:
    suffix: str
    data: bytes
    width: float  # on the page, in points


def readable(data: bytes) -> Drawn | None:
    """A picture that typst can draw; None when ``data`` is none that we can read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(data)
    except Exception:  # a broken picture can stop its reader in any way, and never stops the report
        return None


def _drawn_anew(data: bytes) -> Drawn | None:
    with Image.open(io.BytesIO(data)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return None
        kept_sharp = opened.format == "PNG"
        opened.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        picture = _on_white(picture)
    kept = io.BytesIO()
    picture.save(kept, "PNG" if kept_sharp else "JPEG", quality=85)
    return Drawn("png" if kept_sharp else "jpg", kept.getvalue(), _width_on_page(*picture.size))


def _width_on_page(width: int, height: int) -> float:
    """As large as it is, no larger than the page, and no higher than leaves room for text."""
    return round(min(WIDEST, width * POINTS_PER_PIXEL, HIGHEST * width / height), 1)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in ALPHA and "transparency" not in picture.info:
        return picture.convert("RGB")
    over = picture.convert("RGBA")
    under = Image.new("RGBA", over.size, "white")
    return Image.alpha_composite(under, over).convert("RGB")
