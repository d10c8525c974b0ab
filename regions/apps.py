from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    name = "regions"
    verbose_name = _("Regions and people")

    def ready(self) -> None:
        from .admin_exports import without_formulas

        without_formulas()
