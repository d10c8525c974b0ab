"""Who writes and reads along: the owner asks them, changes what for, and says goodbye."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from regions.models import User
from regions.states import IllegalMove
from regions.views import ActionFormMixin, ActionView

from .. import actions, rules
from ..forms.writers import AskAlongForm
from ..models import CaseStudyPage, CaseWriter
from ..states import WriterRole
from .base import OwnCaseMixin


class OwnersMixin(OwnCaseMixin):
    rule = staticmethod(rules.may_ask_along)

    def get_success_url(self, _obj: Any = None) -> str:
        return reverse("casestudies:writers", args=[self.kwargs["pk"]])


class WritersView(OwnersMixin, ActionFormMixin, FormView):
    template_name = "casestudies/writers.html"
    form_class = AskAlongForm
    success_message = _("They have been asked along, and get a mail with a link.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = set(self.case.circle.memberships.reading().values_list("user", flat=True))
        writers = [(one, one.user_id in reading) for one in self.case.writers.select_related("user")]
        return super().get_context_data(
            case=self.case, latest=self.latest, writers=writers, co_writer=WriterRole.CO_WRITER, **kwargs
        )


class WriterMixin(OwnersMixin):
    request: HttpRequest

    @cached_property
    def writer(self) -> CaseWriter:
        return get_object_or_404(self.case.writers, pk=self.kwargs["writer"])


class ChangeRoleView(WriterMixin, ActionView):
    success_message = _("The role has been changed.")

    def act(self, obj: CaseStudyPage, user: User) -> CaseWriter:
        role = self.request.POST.get("role", "")
        if role not in WriterRole.values:
            raise IllegalMove(_("Choose one of the two roles."))
        return actions.change_role(self.writer, role=WriterRole(role), user=user)


class TakeLeaveView(WriterMixin, ActionView):
    success_message = _("They cannot see the draft any more. What they wrote stays.")

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.take_leave(self.writer, user=user)
