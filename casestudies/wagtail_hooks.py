from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from regions import audit

from .models import CaseStudyPage


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {
            "casestudies.write_case": _("Write a case"),
            "casestudies.edit_case": _("Edit a case"),
            "casestudies.share_case": _("Share a case with its circle"),
            "casestudies.add_decision_point": _("Add a decision point"),
            "casestudies.edit_decision_point": _("Edit a decision point"),
            "casestudies.delete_decision_point": _("Delete a decision point"),
            "casestudies.move_decision_point": _("Move a decision point"),
            "casestudies.lock_then": _("Lock THEN"),
            "casestudies.add_addendum": _("Write an addendum"),
            "casestudies.write_now": _("Write the NOW record"),
            "casestudies.write_outcome": _("Write the outcome"),
            "casestudies.open_reflection": _("Open a reflection"),
            "casestudies.add_respondents": _("Ask more people"),
            "casestudies.reveal": _("Reveal the answers"),
            "casestudies.end_round_two": _("End the second round"),
            "casestudies.set_deadline": _("Set a deadline"),
            "casestudies.deadline_lapsed": _("A deadline passed with too few answers"),
            "casestudies.remind": _("Remind who has not answered"),
            "casestudies.conclude": _("Draw a conclusion"),
            "casestudies.close": _("Close a reflection"),
        },
    )


@hooks.register("construct_explorer_page_queryset")
def hide_unshared_cases_in_listing(parent_page: Page, pages: Any, request: Any) -> Any:
    return pages.exclude(pk__in=_unshared_of_others(request.user))


@hooks.register("construct_page_chooser_queryset")
def hide_unshared_cases_in_chooser(pages: Any, request: Any) -> Any:
    return pages.exclude(pk__in=_unshared_of_others(request.user))


def _unshared_of_others(user: Any) -> Any:
    return CaseStudyPage.objects.unshared().exclude(owner=user).values("pk")


@hooks.register("before_delete_page")
def keep_cases_with_reflections(request: HttpRequest, page: Page) -> HttpResponse | None:
    """People's answers hang on the case: it can be unpublished, not deleted from under them."""
    if not CaseStudyPage.objects.descendant_of(page, inclusive=True).filter(reflections__isnull=False).exists():
        return None
    messages.error(request, _("There are reflections on this case, so it cannot be deleted. You can unpublish it."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)
