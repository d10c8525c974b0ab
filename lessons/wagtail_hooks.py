from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList, PageChooserPanel
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from regions import audit

from .actions import note_published
from .models import LessonPage, Theme
from .page_forms import ThemeForm
from .policies import AudiencePagePolicy, outside

register_permission_policy(Page, AudiencePagePolicy())


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    add_to_admin_menu = True
    menu_order = 300
    list_display = ["name", "name_en", "parent"]
    list_filter = ["parent"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("name_en"),
            FieldPanel("slug"),
            FieldPanel("parent"),
            FieldPanel("description"),
            FieldPanel("what_we_know"),
            InlinePanel("picks", [PageChooserPanel("page"), FieldPanel("note")], label=_("Put first")),
        ],
        base_form_class=ThemeForm,
    )


register_snippet(ThemeViewSet)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    audit.register(
        actions,
        {
            "lessons.write_lesson": _("Write a lesson"),
            "lessons.add_source": _("Say what a lesson comes from"),
            "lessons.take_source": _("Take away what a lesson comes from"),
            "lessons.agree_lesson": _("Agree a lesson"),
            "lessons.publish_lesson": _("Publish a lesson"),
            "lessons.reopen_lesson": _("Make a lesson a draft again"),
            "lessons.review_lesson": _("Review a lesson"),
            "lessons.retire_lesson": _("Retire a lesson"),
            "lessons.withdraw_version": _("Take the words of a version out"),
            "lessons.contradict": _("Say that a lesson did not hold"),
            "lessons.answer_contradiction": _("Answer a word against a lesson"),
            "lessons.ask_again": _("Ask the question of a lesson again"),
            "lessons.open_review": _("Open the answers of a review"),
            "lessons.conclude_review": _("Conclude a review"),
            "lessons.merge_lessons": _("Merge two lessons"),
            "lessons.begin_trial": _("Begin a trial"),
            "lessons.change_trial": _("Change a trial"),
            "lessons.decide_trial": _("Decide on a trial"),
            "lessons.withdraw_trial_words": _("Take earlier words of a trial out"),
            "lessons.remind_of_trial": _("Remind of a trial"),
            "lessons.remind_of_review": _("Remind of a review"),
            "lessons.report_uptake": _("Report uptake"),
            "lessons.take_back_uptake": _("Take back uptake"),
            "lessons.merge_theme": _("Merge a theme"),
            "lessons.agree_action": _("Agree an action"),
            "lessons.finish_action": _("Finish an action"),
            "lessons.remind_owner": _("Remind of an action"),
            "lessons.write_comment": _("Write a comment"),
            "lessons.change_comment": _("Change a comment"),
            "lessons.withdraw_comment": _("Take a comment back"),
            "lessons.show_comment": _("Show a comment"),
            "lessons.hide_comment": _("Do not show a comment"),
            "lessons.follow": _("Follow something"),
            "lessons.stop_following": _("Follow something no longer"),
            "lessons.choose_rhythm": _("Choose mail about what one follows"),
            "lessons.stop_mail": _("Stop the mail about what one follows"),
        },
    )


@hooks.register("construct_explorer_page_queryset")
def explore_within_audience(parent_page: Page, pages: Any, request: Any) -> Any:
    """A listing in the admin shows a superuser, too, only what is theirs to read."""
    return pages.exclude(pk__in=outside(request.user).values("pk"))


@hooks.register("construct_page_chooser_queryset")
def choose_within_audience(pages: Any, request: Any) -> Any:
    return pages.exclude(pk__in=outside(request.user).values("pk"))


@hooks.register("after_publish_page")
def follow_publication(request: Any, page: Page) -> None:
    if isinstance(page, LessonPage):
        note_published(page, user=request.user, what_changed=request.POST.get("what_changed", ""))


@hooks.register("why_page_is_kept")
def keep_what_regions_said(page: Page) -> Any:
    said = [{f"{name}__isnull": False} for name in ("uptakes", "trials", "contradictions", "reviews")]
    lessons = LessonPage.objects.descendant_of(page, inclusive=True)
    if any(lessons.filter(**one).exists() for one in said):
        return _(
            "Regions told what they do with this lesson, or with one under this page: that would go with it, so it is not "
            "deleted. Retire it on the site, or unpublish it."
        )
    return ""
