from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lessons.forms import parse_tags
from lessons.models import Theme
from regions.audience import MEMBERS, PUBLIC
from regions.forms import VersionedForm
from regions.models import Invitation, Membership, Region, User
from regions.rules import is_editor
from regions.states import ROLES_BY_CIRCLE, CircleKind, Role

from .. import actions
from ..models import LearningTablePage

MOST_AT_ONCE = 30
OWN_CIRCLE = "circle"


class TableForm(VersionedForm):
    """What a table says of itself."""

    title = forms.CharField(label=_("Name of the table"), max_length=150)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One or two sentences, for lists and search."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Around which question do you come together?"),
    )
    rhythm = forms.CharField(
        label=_("Rhythm"), max_length=100, required=False, help_text=_("For instance: every six weeks.")
    )
    further_regions = forms.ModelMultipleChoiceField(
        Region.objects.current(), label=_("Further regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Free words, separated by commas."))
    audience_key = forms.ChoiceField(
        label=_("Who may read the page of the table?"),
        choices=[
            (PUBLIC, _("Everyone")),
            (MEMBERS, _("Everyone who is signed in")),
            (OWN_CIRCLE, _("Only who sits at the table")),
        ],
        widget=forms.RadioSelect,
        initial=PUBLIC,
        help_text=_("Sessions, members and actions are always for the table itself."),
    )

    def __init__(self, *args: Any, table: LearningTablePage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        if table is not None:
            self.initial = {**_standing(table), "tags": ", ".join(sorted(table.tags.names()))}

    @property
    def long_fields(self) -> list[forms.BoundField]:
        """Long lists of choices, folded away."""
        return [self["further_regions"], self["themes"]]

    @property
    def short_fields(self) -> list[forms.BoundField]:
        apart = {"version", "further_regions", "themes", "tags", "audience_key"}
        return [self[name] for name in self.fields if name not in apart]

    def clean_tags(self) -> list[str]:
        return parse_tags(self.cleaned_data["tags"])

    def write(self, *, user: User) -> LearningTablePage:
        assert self.table is not None  # noqa: S101
        return actions.change_table(self.table, user=user, **self.cleaned_data)

    def get_standing(self) -> dict[str, Any]:
        assert self.table is not None  # noqa: S101
        return _standing(LearningTablePage.objects.get(pk=self.table.pk))


def _standing(table: LearningTablePage) -> dict[str, Any]:
    wide = table.audience_key in {PUBLIC, MEMBERS}
    return {
        "version": table.latest_revision_id,
        "title": table.title,
        "summary": table.summary,
        "purpose": table.purpose,
        "rhythm": table.rhythm,
        "further_regions": list(table.further_regions.all()),
        "themes": list(table.themes.all()),
        "tags": sorted(table.tags.names()),
        "audience_key": table.audience_key if wide else OWN_CIRCLE,
    }


class FoundForm(TableForm):
    region = forms.ModelChoiceField(Region.objects.none(), label=_("Region"))
    facilitator = forms.EmailField(
        label=_("Facilitator"),
        required=False,
        help_text=_("The e-mail address of somebody with an account. Left empty, you are the facilitator yourself."),
    )
    field_order = ["region", "title", "summary", "purpose", "rhythm", "facilitator"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = Region.objects.current().filter(page__isnull=False)
        if not is_editor(user):
            coordinated = user.memberships.reading().filter(role=Role.COORDINATOR).values("circle")
            regions = regions.filter(circle__in=coordinated)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]
        self.initial.setdefault("region", regions.filter(pk=user.home_region_id).first())

    def clean_facilitator(self) -> User | None:
        address = self.cleaned_data["facilitator"]
        if not address:
            return None
        person = User.objects.filter(email__iexact=address, is_active=True).first()
        if person is None:
            raise ValidationError(
                _("Nobody has an account with this address yet. Found the table yourself, then invite this person.")
            )
        return person

    def write(self, *, user: User) -> LearningTablePage:
        fields = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return actions.found_table(user=user, **fields)


class PeopleForm(forms.Form):
    emails = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line. Who has an account gets a seat at once; others get an invitation by mail."),
    )
    role = forms.ChoiceField(
        label=_("As"),
        choices=[(role.value, role.label) for role in reversed(ROLES_BY_CIRCLE[CircleKind.LEARNING_TABLE])],
        widget=forms.RadioSelect,
        initial=Role.PARTICIPANT,
    )

    def __init__(self, *args: Any, table: LearningTablePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def clean_emails(self) -> list[str]:
        addresses = self.cleaned_data["emails"].replace(",", "\n").replace(";", "\n").split()
        wrong = [address for address in addresses if not _is_address(address)]
        if wrong:
            raise ValidationError(
                gettext("Not an e-mail address: %(addresses)s") % {"addresses": ", ".join(wrong)}, code="invalid"
            )
        if len(addresses) > MOST_AT_ONCE:
            raise ValidationError(gettext("At most %(n)d people at a time.") % {"n": MOST_AT_ONCE})
        return addresses

    def act(self, *, user: User) -> tuple[list[Membership], list[Invitation]]:
        data = self.cleaned_data
        return actions.add_people(self.table, emails=data["emails"], role=Role(data["role"]), user=user)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
