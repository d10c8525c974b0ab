from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from regions import audit

from .actions import due
from .models import CaseStudyPage, Reflection


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {
            "casestudies.write_case": _("Write a case"),
            "casestudies.edit_case": _("Edit a case"),
            "casestudies.put_back": _("Put an earlier version of a case back"),
            "casestudies.ask_along": _("Ask somebody along on a case"),
            "casestudies.change_role": _("Change the role of who works along"),
            "casestudies.take_leave": _("End somebody’s part in writing a case"),
            "casestudies.move_case": _("Move a case to another region"),
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
            "casestudies.set_review_date": _("Set when to ask a case again"),
            "casestudies.review_due": _("The day has come to ask a case again"),
            "casestudies.keep_finding": _("Keep a finding of the privacy check"),
            "casestudies.drop_kept": _("Open a kept finding of the privacy check again"),
            "casestudies.replace_findings": _("Replace what the privacy check found"),
            "casestudies.pass_check": _("Pass the privacy check"),
            "casestudies.ask_second_reader": _("Ask a second reader"),
            "casestudies.second_read": _("Read a case a second time"),
            "casestudies.widen_case": _("Publish the checked text outside the circle"),
            "casestudies.narrow_case": _("Take a case back to its circle"),
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


@hooks.register("before_serve_page")
def end_overdue_rounds(page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    if isinstance(page, CaseStudyPage):
        due.end_overdue(Reflection.objects.filter(case=page.pk))


@hooks.register("why_page_is_kept")
def keep_cases_with_reflections(page: Page) -> Any:
    """People's answers hang on the case: it can be unpublished, not deleted from under them."""
    if CaseStudyPage.objects.descendant_of(page, inclusive=True).filter(reflections__isnull=False).exists():
        return _("There are reflections on this case, so it cannot be deleted. You can unpublish it.")
    return ""
