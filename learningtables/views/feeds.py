"""Calendar feeds: the calendars themselves, for programs that hold the secret address, and the screen with one's addresses."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from regions.models import Region, User

from .. import actions, feeds
from ..models import CalendarFeed, LearningTablePage

REMEMBER = 30 * 24 * 3600


class FeedView(View):
    """Whoever holds the address reads what its person may read now: no other sign-in."""

    http_method_names = ["get", "head", "options"]

    def get_calendar(self, user: User) -> bytes:
        return feeds.of_person(user)

    def get(self, request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        feed = get_object_or_404(CalendarFeed.objects.select_related("user"), key=key, user__is_active=True)
        content = self.get_calendar(feed.user)
        headers = {
            "Cache-Control": "private, no-cache",
            "X-Robots-Tag": "noindex, nofollow",
            "Content-Disposition": 'inline; filename="leertafel.ics"',
        }
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
        digest = hashlib.sha256(content).hexdigest()
        since = _since(request.path, digest)
        response["ETag"] = f'"{digest}"'
        response["Last-Modified"] = http_date(since)
        known = get_conditional_response(request, etag=response["ETag"], last_modified=since, response=response)
        return known or response


def _since(path: str, digest: str) -> int:
    """From when on the calendar reads as it does now. What somebody may no longer see leaves no date of its own behind, so
    this is when it was first fetched so."""
    place = "feed:" + hashlib.sha256(path.encode()).hexdigest()
    known = cache.get(place)
    if known is None or known[0] != digest:
        known = (digest, int(timezone.now().timestamp()))
        cache.set(place, known, REMEMBER)
    return int(known[1])


class TableFeedView(FeedView):
    def get_calendar(self, user: User) -> bytes:
        table = get_object_or_404(LearningTablePage.objects.visible_to(user), pk=self.kwargs["pk"])
        return feeds.of_table(user, table)


class RegionFeedView(FeedView):
    def get_calendar(self, user: User) -> bytes:
        return feeds.of_region(user, get_object_or_404(Region, slug=self.kwargs["slug"]))


class FeedListView(LoginRequiredMixin, TemplateView):
    """One's addresses; POST makes them. ``?regio=`` adds that of another region."""

    http_method_names = ["get", "post"]
    template_name = "learningtables/feeds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = CalendarFeed.objects.filter(user=self.request.user).select_related("user__home_region").first()
        also = Region.objects.filter(slug=self.request.GET.get("regio", "")).first()
        return super().get_context_data(
            addresses=feeds.addresses(feed, also=also) if feed else [],
            regions=Region.objects.current().order_by("name"),
            also=also,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        actions.give_feed(user=request.user)
        messages.success(request, _("Your addresses are ready. Copy one into your calendar."))
        return HttpResponseRedirect(reverse("learningtables:feeds"))


class RenewFeedView(LoginRequiredMixin, TemplateView):
    """Asks first (GET), then does it (POST)."""

    http_method_names = ["get", "post"]
    template_name = "learningtables/feeds_renew.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        feed = get_object_or_404(CalendarFeed, user=request.user)
        actions.renew_feed(feed, user=request.user)
        messages.success(request, _("Your addresses are new. The old ones no longer work."))
        return HttpResponseRedirect(reverse("learningtables:feeds"))
