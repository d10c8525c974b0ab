"""The outbox: that a mail was made, for whom, and whether it left. What it says is kept, sealed, until it has left."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SentMail(models.Model):
    """``template`` says what kind of mail it was. ``sent_at`` is null as long as it has not left; ``failed_because`` is what the
    mail server said last. ``try_at`` is when it is tried (again), null when nobody does; ``sealed`` is the mail as long as it
    can be sent."""

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("to")
    )
    address = models.EmailField(_("e-mail address"))
    template = models.CharField(_("kind of mail"), max_length=100)
    subject = models.CharField(_("subject"), max_length=200)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True, db_index=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failed_because = models.CharField(_("not sent because"), max_length=300, blank=True)
    tries = models.PositiveIntegerField(_("times tried"), default=0)
    try_at = models.DateTimeField(_("tried again at"), null=True, blank=True, db_index=True)
    sealed = models.TextField(_("sealed"), blank=True, editable=False)

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mail")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"
