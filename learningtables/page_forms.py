"""Wagtail's edit form for a session."""

from typing import Any

from lessons.checking import blocking, find_identifiers
from lessons.page_forms import ContentPageForm
from regions.audience import WIDE

from .report_check import Found, refusal
from .states import ReportState


class SessionPageForm(ContentPageForm):
    """A report comes along when its session is opened to more people: what leads straight to a person keeps it at the table."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        report = getattr(self.instance, "report", None)
        if data.get("audience_key") in WIDE and report is not None and report.state == ReportState.PUBLISHED:
            named = blocking(Found("body", "", finding) for finding in find_identifiers(report.body))
            if named:
                self.add_error("audience_key", refusal(named))
        return data
