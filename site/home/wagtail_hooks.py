from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from regions import audit


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(actions, {"home.change_profile": _("Change one's profile")})


@hooks.register("construct_reports_menu")
def hide_report_of_page_types(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name != "page-types-usage"]
