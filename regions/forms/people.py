"""Forms for people: inviting, accepting, signing up by invitation."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .. import actions
from ..models import Circle, Invitation, User
from ..states import ROLES_BY_CIRCLE, IllegalMove, Role


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, circle: Circle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        roles = [role for role in ROLES_BY_CIRCLE[circle.kind] if role != Role.CHAIR]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["role"].initial = ROLES_BY_CIRCLE[circle.kind][-1]

    def act(self, *, user: Any) -> Invitation:
        return actions.invite(
            self.circle, email=self.cleaned_data["email"], role=Role(self.cleaned_data["role"]), user=user
        )


class AcceptForm(forms.Form):
    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def act(self, *, user: User) -> User:
        actions.accept_invitation(self.invitation, user=user)
        return user


class SignUpForm(forms.ModelForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters."),
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "function", "perspective"]

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["first_name"].required = self.fields["last_name"].required = True

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, User(email=self.invitation.email))
        return password

    @transaction.atomic
    def act(self, *, user: Any) -> User:
        # Two sign-ups with one link follow each other.
        Invitation.objects.select_for_update().get(pk=self.invitation.pk)
        if User.objects.filter(email__iexact=self.invitation.email).exists():
            raise IllegalMove(_("This invitation has been used or is past its date. Ask for a new one."))
        data = dict(self.cleaned_data)
        member = User.objects.create_user(self.invitation.email, data.pop("password"), **data)
        actions.accept_invitation(self.invitation, user=member)
        return member
