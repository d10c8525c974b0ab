from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages

from regions import audit
from regions.models import User

from .accounts import left_by


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {"home.change_profile": _("Change one's profile"), "home.tell": _("Tell what is new in what one follows")},
    )


@hooks.register("register_log_actions")
def register_actions_with_places(actions: Any) -> None:
    audit.register(
        actions,
        {
            "home.found_region": _("Found a region"),
            "home.change_region": _("Change a region"),
            "home.keep_municipality": _("Keep a municipality"),
            "home.place_municipality": _("Place a municipality in a region"),
            "home.give_token": _("Make a token for programs"),
            "home.revoke_token": _("Revoke a token for programs"),
            "home.take_own_data": _("Take one's own data along"),
            "home.take_region_data": _("Take a region's data along"),
        },
    )


@hooks.register("construct_reports_menu")
def hide_report_of_page_types(request: Any, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("before_delete_user")
def keep_who_left_something(request: HttpRequest, user: Any) -> HttpResponse | None:
    return _kept(request, user)


@hooks.register("before_bulk_action")
def keep_each_who_left_something(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or action.model is not User:
        return None
    return next((kept for user in objects if (kept := _kept(request, user))), None)


def _kept(request: HttpRequest, user: Any) -> HttpResponse | None:
    """To where the account is deactivated, when it left something."""
    left = left_by(user)
    if not left:
        return None
    why = _(
        "“%(who)s” left something on the site (%(left)s), so this account is not deleted: what others read would go with it, "
        "or stand without a name. Take the tick away at “Active”: then nobody signs in with it any more, and what was "
        "written stays."
    )
    messages.error(request, why % {"who": user, "left": ", ".join(left)})
    return redirect("wagtailusers_users:edit", user.pk)
