from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from regions import audit
from regions.models import User

from .deleting import why_account_is_kept, why_is_kept, why_page_is_kept


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


@hooks.register("before_delete_page")
def keep_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    why = why_page_is_kept(page)
    if not why:
        return None
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    messages.error(request, why, buttons=[messages.button(unpublish, _("Unpublish"))] if page.live else None)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_snippet")
def keep_snippets(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    for instance in instances:
        if why := why_is_kept(instance):
            messages.error(request, why)
            return redirect(instance.snippet_viewset.get_url_name("list"))
    return None


@hooks.register("before_delete_user")
def keep_account(request: HttpRequest, user: Any) -> HttpResponse | None:
    """To where it is deactivated, when it left something."""
    why = why_account_is_kept(user)
    if not why:
        return None
    messages.error(request, why)
    return redirect("wagtailusers_users:edit", user.pk)


@hooks.register("before_bulk_action")
def keep_each(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    if action_type != "delete":
        return None
    if action.model is User:
        return next((kept for user in objects if (kept := keep_account(request, user))), None)
    if not issubclass(action.model, Page):
        return None
    for page in objects:
        if why := why_page_is_kept(page):
            messages.error(request, f"{page}: {why}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
