"""What can be done with a finding, with the whole text, and by the second reader."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.audience import MEMBERS, PUBLIC
from regions.forms import TextForm
from regions.models import User

from .. import actions, texts
from ..actions.checks import LONGEST_LABEL, Replacement, found_at
from ..actions.widening import second_readers
from ..checking import from_doubled, marks_in, same_as
from ..models import CaseStudyPage, PrivacyCheck

MOST_NAMES = 100
PLACE = re.compile(r"(?P<key>.+):(?P<start>\d{1,9}):\d+:\w+")  # `Mark.place`


def names_in(typed: str) -> list[str]:
    """One name per line, or with commas between them."""
    names = (name.strip() for line in typed.splitlines() for name in line.split(","))
    return list(dict.fromkeys(filter(None, names)))[:MOST_NAMES]


class NamesForm(TextForm):
    """The names that the writer knows; they go from screen to screen and are kept nowhere."""

    known_names = forms.CharField(
        label=_("Names to look for"),
        required=False,
        max_length=5000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "For instance of the child, the family and colleagues, one per line. They are used for this check only: "
            "they are kept nowhere, not in the site and not in its log."
        ),
    )

    def __init__(self, *args: Any, case: CaseStudyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    @property
    def names(self) -> list[str]:
        return names_in(self.cleaned_data.get("known_names", ""))

    def act(self, *, user: User) -> CaseStudyPage:
        return self.case


class OfTextForm(NamesForm):
    """About the very text that was on the screen."""

    digest = forms.CharField(widget=forms.HiddenInput)


class FindingForm(OfTextForm):
    place = forms.CharField(widget=forms.HiddenInput)

    @property
    def handled(self) -> tuple[str, int]:
        """In which text, and where in it."""
        place = PLACE.fullmatch(self.cleaned_data["place"])
        return (place["key"], int(place["start"])) if place else ("", 0)


class ReplaceForm(FindingForm):
    label = forms.CharField(
        label=_("Replace by"),
        max_length=LONGEST_LABEL,
        error_messages={"required": _("Write a short neutral label, such as [school].")},
    )
    all = forms.BooleanField(required=False)
    replaced: Sequence[Replacement] = ()  # known once it has acted

    def act(self, *, user: User) -> CaseStudyPage:
        self.replaced = self._replacements()
        return actions.replace_in_case(
            self.case,
            replacements=self.replaced,
            digest=self.cleaned_data["digest"],
            user=user,
            known_names=self.names,
        )

    @property
    def removed_keyword(self) -> bool:
        return any(one.key == texts.TAGS for one in self.replaced)

    @property
    def handled(self) -> tuple[str, int]:
        """Where it stands now: what was replaced before it made the text longer or shorter."""
        key, start = super().handled
        before = [one for one in self.replaced if one.key == key and one.end <= start]
        moved = sum(len(one.label) - (one.end - one.start) for one in before)
        return key, 0 if key == texts.TAGS else start + moved

    def _replacements(self) -> list[Replacement]:
        parts = texts.latest_texts(self.case)
        marks = marks_in(parts, known_names=self.names)
        mark = found_at(self.cleaned_data["place"], marks)
        here = [(mark.part.key, mark.start, mark.end)]
        places = same_as(mark, marks, parts) if self.cleaned_data["all"] else here
        label, said = self.cleaned_data["label"], {part.key: part.text for part in parts}
        return [
            Replacement(key, from_doubled(said[key], start, label), end, kind=mark.kind, label=label)
            for key, start, end in places
        ]


class KeepForm(FindingForm):
    reason = forms.CharField(
        label=_("Or keep it, because"),
        max_length=200,
        error_messages={"required": _("Say why it can stay: the second reader and the log need the reason.")},
    )

    def act(self, *, user: User) -> PrivacyCheck:
        data = self.cleaned_data
        return actions.keep_finding(
            self.case,
            place=data["place"],
            reason=data["reason"],
            digest=data["digest"],
            user=user,
            known_names=self.names,
        )


class DropForm(FindingForm):
    def act(self, *, user: User) -> PrivacyCheck:
        data = self.cleaned_data
        return actions.drop_kept(self.case, place=data["place"], digest=data["digest"], user=user)


class PassForm(OfTextForm):
    def act(self, *, user: User) -> PrivacyCheck:
        return actions.pass_check(self.case, digest=self.cleaned_data["digest"], user=user, known_names=self.names)


class AskReaderForm(forms.Form):
    reader = forms.ModelChoiceField(
        User.objects.none(), label=_("Who reads it a second time?"), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, check: PrivacyCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check_ = check
        self.fields["reader"].queryset = second_readers(check)  # type: ignore[attr-defined]

    def act(self, *, user: User) -> PrivacyCheck:
        return actions.ask_second_reader(self.check_.case, reader=self.cleaned_data["reader"], user=user)


class SecondReadingForm(TextForm):
    """Two buttons, of which ``agreed`` is one."""

    digest = forms.CharField(widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when you send it back. Say where it stands and what is wrong, without repeating the name."),
    )
    agreed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, check: PrivacyCheck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check_ = check

    def act(self, *, user: User) -> PrivacyCheck:
        return actions.read_second_time(self.check_, user=user, **self.cleaned_data)


class WidenForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        widget=forms.RadioSelect,
        choices=[(MEMBERS, _("Everyone who is signed in")), (PUBLIC, _("Everyone"))],
    )

    def __init__(self, *args: Any, case: CaseStudyPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def act(self, *, user: User) -> CaseStudyPage:
        return actions.widen_case(self.case, audience_key=self.cleaned_data["audience"], user=user)
