from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms import VersionedForm
from regions.models import User

from .. import actions
from ..models import SessionReport


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

    @property
    def publishes(self) -> bool:
        return "publish" in self.data

    def write(self, *, user: User) -> SessionReport:
        write: Any = actions.publish_report if self.publishes else actions.save_report
        return write(self.report, user=user, **self.cleaned_data)

    def get_standing(self) -> dict[str, Any]:
        report = SessionReport.objects.get(pk=self.report.pk)
        return {"version": report.version, "body": report.body}
