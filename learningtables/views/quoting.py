"""A lesson out of what was written in the room, and the consent of who wrote it."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from lessons.models import LessonPage
from lessons.rules import may_edit_lesson
from regions.numbers import number_in
from regions.rules import is_member
from regions.views import ActionFormMixin, ActionView, RuleRequiredMixin

from .. import actions, rules
from ..forms.quoting import ConsentForm, QuoteForm
from ..models import Contribution, Participant, QuoteConsent
from ..quoting import Standing, latest_text, quotable, standings, table_of
from .base import SessionMixin


class QuoteView(SessionMixin, ActionFormMixin, FormView):
    """First what was written, to choose from; with ``?uit=`` the lesson that starts from it."""

    rule = staticmethod(rules.may_lead)
    form_class = QuoteForm
    success_message = _("The lesson is kept as a draft. Whoever wrote the words has been asked whether they agree.")

    @cached_property
    def seat(self) -> Participant:
        return self.session.participants.get_or_create(user=self.request.user)[0]

    @cached_property
    def chosen(self) -> list[Contribution]:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        numbers = [number_in(number) for number in asked.getlist("uit")]
        return list(quotable(self.seat).filter(pk__in=numbers))

    def get_template_names(self) -> list[str]:
        return [f"learningtables/{'quote_form' if self.chosen else 'quote_choice'}.html"]

    def get_form_kwargs(self) -> dict[str, Any]:
        own = {"seat": self.seat, "chosen": self.chosen, "user": self.request.user}
        return {**super().get_form_kwargs(), **own}

    def get_initial(self) -> dict[str, Any]:
        return {"lead_region": self.session.lead_region}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = () if self.chosen else quotable(self.seat)
        return super().get_context_data(chosen=self.chosen, offered=offered, **kwargs)

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("learningtables:consents", args=[self.object.pk])


# --- for who wrote the lesson -------------------------------------------------------------------------------------------


def may_follow(user: Any, lesson: LessonPage) -> bool:
    """Who works on the lesson, as long as they sit where the words were written."""
    tables = {table_of(one.consent.contribution).circle_id for one in standings(lesson) if one.consent.contribution}
    return may_edit_lesson(user, lesson) and all(is_member(user, circle) for circle in tables)


class ConsentsMixin(RuleRequiredMixin):
    rule = staticmethod(may_follow)

    @cached_property
    def lesson(self) -> LessonPage:
        quoting = LessonPage.objects.filter(pk=self.kwargs["lesson_pk"]).select_related("latest_revision").first()
        if quoting is None or not may_follow(self.request.user, quoting):
            raise Http404
        return quoting

    def get_rule_object(self) -> LessonPage:
        return self.lesson

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("learningtables:consents", args=[self.lesson.pk])


class ConsentsView(ConsentsMixin, TemplateView):
    """Whose words the lesson uses: the words and how it stands, not the names."""

    template_name = "learningtables/consents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: list[Standing] = standings(self.lesson)
        return super().get_context_data(
            lesson=self.lesson,
            text=latest_text(self.lesson),
            standings=found,
            agreed=sum(one.state == "agreed" for one in found),
            asks=any(one.state == "open" for one in found),
            **kwargs,
        )


class AskAgainView(ConsentsMixin, ActionView):
    success_message = _("Asked. They get a mail and find it on their start page.")

    def act(self, obj: LessonPage, user: Any) -> LessonPage:
        return actions.ask_again(obj, user=user)


class ReleaseQuoteView(ConsentsMixin, ActionView):
    success_message = _("Noted that the lesson no longer uses these words. Whoever wrote them gets a mail.")

    def act(self, obj: LessonPage, user: Any) -> LessonPage:
        consent = get_object_or_404(QuoteConsent, pk=self.kwargs["pk"], lesson=obj)
        return actions.release_quote(consent, user=user)


# --- for who wrote the words ------------------------------------------------------------------------------------------


def is_asked(user: Any, consent: QuoteConsent) -> bool:
    """Whoever wrote the words, as long as they sit at the table."""
    text = consent.contribution
    return text is not None and text.author.user_id == user.pk and rules.sits_at(user, table_of(text))


class ConsentView(RuleRequiredMixin, ActionFormMixin, FormView):
    """The lesson as it reads, one's own words, and a yes or a no."""

    rule = staticmethod(is_asked)
    template_name = "learningtables/consent.html"
    form_class = ConsentForm
    success_message = _("Thank you. Whoever wrote the lesson hears of your answer.")

    def get_rule_object(self) -> QuoteConsent:
        return self.consent

    @cached_property
    def consent(self) -> QuoteConsent:
        mine = QuoteConsent.objects.filter(contribution__author__user=self.request.user.pk or 0)
        mine = mine.select_related("contribution__step__room__session", "contribution__author")
        consent = get_object_or_404(mine.select_related("lesson__latest_revision"), pk=self.kwargs["pk"])
        if not is_asked(self.request.user, consent):
            raise Http404
        return consent

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "consent": self.consent}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.consent.contribution
        lesson = LessonPage.objects.select_related("latest_revision").get(pk=self.consent.lesson_id)
        said = latest_text(lesson)
        standing = next(one for one in standings(lesson) if one.consent.pk == self.consent.pk)
        return super().get_context_data(
            consent=self.consent, words=text.body, text=said, table=table_of(text), state=standing.state, **kwargs
        )

    def get_success_url(self, obj: Any = None) -> str:
        return reverse("learningtables:consent", args=[self.consent.pk])
