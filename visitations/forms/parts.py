"""A part of the report, each kind with its own form. Two people on different parts never meet."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import VersionedForm
from regions.models import User
from regions.states import IllegalMove

from .. import actions
from ..blocks import LONGEST, WIDEST, rows_of, text_of
from ..body import Part, mark_of, part_with, parts_of
from ..models import Criterion, VisitationPage
from ..versions import working_report
from .fields import area

BEGINNING = ""


class PartForm(VersionedForm):
    """Adds a part, or changes the one that ``part_id`` names. ``after`` says where a new one stands."""

    kind: ClassVar[str]
    is_static: ClassVar[bool] = False

    after = forms.ChoiceField(label=_("Where does it stand?"), required=False)

    def __init__(
        self, *args: Any, visitation: VisitationPage, part_id: str = "", after: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.visitation, self.part_id = visitation, part_id
        part = self.stored()
        self.initial["version"] = mark_of(part)
        if part_id:
            del self.fields["after"]
            self.initial |= self.filled(part["value"]) if part else {}
        else:
            self._offer_places(after)

    def _offer_places(self, after: str | None) -> None:
        parts = parts_of(working_report(self.visitation))
        field: Any = self.fields["after"]
        names = names_of(parts, self.visitation)
        field.choices = [
            (BEGINNING, _("At the beginning")),
            *((part["id"], _("After: %(part)s") % {"part": name}) for part, name in zip(parts, names, strict=True)),
        ]
        known = {part["id"] for part in parts}
        field.initial = after if after in known else parts[-1]["id"] if parts else BEGINNING
        self.order_fields([*(name for name in self.fields if name != "after"), "after"])

    def stored(self) -> Part | None:
        part = part_with(working_report(self.visitation), self.part_id) if self.part_id else None
        return part if part is not None and part["type"] == self.kind else None

    def filled(self, value: Any) -> dict[str, Any]:
        """The fields as ``value`` has them."""
        return {}

    def get_value(self) -> Any:
        """The block's value, from what was filled in."""
        return None

    def get_standing(self) -> dict[str, Any]:
        part = self.stored()
        return {"version": mark_of(part), **(self.filled(part["value"]) if part else {})}

    def write(self, *, user: User) -> Part:
        value = self.get_value()
        if self.part_id:
            version = self.cleaned_data["version"]
            return actions.change_part(
                self.visitation, self.part_id, kind=self.kind, value=value, version=version, user=user
            )
        return actions.add_part(
            self.visitation, kind=self.kind, value=value, after=self.cleaned_data["after"], user=user
        )


class HeadingForm(PartForm):
    kind = "heading"
    text = forms.CharField(label=_("Heading"), max_length=2_000)

    def filled(self, value: Any) -> dict[str, Any]:
        return {"text": value}

    def get_value(self) -> str:
        return str(self.cleaned_data["text"])


class TextPartForm(HeadingForm):
    kind = "text"
    text = forms.CharField(
        label=_("Text"), widget=area(12), help_text=_("A blank line begins a new paragraph. Write no names.")
    )


class TableForm(PartForm):
    kind = "table"
    caption = forms.CharField(label=_("What does the table show?"), max_length=200)
    rows = forms.CharField(
        label=_("Rows"),
        widget=area(10),
        help_text=_("Paste them from a spreadsheet, or type | between the cells. The first row is the head."),
    )

    def filled(self, value: Any) -> dict[str, Any]:
        return {"caption": value["caption"], "rows": text_of(value["rows"])}

    def clean_rows(self) -> list[list[str]]:
        rows = rows_of(self.cleaned_data["rows"])
        if len(rows) < 2:
            raise forms.ValidationError(_("A table has a head and at least one row under it."))
        if len(rows) > LONGEST or len(rows[0]) > WIDEST:
            raise forms.ValidationError(
                _("A table has at most %(rows)s rows of %(cells)s cells. Make it smaller, or split it.")
                % {"rows": LONGEST, "cells": WIDEST}
            )
        return rows

    def get_value(self) -> dict[str, Any]:
        return {"caption": self.cleaned_data["caption"], "rows": self.cleaned_data["rows"]}


