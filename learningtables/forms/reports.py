from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.checking import blocking
from regions.forms import VersionedForm
from regions.models import User

from .. import actions
from ..models import SessionReport
from ..report_check import found_in_report
from ..states import ReportState


class ReportForm(VersionedForm):
    body = forms.CharField(
        label=_("Report"),
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("A line that begins with ## becomes a heading, lines that begin with - become a list."),
    )

    def __init__(self, *args: Any, report: SessionReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.initial = {"body": report.body, "version": report.version}
        self.found = found_in_report(self.data.get("body", ""), report.session) if self.publishes else []
        if self.found and not self.blocked:
            self.fields["confirmed"] = forms.BooleanField(
                label=_("I have read them: nobody can be recognised"),
                error_messages={"required": _("Change it, or confirm that nobody can be recognised.")},
            )

    @property
    def publishes(self) -> bool:
        return "publish" in self.data and self.report.state == ReportState.DRAFT

    @property
    def blocked(self) -> bool:
        return bool(blocking(self.found))

    def write(self, *, user: User) -> SessionReport:
        write: Any = actions.publish_report if self.publishes else actions.save_report
        return write(self.report, body=self.cleaned_data["body"], version=self.cleaned_data["version"], user=user)

    def get_standing(self) -> dict[str, Any]:
        report = SessionReport.objects.get(pk=self.report.pk)
        return {"version": report.version, "body": report.body}
