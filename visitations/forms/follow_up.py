"""How a recommendation stands, and what comes out of it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.forms import LessonForm
from lessons.forms.actions import ActionForm
from lessons.models import Action, LessonPage
from regions.forms import TextForm
from regions.models import User

from .. import actions
from ..models import ProgressReview, Recommendation
from ..states import Progress
from .checked import CheckedTexts
from .fields import area


class ReviewForm(CheckedTexts, TextForm):
    """Everybody who may read the report reads this."""

    checked = ("note", "evidence")
    needed_when: ClassVar[dict[str, Any]] = {"evidence": gettext_lazy("needed when it is done")}

    progress = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"), choices=Progress.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("What has been done?"),
        widget=area(),
        help_text=gettext_lazy("Everybody can read this. When it is dropped: why."),
    )
    evidence = forms.CharField(
        label=gettext_lazy("What shows it?"),
        required=False,
        widget=area(2),
        help_text=gettext_lazy("A figure, a decision, an address where it can be read."),
    )

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recommendation = recommendation

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("progress") == Progress.DONE and not data.get("evidence", "").strip():
            self.add_error("evidence", _("Say what shows that it is done."))
        return data

    def act(self, *, user: User) -> ProgressReview:
        return actions.review_progress(self.recommendation, user=user, **self.cleaned_data)


class TakeActionForm(ActionForm):
    """Offers the people of the visited party."""

    def __init__(self, *args: Any, recommendation: Recommendation, **kwargs: Any) -> None:
        super().__init__(*args, circle=recommendation.visitation.visited_party, **kwargs)
        self.recommendation = recommendation

    def act(self, *, user: User) -> Action:
        return actions.take_action(self.recommendation, user=user, **self.cleaned_data)


class DrawLessonForm(LessonForm):
    """A lesson of the visited party, begun at a recommendation."""

    def __init__(self, *args: Any, recommendation: Recommendation, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, circle=recommendation.visitation.visited_party, **kwargs)
        self.recommendation = recommendation

    def act(self, *, user: User) -> LessonPage:
        fields = self.values
        return actions.draw_lesson(self.recommendation, region=fields.pop("lead_region"), user=user, **fields)
