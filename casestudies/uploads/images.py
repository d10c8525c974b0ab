"""Pictures without what cameras and programs write into them: place, moment, device, maker, remarks."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from .errors import Unreadable

# What belongs to how a picture looks or moves. All else that came with it goes.
LOOKS = frozenset({"icc_profile", "transparency", "gamma", "duration", "loop", "background", "disposal", "blend"})
EXIF_ORIENTATION = 0x0112
START_OF_SCAN = 0xDA
# The segments of applications, but for those of JFIF, of colour profiles and of Adobe's colours; and remarks.
REMARKS = frozenset({*range(0xE0, 0xF0), 0xFE}) - {0xE0, 0xE2, 0xEE}
SAVED_AS = {"MPO": "JPEG"}  # several pictures in one, of which the first is shown
QUALITY = 92
MOST_PIXELS = 150_000_000  # of all frames together: a small file can hold a picture that no memory holds


def clean(content: bytes) -> bytes:
    """Written anew, upright, with every frame that moves."""
    try:
        with Image.open(BytesIO(content)) as picture:
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > MOST_PIXELS:
                raise Unreadable
            return _written(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable from error


def _written(picture: Image.Image) -> bytes:
    kind = SAVED_AS.get(picture.format or "", picture.format or "")
    out, options = BytesIO(), _options(picture, kind)
    if getattr(picture, "n_frames", 1) > 1 and kind != "JPEG":
        frames = [_bare(frame.copy()) for frame in ImageSequence.Iterator(picture)]
        durations = [int(frame.info.get("duration", 0)) for frame in frames]
        moving = {"save_all": True, "append_images": frames[1:], "loop": picture.info.get("loop", 0)}
        frames[0].save(out, kind, **options, **moving, duration=durations)
        return out.getvalue()
    turned = picture.getexif().get(EXIF_ORIENTATION, 1) != 1
    if kind == "JPEG" and picture.format == "JPEG" and not turned:
        # As it was compressed before: nothing of how it looks is lost.
        _bare(picture).save(out, kind, **{**options, "quality": "keep"})
    else:
        _bare(ImageOps.exif_transpose(picture)).save(out, kind, **options)
    return out.getvalue()


def _options(picture: Image.Image, kind: str) -> dict[str, Any]:
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if kind in {"JPEG", "WEBP", "AVIF"}:
        options["quality"] = QUALITY
    return {name: value for name, value in options.items() if value is not None}


def _bare(picture: Image.Image) -> Image.Image:
    picture.info = {name: value for name, value in picture.info.items() if name in LOOKS}
    # Read once, a picture keeps its Exif beside its info.
    picture._exif = None  # type: ignore[attr-defined]
    return picture


def without_remarks(jpeg: bytes) -> bytes:
    """A photograph inside a PDF as it was compressed, without its segments of metadata."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    out, here = bytearray(jpeg[:2]), 2
    while here + 4 <= len(jpeg) and jpeg[here] == 0xFF and jpeg[here + 1] != START_OF_SCAN:
        after = here + 2 + int.from_bytes(jpeg[here + 2 : here + 4], "big")
        if jpeg[here + 1] not in REMARKS:
            out += jpeg[here:after]
        here = after
    return bytes(out) + jpeg[here:]
