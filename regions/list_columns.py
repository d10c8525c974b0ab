"""The columns of the regions' own lists, when they are taken along as a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .export import Column
from .states import SupportStatus


def _signatories(statement: Any) -> list[str]:
    return sorted(str(one) for one in statement.signatories.all())


STATEMENT_COLUMNS = [
    Column("number", _("number"), "pk"),
    Column("title", _("title"), "title"),
    Column("summary", _("summary"), "summary"),
    Column("text", _("text"), "text"),
    Column("agreed_on", _("agreed on"), "agreed_on"),
    Column("open_until", _("can be signed until"), "open_until"),
    Column("signatories", _("signatories"), _signatories),
]

SUPPORT_COLUMNS = [
    Column("number", _("number"), "pk"),
    Column("region", _("region"), "region.name"),
    Column("title", _("in one sentence"), "title"),
    Column("where_we_are", _("Where are we?"), "where_we_are"),
    Column("where_to", _("Where do we want to be?"), "where_to"),
    Column("what_is_needed", _("What is needed?"), "what_is_needed"),
    Column("status", _("status"), "status", choices=SupportStatus),
    Column("outcome", _("what came of it"), "outcome"),
    Column("created_at", _("begun at"), "created_at"),
    Column("sent_at", _("sent at"), "sent_at"),
    Column("closed_at", _("closed at"), "closed_at"),
]

PARTNERSHIP_COLUMNS = [
    Column("name", _("name"), "name"),
    Column("purpose", _("what for"), "purpose"),
    Column("regions", _("regions"), lambda partnership: [region.name for region in partnership.regions.all()]),
    Column("since", _("since (year)"), "since"),
    Column("website", _("website"), "website"),
]
