"""Tokens by which a program reads what its person may read: made, shown once, revoked, and gone by a day."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import APIToken

from regions.audit import record
from regions.models import User
from regions.states import IllegalMove

from .models import TokenTerm

MOST_TOKENS = 10  # of one person at a time
LONGEST_TERM = datetime.timedelta(days=366)
NOTED_EVERY = datetime.timedelta(minutes=5)


def holding(user: User) -> QuerySet[APIToken]:
    """The tokens of ``user`` that open something, or did until their day."""
    return APIToken.objects.filter(user=user, revoked_at=None).select_related("term").order_by("name", "pk")


@transaction.atomic
def give_token(*, name: str, expires_on: datetime.date, user: User) -> str:
    """A new token, in full: it is kept nowhere and cannot be shown again."""
    today = timezone.localdate()
    if not today < expires_on <= today + LONGEST_TERM:
        raise IllegalMove(_("Choose a day within a year from now."))
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two tabs of one person follow each other
    if holding(user).filter(name=name).exists():
        raise IllegalMove(
            _("You have a token called “%(name)s” already. Choose another name, or revoke that one.") % {"name": name}
        )
    if holding(user).count() >= MOST_TOKENS:
        raise IllegalMove(_("You have %(most)s tokens. Revoke one that you do not use.") % {"most": MOST_TOKENS})
    token, plain = APIToken.create_token(user=user, name=name)
    TokenTerm.objects.create(token=token, expires_on=expires_on)
    record(token, "home.give_token", user=user)
    return str(plain)


@transaction.atomic
def revoke_token(token: APIToken, *, user: User) -> APIToken:
    token.revoke()
    record(token, "home.revoke_token", user=user)
    return token


def user_of(plain: str) -> User | None:
    """Whose token this is; None when it is none, was revoked, is past its day, or its person does not sign in any more."""
    if not APIToken.validate_token_format(plain):
        return None
    tokens = APIToken.objects.filter(key_hash__in=APIToken.candidate_key_hashes(plain), revoked_at=None)
    token = (
        tokens.filter(user__is_active=True, term__expires_on__gte=timezone.localdate()).select_related("user").first()
    )
    if token is None:
        return None
    _note_use(token)
    return token.user  # type: ignore[no-any-return]


def _note_use(token: Any) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        APIToken.objects.filter(pk=token.pk).update(last_used_at=now)
