"""What differs between two moments: between revisions for the committee, since the draft for every reader of the report."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from .. import rules
from ..ledger import ledger
from ..models import VisitationPage, VisitationReportPage
from ..states import PUBLISHED_STAGES, VersionKind
from ..versions import changed_since, difference, latest_version, texts_of_report, unexplained
from .base import Screen

MOST_REVISIONS = 200


class RevisionsView(Screen):
    """Who saved the report when, and what differs between two of those moments; for those who judge."""

    template_name = "visitations/revisions.html"
    rule = staticmethod(rules.judges)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.visitation.report
        revisions = (
            list(report.revisions.select_related("user").order_by("-created_at", "-pk")[:MOST_REVISIONS])
            if report
            else []
        )
        older, newer = self._chosen(revisions)
        return super().get_context_data(
            revisions=revisions,
            older=older,
            newer=newer,
            changes=difference(_texts(older), _texts(newer)) if older and newer else None,
            **kwargs,
        )

    def _chosen(self, revisions: list[Any]) -> tuple[Any, Any]:
        """The two that are asked for, the older first; the last two when none is."""
        known = {str(revision.pk): revision for revision in revisions}
        asked = [self.request.GET.get(name) for name in ("van", "tot")]
        if any(asked):
            if any(one not in known for one in asked):
                raise Http404
            chosen = sorted((known[str(one)] for one in asked), key=lambda one: (one.created_at, one.pk))
            return chosen[0], chosen[1]
        return (revisions[1], revisions[0]) if len(revisions) > 1 else (None, None)


def _texts(revision: Any) -> dict[str, str]:
    return texts_of_report(revision.as_object())


class ChangesView(TemplateView):
    """What changed since the draft: for both sides as long as they are at it, and for whoever may read the report."""

    template_name = "visitations/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visitation = get_object_or_404(VisitationPage.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        published = VisitationReportPage.objects.child_of(visitation).visible_to(self.request.user).first()
        is_out = published is not None and visitation.stage in PUBLISHED_STAGES
        if not is_out and not self._is_at_it(visitation):
            raise Http404
        draft = latest_version(visitation, VersionKind.DRAFT)
        return super().get_context_data(
            visitation=visitation,
            report=published,
            draft=draft,
            changes=changed_since(draft, visitation),
            unexplained=unexplained(visitation),
            ledger=ledger(visitation),
            versions=visitation.versions.all(),
            **kwargs,
        )

    def _is_at_it(self, visitation: VisitationPage) -> bool:
        user = self.request.user
        return user.is_authenticated and rules.may_open_fact_check(user, visitation)
