"""How far each criterion is met: the self-evaluation, the panel, and the committee's judging."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from regions.models import Membership
from regions.states import MembershipStatus

from .. import actions, voices
from ..forms import (
    AloneForm,
    AttachmentForm,
    DissentForm,
    HandInForm,
    OpenForm,
    PanelForm,
    PanelInvitationForm,
    SelfEvaluationForm,
    TogetherForm,
)
from ..judging import judged_for, judges_of, unanswered
from ..models import Assessment, Criterion, Dissent, VisitationPage
from ..models.trajectory import VisitationPageQuerySet
from ..scores import criteria_of, panel_is_heard, panel_result, scores_of
from ..states import Stage, Voice
from .attachments import AttachView
from .base import Button, FormScreen, Screen, VisitationMixin, of_both_sides, of_those_involved, of_visited_party


def of_panel(user: Any) -> VisitationPageQuerySet:
    return VisitationPage.objects.of_panel(user)


class AboutACriterion(VisitationMixin):
    @cached_property
    def criterion(self) -> Criterion:
        found = next((one for one in criteria_of(self.visitation) if one.pk == self.kwargs["criterion_pk"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def author(self) -> Any:
        return self.request.user


class AssessView(AboutACriterion, FormScreen):
    """Saves one criterion and goes on to the next one that has nothing yet."""

    template_name = "visitations/assess.html"
    about = ("visitation", "criterion", "author")
    submit = _("Save")
    success_message = _("Saved.")
    voice: ClassVar[Voice]
    here: ClassVar[str]
    goes_on: ClassVar[bool] = True

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.criterion.name

    def get_success_url(self) -> str:
        saved = getattr(self, "object", None) is not None
        if saved and self.goes_on and (left := unanswered(self.visitation, self.voice, self.request.user)):
            return reverse(f"visitations:{self.here}", args=[self.visitation.pk, left[0].pk])
        return f"{self.address(self.back)}#criterium-{self.criterion.pk}"


def by_criterion(visitation: VisitationPage, rows: Any) -> list[tuple[Criterion, Assessment | None]]:
    held = {row.criterion_id: row for row in rows}
    return [(criterion, held.get(criterion.pk)) for criterion in criteria_of(visitation)]


class SelfEvaluationView(Screen):
    """The visited party's until it is handed in; then the committee reads it as it is."""

    template_name = "visitations/self_evaluation.html"
    door = staticmethod(of_both_sides)
    rule = staticmethod(voices.may_read_self_evaluation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        readable = Assessment.objects.readable_by(user, visitation).filter(voice=Voice.VISITED_PARTY)
        rows = by_criterion(visitation, readable.prefetch_related("attachments"))
        return super().get_context_data(
            rows=rows,
            answered=sum(row is not None for _criterion, row in rows),
            writing=voices.may_self_evaluate(user, visitation),
            term=visitation.terms.filter(stage=Stage.SELF_EVALUATION).first(),
            **kwargs,
        )


class SelfEvaluateView(AssessView):
    form_class = SelfEvaluationForm
    door = staticmethod(of_visited_party)
    rule = staticmethod(voices.may_self_evaluate)
    voice, here, back, goes_on = Voice.VISITED_PARTY, "self_evaluate", "self_evaluation", False
    intro = _("Read by you and your colleagues alone until it is handed in; then by the committee too.")


class SelfEvaluationAttachView(AboutACriterion, AttachView):
    form_class = AttachmentForm
    rule = staticmethod(voices.may_self_evaluate)
    back = "self_evaluation"

    @cached_property
    def to(self) -> Assessment:
        rows = Assessment.objects.filter(visitation=self.visitation, voice=Voice.VISITED_PARTY)
        return get_object_or_404(rows, criterion=self.criterion)


class HandInSelfEvaluationView(FormScreen):
    form_class = HandInForm
    door = staticmethod(of_visited_party)
    rule = staticmethod(voices.may_self_evaluate)
    back = "self_evaluation"
    title = _("Hand in the self-evaluation")
    intro = _("The committee can read it from then on. Nobody can change it any more, and no file can be added.")
    submit = _("Hand in")
    success_message = _("Handed in. The committee has been told.")


class PanelView(Screen):
    """One's own answers and the questions; of the visitation no more than everybody may read."""

    template_name = "visitations/panel.html"
    door = staticmethod(of_panel)
    rule = staticmethod(voices.is_on_panel)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        readable = Assessment.objects.readable_by(user, visitation).filter(voice=Voice.PANEL)
        rows = by_criterion(visitation, readable)
        return super().get_context_data(
            rows=rows,
            answered=sum(row is not None for _criterion, row in rows),
            answering=voices.may_answer_on_panel(user, visitation),
            until=visitation.terms.filter(stage=Stage.VISIT).first(),
            least=settings.SMALL_NUMBERS_K,
            **kwargs,
        )


class PanelAnswerView(AssessView):
    template_name = "visitations/panel_answer.html"
    form_class = PanelForm
    door = staticmethod(of_panel)
    rule = staticmethod(voices.may_answer_on_panel)
    voice, here, back = Voice.PANEL, "panel_answer", "panel"


class PanelMembersView(FormScreen):
    """Who was asked for the panel. What anybody answered is not here, nor whether they did."""

    template_name = "visitations/panel_members.html"
    form_class = PanelInvitationForm
    door = staticmethod(of_those_involved)
    rule = staticmethod(voices.may_compose_panel)
    back = "panel_members"
    title = _("Panel of young people and parents")
    submit = _("Send the invitation")
    success_message = _("The invitation is on its way.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panel = self.visitation.panel
        people = panel.memberships.reading().select_related("user") if panel else ()
        open_invitations = panel.invitations.open() if panel else ()
        return super().get_context_data(
            people=people, invitations=open_invitations, least=settings.SMALL_NUMBERS_K, **kwargs
        )


class EndPanelSeatView(Button):
    door = staticmethod(of_those_involved)
    rule = staticmethod(voices.may_compose_panel)
    back = "panel_members"
    success_message = _("The seat has ended, and what was answered from it is gone.")

    def act(self, obj: VisitationPage, user: Any) -> Membership:
        seats = Membership.objects.filter(circle=obj.panel_id).exclude(status=MembershipStatus.ENDED)
        return actions.end_panel_seat(get_object_or_404(seats, pk=self.kwargs["seat_pk"]), user=user)


class JudgingView(Screen):
    """Alone first: one's own judgements. Once they are opened, all side by side with what the committee makes of them."""

    template_name = "visitations/judging.html"
    rule = staticmethod(voices.may_see_judging)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visitation = self.request.user, self.visitation
        judges = judges_of(visitation)
        texts = {pk: [said.text for said in rows if said.text] for pk, rows in panel_result(visitation).items()}
        return super().get_context_data(
            rows=[(one, texts.get(one.criterion.pk)) for one in judged_for(visitation, user)],
            judges=judges,
            done=sum(not one.missing for one in judges),
            panel_comes_later=not panel_is_heard(visitation),
            alone=voices.may_judge_alone(user, visitation),
            opening=voices.may_open_judgements(user, visitation),
            together=voices.may_judge_together(user, visitation),
            scores=scores_of(visitation),
            **kwargs,
        )


class JudgeAloneView(AssessView):
    form_class = AloneForm
    rule = staticmethod(voices.may_judge_alone)
    voice, here, back = Voice.MEMBER, "judge_alone", "judging"
    intro = _(
        "Your own judgement. Nobody else reads it before all members' judgements are opened; then the members who judge do."
    )


class OpenJudgementsView(FormScreen):
    form_class = OpenForm
    rule = staticmethod(voices.may_open_judgements)
    back = "judging"
    title = _("Open the judgements")
    intro = _(
        "All members who judge then read each other's judgements with names, and nobody can change their own any more."
    )
    submit = _("Open them")
    success_message = _("The judgements lie side by side. Now judge together.")


class JudgeTogetherView(AssessView):
    form_class = TogetherForm
    rule = staticmethod(voices.may_judge_together)
    voice, here, back, goes_on = Voice.COMMITTEE, "judge_together", "judging", False
    intro = _("The judgement of the whole committee. It goes into the report.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = judged_for(self.visitation, self.request.user)
        judged = next(row for row in rows if row.criterion.pk == self.criterion.pk)
        return super().get_context_data(judged=judged, **kwargs)


class AboutAJudgement(AboutACriterion):
    rule = staticmethod(voices.may_judge_together)

    @cached_property
    def judgement(self) -> Assessment:
        rows = Assessment.objects.filter(visitation=self.visitation, voice=Voice.COMMITTEE)
        return get_object_or_404(rows, criterion=self.criterion)


class DissentView(AboutAJudgement, FormScreen):
    template_name = "visitations/dissent.html"
    form_class = DissentForm
    about = ("judgement", "author")
    back = "judging"
    title = _("You see this differently")
    submit = _("Save")
    success_message = _("Kept: it stands beside the judgement, in the report without your name.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Dissent.objects.filter(assessment=self.judgement, author=self.request.user).exists()
        address = reverse("visitations:dissent_remove", args=[self.visitation.pk, self.criterion.pk])
        return super().get_context_data(criterion=self.criterion, remove=address if own else "", **kwargs)


class DissentRemoveView(AboutAJudgement, Button):
    back = "judging"
    success_message = _("Taken back.")

    def act(self, obj: VisitationPage, user: Any) -> Dissent:
        own = get_object_or_404(Dissent, assessment=self.judgement, author=user)
        return actions.take_back_dissent(own, user=user)
