from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...forms.room import BoardForm, VoteForm
from ...models import Contribution, Participant
from .base import RoomActionView


class BoardActionView(RoomActionView):
    """Nobody puts together, or votes on, what they may not read."""

    form_class: Any

    def act(self, seat: Participant) -> str:
        readable = Contribution.objects.readable_by(seat).filter(score__isnull=True).select_related("step__room")
        form = self.form_class(self.request.POST, step=self.step_of(), readable=readable)
        return self.words(self.checked(form).act(by=seat))

    def words(self, came_of_it: Any) -> str:
        return str(came_of_it)


class GroupView(BoardActionView):
    form_class = BoardForm

    def get_success_url(self) -> str:
        """Who was putting together goes on with that."""
        url = super().get_success_url()
        return f"{url}{'&' if '?' in url else '?'}ordenen=1#room-board"


class VoteView(BoardActionView):
    form_class = VoteForm

    def words(self, came_of_it: int) -> str:
        if not came_of_it:
            return _("You have given all your votes.")
        left = ngettext("You have %(n)s vote left.", "You have %(n)s votes left.", came_of_it)
        return left % {"n": came_of_it}

    def get_success_url(self) -> str:
        return f"{super().get_success_url()}#room-board"
