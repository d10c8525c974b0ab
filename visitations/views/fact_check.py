from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .. import actions, rules
from ..forms import RemarkDecisionForm, RemarkForm
from ..models import FactCheckRemark, Finding, VisitationPage
from ..models.trajectory import VisitationPageQuerySet
from ..overview import contents_of, moves
from ..states import HOST_READS_DRAFT_STAGES, RemarkDecision, Stage
from .base import Button, FormScreen, Screen, of_both_sides


def once_open(user: Any) -> VisitationPageQuerySet:
    return of_both_sides(user).filter(stage__in=HOST_READS_DRAFT_STAGES)


class FactCheckView(Screen):
    """The draft as both sides may read it from the fact check on, with the remarks beside the findings."""

    template_name = "visitations/fact_check.html"
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_open_fact_check)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        contents = contents_of(visitation)
        term = visitation.terms.filter(stage=Stage.FACT_CHECK).first()
        handed_in = bool(term and term.done_on)
        return super().get_context_data(
            report=visitation.report.get_latest_revision_as_object(),
            contents=contents,
            term=term,
            handed_in=handed_in,
            remarking=not handed_in and rules.may_remark(user, visitation),
            deciding=rules.may_decide_remarks(user, visitation),
            decided=sum(remark.decision != RemarkDecision.PENDING for remark in contents.remarks),
            moves=moves(visitation, user),
            show_responses=False,
            **kwargs,
        )


class RemarkView(FormScreen):
    template_name = "visitations/remark.html"
    form_class = RemarkForm
    about = ("finding",)
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_remark)
    back = "fact_check"
    title = _("A remark on a finding")
    submit = _("Make this remark")
    success_message = _("Your remark has been kept. Hand in your remarks when you are done.")

    @cached_property
    def finding(self) -> Finding:
        return get_object_or_404(self.visitation.findings, pk=self.kwargs["finding_pk"])


class RemarkDecisionView(FormScreen):
    template_name = "visitations/remark.html"
    form_class = RemarkDecisionForm
    about = ("remark",)
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_decide_remarks)
    back = "fact_check"
    title = _("Decide on a remark")
    submit = _("Decide")
    success_message = _("Decided.")

    @cached_property
    def remark(self) -> FactCheckRemark:
        remarks = FactCheckRemark.objects.filter(finding__visitation=self.visitation).select_related("finding")
        return get_object_or_404(remarks, pk=self.kwargs["remark_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(finding=self.remark.finding, **kwargs)


class HandInView(Button):
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_remark)
    back = "fact_check"
    success_message = _("Your remarks have been handed in. The committee decides on each of them.")

    def act(self, obj: VisitationPage, user: Any) -> VisitationPage:
        return actions.hand_in_remarks(obj, user=user)
