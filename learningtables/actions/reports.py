from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version

from ..models import SessionPage, SessionReport
from ..report_check import demand_nobody_named
from ..said import compose
from ..states import ReportState, SessionState
from .publishing import locked_session


@transaction.atomic
def draft_report(session: SessionPage, *, user: User) -> SessionReport:
    """A first text from what was said, for the facilitator to edit. Nobody else reads it until it is published."""
    session = locked_session(session)
    if session.state == SessionState.CANCELLED:
        raise IllegalMove(_("A cancelled session has no report."))
    if SessionReport.objects.filter(session=session).exists():
        raise IllegalMove(_("There is a report of this session already."))
    report = SessionReport.objects.create(session=session, body=compose(session, user=user), updated_by=user)
    record(session, "learningtables.draft_report", user=user)
    return report


@transaction.atomic
def save_report(report: SessionReport, *, body: str, version: int, user: User) -> SessionReport:
    if report.state == ReportState.PUBLISHED:
        demand_nobody_named(body, report.session)
    report = _write(report, body=body, version=version, user=user)
    record(report.session, "learningtables.save_report", user=user, version=report.version)
    _index(report)
    return report


@transaction.atomic
def publish_report(report: SessionReport, *, version: int, user: User, body: str = "") -> SessionReport:
    """Open the report, with ``body`` as its last wording, to everybody who may read the session's page and to search. Whoever
    calls this has had somebody read what the privacy check asks about; what it forbids is refused here."""
    if report.state == ReportState.PUBLISHED:
        raise IllegalMove(_("This report is published already."))
    body = body or report.body
    kinds = demand_nobody_named(body, report.session)
    report = _write(report, body=body, version=version, user=user)
    report.state = ReportState.PUBLISHED
    report.published_at = timezone.now()
    report.save(update_fields=["state", "published_at"])
    record(report.session, "learningtables.publish_report", user=user, found=kinds)
    _index(report)
    return report


def _write(report: SessionReport, *, body: str, version: int, user: User) -> SessionReport:
    report = SessionReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    demand_version(report.version, version)
    report.body = body
    report.version += 1
    report.updated_by = user
    report.save()
    return report


def _index(report: SessionReport) -> None:
    """The index follows the page, and takes the report along once it is published."""
    if report.state == ReportState.PUBLISHED:
        SessionPage.objects.get(pk=report.session_id).save()
