from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel

from lessons.models import ContentPage
from lessons.states import Kind


class LearningTablePage(ContentPage):
    """A standing group that holds sessions. What is between its people lies in ``circle``; the page itself may be public."""

    KIND = Kind.TABLE

    purpose = models.TextField(_("purpose"))
    rhythm = models.CharField(_("rhythm"), max_length=100, blank=True, help_text=_("For instance: every six weeks."))
    circle = models.OneToOneField(
        "regions.Circle", models.PROTECT, related_name="learning_table", verbose_name=_("circle"), editable=False
    )

    parent_page_types = ["home.RegionPage"]
    subpage_types = ["learningtables.SessionPage"]
    template = "learningtables/learning_table_page.html"

    search_fields = [*ContentPage.search_fields, index.SearchField("purpose")]
    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("purpose"),
        FieldPanel("rhythm"),
        FieldPanel("lead_region"),
        FieldPanel("further_regions"),
        FieldPanel("themes"),
        FieldPanel("tags"),
        FieldPanel("audience_key"),
    ]

    class Meta:
        verbose_name = _("learning table")
        verbose_name_plural = _("learning tables")
