"""What every screen of the site is made of."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views import generic
from django.views.generic import View

from ..checking import SomebodyNamed
from ..models import User
from ..states import IllegalMove
from ..versions import EditConflict


class ListView(generic.ListView):
    """For every list of the site: one that became shorter since its page was linked to shows its last page, and what is no number
    the first."""

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()


class RuleRequiredMixin(LoginRequiredMixin):
    """Signed in, and allowed by one rule. ``get_rule_object`` takes its object from what the user may see, so that an
    outsider gets 404; who sees it but may not do this gets 403."""

    rule: ClassVar[Callable[..., bool]]
    request: Any  # of somebody signed in, by the time a method of the view runs
    kwargs: dict[str, Any]

    def get_rule_object(self) -> Any:
        return self.get_object()  # type: ignore[attr-defined]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not type(self).rule(request.user, self.get_rule_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ActionFormMixin:
    """A form view whose form has ``act(user=)``, which calls one action. What the action refuses stands above the form, with
    everything that was typed still in it."""

    success_message: Any = ""
    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.object = form.act(user=self.request.user)
        except EditConflict as conflict:
            return self._refused(form, conflict, status=409)
        except IllegalMove as refusal:
            return self._refused(form, refusal)
        if self.success_message:
            messages.success(self.request, self.success_message)
        return HttpResponseRedirect(self.get_success_url())  # type: ignore[attr-defined]

    def _refused(self, form: Any, refusal: IllegalMove, *, status: int = 200) -> HttpResponse:
        """After a conflict with 409, so that nothing takes it for saved."""
        form.add_error(_field_of(form, refusal), str(refusal))
        response = self.form_invalid(form)  # type: ignore[attr-defined]
        response.status_code = status
        return response


def _field_of(form: Any, refusal: IllegalMove) -> str | None:
    """Of the form the field that is refused, by what it is called; None when it is the form as a whole."""
    if not isinstance(refusal, SomebodyNamed):
        return None
    called = refusal.where.casefold()
    return next((name for name, field in form.fields.items() if str(field.label or "").casefold() == called), None)


class ActionView(RuleRequiredMixin, View):
    """A button: POST does one thing, and says what came of it."""

    http_method_names = ["post"]
    success_message: Any = ""

    def act(self, obj: Any, user: User) -> Any:
        raise NotImplementedError

    def get_success_url(self, obj: Any) -> str:
        return obj.get_absolute_url()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = self.get_rule_object()
        try:
            self.act(obj, request.user)  # type: ignore[arg-type]
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
        else:
            if self.success_message:
                messages.success(request, self.success_message)
        return HttpResponseRedirect(self.get_success_url(obj))
