"""Before others read the report, somebody has looked at what may tell who a person is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..checking import found_in
from ..models import VisitationPage
from ..states import Stage
from ..texts import published_texts

_Form: Any = object if not TYPE_CHECKING else forms.Form
READ_BY_OTHERS = frozenset({Stage.FACT_CHECK, Stage.PUBLISHED})


@dataclass(frozen=True)
class Doubt:
    """What the privacy check asks about, and every text in which it stands."""

    text: str
    kind: str
    places: tuple[str, ...]


def doubts_about(visitation: VisitationPage) -> list[Doubt]:
    """What may tell who somebody is; what leads straight to a person is refused elsewhere. The visited party was asked about
    its response when it wrote that, and nobody else reads it yet."""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for one in found_in(published_texts(visitation, response=False)):
        if not one.blocks:
            places.setdefault((one.text, one.kind), {})[one.where] = None
    return [Doubt(text, kind, tuple(where)) for (text, kind), where in places.items()]


class ReadFirst(_Form):
    """Asks for a yes when the report goes on to other readers and the privacy check has a question about it."""

    def ask_to_read(self, visitation: VisitationPage, *, to: Stage) -> None:
        self.doubts = doubts_about(visitation) if to in READ_BY_OTHERS else []
        if self.doubts:
            self.fields["read"] = forms.BooleanField(
                label=_("I have read it: nobody can be recognised"),
                error_messages={
                    "required": _("Look at what the privacy check found, and confirm that you have read it.")
                },
            )
