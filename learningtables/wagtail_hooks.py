from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import ObjectList
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from casestudies.actions import due
from casestudies.models import Reflection
from regions import audit
from regions.policies import EditorsPolicy

from . import keeping
from .forms.methods import MethodForm
from .models import LearningTablePage, Method, QuoteConsent, SessionPage
from .rules import may_edit_methods


class MethodViewSet(SnippetViewSet):
    model = Method
    edit_handler = ObjectList(Method.panels, base_form_class=MethodForm)
    icon = "list-ol"
    add_to_admin_menu = True
    menu_order = 310
    list_display = ["name", "group_min", "group_max"]
    search_fields = ["name", "purpose"]
    inspect_view_enabled = True


register_permission_policy(Method, EditorsPolicy(Method, may_edit_methods))
register_snippet(MethodViewSet)


@hooks.register("before_serve_page")
def end_overdue_rounds(page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """A session shows how far the reflections on its agenda are."""
    if isinstance(page, SessionPage):
        due.end_overdue(Reflection.objects.filter(session_case__session=page.pk))


@hooks.register("before_copy_page")
def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy would share the circle or the invitation of the original; or show words whose author was asked about another."""
    if isinstance(page.specific, LearningTablePage | SessionPage):
        why = _("Learning tables and sessions are not copied: make a new one on the site itself.")
    elif QuoteConsent.objects.filter(lesson=page.pk).exists():
        why = _(
            "This lesson uses words from the room, and their authors were asked about this lesson: it is not copied."
        )
    else:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("why_page_is_kept")
def keep_what_was_written(page: Page) -> Any:
    if keeping.holds_words(page):
        return _(
            "People wrote at this session, or at one under this page: that would go with it, so it is not deleted. "
            "Unpublish it: then nobody meets it on the site any more, and what was written is kept."
        )
    if keeping.is_on_an_agenda(page):
        return _(
            "This case, or one under this page, is on the agenda of a session, so it is not deleted. "
            "Take it off the agenda first, or unpublish it."
        )
    return ""


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {
            "learningtables.found_table": _("Found a learning table"),
            "learningtables.change_table": _("Change a learning table"),
            "learningtables.plan_session": _("Plan a session"),
            "learningtables.plan_series": _("Plan a series of sessions"),
            "learningtables.change_rota": _("Change who leads in turn"),
            "learningtables.give_turn": _("Change whose turn it is to lead"),
            "learningtables.propose_moments": _("Ask which moments suit"),
            "learningtables.reply_to_poll": _("Reply to a date poll"),
            "learningtables.remind_poll": _("Remind who has not replied to a date poll"),
            "learningtables.close_poll": _("Close a date poll"),
            "learningtables.change_session": _("Change a session"),
            "learningtables.cancel_session": _("Cancel a session"),
            "learningtables.reply": _("Reply to an invitation"),
            "learningtables.hold_session": _("Mark a session as held"),
            "learningtables.record_attendance": _("Record who was there"),
            "learningtables.open_case_reflection": _("Open a reflection in a session"),
            "learningtables.open_room": _("Open the room"),
            "learningtables.close_room": _("Close the room"),
            "learningtables.move_room": _("Go to another step"),
            "learningtables.lead_room": _("Lead a session"),
            "learningtables.reveal_step": _("Reveal what was written"),
            "learningtables.spread_step": _("Let people write in their own time"),
            "learningtables.let_guests_in": _("Make a code for guests"),
            "learningtables.let_nobody_in": _("Take the code for guests away"),
            "learningtables.show_out": _("Show a guest out"),
            "learningtables.come_in": _("Come in as a guest"),
            "learningtables.forget_guests": _("Remove the names of guests"),
            "learningtables.judge_lesson": _("Say what a table does with a lesson"),
            "learningtables.give_feed": _("Make calendar addresses"),
            "learningtables.renew_feed": _("Renew calendar addresses"),
            "learningtables.save_minutes": _("Write minutes"),
            "learningtables.quote_in_lesson": _("Write a lesson from the room"),
            "learningtables.ask_consent": _("Ask whether words may be used"),
            "learningtables.answer_consent": _("Answer whether words may be used"),
            "learningtables.release_quote": _("Say that words are no longer used"),
            "learningtables.draft_report": _("Draft a report"),
            "learningtables.save_report": _("Save a report"),
            "learningtables.publish_report": _("Publish a report"),
        },
    )
