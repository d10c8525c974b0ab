"""What is typed and not saved yet: said to the screen that it is kept, and there again when it is opened later."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from regions.states import IllegalMove

from .. import actions
from ..models import CaseStudyPage, KeptText


def keeps_by_itself(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def kept(**more: str) -> JsonResponse:
    return JsonResponse({"saved": time_format(timezone.localtime(), "H:i"), **more})


class KeepsTypedMixin:
    """A form without versions: what is typed in it is kept for who types, until they save it."""

    case: CaseStudyPage
    request: Any

    @property
    def screen(self) -> str:
        raise NotImplementedError

    @cached_property
    def typed(self) -> KeptText | None:
        return KeptText.objects.filter(case=self.case, user=self.request.user, screen=self.screen).first()

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), **(self.typed.said if self.typed else {})}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"keeps": True, "typed": self.typed, **kwargs})  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if keeps_by_itself(request):
            return self._keep()
        if "discard" in request.POST:
            self._forget()
            messages.success(request, _("What you had typed has been thrown away."))
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]
        if response.status_code == HttpResponseRedirect.status_code:
            self._forget()
        return response

    def _keep(self) -> JsonResponse:
        form = self.get_form()  # type: ignore[attr-defined]
        said = {name: form.data[name] for name in form.fields if name in form.data}
        try:
            actions.keep_typed(self.case, screen=self.screen, said=said, user=self.request.user)
        except IllegalMove as refusal:
            return JsonResponse({"error": str(refusal)}, status=403)
        return kept()

    def _forget(self) -> None:
        actions.forget_typed(self.case, screen=self.screen, user=self.request.user)
