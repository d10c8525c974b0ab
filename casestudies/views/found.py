"""What the privacy check found, told in one sentence on other screens."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import texts
from ..actions.checks import kept_in
from ..checking import marks_in, still_open
from ..models import CaseStudyPage


def sentences(case: CaseStudyPage) -> list[SafeString]:
    """How much is open in the text as it stands now, and how much of that leads straight to somebody."""
    parts = texts.latest_texts(case)
    left = still_open(marks_in(parts, kept=kept_in(case, parts)))
    blocking = sum(mark.blocks for mark in left)
    if not left:
        return [_linked(case, _("The privacy check has found nothing that is still open."))]
    said = [_linked(case, ngettext(
        "The privacy check found %(count)d thing that may tell who somebody is.",
        "The privacy check found %(count)d things that may tell who somebody is.",
        len(left),
    ) % {"count": len(left)})]  # fmt: skip
    if blocking:
        said.append(format_html("<strong>{}</strong>", ngettext(
            "%(count)d of them leads straight to a person, such as a phone number. Replace it before you share.",
            "%(count)d of them lead straight to a person, such as a phone number. Replace them before you share.",
            blocking,
        ) % {"count": blocking}))  # fmt: skip
    return said


def _linked(case: CaseStudyPage, sentence: str) -> SafeString:
    address = reverse("casestudies:privacy", args=[case.pk])
    return format_html('{} <a href="{}">{}</a>', sentence, address, _("Look at the privacy check"))
