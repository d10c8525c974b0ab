"""All that is published with a report, each text by what it is called for people: what the privacy check reads."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .models import Dissent, FactCheckRemark, Response, VisitationPage
from .versions import contents_of_report, label_of

# Numbers and codes say nothing of anybody.
CODES = (":number", ":kind", ":weight", ":findings", ":score", ":picture")


def published_texts(visitation: VisitationPage, *, response: bool = True) -> dict[str, str]:
    """Two texts of one name stand together under it. ``response``: with what the visited party answers, which is its own until
    it is published."""
    texts: dict[str, str] = {}
    answers = _of_response(visitation) if response else ()
    for label, text in [*_of_report(visitation), *_of_ledger(visitation), *answers]:
        if text:
            texts[label] = f"{texts[label]}\n{text}" if label in texts else text
    return texts


def _of_report(visitation: VisitationPage) -> Iterator[tuple[str, str]]:
    contents = contents_of_report(visitation)
    for key, text in contents.items():
        if key != "order" and not key.endswith(CODES):
            yield label_of(key, contents), text
    for dissent in Dissent.objects.standing(visitation):
        yield _("Dissent"), dissent.text


def _of_ledger(visitation: VisitationPage) -> Iterator[tuple[str, str]]:
    for number, remark in enumerate(FactCheckRemark.objects.filter(visitation=visitation), start=1):
        label = _("Remark %(number)s of the fact check") % {"number": number}
        yield label, remark.text
        yield label, remark.reason
        yield label, remark.before


def _of_response(visitation: VisitationPage) -> Iterator[tuple[str, str]]:
    answers = Response.objects.filter(recommendation__visitation=visitation).select_related("recommendation")
    for response in answers:
        label = _("Response to recommendation %(number)s") % {"number": response.recommendation.number}
        yield label, response.plan
        yield label, response.owner
