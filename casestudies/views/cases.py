"""The list of cases, writing one, and the owner's workspace."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from lessons.states import Kind
from lessons.views import ContentListView
from regions.models import User
from regions.views import ActionFormMixin, RuleRequiredMixin

from .. import actions, rules
from ..forms.cases import CaseForm
from ..models import CaseStudyPage
from ..models.reading import readings
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
        drafts = CaseStudyPage.objects.unshared().filter(owner=self.request.user.pk or 0).order_by("-date", "-pk")
        return super().get_context_data(drafts=drafts, **kwargs)


class CaseEditorMixin(ActionFormMixin):
    """The case form, and the button that only shows more empty rows."""

    template_name = "casestudies/case_form.html"
    form_class = CaseForm
    request: Any

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if "add_rows" not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        typed = self.get_form().typed()  # type: ignore[attr-defined]
        again = CaseForm(user=request.user, case=getattr(self, "case", None), initial=typed)
        return self.render_to_response(self.get_context_data(form=again))  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "case": getattr(self, "case", None)}  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case=getattr(self, "case", None), not_a_file=NOT_A_FILE, **kwargs)  # type: ignore[misc]


class WriteCaseView(CaseEditorMixin, RuleRequiredMixin, FormView):
    rule = staticmethod(rules.may_write_case)
    success_message = _("Your draft is kept. Only you can see it until you share it.")
    object: CaseStudyPage

    def get_rule_object(self) -> None:
        return None

    def get_success_url(self) -> str:
        return reverse("casestudies:workspace", args=[self.object.pk])


class EditCaseView(OwnCaseMixin, CaseEditorMixin, FormView):
    success_message = _("The case has been saved.")


class WorkspaceView(OwnCaseMixin, DetailView):
    """Everything the owner still can do with the case, and what comes next."""

    template_name = "casestudies/workspace.html"
    context_object_name = "case"

    def get_object(self, queryset: Any = None) -> CaseStudyPage:
        return self.case

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.case
        return super().get_context_data(
            latest=case.get_latest_revision_as_object(),
            not_a_file=NOT_A_FILE,
            may_change_then=rules.may_change_then(user, case),
            may_share=rules.may_share_case(user, case),
            may_open_reflection=rules.may_open_reflection(user, case),
            **readings(case, user=user),
            **kwargs,
        )


class LockThenView(ThenOpenMixin, OwnCaseMixin, ConfirmView):
    heading = _("Lock THEN?")
    text = _(
        "From then on nobody can change what you wrote about the decisions: not you either. That way nobody judges a text "
        "that was rewritten with hindsight. You can still add to it with a dated addendum."
    )
    submit = _("Lock THEN for good")
    success_message = _("THEN is locked.")

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.lock_then(obj, user=user)


class ShareCaseView(OwnCaseMixin, ConfirmView):
    heading = _("Share with the circle?")
    submit = _("Share with the circle")
    success_message = _("The case has been shared with its circle.")

    def get_lines(self) -> list[Any]:
        return [
            _("Everybody in “%(circle)s” can read the case then; nobody else can.") % {"circle": self.case.circle},
            _("What came of it and what is known now stay closed to them until they have answered on their own."),
            _("Read it through once more: can a child, a parent or a colleague be recognised?"),
        ]

    def act(self, obj: CaseStudyPage, user: User) -> CaseStudyPage:
        return actions.share_case(obj, user=user)
