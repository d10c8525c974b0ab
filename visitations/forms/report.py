from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.forms import parse_tags
from lessons.models import Theme
from regions.models import User

from .. import actions
from ..body import mark_of_texts
from ..models import VisitationPage, VisitationReportPage
from .fields import RecordForm, area


class ReportForm(RecordForm):
    """The text around findings and recommendations, as its latest revision has it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("Summary"), required=False, max_length=600, widget=area(3))
    introduction = forms.CharField(label=_("Introduction"), required=False, widget=area(8))
    conclusion = forms.CharField(label=_("Conclusion"), required=False, widget=area(8))
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tags = forms.CharField(label=_("Tags"), required=False, help_text=_("Free words, separated by commas."))

    def __init__(self, *args: Any, visitation: VisitationPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitation = visitation
        working = self.stored()
        self.initial["version"] = self.get_version()
        if working is None:
            self.initial["title"] = visitation.title
            return
        self.initial |= {name: getattr(working, name) for name in ("title", "summary", "introduction", "conclusion")}
        self.initial["themes"] = [theme.pk for theme in working.themes.all()]
        self.initial["tags"] = ", ".join(sorted(tag.name for tag in working.tags.all()))

    def stored(self) -> VisitationReportPage | None:
        report = VisitationReportPage.objects.child_of(self.visitation).first()
        return report and report.get_latest_revision_as_object()

    def get_version(self) -> str:
        """Of these texts alone: who works on the parts meanwhile is not in the way."""
        return mark_of_texts(self.stored())

    def clean_tags(self) -> list[str]:
        return parse_tags(self.cleaned_data["tags"])

    def write(self, *, user: User) -> VisitationReportPage:
        return actions.save_report(self.visitation, user=user, **self.cleaned_data)
