"""Forms for comments; each ends in one action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import NamingForm, TextForm, VersionedForm
from regions.models import User

from .. import actions
from ..actions.comments import version_of_comment
from ..models import Comment, CommentReport, ContentPage

LONGEST = 3000
SHOW, HIDE = "show", "hide"


class CommentForm(NamingForm, VersionedForm):
    read_by_others = ("text",)

    text = forms.CharField(label=_("Your comment"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        *args: Any,
        page: ContentPage,
        comment: Comment | None = None,
        answers: Comment | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.comment, self.answers = page, comment, answers
        if comment is not None:
            self.initial.setdefault("text", comment.text)
            self.initial.setdefault("version", version_of_comment(comment))
        else:
            del self.fields["version"]

    def write(self, *, user: User) -> Comment:
        text = self.cleaned_data["text"]
        if self.comment is None:
            return actions.write_comment(self.page, text=text, answers=self.answers, user=user)
        return actions.change_comment(self.comment, text=text, version=self.cleaned_data["version"], user=user)

    def get_standing(self) -> dict[str, Any]:
        standing = Comment.objects.get(pk=self.comment.pk)
        return {"text": standing.text, "version": version_of_comment(standing)}


class ReportForm(TextForm):
    because = forms.CharField(
        label=_("What is wrong with it?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comment = comment

    def act(self, *, user: User) -> CommentReport:
        return actions.report_comment(self.comment, because=self.cleaned_data["because"], user=user)


class SettleForm(VersionedForm):
    """Of the text that stands on the screen: one that was changed meanwhile is read first."""

    verdict = forms.ChoiceField(
        label=_("May others read it?"),
        choices=[(SHOW, _("Yes, show it")), (HIDE, _("No, do not show it"))],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("Why not?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when it is not shown. Who wrote it reads this."),
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comment = comment
        self.initial.setdefault("version", version_of_comment(comment))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == HIDE and not data.get("because"):
            self.add_error("because", _("Say why, so that who wrote it knows."))
        return data

    def write(self, *, user: User) -> Comment:
        data = self.cleaned_data
        if data["verdict"] == SHOW:
            return actions.show_comment(self.comment, version=data["version"], user=user)
        return actions.hide_comment(self.comment, because=data["because"], version=data["version"], user=user)

    def get_standing(self) -> dict[str, Any]:
        return {"version": version_of_comment(Comment.objects.get(pk=self.comment.pk))}
