from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningTablesConfig(AppConfig):
    name = "learningtables"
    verbose_name = _("Learning tables")

    def ready(self) -> None:
        from . import signals  # noqa: F401
