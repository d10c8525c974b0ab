from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from regions.numbers import number_in

from .. import actions, rules, voices
from ..ahead import next_stage
from ..follow_up import left_from_before
from ..forms import EvidenceForm, FindingForm, RecommendationForm
from ..models import VisitationPage
from ..overview import contents_of, loose_ends, moved_terms, moves, seats, steps
from ..states import EvidenceKind
from .base import Button, FormScreen, Screen


class WorkspaceView(Screen):
    """All the committee has. An observer sees the trajectory, not the evidence nor the deliberation."""

    template_name = "visitations/workspace.html"
    rule = staticmethod(rules.sits_on_committee)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        judging = rules.judges(user, self.visitation)
        return super().get_context_data(
            steps=steps(self.visitation),
            moved=moved_terms(self.visitation),
            moves=moves(self.visitation, user),
            ahead=next_stage(self.visitation, user) if judging else None,
            committee=seats(self.visitation.committee_id),
            judging=judging,
            left_open=left_from_before(self.visitation, user),
            work=self.get_work() if judging else {},
            **kwargs,
        )

    def get_work(self) -> dict[str, Any]:
        evidence = self.visitation.evidence.select_related("attachment").prefetch_related("findings")
        contents = contents_of(self.visitation)
        report = self.visitation.report
        return {
            "evidence": evidence,
            "contents": contents,
            "loose": loose_ends(contents, evidence),
            "report": report and report.get_latest_revision_as_object(),
            "may_write": rules.may_write(self.request.user, self.visitation),
            "self_evaluated": voices.may_read_self_evaluation(self.request.user, self.visitation),
            "judged": voices.may_see_judging(self.request.user, self.visitation),
        }


class ItemView(FormScreen):
    """Adds an item, or changes the one that ``item_pk`` names."""

    rule = staticmethod(rules.may_write)
    about = ("visitation", "item")
    items: str
    remove: str
    submit = _("Save")
    success_message = _("Saved.")

    @cached_property
    def item(self) -> Any:
        if "item_pk" not in self.kwargs:
            return None
        return get_object_or_404(getattr(self.visitation, self.items), pk=self.kwargs["item_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.item and reverse(f"visitations:{self.remove}", args=[self.visitation.pk, self.item.pk])
        return super().get_context_data(remove=address, **kwargs)


class EvidenceView(ItemView):
    form_class = EvidenceForm
    items, remove = "evidence", "evidence_remove"
    title = _("Evidence")
    intro = _("What the committee read, heard or saw.")

    def get_initial(self) -> dict[str, Any]:
        """Notes that are begun at a part of the programme are about it."""
        began_at = self.request.GET.get("onderdeel", "")
        items = self.visitation.programme.filter(pk=number_in(began_at))
        about = items.first() if self.item is None else None
        if about is None:
            return super().get_initial()
        known = {"kind": EvidenceKind.INTERVIEW, "title": about.title, "group": about.group, "programme_item": about.pk}
        return {**super().get_initial(), **known}


class FindingView(ItemView):
    form_class = FindingForm
    items, remove = "findings", "finding_remove"
    title = _("Finding")
    intro = _("One statement per finding: that is what the visited party checks.")


class RecommendationView(ItemView):
    form_class = RecommendationForm
    items, remove = "recommendations", "recommendation_remove"
    title = _("Recommendation")


class RemoveView(Button):
    rule = staticmethod(rules.may_write)
    success_message = _("Removed.")
    items: str

    def remove(self, item: Any, *, user: Any) -> Any:
        raise NotImplementedError

    def act(self, obj: VisitationPage, user: Any) -> Any:
        return self.remove(get_object_or_404(getattr(obj, self.items), pk=self.kwargs["item_pk"]), user=user)


class EvidenceRemoveView(RemoveView):
    items = "evidence"
    remove = staticmethod(actions.remove_evidence)


class FindingRemoveView(RemoveView):
    items = "findings"
    remove = staticmethod(actions.remove_finding)


class RecommendationRemoveView(RemoveView):
    items = "recommendations"
    remove = staticmethod(actions.remove_recommendation)
