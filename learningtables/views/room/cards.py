"""The steps on paper: a card for each, of a session or of a method as it is."""

from typing import Any

from django.views.generic import DetailView, TemplateView

from ...models import Method
from .base import RoomMixin


class SessionCardsView(RoomMixin, TemplateView):
    """The room's own steps once it is open; before that, what the method brings."""

    template_name = "learningtables/cards.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cards = self.room.steps.select_related("item") if self.room else self.session.method.phases.all()
        return super().get_context_data(
            title=self.session.title, session=self.session, method=self.session.method, cards=cards, **kwargs
        )


class MethodCardsView(DetailView):
    """Open to everyone, as the method is."""

    template_name = "learningtables/cards.html"
    model = Method
    context_object_name = "method"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=self.object.name, cards=self.object.phases.all(), **kwargs)
