"""Pictures and documents in the admin: their names and words go through the privacy check, their metadata goes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from ..checking import BLOCK, find, kind_labels
from ..uploads import IMAGES, READABLE, Unreadable, clean, read_text
from ..uploads.kinds import extension

_Form: Any = object if not TYPE_CHECKING else forms.ModelForm
CONFIRM = gettext_lazy("I have read it: nobody can be recognised")


class CheckedUpload(_Form):
    """What leads straight to a person is refused; what may tell who somebody is, has to be confirmed.

    The file is cleaned in place, because Wagtail keeps the very file that was sent while it asks for a better title.
    """

    allowed: frozenset[str] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"] = forms.BooleanField(required=False, widget=forms.HiddenInput, label=CONFIRM)
        self.doubts: list[str] = []
        if self._waits_for_a_yes():
            self._ask(
                _("The privacy check has a question about this file. Look at its name, its title and what it says.")
            )

    def _waits_for_a_yes(self) -> bool:
        """One of many that were sent at once, which could not be kept as it was."""
        return "file" not in self.fields and self.instance.pk is None  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        self._check(title, blocked=_("In the title: %(kinds)s. Choose another title."), doubt=_("in the title"))
        return title

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if isinstance(sent, UploadedFile):
            self._check_name(sent.name or "")
            self._check_and_clean(sent)
        return sent

    def _check_name(self, name: str) -> None:
        if extension(name) not in self.allowed:
            kinds = ", ".join(sorted(self.allowed))
            raise forms.ValidationError(
                _("This kind of file cannot be checked. Use one of: %(kinds)s.") % {"kinds": kinds}
            )
        said = name.rpartition(".")[0].replace("_", " ")
        self._check(said, blocked=_("In the name of the file: %(kinds)s. Rename it first."), doubt=_("in its name"))

    def _check_and_clean(self, sent: UploadedFile) -> None:
        sent.seek(0)
        content = sent.read()
        try:
            self._check_words(sent.name or "", content)
            put_back(sent, clean(sent.name or "", content))
        except Unreadable as error:
            raise forms.ValidationError(
                _("This file cannot be read through: it is damaged, locked, too large, or holds other files.")
            ) from error

    def _check_words(self, name: str, content: bytes) -> None:
        """Of a picture there are none."""

    def _check(self, said: str, *, blocked: str, doubt: str) -> None:
        found = find(said)
        if blocking := [one for one in found if one.severity == BLOCK]:
            raise forms.ValidationError(blocked % {"kinds": kind_labels(blocking)})
        if found:
            self.doubts.append(f"{kind_labels(found)} ({doubt})")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("confirmed"):
            return data
        if self.doubts:
            self._ask(_("The privacy check found: %(found)s.") % {"found": "; ".join(self.doubts)})
            self.add_error("confirmed", _("Change it, or confirm that nobody can be recognised."))
        elif self._waits_for_a_yes():
            self.add_error("confirmed", _("Change it, or confirm that nobody can be recognised."))
        return data

    def _ask(self, why: str) -> None:
        self.fields["confirmed"].widget = forms.CheckboxInput()
        self.fields["confirmed"].help_text = why


class CheckedImageForm(CheckedUpload, BaseImageForm):
    allowed = IMAGES

    class Meta(BaseImageForm.Meta):
        pass


class CheckedDocumentForm(CheckedUpload, BaseDocumentForm):
    allowed = READABLE

    class Meta(BaseDocumentForm.Meta):
        pass

    def _check_words(self, name: str, content: bytes) -> None:
        said = read_text(name, content)
        if not said.strip():
            self.doubts.append(_("no words that can be read, perhaps a scan: read it yourself"))
        self._check(said, blocked=_("In the document: %(kinds)s. Take this out first."), doubt=_("in the document"))


def put_back(sent: UploadedFile, content: bytes) -> None:
    """Into the file that was sent, in memory or on disk alike."""
    kept: Any = sent.file
    kept.seek(0)
    kept.truncate()
    kept.write(content)
    kept.flush()
    kept.seek(0)
    sent.size = len(content)
