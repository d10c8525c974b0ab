"""Methods are data: an editor can add one without a line of code."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from ..states import InputKind, Speaker

MOST_MINUTES = 600


class Method(ClusterableModel):
    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    purpose = models.TextField(_("what it is good for"))
    group_min = models.PositiveSmallIntegerField(_("smallest group"), default=4)
    group_max = models.PositiveSmallIntegerField(_("largest group"), default=12)
    source = models.CharField(_("source"), max_length=300, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("purpose"),
        FieldPanel("group_min"),
        FieldPanel("group_max"),
        FieldPanel("source"),
        InlinePanel("phases", label=_("Phases")),
    ]

    class Meta:
        verbose_name = _("method")
        verbose_name_plural = _("methods")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        least, most = self.group_min, self.group_max
        if least is not None and least < 1:
            raise ValidationError({"group_min": _("A group has at least one person.")})
        if least is not None and most is not None and most < least:
            raise ValidationError({"group_max": _("The largest group is smaller than the smallest one.")})


class Phase(Orderable):
    method = ParentalKey(Method, on_delete=models.CASCADE, related_name="phases", verbose_name=_("method"))
    title = models.CharField(_("title"), max_length=100)
    instruction = models.TextField(_("instruction"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    speaker = models.CharField(_("who speaks"), max_length=20, choices=Speaker, default=Speaker.EVERYONE)
    owner_is_silent = models.BooleanField(_("the case owner is silent"), default=False)
    input_kind = models.CharField(_("kind of input"), max_length=20, choices=InputKind, default=InputKind.NONE)
    written_first = models.BooleanField(
        _("written first"), default=False, help_text=_("Hidden from each other until everyone has written.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.minutes is not None and not 1 <= self.minutes <= MOST_MINUTES:
            raise ValidationError({"minutes": _("Choose between 1 and %(most)s minutes.") % {"most": MOST_MINUTES}})
        if self.owner_is_silent and self.speaker == Speaker.CASE_OWNER:
            raise ValidationError({"owner_is_silent": _("The case owner cannot speak and be silent in one phase.")})
        if self.written_first and self.input_kind == InputKind.NONE:
            raise ValidationError({"input_kind": _("Say what is written first, or leave “written first” out.")})
