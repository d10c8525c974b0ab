"""What a trial said before it was changed."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions.models import User
from regions.views import ActionView

from .. import actions, rules
from ..models import TrialWords


class WithdrawTrialWordsView(ActionView):
    rule = staticmethod(rules.may_withdraw_trial_words)
    success_message = _("The words are gone. That the trial was changed stays.")

    def get_rule_object(self) -> TrialWords:
        readable = TrialWords.objects.readable_by(self.request.user).select_related("trial__region")
        return get_object_or_404(readable, pk=self.kwargs["pk"])

    def act(self, obj: TrialWords, user: User) -> TrialWords:
        return actions.withdraw_trial_words(obj, user=user)

    def get_success_url(self, obj: TrialWords) -> str:
        return reverse("lessons:trial", args=[obj.trial_id])
