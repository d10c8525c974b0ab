"""Forms whose texts and files go through the privacy check before they are kept."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.forms.uploads import CheckedDocumentForm, CheckedUpload
from casestudies.uploads import IMAGES, READABLE
from casestudies.uploads.kinds import extension
from regions.models import User

from .. import actions
from ..actions.attachments import LARGEST
from ..checking import found_in
from ..models import Attachment

_Form: Any = object if not TYPE_CHECKING else forms.Form
CONFIRM = gettext_lazy("I have read it: nobody can be recognised")


class CheckedTexts(_Form):
    """Refuses what leads straight to a person in the fields named in ``checked``; asks for a yes where somebody may be
    recognised. The yes is for these words: it is asked again when they change."""

    checked: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"] = forms.BooleanField(required=False, widget=forms.HiddenInput, label=CONFIRM)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        texts = {name: data[name] for name in self.checked if data.get(name)}
        found = found_in(texts)
        for one in found:
            if one.blocks:
                self.add_error(
                    one.where,
                    _("“%(text)s” leads straight to a person (%(kind)s). Take it out.")
                    % {"text": one.text, "kind": one.kind},
                )
        doubts = {one.text: one.kind for one in found if not one.blocks and one.where in data}
        if doubts and not data.get("confirmed"):
            self._ask(doubts)
        data.pop("confirmed", None)
        return data

    def _ask(self, doubts: dict[str, str]) -> None:
        said = "; ".join(f"“{text}” ({kind})" for text, kind in doubts.items())
        field = self.fields["confirmed"]
        field.widget = forms.CheckboxInput()
        field.help_text = _("The privacy check found: %(found)s.") % {"found": said}
        self.add_error("confirmed", _("Change it, or confirm that nobody can be recognised."))


class AttachmentForm(CheckedUpload, forms.ModelForm):
    """One file with a title. The yes stands there from the beginning, because a browser cannot offer a chosen file again."""

    allowed = READABLE | IMAGES

    class Meta:
        model = Attachment
        fields: ClassVar[list[str]] = ["title", "file"]

    def __init__(self, *args: Any, to: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to = to
        self.fields["confirmed"].widget = forms.CheckboxInput()
        self.fields["file"].help_text = _(
            "A document or a picture of at most 20 MB. It is read for names and numbers, and what it tells of who made it is "
            "taken out."
        )

    def clean_file(self) -> Any:
        """What is too large is not read through first."""
        if (self.cleaned_data["file"].size or 0) > LARGEST:
            raise forms.ValidationError(_("This file is larger than 20 MB. Make it smaller, or split it."))
        return super().clean_file()

    def _check_words(self, name: str, content: bytes) -> None:
        if extension(name) in READABLE:
            CheckedDocumentForm._check_words(self, name, content)  # type: ignore[arg-type]

    def act(self, *, user: User) -> Attachment:
        return actions.attach(self.to, title=self.cleaned_data["title"], file=self.cleaned_data["file"], user=user)
