"""The door by which invited people come in, and the people of a circle."""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from .. import actions, rules
from ..forms import AcceptForm, InviteForm, SignUpForm
from ..models import Circle, Invitation, User
from ..states import CircleKind, IllegalMove, MembershipStatus
from .base import RuleRequiredMixin


class InvitationView(FormView):
    """The link in an invitation: who is signed in accepts; who is not signs up with the invited address."""

    template_name = "regions/invitation.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        digest = actions.token_digest(kwargs["token"])
        self.invitation = Invitation.objects.open().filter(token_digest=digest).select_related("circle").first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.invitation is None:
            return InvitationGoneView.as_view()(request)
        known = User.objects.filter(email__iexact=self.invitation.email).exists()
        if known and not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[AcceptForm] | type[SignUpForm]:
        return AcceptForm if self.request.user.is_authenticated else SignUpForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "invitation": self.invitation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(invitation=self.invitation, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            member = form.act(user=self.request.user)
        except IllegalMove as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Welcome. You are in."))
        if self.request.user.is_authenticated:
            return redirect("/")
        return perform_login(self.request, member)


class InvitationGoneView(TemplateView):
    template_name = "regions/invitation_gone.html"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=410, **kwargs)


class CircleView(RuleRequiredMixin, FormView):
    """A circle's people, for who is in it; its leaders invite from here."""

    template_name = "regions/circle.html"
    form_class = InviteForm
    rule = staticmethod(rules.is_member)

    def get_rule_object(self) -> Circle:
        # Those on a panel answer alone: who else is on it is not theirs to see.
        shown = Circle.objects.exclude(kind=CircleKind.PANEL)
        circle = shown.filter(pk=self.kwargs["pk"], memberships__in=self.request.user.memberships.reading()).first()
        if circle is None:
            raise Http404
        return circle

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "circle": self.get_rule_object()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        circle = self.get_rule_object()
        leading = rules.may_invite(self.request.user, circle)
        # Who is awaited or withdrew is the leaders' business.
        seats = circle.memberships.exclude(status=MembershipStatus.ENDED) if leading else circle.memberships.reading()
        return super().get_context_data(
            circle=circle,
            leading=leading,
            memberships=seats.select_related("user__organisation"),
            invitations=circle.invitations.open() if leading else (),
            **kwargs,
        )

    def form_valid(self, form: InviteForm) -> HttpResponse:
        if not rules.may_invite(self.request.user, form.circle):
            raise PermissionDenied
        try:
            form.act(user=self.request.user)
        except IllegalMove as refusal:
            form.add_error("email", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("The invitation is on its way."))
        return redirect("regions:circle", pk=form.circle.pk)
