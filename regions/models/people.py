"""People who sign in, and the invitations by which they come: nobody can sign up without one."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..states import Perspective, Rhythm, Role


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with this address; without a password, one who can only sign in after setting one by mail.

        The address counts as verified, which a second factor asks for: accounts come from an invitation sent to it.
        """
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        EmailAddress.objects.using(self._db).create(user=user, email=user.email, verified=True, primary=True)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractUser):
    """``perspective`` is the side from which the person looks at a case; it stands beside their answers. ``told_until`` is the
    moment up to which the person was told what is new in what they follow."""

    username: Any = None
    email = models.EmailField(_("e-mail address"), unique=True)
    function = models.CharField(_("function"), max_length=100, blank=True)
    organisation = models.ForeignKey(
        "regions.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    home_region = models.ForeignKey(
        "regions.Region", models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("home region")
    )
    perspective = models.CharField(
        _("perspective"), max_length=20, choices=Perspective, default=Perspective.PROFESSIONAL
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="nl")
    digest = models.CharField(_("mail about what you follow"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    told_until = models.DateTimeField(_("told until"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Any] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["first_name", "last_name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="regions_user_email_any_case_once")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A seat in a circle for an address. Only the digest of the link's token is kept: a copy of the table opens no door."""

    email = models.EmailField(_("e-mail address"))
    circle = models.ForeignKey("regions.Circle", models.CASCADE, related_name="invitations", verbose_name=_("circle"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="invitations_sent",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} – {self.circle}"
