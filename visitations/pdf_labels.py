"""The words that the PDF of a report adds by itself, in the reader's language."""

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from .pdf.contents import Labels
from .states import Stage, Voice


def mark(stage: str) -> str:
    """What stands on each page of a report that is not out."""
    if stage == Stage.FACT_CHECK:
        return _("Draft, for the fact check")
    return _("Final, not published yet") if stage in {Stage.FINAL, Stage.RESPONSE} else _("Draft of the committee")


def labels(draft: str) -> Labels:
    return Labels(
        contents=_("Contents"),
        draft=draft,
        version=_("Version"),
        date=_("Date"),
        about=_("About"),
        address=_("Permanent address"),
        committee=_("Committee"),
        page=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        finding=_("Finding %(number)s") % {"number": "{number}"},
        finding_link=_("finding %(number)s") % {"number": "{number}"},
        evidence=_("Rests on:").rstrip(" :"),
        recommendation=_("Recommendation %(number)s") % {"number": "{number}"},
        addressee=_("For:").rstrip(" :"),
        from_findings=_("Rests on:").rstrip(" :"),
        response=_("Response of the visited party"),
        owner=_("Who"),
        due=_("When"),
        ledger_target=_("Place"),
        ledger_remark=_("Remark"),
        ledger_decision=_("Decision"),
        ledger_wording=_("Wording"),
        before=_("Before:").rstrip(" :"),
        after=_("Now:").rstrip(" :"),
        unchanged=_("Unchanged"),
        criterion=_("Criterion"),
        visited=str(Voice.VISITED_PARTY.label),
        panel=str(Voice.PANEL.label),
        assessors=_("Committee"),
        no_score=_("no score"),
        decimal=get_format("DECIMAL_SEPARATOR"),
        picture=_("Picture without description"),
        picture_left_out=_("A picture could not be shown here."),
        unknown_signs=_("A sign that this document cannot show is printed as %(sign)s.") % {"sign": "{sign}"},
        untitled=_("Visitation report"),
    )
