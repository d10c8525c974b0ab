"""The outbox in Wagtail's admin: read-only, for who may see whom the site writes to."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from .models import SentMail
from .rules import may_see_outbox

OUTBOX, OUTBOX_RESULTS = "regions_outbox", "regions_outbox_results"
SENT, FAILED, MADE = "sent", "failed", "made"
STATES = [(SENT, _("Sent")), (FAILED, _("Not sent, because it failed")), (MADE, _("Made, and not sent"))]


def _kinds() -> list[tuple[str, str]]:
    templates = SentMail.objects.order_by("template").values_list("template", flat=True).distinct()
    return [(template, template) for template in templates]


class OutboxFilters(WagtailFilterSet):
    template = django_filters.ChoiceFilter(label=_("Kind of mail"), choices=_kinds)
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state")

    class Meta:
        model = SentMail
        fields = ["template", "state"]

    def in_state(self, mails: QuerySet[SentMail], name: str, value: str) -> QuerySet[SentMail]:
        if value == SENT:
            return mails.exclude(sent_at=None)
        unsent = mails.filter(sent_at=None)
        return unsent.exclude(failed_because="") if value == FAILED else unsent.filter(failed_because="")


class OutboxView(ReportView):
    """That a mail was made and whether it left. What it said is kept nowhere."""

    model = SentMail
    page_title = _("Outbox")
    header_icon = "mail"
    filterset_class = OutboxFilters
    index_url_name, index_results_url_name = OUTBOX, OUTBOX_RESULTS
    is_searchable = True
    search_fields = ["address"]
    default_ordering = "-made_at"
    columns = [
        DateColumn("made_at", label=_("Made at")),
        Column("address", label=_("E-mail address")),
        Column("subject", label=_("Subject")),
        Column("template", label=_("Kind of mail")),
        DateColumn("sent_at", label=_("Sent at")),
        Column("failed_because", label=_("Not sent because")),
    ]
    list_export: list[str] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return (
            super().dispatch(request, *args, **kwargs) if may_see_outbox(request.user) else permission_denied(request)
        )

    def get_base_queryset(self) -> Any:
        return SentMail.objects.order_by("-made_at", "-pk")
