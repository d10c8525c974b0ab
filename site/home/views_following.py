"""What is new in what one follows, and the door in a mail that stops the mails."""

import datetime
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from lessons import actions
from lessons.following import named
from lessons.models import Follow
from regions.models import User
from search.news import NoAnswer

from . import digest_mail
from .news import news_for

LONGEST = datetime.timedelta(days=92)
PERIODS = (7, 30, 90)


class NewsView(LoginRequiredMixin, TemplateView):
    """With titles, as far as the reader may read them: what the mail counts. The mail's link says since when."""

    template_name = "home/news.html"

    @cached_property
    def since(self) -> datetime.datetime:
        """The moment in the address, or a number of days ago; a week when it says nothing that can be read."""
        now, said = timezone.now(), self.request.GET
        days = next((days for days in PERIODS if said.get("dagen") == str(days)), None)
        if days:
            return now - datetime.timedelta(days=days)
        try:
            moment = datetime.datetime.fromtimestamp(int(said.get("sinds", "")), tz=datetime.UTC)
        except (ValueError, OverflowError, OSError):
            return now - datetime.timedelta(days=PERIODS[0])
        return min(max(moment, now - LONGEST), now)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, away = self.request.user, False
        try:
            found = news_for(user, since=self.since, until=timezone.now(), titles=True, request=self.request)
        except NoAnswer:
            found, away = [], True
        names = {row.follow.pk: row for row in named(user, [one.follow for one in found], request=self.request)}
        return super().get_context_data(
            rows=[(one, names[one.follow.pk]) for one in found],
            away=away,
            since=self.since,
            follows_something=bool(found) or Follow.objects.filter(user=user).exists(),
            tabs=self._tabs(),
            **kwargs,
        )

    def _tabs(self) -> list[dict[str, Any]]:
        chosen = self.request.GET.get("dagen") or ("" if "sinds" in self.request.GET else str(PERIODS[0]))
        address = reverse("home:news")
        return [
            {
                "label": _("%(days)s days") % {"days": days},
                "url": f"{address}?dagen={days}",
                "current": chosen == str(days),
            }
            for days in PERIODS
        ]


@method_decorator(csrf_exempt, name="dispatch")
class StopMailView(TemplateView):
    """The link in a mail, which needs no sign-in (RFC 8058): opening it asks, and POST does it. It says nothing of whose mail
    it was, nor of what it was about: a mail may have been passed on."""

    template_name = "home/stop_mail.html"

    @cached_property
    def stopped(self) -> digest_mail.Stopped | None:
        return digest_mail.stopped_by(self.kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(done=False)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.stopped is not None:
            self._stop(self.stopped.user, self.stopped.follow)
        return self._answer(done=True)

    def _stop(self, user: User, follow: int | None) -> None:
        if follow is None:
            actions.stop_mail(user)
            return
        standing = Follow.objects.filter(pk=follow, user=user).select_related("user").first()
        if standing is not None:
            actions.stop_following(standing, user=None)

    def _answer(self, *, done: bool) -> HttpResponse:
        known = self.stopped is not None
        one = self.stopped is not None and self.stopped.follow is not None
        context = self.get_context_data(done=done and known, known=known, one=one)
        return self.render_to_response(context, status=200 if known else 410)
