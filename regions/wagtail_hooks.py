from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import audit


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