class PictureForm(PartForm):
    """The picture itself is cleaned and kept under a name that tells nothing."""

    kind = "picture"
    file = forms.FileField(
        label=_("Picture"), help_text=_("JPEG, PNG, WebP or GIF, at most 10 MB. Nobody to be recognised on it.")
    )
    alt_text = forms.CharField(
        label=_("What does it show?"),
        required=False,
        widget=area(2),
        help_text=_("For who does not see the picture: what it says, in words."),
    )
    decorative = forms.BooleanField(label=_("It is decoration and says nothing"), required=False)
    caption = forms.CharField(label=_("Caption"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.part_id:
            self.fields["file"].required = False
            self.fields["file"].help_text = _("Choose a file only to put another picture in its place.")

    def filled(self, value: Any) -> dict[str, Any]:
        image = value["image"]
        return {"alt_text": image["alt_text"], "decorative": image["decorative"], "caption": value["caption"]}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("alt_text", "").strip() and not data.get("decorative"):
            self.add_error("alt_text", _("Say what the picture shows, or mark it as decoration."))
        if self.errors and data.get("file"):
            self.add_error("file", _("Choose the picture again: a browser does not send it twice by itself."))
        return data

    def _kept(self) -> int:
        if (sent := self.cleaned_data.get("file")) is not None:
            return int(actions.keep_picture(sent.read()).pk)
        part = self.stored()
        if part is None:
            raise IllegalMove(_("This part is no longer there: somebody else took it out."))
        return int(part["value"]["image"]["image"])

    def get_value(self) -> dict[str, Any]:
        data = self.cleaned_data
        alt = "" if data["decorative"] else data["alt_text"]
        return {
            "image": {"image": self._kept(), "decorative": data["decorative"], "alt_text": alt},
            "caption": data["caption"],
        }


class FindingsForm(PartForm):
    kind = "findings"
    criterion = forms.ModelChoiceField(
        Criterion.objects.none(), label=_("Criterion"), empty_label=_("Choose a criterion")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = self.visitation.framework.criteria.all()  # type: ignore[attr-defined]

    def filled(self, value: Any) -> dict[str, Any]:
        return {"criterion": value}

    def get_value(self) -> int:
        return int(self.cleaned_data["criterion"].pk)


class ScoresForm(PartForm):
    kind, is_static = "scores", True


class RecommendationsForm(PartForm):
    kind, is_static = "recommendations", True


FORMS: dict[str, type[PartForm]] = {
    form.kind: form
    for form in (HeadingForm, TextPartForm, PictureForm, TableForm, FindingsForm, ScoresForm, RecommendationsForm)
}
KINDS: dict[str, Any] = {
    "heading": _("Heading"),
    "text": _("Text"),
    "picture": _("Picture"),
    "table": _("Table"),
    "findings": _("Findings on a criterion"),
    "scores": _("How far each criterion is met"),
    "recommendations": _("Recommendations"),
}
SHORT = 60


def names_of(parts: list[Part], visitation: VisitationPage) -> list[str]:
    """What each part is called in a list: its kind and how it begins."""
    criteria = dict(visitation.framework.criteria.values_list("pk", "name"))
    return [_name_of(part, criteria) for part in parts]


def _name_of(part: Part, criteria: dict[int, str]) -> str:
    kind, value = part["type"], part["value"]
    said = ""
    if kind in {"heading", "text"}:
        said = str(value)
    elif kind in {"picture", "table"}:
        said = value["caption"] or (value["image"]["alt_text"] if kind == "picture" else "")
    elif kind == "findings":
        said = criteria.get(value, "")
    short = " ".join(said.split())
    short = f"{short[:SHORT]}…" if len(short) > SHORT else short
    return f"{KINDS[kind]}: {short}" if short else str(KINDS[kind])
