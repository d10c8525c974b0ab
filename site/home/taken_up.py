"""A region's lessons: what it takes up from others, and what others do with its own. Everyone may look; what a region is not
named with, and what asks for another look, is there for its own people."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lessons.actions.uptake import MISTAKEN_FOR
from lessons.exports import uptake_columns
from lessons.forms import UptakeFilterForm
from lessons.states import IN_USE, UPTAKE_NEXT, WITHOUT_WORDS
from lessons.taken_up import asked_of, columns, given_by, taken_up_by
from regions import rules
from regions.export import Column
from regions.models import Region
from regions.tiles import region_url
from regions.views import ExportMixin, ListView

GIVEN = "anderen"  # the value of ``?bij=`` under which the other direction is


class TakenUpView(ExportMixin, ListView):  # type: ignore[misc]
    template_name = "home/taken_up.html"
    context_object_name = "uptakes"
    paginate_by = 25

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.region = get_object_or_404(Region.objects.select_related("circle"), slug=self.kwargs["slug"])
        self.given = request.GET.get("bij") == GIVEN
        self.export_name = f"lessen-{self.region.slug}"
        return super().get(request, *args, **kwargs)

    @cached_property
    def own(self) -> bool:
        """Whether the reader is in the region."""
        return rules.is_member(self.request.user, self.region.circle_id)

    @cached_property
    def speaks(self) -> bool:
        """Whether the reader speaks for it; for a region that is there no more, nobody does."""
        current = Region.objects.current().coordinated_by(self.request.user)
        return self.own and current.filter(pk=self.region.pk).exists()

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        self.filters = UptakeFilterForm(self.request.GET or None, own=self.own and not self.given)
        if self.given:
            return self.filters.narrow(given_by(self.region, user))
        first = ["-asks"] if self.own else []
        return self.filters.narrow(taken_up_by(self.region, user)).order_by(*first, "-date", "-pk")

    def get_export_columns(self) -> list[Column]:
        return uptake_columns(self.request) if self.given else columns(own=self.own)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not self.given:
            for uptake in context["uptakes"]:
                self.say_more(uptake)
        return {
            **context,
            "region": self.region,
            "region_url": region_url(self.region),
            "given": self.given,
            "own": self.own,
            "speaks": self.speaks,
            "filters": self.filters,
            "narrowed": any(self.request.GET.get(name) for name in self.filters.fields),
            "tabs": self.get_tabs(),
        }

    def say_more(self, uptake: Any) -> None:
        """What its own people see beside it: what asks for a look, and for who speaks what may be said next."""
        uptake.asked = list(asked_of(uptake, leads=self.speaks)) if self.own else []
        uptake.next_words, uptake.next_clicks = [], []
        uptake.is_open = self.speaks and uptake.lesson.status in IN_USE
        if not uptake.is_open:
            return
        uptake.may_be_taken_back = uptake.reported_at > timezone.now() - MISTAKEN_FOR and uptake.trial_pk is None
        for status in () if uptake.trial_pk else UPTAKE_NEXT[uptake.status]:
            (uptake.next_clicks if status in WITHOUT_WORDS else uptake.next_words).append(status)

    def get_tabs(self) -> list[dict[str, Any]]:
        labels = (_("What we take up"), _("What others do with ours")) if self.own else None
        taken, given = labels or (_("What it takes up"), _("What others do with its lessons"))
        return [
            {"label": taken, "url": "?", "current": not self.given},
            {"label": given, "url": f"?bij={GIVEN}", "current": self.given},
        ]
