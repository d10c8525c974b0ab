"""The report's own text, kept in revisions of its page until the day it is published."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lessons.models import Theme
from regions.audience import MEMBERS, PUBLIC
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version

from ..body import composed, mark_of_texts, set_body
from ..models import VisitationPage, VisitationReportPage
from ..states import WRITING_STAGES
from .locking import demand_stage, demand_text


def _begin_report(visitation: VisitationPage, *, user: User) -> VisitationReportPage:
    """A page that only the committee's key opens, and that nothing serves yet. Its parts begin in their usual order. It is owned
    by who owns the visitation: the admin lists the owners of all pages."""
    report = VisitationReportPage(
        title=visitation.title,
        slug="rapport",
        lead_region=visitation.lead_region,
        audience_key=visitation.committee.audience_key,
        owner=visitation.owner,
        live=False,
    )
    fresh = VisitationPage.objects.get(pk=visitation.pk)  # treebeard counts children on the instance it is given
    fresh.add_child(instance=report)
    set_body(report, composed(visitation))
    report.save_revision(user=user, clean=False)
    visitation.__dict__.pop("report", None)
    return report


def take_up_report(visitation: VisitationPage, *, user: User) -> VisitationReportPage:
    """The report as its latest revision has it, begun when there is none. The caller holds the visitation's row."""
    report = VisitationReportPage.objects.child_of(visitation).first() or _begin_report(visitation, user=user)
    return report.get_latest_revision_as_object()


@transaction.atomic
def save_report(
    visitation: VisitationPage,
    *,
    title: str,
    user: User,
    introduction: str = "",
    conclusion: str = "",
    summary: str = "",
    themes: Iterable[Theme] = (),
    tags: Iterable[str] = (),
    version: str | None = None,
) -> VisitationReportPage:
    """A new revision. ``version`` marks these texts as the writer found them (`body.mark_of_texts`); EditConflict when they
    say something else by now. Who works on the parts meanwhile is not in the way."""
    demand_stage(visitation, WRITING_STAGES)
    demand_text(title, _("Give the report a title."))
    report = VisitationReportPage.objects.child_of(visitation).first()
    demand_version(mark_of_texts(report and report.get_latest_revision_as_object()), version)
    working = take_up_report(visitation, user=user)
    working.title, working.summary = title.strip(), summary
    working.introduction, working.conclusion = introduction, conclusion
    working.themes = list(themes)
    working.tags.set(list(tags))
    working.save_revision(user=user)
    record(visitation, "visitations.save_report", user=user)
    return VisitationReportPage.objects.get(pk=working.pk)


def publish_report(visitation: VisitationPage, *, audience_key: str, user: User, on: datetime.date) -> None:
    """Open the latest revision to ``audience_key``; with it goes all that its tables hold. Part of `move_on`."""
    if audience_key not in {PUBLIC, MEMBERS}:
        raise IllegalMove(_("A report is published for everyone or for everybody who signs in."))
    report = VisitationReportPage.objects.child_of(visitation).get()
    working = report.get_latest_revision_as_object()
    working.audience_key, working.date = audience_key, on
    # The committee has no right in Wagtail's admin; that the report may go out is this action's to know.
    working.save_revision(user=user).publish(user=user, skip_permission_checks=True)
