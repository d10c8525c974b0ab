"""A region's plan of action, to be written: each text on a screen of its own."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from .. import rules
from ..actions import plan_parts
from ..actions import plans as actions
from ..forms import plans as forms
from ..models import PlanPart, PlanWriter, Region, RegionalPlan, User
from ..plans import approved_version, content_of, difference
from ..states import PlanStatus
from .base import ActionFormMixin, ActionView, RuleRequiredMixin
from .plans import RegionMixin, WriterMixin


class BeginPlanView(RegionMixin, RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "regions/plan_form.html"
    form_class = forms.BeginPlanForm
    rule = staticmethod(rules.may_write_plans)
    success_message = _("The plan is there as a draft, with headings to start from.")
    extra_context = {"title": _("Begin a plan of action"), "submit": _("Begin")}

    def get_rule_object(self) -> Region:
        return self.region

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "region": self.region}

    def get_success_url(self) -> str:
        return reverse("regions:plan_desk", args=[self.region.slug, self.object.pk])


class DeskMixin(WriterMixin):
    """Leads back to all that is written."""

    anchor = ""

    def get_desk_url(self) -> str:
        return reverse("regions:plan_desk", args=[self.region.slug, self.plan.pk])

    def get_success_url(self, obj: Any = None) -> str:
        return self.get_desk_url() + self.anchor


class PlanFormView(DeskMixin, ActionFormMixin, FormView):
    template_name = "regions/plan_form.html"
    success_message = _("Saved.")
    title: Any = ""
    lead: Any = ""
    submit: Any = _("Save")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "plan": self.plan}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.title, lead=self.lead, submit=self.submit, **kwargs)


class ChangePlanView(PlanFormView):
    form_class = forms.PlanForm
    title = _("Title, years and clients")


class PlanPartView(PlanFormView):
    """A part that was taken out while somebody wrote in it still takes what they send, so that it is not lost."""

    form_class = forms.PlanPartForm
    title = _("Write a part")

    @cached_property
    def part(self) -> PlanPart | None:
        pk = self.kwargs.get("part_pk")
        if pk is None:
            return None
        parts = PlanPart.objects.filter(plan=self.plan, pk=pk)
        return parts.first() if self.request.method == "POST" else get_object_or_404(parts)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part": self.part, "part_pk": self.kwargs.get("part_pk")}

    def get_success_url(self, obj: Any = None) -> str:
        return f"{self.get_desk_url()}#deel-{self.object.pk}"


class RemovePartView(PlanFormView):
    template_name = "regions/plan_part_remove.html"
    form_class = forms.RemovePartForm
    success_message = _("The part is taken out. What it said stays in the versions.")
    title = _("Take this part out")
    submit = _("Take it out")

    def get_form_kwargs(self) -> dict[str, Any]:
        part = get_object_or_404(PlanPart, plan=self.plan, pk=self.kwargs["part_pk"])
        return {**super().get_form_kwargs(), "part": part}


class MovePartView(DeskMixin, ActionView):
    def act(self, obj: Region, user: User) -> RegionalPlan:
        up = self.request.POST.get("naar") == "boven"
        return plan_parts.move_plan_part(self.plan, self.kwargs["part_pk"], up=up, user=user)

    def get_success_url(self, obj: Any = None) -> str:
        return f"{self.get_desk_url()}#deel-{self.kwargs['part_pk']}"


class AddWriterView(PlanFormView):
    form_class = forms.PlanWriterForm
    title = _("Who co-wrote it")
    lead = _(
        "Organisations and groups, and the side from which they look. Children, young people and parents count as much."
    )
    submit = _("Add")
    anchor = "#schrijvers"


class RemoveWriterView(DeskMixin, ActionView):
    anchor = "#schrijvers"

    def act(self, obj: Region, user: User) -> RegionalPlan:
        writers = PlanWriter.objects.filter(plan=self.plan).select_related("plan")
        return actions.remove_plan_writer(get_object_or_404(writers, pk=self.kwargs["writer_pk"]), user=user)


class KeepVersionView(PlanFormView):
    form_class = forms.KeepVersionForm
    title = _("Keep a version")
    lead = _(
        "The plan as it stands now stays readable for those who write it, and can be compared with later versions."
    )
    submit = _("Keep this version")
    success_message = _("This version is kept.")

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("regions:plan_versions", args=[self.region.slug, self.plan.pk])


# --- for coordinators ---------------------------------------------------------------------------


class CoordinatorMixin:
    rule = staticmethod(rules.may_approve_plans)


class MovePlanView(CoordinatorMixin, PlanFormView):
    """From a draft to being talked over and back; and up again once it was approved."""

    form_class = forms.MovePlanForm
    submit = _("Go on")
    success_message = _("Done. The text as it stood is kept as a version.")
    titles = {
        PlanStatus.DRAFT: _("Take it up again, or back to its writers"),
        PlanStatus.CONSULTATION: _("Let it be talked over"),
    }
    leads = {
        PlanStatus.DRAFT: _(
            "The text can be written on. What was approved stays what others read, until this is approved."
        ),
        PlanStatus.CONSULTATION: _(
            "Everybody in the region's circle can read and write it, as before. Talk it over with those who co-wrote it."
        ),
    }

    @property
    def to(self) -> PlanStatus:
        return PlanStatus.CONSULTATION if self.plan.status == PlanStatus.DRAFT else PlanStatus.DRAFT

    def get_initial(self) -> dict[str, Any]:
        return {"to": self.to}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "title": self.titles[self.to], "lead": self.leads[self.to]}


class DeletePlanView(CoordinatorMixin, PlanFormView):
    """Of one that was never approved; asked once more, beside what goes with it."""

    template_name = "regions/plan_delete.html"
    form_class = forms.DeletePlanForm
    title = _("Delete this draft")
    submit = _("Delete it for good")
    success_message = _("The draft is deleted.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            parts=list(self.plan.parts.all()),
            versions=self.plan.versions.count(),
            approved=approved_version(self.plan),
            **kwargs,
        )

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("regions:current_plan", args=[self.region.slug])


class PlanAudienceView(CoordinatorMixin, PlanFormView):
    form_class = forms.PlanAudienceForm
    title = _("Who may read it")
    lead = _("Outside the region only the newest approved version is read, never the draft.")


class ApprovePlanView(CoordinatorMixin, PlanFormView):
    template_name = "regions/plan_approve.html"
    form_class = forms.ApprovePlanForm
    title = _("Approve the plan")
    submit = _("It was approved")
    success_message = _("The plan is approved, and open to whom you chose.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = approved_version(self.plan)
        return super().get_context_data(
            lacks=actions.lacks(self.plan),
            changes=difference(before.content, content_of(self.plan)) if before else None,
            before=before,
            **kwargs,
        )

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("regions:plan", args=[self.region.slug, self.plan.pk])
