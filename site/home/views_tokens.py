"""One's own tokens of the read API: made, shown once, revoked."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.models import APIToken

from regions.models import User
from regions.views import ActionFormMixin, ActionView

from . import tokens


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("What you use it for, so that you know which one to revoke.")
    )
    expires_on = forms.DateField(
        label=_("Holds until"),
        help_text=_("At most a year from now."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def act(self, *, user: User) -> str:
        return tokens.give_token(user=user, **self.cleaned_data)


class TokensView(LoginRequiredMixin, ActionFormMixin, FormView):
    template_name = "home/tokens.html"
    form_class = TokenForm
    success_url = reverse_lazy("home:tokens")

    def get_initial(self) -> dict[str, Any]:
        return {"expires_on": timezone.localdate() + timedelta(days=90)}

    def form_valid(self, form: TokenForm) -> HttpResponse:
        """The token stands on the answer itself, and in no cache, message or address."""
        answer = super().form_valid(form)
        if answer.status_code != 302:
            return answer
        return render(self.request, "home/token_given.html", {"token": self.object, "name": form.cleaned_data["name"]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        return super().get_context_data(tokens=tokens.holding(user), today=timezone.localdate(), **kwargs)


class RevokeTokenView(ActionView):
    rule = staticmethod(lambda user, token: token.user_id == user.pk)
    success_message = _("Revoked. Nothing is read with it any more.")

    def get_rule_object(self) -> APIToken:
        return get_object_or_404(tokens.holding(self.request.user), pk=self.kwargs["pk"])

    def act(self, obj: APIToken, user: User) -> APIToken:
        return tokens.revoke_token(obj, user=user)

    def get_success_url(self, obj: APIToken) -> str:
        return reverse("home:tokens")
