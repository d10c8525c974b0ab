from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import VersionedForm
from regions.models import User

from .. import actions
from ..actions.minutes import minutes_version
from ..models import Minutes, SessionCase, SessionPage


class MinutesForm(VersionedForm):
    """The minutes of one case on the agenda, or of the session as a whole."""

    body = forms.CharField(label=_("Minutes of the session"), required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(
        self,
        *args: Any,
        session: SessionPage,
        item: SessionCase | None,
        minutes: Minutes | None,
        by_itself: bool = False,
        **kwargs: Any,
    ) -> None:
        """Several stand on one screen, under names that are the same for what keeps them by itself."""
        super().__init__(*args, auto_id=f"minutes-{item.pk if item else 0}-%s", **kwargs)
        self.session, self.item, self.by_itself = session, item, by_itself
        self.initial = {"body": minutes.body if minutes else "", "version": minutes_version(minutes)}
        self.minutes = minutes
        self.fields["body"].label = (
            _("Minutes of “%(case)s”") % {"case": item.case.title} if item else _("Minutes of the session as a whole")
        )

    @property
    def number(self) -> int:
        """In the address: 0 for the session as a whole."""
        return self.item.pk if self.item else 0

    def write(self, *, user: User) -> Minutes:
        return actions.save_minutes(
            self.session,
            self.item,
            body=self.cleaned_data["body"],
            version=self.cleaned_data["version"],
            user=user,
            by_itself=self.by_itself,
        )

    def get_standing(self) -> dict[str, Any]:
        minutes = Minutes.objects.filter(session=self.session, item=self.item).first()
        return {"version": minutes_version(minutes), "body": minutes.body if minutes else ""}
