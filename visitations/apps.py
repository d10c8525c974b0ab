from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitationsConfig(AppConfig):
    name = "visitations"
    verbose_name = _("Visitations")
