import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import TextForm
from regions.models import User

from .. import actions
from ..checking import blocking
from ..models import FactCheckRemark, Finding, Recommendation, VisitationPage
from ..states import RemarkDecision, RemarkKind
from ..versions import mark_of_wording, wording
from .checked import CheckedTexts
from .fields import RecordForm, area

WHOLE = ""
# A sentence ends with its sign and a blank; a line that stands by itself is one as well.
SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")
MOST_SENTENCES = 25


def stretches(text: str) -> list[str]:
    """The text in pieces to choose from: its sentences, or its paragraphs when those are many."""
    sentences = [piece.strip() for piece in SENTENCES.split(text) if piece.strip()]
    if len(sentences) <= MOST_SENTENCES:
        return sentences
    return [piece.strip() for piece in text.split("\n") if piece.strip()]


class RemarkForm(CheckedTexts, TextForm):
    """On the text that ``key`` names: a passage that is chosen, or marked in the browser, or copied."""

    checked = ("text",)

    kind = forms.ChoiceField(label=_("What is it about?"), choices=RemarkKind.choices, widget=forms.RadioSelect)
    chosen = forms.ChoiceField(label=_("Which words?"), required=False, widget=forms.RadioSelect)
    passage = forms.CharField(
        label=_("Other words"),
        required=False,
        widget=area(2),
        help_text=_("Copy them exactly as they stand in the text. What stands here goes before the choice above."),
    )
    text = forms.CharField(
        label=_("Your remark"),
        widget=area(),
        help_text=_("Published with the report, without your name. Write no names."),
    )

    def __init__(self, *args: Any, visitation: VisitationPage, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation, self.key = visitation, key
        pieces = stretches(wording(visitation, key))
        field: Any = self.fields["chosen"]
        field.choices = [(WHOLE, _("All of this text")), *((piece, piece) for piece in dict.fromkeys(pieces))]
        field.initial = WHOLE
        if len(pieces) < 2:
            del self.fields["chosen"]

    def clean_chosen(self) -> str:
        return str(self.cleaned_data["chosen"] or "")

    def about(self) -> Finding | Recommendation | VisitationPage:
        kind, _colon, pk = self.key.partition(":")
        if kind == "finding":
            return self.visitation.findings.get(pk=pk)
        return self.visitation.recommendations.get(pk=pk) if kind == "recommendation" else self.visitation

    def act(self, *, user: User) -> FactCheckRemark:
        data = self.cleaned_data
        passage = data["passage"].strip() or data.get("chosen", "")
        return actions.remark(
            self.about(), part=self.key, kind=data["kind"], text=data["text"], passage=passage, user=user
        )


class RemarkDecisionForm(CheckedTexts, RecordForm):
    """Its version is that of the wording: who decides on another remark on the same text meanwhile is not overwritten."""

    checked = ("reason",)

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[choice for choice in RemarkDecision.choices if choice[0] != RemarkDecision.PENDING],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason"), widget=area(3), help_text=_("Published with the report."))
    statement = forms.CharField(
        label=_("The text reads from now on"),
        required=False,
        widget=area(6),
        help_text=_(
            "Change it when you adopt the remark, wholly or partly. Left empty, it stays as it is. Nothing else in the report "
            "can change any more."
        ),
    )

    def __init__(self, *args: Any, remark: FactCheckRemark, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remark, self.visitation = remark, visitation
        self.initial |= self.get_standing()

    def get_standing(self) -> dict[str, Any]:
        standing = wording(self.visitation, self.remark.key)
        return {"version": mark_of_wording(standing), "statement": standing}

    def clean_statement(self) -> str:
        """The words around it were looked at when the draft was opened."""
        said = str(self.cleaned_data["statement"])
        if found := blocking({"": said}):
            kinds = ", ".join(dict.fromkeys(one.kind for one in found))
            raise forms.ValidationError(
                _("This leads straight to a person (%(kinds)s). Take it out.") % {"kinds": kinds}
            )
        return said

    def write(self, *, user: User) -> FactCheckRemark:
        return actions.decide_remark(self.remark, user=user, **self.cleaned_data)
