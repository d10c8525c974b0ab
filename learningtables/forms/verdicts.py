from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.models import LessonPage
from regions.forms import VersionedForm
from regions.models import User
from regions.versions import version_of

from .. import actions
from ..models import LessonVerdict, SessionPage
from ..states import Verdict


class VerdictForm(VersionedForm):
    """What the table says of ``lesson``; ``chosen`` is the button that led here."""

    verdict = forms.ChoiceField(label=_("What do you say of it?"), choices=Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note for the lesson's owner"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What do you do with it, or what do you see instead? Nothing out of a case, please."),
    )

    def __init__(self, *args: Any, session: SessionPage, lesson: LessonPage, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.lesson = session, lesson
        standing = self.get_standing()
        self.initial |= standing | ({"verdict": chosen} if chosen in Verdict.values else {})

    def write(self, *, user: User) -> LessonVerdict:
        version = self.cleaned_data["version"]
        return actions.judge_lesson(self.session, self.lesson, user=user, version=version, **self.values)

    def get_standing(self) -> dict[str, Any]:
        said = LessonVerdict.objects.filter(session=self.session, lesson=self.lesson).first()
        version = version_of(said, fields=actions.verdicts.SAID)
        return {"version": version, "verdict": said.verdict if said else "", "note": said.note if said else ""}
