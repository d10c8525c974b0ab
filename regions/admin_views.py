"""The outbox in Wagtail's admin, for who may see whom the site writes to: read, and what was given up is sent again."""

from typing import Any

import django_filters
from django.db.models import Case, CharField, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from .actions import send_mail_again
from .models import SentMail
from .outbox import to_be_sent_again
from .rules import may_see_outbox
from .states import IllegalMove

OUTBOX, OUTBOX_RESULTS, SEND_AGAIN = "regions_outbox", "regions_outbox_results", "regions_send_mail_again"
DIGEST = "home/emails/digest.txt"
SENT, WAITING, GIVEN_UP = "sent", "waiting", "given-up"
STATES = [(SENT, _("Sent")), (WAITING, _("Tried again")), (GIVEN_UP, _("Not sent, and not tried any more"))]
CONDITIONS = {
    SENT: Q(sent_at__isnull=False),
    # What somebody follows is made anew until it has left.
    WAITING: Q(sent_at=None) & (Q(try_at__isnull=False) | Q(template=DIGEST)),
    GIVEN_UP: Q(sent_at=None, try_at=None) & ~Q(template=DIGEST),
}
# No more than this is told of what a mail is about: that somebody sits on a committee, or is asked for a reflection, is not.
ACCOUNT, INVITATION, NEWS, WORK = "account", "invitation", "news", "work"
KINDS = [
    (ACCOUNT, _("About an account")),
    (INVITATION, _("Invitation to the site")),
    (NEWS, _("What somebody follows")),
    (WORK, _("Something for this person")),
]
TEMPLATES = {
    ACCOUNT: Q(template__startswith="account/") | Q(template__startswith="mfa/"),
    INVITATION: Q(template="regions/emails/invitation.txt"),
    NEWS: Q(template=DIGEST),
}


def _one_of(conditions: dict[str, Q], labels: list[tuple[str, Any]], *, default: str) -> Case:
    named = dict(labels)
    whens = [When(condition, then=Value(str(named[name]))) for name, condition in conditions.items()]
    return Case(*whens, default=Value(default), output_field=CharField())


def outbox() -> QuerySet[SentMail]:
    """By day and address, never by moment: who is written to in the same minute sits in the same circle."""
    rows = SentMail.objects.annotate(
        made_on=TruncDate("made_at"),
        sent_on=TruncDate("sent_at"),
        about=_one_of(TEMPLATES, KINDS, default=str(dict(KINDS)[WORK])),
        state=_one_of(CONDITIONS, STATES, default=""),
        because=Case(When(~CONDITIONS[SENT], then=F("failed_because")), default=Value("")),
    )
    return rows.order_by("-made_on", "address", "about", "pk")


def given_up() -> dict[str, Any]:
    """``count`` of the mails that were given up, ``since`` which day they were made, and how many can be sent ``again``."""
    told = SentMail.objects.filter(CONDITIONS[GIVEN_UP]).aggregate(count=Count("pk"), since=Min("made_at"))
    return {**told, "again": to_be_sent_again().count() if told["count"] else 0}


class OutboxFilters(WagtailFilterSet):
    about = django_filters.ChoiceFilter(label=_("Kind of mail"), choices=KINDS, method="of_kind")
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state")

    class Meta:
        model = SentMail
        fields = ["about", "state"]

    def of_kind(self, mails: QuerySet[SentMail], name: str, value: str) -> QuerySet[SentMail]:
        if value != WORK:
            return mails.filter(TEMPLATES[value])
        for condition in TEMPLATES.values():
            mails = mails.exclude(condition)
        return mails

    def in_state(self, mails: QuerySet[SentMail], name: str, value: str) -> QuerySet[SentMail]:
        return mails.filter(CONDITIONS[value])


class OutboxView(ReportView):
    """That a mail was made for a person, and whether it left; neither what it said, nor what circle it was about."""

    model = SentMail
    template_name = "regions/admin/outbox.html"
    page_title = _("Outbox")
    header_icon = "mail"
    filterset_class = OutboxFilters
    index_url_name, index_results_url_name = OUTBOX, OUTBOX_RESULTS
    is_searchable = True
    search_fields = ["address"]
    columns = [
        Column("made_on", label=_("Made on")),
        Column("address", label=_("E-mail address")),
        Column("about", label=_("Kind of mail")),
        Column("state", label=_("State")),
        Column("sent_on", label=_("Sent on")),
        Column("because", label=_("Not sent because")),
    ]
    list_export = [column.name for column in columns]
    export_headings = {column.name: column.label for column in columns}
    export_filename = "postvak-uit"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (
            super().dispatch(request, *args, **kwargs) if may_see_outbox(request.user) else permission_denied(request)
        )

    def get_base_queryset(self) -> Any:
        return outbox()

    def order_queryset(self, queryset: Any) -> Any:
        return queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, given_up=given_up(), **kwargs)


class SendAgainView(View):
    """What was given up and is still kept is tried once more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if not may_see_outbox(request.user):
            return permission_denied(request)
        user: Any = request.user
        try:
            count = send_mail_again(user=user)
        except IllegalMove as refusal:
            messages.error(request, str(refusal))
        else:
            said = ngettext("%(count)s mail is tried again now.", "%(count)s mails are tried again now.", count)
            messages.success(request, said % {"count": count})
        return redirect(OUTBOX)


class GivenUpPanel(Component):
    """On the first page of the admin, as long as there is mail that did not leave and is tried by nobody."""

    name = "given-up-mail"
    order = 50
    template_name = "regions/admin/given_up.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"given_up": given_up(), "home": True}
