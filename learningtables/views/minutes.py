"""What is written down of a session, for who sits at the table: minutes, actions, and a way to a lesson."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from casestudies.views.keeping import keeps_by_itself, kept
from lessons.forms.actions import ActionForm
from lessons.models import Action
from lessons.rules import may_write_lesson
from regions.states import IllegalMove
from regions.versions import EditConflict
from regions.views import ActionFormMixin, ActionView, ListView

from .. import actions, attendance, rules
from ..actions.minutes import minutes_version
from ..forms.minutes import MinutesForm
from ..models import Minutes, MinutesVersion, SessionCase
from .base import SessionMixin

VERSIONS_SHOWN = 100


class MinutesMixin(SessionMixin):
    rule = staticmethod(rules.may_write_minutes)

    @cached_property
    def item(self) -> SessionCase | None:
        """The case that the address names by its number; 0 is the session as a whole."""
        number = self.kwargs.get("item_pk", 0)
        return get_object_or_404(self.session.agenda_for(self.request.user), pk=number) if number else None

    @property
    def standing(self) -> Any:
        return Minutes.objects.filter(session=self.session).select_related("updated_by")

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("learningtables:minutes", args=[self.session.pk])


class MinutesScreenMixin(MinutesMixin, ActionFormMixin):
    """All that is written down, each part a form of its own; ``form`` is the one that was sent."""

    template_name = "learningtables/minutes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, user = self.session, self.request.user
        form = kwargs.get("form")
        return super().get_context_data(
            forms=self._forms(form),
            action_form=form if isinstance(form, ActionForm) else self._action_form(),
            recorded=Action.objects.filter(page=session, circle=session.table.circle_id).select_related("owner"),
            present=attendance.present_at(session),
            is_cancelled=session.state == "cancelled",
            may_lead=rules.may_lead(user, session),
            may_run=rules.may_run(user, session),
            may_write_lesson=may_write_lesson(user, session.table.circle),
            **kwargs,
        )

    def _forms(self, sent: Any) -> list[MinutesForm]:
        standing = {minutes.item_id: minutes for minutes in self.standing}
        forms = []
        for item in [*self.session.agenda_for(self.request.user), None]:
            mine = isinstance(sent, MinutesForm) and sent.item == item
            minutes = standing.get(item.pk if item else None)
            forms.append(sent if mine else MinutesForm(session=self.session, item=item, minutes=minutes))
        return forms

    def _action_form(self) -> ActionForm:
        return ActionForm(circle=self.session.table.circle, page=self.session)


class MinutesView(MinutesScreenMixin, FormView):
    form_class = MinutesForm
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        minutes = self.standing.filter(item=self.item).first()
        own = {"session": self.session, "item": self.item, "minutes": minutes}
        return {**super().get_form_kwargs(), **own, "by_itself": keeps_by_itself(self.request)}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._keep() if keeps_by_itself(request) else super().post(request, *args, **kwargs)

    def _keep(self) -> JsonResponse:
        form = self.get_form()
        if not form.is_valid():
            return JsonResponse({"error": " ".join(form.errors.get("body", ()))}, status=400)
        try:
            minutes = form.act(user=self.request.user)
        except EditConflict as conflict:
            return JsonResponse({"conflict": str(conflict)}, status=409)
        except IllegalMove as refusal:
            return JsonResponse({"error": str(refusal)}, status=403)
        return kept(version=minutes_version(minutes))

    def get_success_url(self, obj: Any = None) -> str:
        return f"{super().get_success_url()}#notulen-{self.kwargs.get('item_pk', 0)}"


class RecordActionView(MinutesScreenMixin, FormView):
    """What somebody takes on, recorded where it is said."""

    http_method_names = ["post"]
    form_class = ActionForm
    success_message = _("The action is recorded. It comes back at the next session until it is done or dropped.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "circle": self.session.table.circle, "page": self.session}


# --- earlier texts ------------------------------------------------------------------------------------------------------


class EarlierMinutesView(MinutesMixin, ListView):
    """Every text that the minutes of one case, or of the session as a whole, have had."""

    template_name = "learningtables/minutes_versions.html"
    context_object_name = "versions"
    paginate_by = VERSIONS_SHOWN

    def get_queryset(self) -> Any:
        own = MinutesVersion.objects.filter(minutes__session=self.session, minutes__item=self.item)
        return own.select_related("author")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = self.get_queryset().first()
        return super().get_context_data(item=self.item, number=self.kwargs["item_pk"], latest=latest, **kwargs)


class EarlierMixin(MinutesMixin):
    @cached_property
    def earlier(self) -> MinutesVersion:
        own = MinutesVersion.objects.filter(minutes__session=self.session, minutes__item=self.item)
        return get_object_or_404(own.select_related("author", "minutes"), pk=self.kwargs["version_pk"])


class EarlierTextView(EarlierMixin, TemplateView):
    """Beside what the minutes say now."""

    template_name = "learningtables/minutes_version.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            earlier=self.earlier,
            item=self.item,
            number=self.kwargs["item_pk"],
            version=minutes_version(self.earlier.minutes),
            **kwargs,
        )


class TakeBackView(EarlierMixin, ActionView):
    success_message = _("This text stands again. The one it took the place of is in the list of earlier texts.")

    def act(self, obj: Any, user: Any) -> Minutes:
        return actions.take_back(self.earlier, version=self.request.POST.get("version"), user=user)
