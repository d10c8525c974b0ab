from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import audit
from .models import Organisation, Partnership


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {
            "regions.found_circle": _("Found a circle"),
            "regions.add_member": _("Add a member"),
            "regions.set_membership_status": _("Change a membership"),
            "regions.invite": _("Invite a person"),
        },
    )


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    add_to_admin_menu = True
    menu_order = 310
    list_display = ["name", "kind"]
    list_filter = ["kind", "regions"]
    search_fields = ["name"]


class PartnershipViewSet(SnippetViewSet):
    model = Partnership
    icon = "group"
    add_to_admin_menu = True
    menu_order = 311


register_snippet(OrganisationViewSet)
register_snippet(PartnershipViewSet)
