"""What may tell who somebody is, asked about before others read it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ..checking import BLOCK, find_identifiers, why


class NamingForm(forms.Form):
    """What the privacy check asks about has to be confirmed; what it forbids, the action refuses. ``found`` holds (text, why,
    what to write instead) of each, for `components/found.html`."""

    # The fields that others read.
    read_by_others: ClassVar[tuple[str, ...]] = ()
    # Kinds of findings that such a text is expected to have, and that are not asked about.
    expected: ClassVar[frozenset[str]] = frozenset()
    found: list[tuple[str, str, str]] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        findings = [one for name in self.read_by_others for one in find_identifiers(data.get(name) or "")]
        asked = [one for one in findings if one.kind not in self.expected]
        if asked and not any(one.severity == BLOCK for one in findings):
            self._ask_about(asked)
        return data

    def _ask_about(self, findings: list[Any]) -> None:
        self.found = [(one.text if one.suggestion else "", why(one), one.suggestion) for one in findings]
        self.fields["confirmed"] = forms.BooleanField(
            label=_("I have read them: nobody can be recognised"), required=False
        )
        if not self.data.get(self.add_prefix("confirmed")):
            self.add_error("confirmed", _("Change it, or confirm that nobody can be recognised."))
