from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseStudiesConfig(AppConfig):
    name = "casestudies"
    verbose_name = _("Case studies")

    def ready(self) -> None:
        from . import indexing  # noqa: F401
        from .forms.admin import CaseAdminForm
        from .models import CaseStudyPage

        CaseStudyPage.base_form_class = CaseAdminForm
