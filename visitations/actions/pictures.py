"""A picture for a report, cleaned of what a camera wrote into it."""

import io
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from wagtail.images import get_image_model

from casestudies.uploads import Unreadable
from casestudies.uploads.images import clean
from regions.states import IllegalMove

from .. import pictures

LARGEST = 10 * 2**20
LARGEST_SIDE = 2000
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}


@transaction.atomic
def keep_picture(content: bytes) -> Any:
    """The image, under a name that tells nothing. IllegalMove when it is no picture that a browser shows."""
    if len(content) > LARGEST:
        raise IllegalMove(_("This picture is larger than 10 MB. Make it smaller first."))
    try:
        drawn, suffix = _small_enough(clean(content))
    except (Unreadable, UnidentifiedImageError, OSError) as error:
        raise IllegalMove(_("This is no picture that can be read. Use JPEG, PNG, WebP or GIF.")) from error
    file = ContentFile(drawn, name=f"{uuid.uuid4().hex}.{suffix}")
    image = get_image_model()(title=pictures.TITLE, file=file, collection=pictures.collection())
    image.save()
    return image


def _small_enough(content: bytes) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(content)) as picture:
        kind = picture.format or ""
        if kind not in SUFFIXES:
            raise Unreadable
        if max(picture.size) <= LARGEST_SIDE or getattr(picture, "n_frames", 1) > 1:
            return content, SUFFIXES[kind]
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        out = io.BytesIO()
        picture.save(out, kind)
        return out.getvalue(), SUFFIXES[kind]
