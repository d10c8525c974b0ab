"""Following and putting aside: buttons that say what should be, so that pressing twice changes nothing; and one's own lists."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from regions.export import Column
from regions.states import IllegalMove
from regions.views import ActionFormMixin, ExportMixin

from .. import actions
from ..exports import content_columns
from ..following import followable, named
from ..forms.following import NoteForm, RhythmForm
from ..models import Bookmark, ContentPage, Follow
from ..models.following import FOLLOWED
from ..states import Kind

ON = "aan"
BACK = "terug"
PER_PAGE = 20


class OwnMixin(LoginRequiredMixin):
    """For who is signed in, and about their own alone. Leads back to where the button was pressed."""

    request: HttpRequest
    home: Any = "/"

    def handle_no_permission(self) -> HttpResponseBase:
        """After signing in one comes back to the page: an address that only takes what is sent leads nowhere."""
        if self.request.method == "POST":
            self.request.path_info = self.request.path = self.back()
        return super().handle_no_permission()

    def back(self) -> str:
        wanted = self.request.POST.get(BACK, "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts={self.request.get_host()}):
            return wanted
        return str(self.home)


class SwitchView(OwnMixin, View):
    """POST says whether it should be on or off."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(str(self.home))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            said = self.turn_on() if request.POST.get(ON) == "1" else self.turn_off()
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(self.back())

    def turn_on(self) -> str:
        raise NotImplementedError

    def turn_off(self) -> str:
        raise NotImplementedError


class FollowView(SwitchView):
    home = reverse_lazy("own:follows")
    kwargs: dict[str, Any]

    def turn_on(self) -> str:
        what, pk = self.kwargs["what"], self.kwargs["pk"]
        if what not in FOLLOWED:
            raise Http404
        thing = get_object_or_404(followable(what, self.request.user), pk=pk)
        actions.follow(thing, what=what, user=self.request.user)
        return _("You follow this from now on.")

    def turn_off(self) -> str:
        """Also of what is not open to the reader any more; and again, when it has happened already."""
        what, pk = self.kwargs["what"], self.kwargs["pk"]
        if what not in FOLLOWED:
            raise Http404
        standing = Follow.objects.filter(user=self.request.user, **{what: pk}).first()
        if standing is not None:
            actions.stop_following(standing, user=self.request.user)
            self.request.session["follow_again"] = {"what": what, "pk": pk}
        return _("You follow this no longer.")


class FollowListView(OwnMixin, ActionFormMixin, FormView):
    """What one follows, and how often one mail comes about all of it."""

    template_name = "lessons/follows.html"
    form_class = RhythmForm
    success_url = reverse_lazy("own:follows")
    success_message = gettext_lazy("Saved.")

    def get_initial(self) -> dict[str, Any]:
        return {"digest": self.request.user.digest}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        again = self.request.session.pop("follow_again", None) if self.request.method == "GET" else None
        follows = Follow.objects.filter(user=user).select_related("theme", "region")
        rows = named(user, follows, request=self.request)
        rows.sort(key=lambda row: (not row.name, row.kind, row.name.casefold()))
        return super().get_context_data(rows=rows, again=again, **kwargs)


# --- put aside ---------------------------------------------------------------------------------------


class BookmarkView(SwitchView):
    home = reverse_lazy("own:bookmarks")
    kwargs: dict[str, Any]

    def turn_on(self) -> str:
        page = get_object_or_404(ContentPage.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        note = self.request.POST.get("notitie")
        form = NoteForm({"note": note or ""})
        if not form.is_valid():
            raise IllegalMove(" ".join(form.errors["note"]))
        actions.put_aside(page, user=self.request.user, note=None if note is None else form.cleaned_data["note"])
        return _("Put aside. Only you see it.")

    def turn_off(self) -> str:
        standing = Bookmark.objects.filter(user=self.request.user, page=self.kwargs["pk"]).first()
        if standing is not None:
            self.request.session["put_back"] = {"page": standing.page_id, "note": standing.note}
            actions.take_away(standing)
        return _("Taken away from what you put aside.")


class BookmarkListView(OwnMixin, ExportMixin, TemplateView):
    """What one put aside, newest first. Of what is no longer open to the reader nothing is told but that it was put aside."""

    template_name = "lessons/bookmarks.html"
    export_name = "bewaard"

    def get_export_columns(self) -> list[Column]:
        about = content_columns(self.request)
        return [*about, Column("note", gettext_lazy("note to oneself"), lambda page: page.bookmarks.all()[0].note)]

    def get_export_rows(self) -> Any:
        """The pages that can still be read."""
        user, kind = self.request.user, self.request.GET.get("soort", "")
        pages = ContentPage.objects.visible_to(user).filter(bookmarks__user=user)
        pages = pages.filter(kind=kind) if kind in Kind.values else pages
        own = Prefetch("bookmarks", Bookmark.objects.filter(user=user))
        return pages.for_cards().prefetch_related(own).order_by("-bookmarks__created_at")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, kind = self.request.user, self.request.GET.get("soort", "")
        visible = ContentPage.objects.visible_to(user)
        bookmarks = Bookmark.objects.filter(user=user)
        kinds = set(visible.filter(bookmarks__user=user).order_by().values_list("kind", flat=True).distinct())
        if kind in kinds:
            bookmarks = bookmarks.filter(page__in=visible.filter(kind=kind).values("pk"))
        page = Paginator(bookmarks, PER_PAGE).get_page(self.request.GET.get("page"))
        pages = {one.pk: one for one in visible.filter(pk__in=[row.page_id for row in page]).for_cards()}
        return super().get_context_data(
            page_obj=page,
            rows=[(row, pages.get(row.page_id)) for row in page],
            tabs=self._tabs(kinds, chosen=kind),
            put_back=self._put_back(visible),
            **kwargs,
        )

    def _tabs(self, kinds: set[str], *, chosen: str) -> list[dict[str, Any]]:
        every = {"label": _("Everything"), "url": reverse("own:bookmarks"), "current": chosen not in kinds}
        narrowed = [
            {"label": kind.label, "url": f"{every['url']}?soort={kind.value}", "current": kind.value == chosen}
            for kind in Kind
            if kind.value in kinds
        ]
        return [every, *narrowed] if len(narrowed) > 1 else []

    def _put_back(self, visible: Any) -> dict[str, Any] | None:
        """What was taken away just now, to be put back as long as it can be read."""
        taken = self.request.session.pop("put_back", None)
        return taken if taken and visible.filter(pk=taken["page"]).exists() else None
