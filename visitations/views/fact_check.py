from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .. import actions, rules
from ..composition import composition
from ..forms import RemarkDecisionForm, RemarkForm
from ..models import FactCheckRemark, VisitationPage
from ..models.trajectory import VisitationPageQuerySet
from ..overview import contents_of, moves
from ..scores import scores_of
from ..states import HOST_READS_DRAFT_STAGES, RemarkDecision, Stage
from ..versions import contents_of_report, label_of, may_be_remarked_on, working_report
from .base import Button, FormScreen, Screen, of_both_sides

# Texts that have no place of their own among the parts.
BESIDE = ("title", "summary", "judgement:")


def once_open(user: Any) -> VisitationPageQuerySet:
    return of_both_sides(user).filter(stage__in=HOST_READS_DRAFT_STAGES)


class FactCheckView(Screen):
    """The draft as both sides may read it from the fact check on, with the remarks beside what they are about."""

    template_name = "visitations/fact_check.html"
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_open_fact_check)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        contents, report = contents_of(visitation), working_report(visitation)
        term = visitation.terms.filter(stage=Stage.FACT_CHECK).first()
        handed_in = bool(term and term.done_on)
        return super().get_context_data(
            report=report,
            contents=contents,
            parts=composition(report, contents, scores_of(visitation)),
            beside=self._beside(contents.remarks),
            term=term,
            handed_in=handed_in,
            remarking=not handed_in and rules.may_remark(user, visitation),
            deciding=rules.may_decide_remarks(user, visitation),
            decided=sum(remark.decision != RemarkDecision.PENDING for remark in contents.remarks),
            moves=moves(visitation, user),
            show_responses=False,
            with_remarks=True,
            **kwargs,
        )

    def _beside(self, remarks: list[Any]) -> list[dict[str, Any]]:
        texts = contents_of_report(self.visitation)
        keys = [key for key in texts if key.startswith(BESIDE) and key.count(":") < 2 and texts[key]]
        return [
            {
                "key": key,
                "label": label_of(key, texts),
                "text": texts[key],
                "remarks": [remark for remark in remarks if remark.key == key],
            }
            for key in keys
        ]


class RemarkView(FormScreen):
    """On the text that ``key`` names."""

    template_name = "visitations/remark.html"
    form_class = RemarkForm
    about = ("visitation", "key")
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_remark)
    back = "fact_check"
    title = _("A remark on the draft")
    submit = _("Make this remark")
    success_message = _("Your remark has been kept. Hand in your remarks when you are done.")

    @cached_property
    def texts(self) -> dict[str, str]:
        return contents_of_report(self.visitation)

    @cached_property
    def key(self) -> str:
        """Who wrote a remark on a part that went meanwhile hears so from the form, and keeps what they wrote."""
        key = self.kwargs["key"]
        if self.request.method == "GET" and not (may_be_remarked_on(key) and self.texts.get(key)):
            raise Http404
        return str(key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            wording=self.texts.get(self.key, ""), label=label_of(self.key, self.texts), **kwargs
        )


class RemarkDecisionView(FormScreen):
    template_name = "visitations/decide_remark.html"
    form_class = RemarkDecisionForm
    about = ("visitation", "remark")
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_decide_remarks)
    back = "fact_check"
    title = _("Decide on a remark")
    submit = _("Decide")
    success_message = _("Decided.")

    @cached_property
    def remark(self) -> FactCheckRemark:
        return get_object_or_404(self.visitation.remarks, pk=self.kwargs["remark_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = contents_of_report(self.visitation)
        wording = texts.get(self.remark.key, "")
        others = [one for one in self.visitation.remarks.all() if one.key == self.remark.key and one != self.remark]
        return super().get_context_data(
            wording=wording,
            label=label_of(self.remark.key, texts),
            stands=bool(self.remark.passage) and self.remark.passage in wording,
            others=others,
            **kwargs,
        )


class WithdrawRemarkView(Button):
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_remark)
    back = "fact_check"
    success_message = _("The remark has been withdrawn.")

    def act(self, obj: VisitationPage, user: Any) -> FactCheckRemark:
        return actions.withdraw_remark(get_object_or_404(obj.remarks, pk=self.kwargs["remark_pk"]), user=user)


class HandInView(Button):
    door = staticmethod(once_open)
    rule = staticmethod(rules.may_remark)
    back = "fact_check"
    success_message = _("Your remarks have been handed in. The committee decides on each of them.")

    def act(self, obj: VisitationPage, user: Any) -> VisitationPage:
        return actions.hand_in_remarks(obj, user=user)
