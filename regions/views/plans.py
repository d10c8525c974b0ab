"""A region's plan of action, to be read: outside the region the newest approved version and nothing else."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from .. import rules
from ..actions.plans import lacks
from ..models import PlanVersion, Region, RegionalPlan
from ..plans import (
    ShownPlan,
    approved_version,
    content_of,
    difference,
    in_the_making,
    plan_in_force,
    plans_of,
    shown_as_written,
    shown_to_outsiders,
)
from ..states import PLAN_WRITTEN_IN, PlanStatus
from ..tiles import region_url
from .base import RuleRequiredMixin


class RegionMixin:
    """A screen under a region's own address."""

    kwargs: dict[str, Any]
    request: Any

    @cached_property
    def region(self) -> Region:
        return get_object_or_404(Region.objects.select_related("circle", "page"), slug=self.kwargs["slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slug = self.region.slug
        return super().get_context_data(  # type: ignore[misc]
            region=self.region,
            region_url=region_url(self.region),
            current_url=reverse("regions:current_plan", args=[slug]),
            team_url=reverse("regions:team", args=[slug]),
            **kwargs,
        )


class PlanMixin(RegionMixin):
    """``plan`` is one that the reader may read in whichever version; others meet 404."""

    @cached_property
    def plan(self) -> RegionalPlan:
        visible = RegionalPlan.objects.filter(region=self.region).visible_to(self.request.user)
        plan: RegionalPlan = get_object_or_404(visible.select_related("replaced_by"), pk=self.kwargs["pk"])
        plan.region = self.region
        return plan

    @cached_property
    def is_writer(self) -> bool:
        return rules.may_write_plans(self.request.user, self.region)


class PlanScreen(RegionMixin, TemplateView):
    """One plan as its reader may see it, with what else the region has."""

    template_name = "regions/plan.html"

    @cached_property
    def plans(self) -> list[ShownPlan]:
        return plans_of(self.region, self.request.user)

    def get_shown(self) -> ShownPlan | None:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, shown, plans = self.request.user, self.get_shown(), self.plans
        writer = rules.may_write_plans(user, self.region)
        making = in_the_making(self.region, user)
        return super().get_context_data(
            shown=shown,
            plan=shown and shown.plan,
            others=[one for one in plans if shown is None or one.plan.pk != shown.plan.pk],
            making=[plan for plan in making if shown is None or shown.version or plan.pk != shown.plan.pk],
            replaced_by=self._replacing(shown, plans),
            is_writer=writer,
            is_coordinator=writer and rules.may_approve_plans(user, self.region),
            **kwargs,
        )

    def _replacing(self, shown: ShownPlan | None, plans: list[ShownPlan]) -> ShownPlan | None:
        """The plan that took its place, as far as the reader may read that one."""
        pk = shown and shown.plan.replaced_by_id
        return next((one for one in plans if one.plan.pk == pk), None)


class CurrentPlanView(PlanScreen):
    """The plan that holds now; a region without one says so."""

    def get_shown(self) -> ShownPlan | None:
        return plan_in_force(self.plans)


class PlanView(PlanMixin, PlanScreen):
    """Outside the region the newest approved version; inside it the text that is being written, if it is."""

    def get_shown(self) -> ShownPlan | None:
        approved = shown_to_outsiders(self.plan)
        if self.is_writer and (approved is None or self.plan.status in PLAN_WRITTEN_IN):
            return shown_as_written(self.plan)
        if approved is None:
            raise Http404
        return approved


class WriterMixin(PlanMixin, RuleRequiredMixin):
    """Screens of those who write it. Whether it is being written now, the action says: what was typed is not lost then."""

    rule = staticmethod(rules.may_write_plans)

    def get_rule_object(self) -> Region:
        return self.plan.region

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        args = [self.region.slug, self.plan.pk]
        addresses = {
            "desk_url": reverse("regions:plan_desk", args=args),
            "versions_url": reverse("regions:plan_versions", args=args),
        }
        return super().get_context_data(plan=self.plan, is_writer=self.is_writer, **addresses, **kwargs)


class PlanDeskView(WriterMixin, TemplateView):
    """Everything that is written, each part with its door, and where the plan stands."""

    template_name = "regions/plan_desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.plan
        return super().get_context_data(
            parts=list(plan.parts.all()),
            writers=plan.writers.select_related("organisation"),
            lacks=lacks(plan),
            approved=approved_version(plan),
            is_open=plan.status in PLAN_WRITTEN_IN,
            is_coordinator=rules.may_approve_plans(self.request.user, self.region),
            steps=_steps(plan),
            **kwargs,
        )


def _steps(plan: RegionalPlan) -> list[dict[str, str]]:
    """Where it stands among the states that it goes through."""
    order = [PlanStatus.DRAFT, PlanStatus.CONSULTATION, PlanStatus.APPROVED, PlanStatus.REPLACED]
    at = order.index(PlanStatus(plan.status))
    names = ("done", "current", "coming")
    shown = order if plan.status == PlanStatus.REPLACED else order[:-1]
    return [
        {"label": str(status.label), "state": names[(number > at) + (number >= at)]}
        for number, status in enumerate(shown)
    ]


# --- versions, for those who write it -----------------------------------------------------------


class PlanVersionsView(WriterMixin, TemplateView):
    """Each version, and what differs between two of them or from what is being written now (0)."""

    template_name = "regions/plan_versions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.plan.versions.select_related("kept_by").defer("content"))
        older, newer = self._chosen({version.number for version in versions})
        comparing = older is not None and newer is not None
        compared = self.plan.versions.filter(number__in=[older, newer] if comparing else [])
        contents = dict(compared.values_list("number", "content")) | {0: content_of(self.plan)}
        return super().get_context_data(
            versions=versions,
            older=older,
            newer=newer,
            changes=difference(contents[older], contents[newer]) if comparing else None,
            **kwargs,
        )

    def _chosen(self, numbers: set[int]) -> tuple[int | None, int | None]:
        """The two that are asked for, the older first, 0 (what is being written) last; else the last kept and what is written."""
        asked = [self.request.GET.get(name) for name in ("van", "tot")]
        if not any(asked):
            return (max(numbers), 0) if numbers else (None, None)
        known = {str(number): number for number in {*numbers, 0}}
        if any(one not in known for one in asked):
            raise Http404
        older, newer = sorted((known[str(one)] for one in asked), key=lambda number: number or float("inf"))
        return older, newer


class PlanVersionView(WriterMixin, TemplateView):
    template_name = "regions/plan_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = PlanVersion.objects.filter(plan=self.plan).select_related("kept_by")
        version = get_object_or_404(versions, number=self.kwargs["number"])
        shown = ShownPlan(self.plan, version.content, version)
        return super().get_context_data(version=version, shown=shown, **kwargs)
