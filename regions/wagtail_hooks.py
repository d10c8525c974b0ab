from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import admin_views, audit, rules
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
            "regions.begin_plan": _("Begin a plan of action"),
            "regions.change_plan": _("Change a plan of action"),
            "regions.set_plan_audience": _("Say who may read a plan of action"),
            "regions.add_plan_writer": _("Note down who co-wrote a plan"),
            "regions.remove_plan_writer": _("Take out who co-wrote a plan"),
            "regions.write_plan_part": _("Write a part of a plan"),
            "regions.move_plan_part": _("Move a part of a plan"),
            "regions.remove_plan_part": _("Take a part out of a plan"),
            "regions.keep_plan_version": _("Keep a version of a plan"),
            "regions.move_plan": _("Change where a plan stands"),
            "regions.delete_plan": _("Delete a draft of a plan of action"),
            "regions.write_team": _("Describe an expert team"),
            "regions.write_team_year": _("Enter an expert team's figures of a year"),
            "regions.remove_team_year": _("Take out an expert team's figures of a year"),
            "regions.import_team_years": _("Enter an expert team's figures from a file"),
            "regions.write_statement": _("Write a statement"),
            "regions.change_statement": _("Change a statement"),
            "regions.agree_statement": _("Agree a statement"),
            "regions.sign_statement": _("Sign a statement"),
            "regions.report_undertaking": _("Tell what became of an undertaking"),
            "regions.write_support_request": _("Write a request for support"),
            "regions.change_support_request": _("Change a request for support"),
            "regions.send_support_request": _("Send a request for support"),
            "regions.withdraw_support_request": _("Withdraw a request for support"),
            "regions.say_about_support": _("Say something about support"),
            "regions.agree_support": _("Agree on support"),
            "regions.close_support_request": _("Close a request for support"),
            "regions.reopen_support_request": _("Reopen a request for support"),
            "regions.send_mail_again": _("Send a mail again that was given up"),
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


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    outbox = admin_views.OutboxView
    return [
        path("reports/postvak-uit/", outbox.as_view(), name=admin_views.OUTBOX),
        path("reports/postvak-uit/results/", outbox.as_view(results_only=True), name=admin_views.OUTBOX_RESULTS),
        path("reports/postvak-uit/opnieuw/", admin_views.SendAgainView.as_view(), name=admin_views.SEND_AGAIN),
    ]


@hooks.register("construct_homepage_panels")
def tell_of_mail_given_up(request: HttpRequest, panels: list[Any]) -> None:
    """To who can do something about it."""
    if rules.may_see_outbox(request.user):
        panels.append(admin_views.GivenUpPanel())


class OutboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return rules.may_see_outbox(request.user)


@hooks.register("register_reports_menu_item")
def register_outbox_menu_item() -> MenuItem:
    return OutboxMenuItem(_("Outbox"), reverse(admin_views.OUTBOX), name="outbox", icon_name="mail", order=1260)
