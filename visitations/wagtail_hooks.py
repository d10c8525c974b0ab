from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from regions import audit

from . import pictures
from .forms.frameworks import FrameworkForm
from .models import Framework, TermTemplate, VisitationPage
from .states import Stage


class FrameworkViewSet(SnippetViewSet):
    model = Framework
    icon = "list-ul"
    add_to_admin_menu = True
    menu_label = _("Frameworks")
    menu_order = 310
    list_display = ["name", "source"]
    edit_handler = ObjectList(Framework.panels, base_form_class=FrameworkForm)


class TermTemplateViewSet(SnippetViewSet):
    model = TermTemplate
    icon = "time"
    add_to_admin_menu = True
    menu_label = _("Clocks for visitations")
    menu_order = 311
    list_display = ["name", "source"]


register_snippet(FrameworkViewSet)
register_snippet(TermTemplateViewSet)


class ImagesOutsideReports(ImagesAdminAPIViewSet):
    """Wagtail's own asks nobody who they are."""

    def get_queryset(self) -> Any:
        return pictures.outside_reports(super().get_queryset())


@hooks.register("construct_admin_api", order=100)  # after Wagtail's own, whose place it takes
def serve_images_outside_reports(router: Any) -> None:
    router.register_endpoint("images", ImagesOutsideReports)


@hooks.register("construct_homepage_summary_items", order=100)
def count_no_pages(request: Any, items: list[Any]) -> None:
    """The number of all pages grows with drafts that are not there for who reads it."""
    items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {
            "visitations.start": _("Start a visitation"),
            "visitations.set_terms": _("Set the terms of a visitation"),
            "visitations.move_on": _("Move a visitation on"),
            "visitations.propose_member": _("Propose a committee member"),
            "visitations.withdraw_member": _("End a committee member's seat"),
            "visitations.add_host": _("Add a contact of the visited party"),
            "visitations.declare": _("Declare ties"),
            "visitations.decide_on_tie": _("Decide on a declared tie"),
            "visitations.ask_for_document": _("Ask for a document"),
            "visitations.answer_request": _("Answer a document request"),
            "visitations.settle_request": _("Settle a document request"),
            "visitations.plan_item": _("Plan a part of the visit"),
            "visitations.change_item": _("Change a part of the visit"),
            "visitations.cancel_item": _("Cancel a part of the visit"),
            "visitations.send_programme": _("Send the programme of the visit"),
            "visitations.self_evaluate": _("Write in the self-evaluation"),
            "visitations.hand_in_self_evaluation": _("Hand in the self-evaluation"),
            "visitations.invite_to_panel": _("Invite somebody to the panel"),
            "visitations.end_panel_seat": _("End a seat on the panel"),
            "visitations.open_judgements": _("Open the members' judgements"),
            "visitations.judge_together": _("Judge a criterion together"),
            "visitations.take_action": _("Agree on an action out of a recommendation"),
            "visitations.draw_lesson": _("Draw a lesson from a recommendation"),
            "visitations.remind": _("Remind who is waited for"),
            "visitations.attach": _("Add a file"),
            "visitations.remove_attachment": _("Remove a file"),
            "visitations.override_recusal": _("Lift a recusal"),
            "visitations.install_committee": _("Install a committee"),
            "visitations.object_to_member": _("Object to a committee member"),
            "visitations.decide_on_objection": _("Decide on an objection to a committee member"),
            "visitations.waive_objections": _("Say that there are no objections to the committee"),
            "visitations.add_evidence": _("Add evidence"),
            "visitations.change_evidence": _("Change evidence"),
            "visitations.remove_evidence": _("Remove evidence"),
            "visitations.write_finding": _("Write a finding"),
            "visitations.change_finding": _("Change a finding"),
            "visitations.remove_finding": _("Remove a finding"),
            "visitations.write_recommendation": _("Write a recommendation"),
            "visitations.change_recommendation": _("Change a recommendation"),
            "visitations.remove_recommendation": _("Remove a recommendation"),
            "visitations.save_report": _("Save the report's text"),
            "visitations.add_part": _("Add a part to the report"),
            "visitations.change_part": _("Change a part of the report"),
            "visitations.move_part": _("Move a part of the report"),
            "visitations.remove_part": _("Take a part out of the report"),
            "visitations.keep_version": _("Keep a version of the report"),
            "visitations.remark": _("Remark in the fact check"),
            "visitations.withdraw_remark": _("Withdraw a remark in the fact check"),
            "visitations.hand_in_remarks": _("Hand in the remarks of the fact check"),
            "visitations.decide_remark": _("Decide on a remark in the fact check"),
            "visitations.respond": _("Respond to a recommendation"),
            "visitations.review_progress": _("Review the progress of a recommendation"),
        },
    )


@hooks.register("why_page_is_kept")
def keep_what_has_begun(page: Page) -> Any:
    """A report's page too: its address is in other people's texts."""
    within = VisitationPage.objects.descendant_of(page, inclusive=True) | VisitationPage.objects.parent_of(page)
    if within.exclude(stage=Stage.SCOPE).exists():
        return _(
            "A visitation that has begun is not deleted, nor what it stands under: findings, remarks and answers would go with "
            "it. Unpublish it: then nobody meets it on the site any more."
        )
    return ""
