from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitationsConfig(AppConfig):
    name = "visitations"
    verbose_name = _("Visitations")

    def ready(self) -> None:
        from wagtail.images import get_image_model
        from wagtail.permissions import register_permission_policy

        from .forms.admin import ClockAdminForm
        from .models import TermTemplate
        from .pictures import policy

        TermTemplate.base_form_class = ClockAdminForm

        # For this very class: Wagtail registers its own policy for the class and all below it.
        register_permission_policy(get_image_model(), policy(), exact_class=True)
