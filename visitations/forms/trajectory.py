import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.forms import parse_tags
from lessons.models import Theme
from regions.audience import MEMBERS, PUBLIC
from regions.forms import TextForm
from regions.models import Organisation, Region, User

from .. import actions
from ..models import Framework, TermTemplate, VisitationPage
from ..states import Stage
from .fields import DateInput, PersonField, ShowsHints, area
from .reading import ReadFirst

PREFIX = "term_"
AUDIENCES = [(PUBLIC, _("Everyone")), (MEMBERS, _("Everyone who is signed in"))]


class TermFields(TextForm):
    """One date for each stage, in their order."""

    terms_required = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage in Stage:
            self.fields[PREFIX + stage] = forms.DateField(
                label=stage.label, required=self.terms_required, widget=DateInput()
            )

    @property
    def term_fields(self) -> list[forms.BoundField]:
        return [self[PREFIX + stage] for stage in Stage]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if not bound.name.startswith(PREFIX)]

    @property
    def terms(self) -> dict[str, datetime.date]:
        days = {stage: self.cleaned_data.get(PREFIX + stage) for stage in Stage}
        return {stage: day for stage, day in days.items() if day}


class StartForm(ShowsHints, TermFields):
    terms_required = False

    region = forms.ModelChoiceField(Region.objects.current(), label=_("Region"), empty_label=_("Choose a region"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Organisation"),
        required=False,
        empty_label=_("The region as a whole"),
        help_text=_("Only when one organisation in the region is visited, rather than the region as a whole."),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    question = forms.CharField(label=_("Question to the committee"), widget=area(3))
    summary = forms.CharField(label=_("Summary"), required=False, max_length=600, widget=area(2))
    framework = forms.ModelChoiceField(
        Framework.objects.all(), label=_("Framework"), empty_label=_("Choose a framework")
    )
    chair = PersonField(label=_("Chair"), help_text=_("Somebody from outside the region. Declares their ties first."))
    host = PersonField(
        label=_("Contact of the visited party"), help_text=_("Reads the draft, makes remarks and responds.")
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Free words, separated by commas."))
    audience_key = forms.ChoiceField(
        label=_("Who may see that this visitation runs?"), choices=AUDIENCES, initial=PUBLIC, widget=forms.RadioSelect
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=DateInput())
    clock = forms.ModelChoiceField(
        TermTemplate.objects.all(),
        label=_("Clock"),
        required=False,
        empty_label=_("The usual clock"),
        help_text=_(
            "Says when each stage is due, counted from the start. Dates that you fill in yourself go before it."
        ),
    )

    def with_dates(self) -> "StartForm":
        """The same form, not sent yet, with the dates of the chosen clock in it when there is a day to count from."""
        return StartForm(initial={bound.name: bound.data for bound in self} | self._dates_of_clock())

    def _dates_of_clock(self) -> dict[str, datetime.date]:
        try:
            start = self.fields["starts_on"].clean(self.data.get("starts_on"))
            clock = self.fields["clock"].clean(self.data.get("clock"))
        except forms.ValidationError:
            return {}
        dates = clock.dates_from(start) if clock else actions.default_terms(start)
        return {PREFIX + stage: day for stage, day in dates.items()}

    def clean_tags(self) -> list[str]:
        return parse_tags(self.cleaned_data["tags"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        region, organisation = cleaned.get("region"), cleaned.get("organisation")
        if region and organisation and not organisation.regions.filter(pk=region.pk).exists():
            self.add_error("organisation", _("This organisation does not work in the region you chose."))
        if cleaned.get("chair") and cleaned.get("chair") == cleaned.get("host"):
            self.add_error("host", _("The chair cannot speak for the visited party."))
        if region:
            self.show_hints("chair", VisitationPage(lead_region=region, organisation=organisation))
        return cleaned

    def act(self, *, user: User) -> VisitationPage:
        fields = {name: value for name, value in self.cleaned_data.items() if not name.startswith(PREFIX)}
        region, host, clock = fields.pop("region"), fields.pop("host"), fields.pop("clock")
        proposed = clock.dates_from(fields["starts_on"]) if clock else {}
        return actions.start_visitation(region, hosts=[host], terms={**proposed, **self.terms}, user=user, **fields)


class TermsForm(TermFields):
    needed_when: ClassVar[dict[str, Any]] = {"reason": _("needed when a date changes")}

    reason = forms.CharField(
        label=_("Why do these dates change?"),
        required=False,
        widget=area(2),
        help_text=_("One reason for all dates that you change. Everybody who sees the dates can read it."),
    )

    def __init__(self, *args: Any, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation = visitation
        self.known = {term.stage: term.due_on for term in visitation.terms.all()}
        self.initial |= {PREFIX + stage: day for stage, day in self.known.items()}
        self.order_fields([*(PREFIX + stage for stage in Stage), "reason"])
        for stage in Stage:
            self.fields[PREFIX + stage].show_hidden_initial = True

    @property
    def terms(self) -> dict[str, datetime.date]:
        """Those that were changed on this screen: a day that somebody else moved meanwhile is not moved back."""
        return {stage: day for stage, day in super().terms.items() if PREFIX + stage in self.changed_data}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        changed = any(self.known.get(stage, day) != day for stage, day in self.terms.items())
        if changed and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why these dates change: everybody who sees the dates can read it."))
        return cleaned

    def act(self, *, user: User) -> VisitationPage:
        return actions.set_terms(self.visitation, terms=self.terms, reason=self.cleaned_data["reason"], user=user)


class MoveForm(ReadFirst, forms.Form):
    """The audience is asked when the report goes out; before anybody reads it, that nobody can be recognised."""

    audience_key = forms.ChoiceField(
        label=_("Who may read the report?"), choices=AUDIENCES, initial=PUBLIC, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, visitation: VisitationPage, to: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation, self.to = visitation, to
        if to != Stage.PUBLISHED:
            del self.fields["audience_key"]
        self.ask_to_read(visitation, to=to)

    def act(self, *, user: User) -> VisitationPage:
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "read"}
        return actions.move_on(self.visitation, to=self.to, user=user, **chosen)
