"""The list of cases, beginning one, and the workspace of who writes it. The steps in between are in `writing`."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from lessons.states import Kind
from lessons.views import ContentListView
from regions.models import User
from regions.views import ActionFormMixin, RuleRequiredMixin

from .. import actions, parts, rules, steps, timeline
from ..actions import due
from ..forms.cases import NewCaseForm
from ..models import CaseStudyPage, Reflection
from ..models.reading import readings
from . import found
from .base import ConfirmView, OwnCaseMixin, ThenOpenMixin

NOT_A_FILE = _("This is not part of a child’s file, and nothing here leads back to one.")


class CaseListView(ContentListView):
    kinds = (Kind.CASE,)
    title = _("Cases")
    intro = _("Cases written up as the decisions that were taken in them, to look back on together.")
    template_name = "casestudies/case_list.html"
    empty_title = _("No cases to read here")
    empty_text = _(
        "Cases stay inside the circle they were written for: a learning table or a region. You see the cases of your own "
        "circles here. What regions learned from them stands under Lessons, for everyone."
    )

    def get_links(self) -> list[tuple[str, Any]]:
        user = self.request.user
        links = [(reverse("casestudies:reflections"), _("Reflections"))] if user.is_authenticated else []
        return [*links, (reverse("casestudies:new"), _("Write a case"))] if rules.may_write_case(user) else links

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = CaseStudyPage.objects.none()
        if self.request.user.is_authenticated:
            drafts = CaseStudyPage.objects.unshared().written_with(self.request.user).order_by("-date", "-pk")
        return super().get_context_data(drafts=drafts, **kwargs)


class WriteCaseView(ActionFormMixin, RuleRequiredMixin, FormView):
    """Only what is needed to keep a draft; the rest is asked step by step."""

    rule = staticmethod(rules.may_write_case)
    template_name = "casestudies/case_form.html"
    form_class = NewCaseForm
    success_message = _("Your draft is kept. Only you can see it until you share it.")
    object: CaseStudyPage

    def get_rule_object(self) -> None:
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(not_a_file=NOT_A_FILE, **kwargs)

    def get_success_url(self) -> str:
        return steps.url(self.object, steps.SECOND)


class WorkspaceView(OwnCaseMixin, DetailView):
    """The last step: reading it all through, and everything that still can be done with the case."""

    rule = staticmethod(rules.may_read_draft)
    template_name = "casestudies/workspace.html"
    context_object_name = "case"

    def get_object(self, queryset: Any = None) -> CaseStudyPage:
        due.end_overdue(Reflection.objects.filter(case=self.case.pk))
        return self.case

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.case
        read = readings(case, user=user)
        return super().get_context_data(
            latest=self.latest,
            answers=timeline.answers_of(case, user=user),
            not_a_file=NOT_A_FILE,
            steps=steps.progress(case, self.latest, user=user, points=read["points"], outcome=read["outcome"]),
            writers=case.writers.select_related("user"),
            lacking=parts.lacking(self.latest),
            may_edit=rules.may_edit_case(user, case),
            may_lock=rules.may_lock_then(user, case),
            may_add_addendum=rules.may_add_addendum(user, case),
            may_move=rules.may_move_case(user, case),
            may_share=rules.may_share_case(user, case),
            may_open_reflection=rules.may_open_reflection(user, case),
            **read,
            **kwargs,
        )


class LockThenView(ThenOpenMixin, OwnCaseMixin, ConfirmView):
    rule = staticmethod(rules.owns_case)
    heading = _("Lock THEN?")
    text = _(
        "From then on nobody can change what you wrote about the decisions: not you either. That way nobody judges a text "
        "that was rewritten with hindsight. You can still add to it with a dated addendum."
    )
    submit = _("Lock THEN for good")
    left = _(
        "Somebody has typed something at a decision point and has not saved it. Ask them to do so first: it goes otherwise."
    )
    success_message = _("THEN is locked.")

    def get_lines(self) -> list[Any]:
        return [self.text, *([self.left] if actions.typed_at_points(self.case).exists() else [])]

    def get_still_to_do(self) -> tuple[Any, list[tuple[str, str]]] | None:
        if self.case.decision_points.exists():
            return None
        todo = [(steps.url(self.case, steps.DECISIONS), str(steps.DECISIONS.label))]
        return _("Describe at least one decision point before you lock THEN."), todo

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.lock_then(obj, user=user)


class ShareCaseView(OwnCaseMixin, ConfirmView):
    rule = staticmethod(rules.owns_case)
    heading = _("Share with the circle?")
    submit = _("Share with the circle")
    success_message = _("The case has been shared with its circle.")

    def get_lines(self) -> list[Any]:
        return [
            _("Everybody in “%(circle)s” can read the case then; nobody else can.") % {"circle": self.case.circle},
            _("What came of it and what is known now stay closed to them until they have answered on their own."),
            _("Read it through once more: can a child, a parent or a colleague be recognised?"),
            *found.sentences(self.case),
        ]

    def get_still_to_do(self) -> tuple[Any, list[tuple[str, str]]] | None:
        lacking = parts.lacking(self.latest)
        if self.case.is_shared or not lacking:
            return None
        todo = [(steps.url(self.case, steps.of_part(part)), str(sentence)) for part, sentence in lacking.items()]
        return _("Before the circle can read it, this is still needed:"), todo

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.share_case(obj, user=user)
