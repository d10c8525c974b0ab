"""The words for learning tables and sessions, and which state may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


SESSION_MOVES: dict[str, frozenset[str]] = {
    SessionState.PLANNED: frozenset({SessionState.HELD, SessionState.CANCELLED}),
    SessionState.HELD: frozenset(),
    SessionState.CANCELLED: frozenset(),
}


class Rsvp(models.TextChoices):
    NO_REPLY = "no_reply", _("No reply yet")
    YES = "yes", _("Comes")
    MAYBE = "maybe", _("Perhaps")
    NO = "no", _("Does not come")


# The same, as people say it of themselves.
OWN_REPLIES = {
    Rsvp.NO_REPLY: _("You have not replied yet"),
    Rsvp.YES: _("I am coming"),
    Rsvp.MAYBE: _("Maybe"),
    Rsvp.NO: _("I cannot come"),
}


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class InputKind(models.TextChoices):
    """What a phase of a method asks of those present."""

    NONE = "none", _("Nothing written")
    FACT_QUESTION = "fact_question", _("Fact question")
    PROBING_QUESTION = "probing_question", _("Probing question")
    ASSOCIATION = "association", _("Association")
    HYPOTHESIS = "hypothesis", _("Hypothesis")
    ADVICE = "advice", _("Advice")
    INSIGHT = "insight", _("Insight")
    CENTRAL_QUESTION = "central_question", _("Answer to the central question")
    LESSON = "lesson", _("Lesson")
    ACTION = "action", _("Action")
    CHECK_OUT = "check_out", _("Check-out score")


# Nothing is written into the room itself: nothing at all, or an answer that the reflection keeps.
ELSEWHERE = frozenset({InputKind.NONE, InputKind.CENTRAL_QUESTION})


class Speaker(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    CASE_OWNER = "case_owner", _("Case owner")
    MEMBERS = "members", _("Members")
    FACILITATOR = "facilitator", _("Facilitator")
    NOBODY = "nobody", _("Nobody: write in silence")


class Voting(models.TextChoices):
    NONE = "none", _("No vote")
    OPEN = "open", _("Voting")
    CLOSED = "closed", _("Votes counted")


class Fits(models.TextChoices):
    """Whether a proposed moment suits somebody."""

    YES = "yes", _("Suits me")
    IF_NEED_BE = "if_need_be", _("If need be")
    NO = "no", _("Does not suit me")


class Verdict(models.TextChoices):
    """What a table says of a lesson from elsewhere."""

    USED = "used", _("We use it")
    NOT_RELEVANT = "not_relevant", _("Not relevant here")
    CONTRADICTS = "contradicts", _("Contradicts what we see")


class ConsentState(models.TextChoices):
    """How it stands with the consent of somebody whose words a lesson uses."""

    OPEN = "open", _("Not answered yet")
    AGREED = "agreed", _("Agrees")
    REFUSED = "refused", _("Does not agree")
    GONE = "gone", _("Can no longer be asked")
