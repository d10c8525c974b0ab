import datetime
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casestudies.models import CaseStudyPage
from regions.forms import VersionedForm
from regions.models import User

from .. import actions
from ..models import DateOption, LearningTablePage, Method, SessionPage
from ..rules import circle_reads, table_keys

SHOWN_AT_MOST = 20


class MeetingForm(forms.Form):
    """When, where and how people of ``table`` meet, and who of them."""

    needed_when: ClassVar[dict[str, Any]] = {
        "place": _("needed when there is no link to a call"),
        "link": _("needed when there is no place"),
    }

    title = forms.CharField(
        label=_("Title"), max_length=150, help_text=_("What is it about? Nothing out of the cases, please.")
    )
    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(label=_("Link to the call"), required=False, assume_scheme="https")
    method = forms.ModelChoiceField(Method.objects.all(), label=_("Method"), empty_label=_("Choose a method"))
    participants = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Participants"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They get an invitation by mail, with a file for their calendar."),
    )

    def __init__(self, *args: Any, table: LearningTablePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.people = User.objects.filter(memberships__in=table.people).order_by("first_name", "last_name")
        self.fields["participants"].queryset = self.people  # type: ignore[attr-defined]
        self.initial = {"participants": self.people, **self.initial}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("place") or data.get("link") or "link" in self.errors):
            self.add_error("place", _("Give a place, a link to the call, or both: people need to know where to go."))
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The session has to end after it begins."))
        return data


class SessionForm(MeetingForm, VersionedForm):
    """Plans a session of ``table``, or changes ``session``."""

    facilitator = forms.ModelChoiceField(
        User.objects.none(), label=_("Who leads"), required=False, empty_label=_("The facilitators of the table")
    )
    cases = forms.ModelMultipleChoiceField(
        CaseStudyPage.objects.none(), label=_("Cases"), required=False, widget=forms.CheckboxSelectMultiple
    )
    preparation = forms.CharField(
        label=_("Preparation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What do you ask people to read or think about beforehand?"),
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One or two sentences, for lists and search."),
    )
    moment = forms.ModelChoiceField(DateOption.objects.none(), required=False, widget=forms.HiddenInput)
    field_order = ("version", "title", "day", "begins", "ends", "place", "link", "method", "facilitator", "cases")

    def __init__(self, *args: Any, user: User, session: SessionPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.user = session, user
        self.fields["cases"].queryset = self._choosable()  # type: ignore[attr-defined]
        leads: Any = self.fields["facilitator"]
        leads.queryset = self.people
        self.initial = {**self.initial, **(_standing(session) if session else {})}
        if session is None:
            moments: Any = self.fields["moment"]
            moments.queryset = DateOption.objects.filter(poll__table=self.table)
            if self.table.turns.exists():
                leads.empty_label = _("Whose turn it is in the rota")

    def _choosable(self) -> QuerySet[CaseStudyPage]:
        """What the user may read, everybody at the table may read, and is locked; and what is on the agenda already."""
        choosable = Q(audience_key__in=table_keys(self.table.circle), then_locked_at__isnull=False)
        if self.session:
            choosable |= Q(pk__in=self.session.agenda.values("case"))
        return CaseStudyPage.objects.visible_to(self.user).filter(choosable).order_by("-date", "-pk")

    def unavailable(self) -> list[tuple[CaseStudyPage, str]]:
        """Cases the user knows of that cannot be chosen, each with the reason."""
        readable = CaseStudyPage.objects.visible_to(self.user)
        own_drafts = CaseStudyPage.objects.filter(live=False, owner=self.user)
        near = (
            Q(lead_region=self.table.lead_region) | Q(owner=self.user) | Q(audience_key=self.table.circle.audience_key)
        )
        chosen = self._choosable().values("pk")
        known = (readable | own_drafts).filter(near).exclude(pk__in=chosen).order_by("-date", "-pk")
        return [(case, self._reason(case)) for case in known[:SHOWN_AT_MOST]]

    def _reason(self, case: CaseStudyPage) -> str:
        if not case.live:
            return gettext("It is still a draft: share it with the table first.")
        if not circle_reads(self.table.circle, case):
            return gettext("It is not open to everybody at this table.")
        return gettext(
            "Its record of THEN is not locked yet: the case owner does that, so that nobody judges with hindsight."
        )

    def write(self, *, user: User) -> SessionPage:
        data = dict(self.cleaned_data)
        day, version = data.pop("day"), data.pop("version")
        data["starts_at"], data["ends_at"] = moment_of(day, data.pop("begins")), moment_of(day, data.pop("ends"))
        option = data.pop("moment")
        if option:
            return actions.plan_from_poll(option, user=user, **data)
        if self.session is None:
            return actions.plan_session(self.table, user=user, **data)
        data["cases"] = [*data["cases"], *self._out_of_sight()]
        return actions.change_session(self.session, version=version, user=user, **data)

    def _out_of_sight(self) -> QuerySet[CaseStudyPage]:
        """What is on the agenda and may no longer be read by who changes the session: it was not theirs to leave out."""
        agenda = CaseStudyPage.objects.filter(session_links__session=self.session)
        return agenda.exclude(pk__in=self._choosable().values("pk"))

    def get_standing(self) -> dict[str, Any]:
        assert self.session is not None  # noqa: S101
        return _standing(SessionPage.objects.get(pk=self.session.pk))


def moment_of(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """At that time by the clock on the wall, in summer and in winter."""
    return timezone.make_aware(datetime.datetime.combine(day, time))


def _standing(session: SessionPage) -> dict[str, Any]:
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "version": session.latest_revision_id,
        "title": session.title,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": session.place,
        "link": session.link,
        "method": session.method,
        "facilitator": session.facilitator,
        "cases": [item.case for item in session.agenda.select_related("case")],
        "preparation": session.preparation,
        "summary": session.summary,
        "participants": [one.user for one in session.participants.invited().select_related("user")],
    }
